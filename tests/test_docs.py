"""What the README tells is so: its settings, files and commands exist."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from config import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"python(?: -m|\S* -m) (loaders|graph)\b([^#`\n]*)", README)))
RECIPES = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_table_of_settings_is_the_programs_own() -> None:
    rows = [line.strip("|").split("|") for line in README.splitlines() if line.startswith("| `")]
    told = [tuple(cell.strip(" `") for cell in row) for row in rows if re.search(r"`[A-Z_0-9]+`", row[0])]
    assert told == [(row.name, row.default, row.help) for row in SETTINGS]


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_what_it_links_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake (\w+)", README)) - {"it"}))
def test_make_knows_its_targets(target: str) -> None:
    assert re.search(rf"^{target}:", RECIPES, re.MULTILINE)


@pytest.mark.parametrize("module", ["loaders", "graph"])
def test_help_tells_the_options_and_subcommands_that_it_names(module: str) -> None:
    words = {word for name, rest in COMMANDS if name == module for word in shlex.split(rest)}
    helps = [help_of(module)]
    if module == "loaders":
        helps.append(help_of(module, "score"))
    else:
        subcommands = {rest.split()[0] for name, rest in COMMANDS if name == "graph" and rest.split()}
        assert all(name in helps[0] for name in subcommands)
        helps += [help_of(module, name) for name in sorted(subcommands)]
    options = {word for word in words if word.startswith("--")}
    assert {option for option in options if not any(option in text for text in helps)} == set()


def help_of(*words: str) -> str:
    done = subprocess.run(  # noqa: S603 our own module
        [sys.executable, "-m", *words, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout
