"""What may stand on the command line of the graph: a table of commands, and the parser made of it."""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from graph import commands, paths_command
from graph.commands import Answer
from graph.contradictions_answer import contradictions
from graph.export import FORMATS
from graph.export_command import export
from graph.questions_answer import ask
from graph.store.base import Store
from text import LANGUAGES, say

CANNOT = 2
"""The exit status of what can't be done."""

_TYPES = {"action": "append", "default": [], "metavar": "TYPE"}
_NAMES = {"action": "append", "default": [], "metavar": "NAME"}
_SWITCH = {"action": "store_true"}
_NUMBER = {"type": int, "metavar": "N"}

OPTIONS: dict[str, dict] = {
    "type": _TYPES,
    "relation": _TYPES,
    "must-type": _TYPES,
    "not-type": _TYPES,
    "must-relation": _TYPES,
    "not-relation": _TYPES,
    "via": _NAMES,
    "avoid": _NAMES,
    "directed": _SWITCH,
    "why": _SWITCH,
    "unfold": _SWITCH,
    "document": _NAMES,
    "year": {"metavar": "FIRST-LAST"},
    "undated": _SWITCH,
    "status": {"action": "append", "default": [], "metavar": "STATUS"},
    "limit": _NUMBER,
    "max-length": _NUMBER,
    "count": _NUMBER,
    "sentences": _NUMBER,
    "rows": _NUMBER,
    "seconds": _NUMBER,
    "path": {"nargs": 2, "metavar": ("A", "B")},
    "cypher": {"action": "store_true"},
    "format": {"choices": list(FORMATS), "required": True},
    "out": {"metavar": "FILE", "required": True},
}
"""Each option as argparse takes it; its help is the row graph.cli.option.* of the text."""


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table: what runs it, its positional arguments (and how many), options and defaults."""

    run: Callable[[Store, argparse.Namespace], Answer]
    positionals: Mapping[str, str | None] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    defaults: Mapping[str, object] = field(default_factory=dict)


_FACTS = ("document", "year", "undated", "status")
"""What `graph.facts_asked` reads."""

_PATHS = (
    *("relation", "must-relation", "not-relation", "must-type", "not-type", "via", "avoid", "directed"),
    *(*_FACTS, "max-length", "count"),
)
"""What `graph.paths_asked` reads."""

_SHORT = {"max_length": 4, "count": 10}
_SENTENCES = {"sentences": 3}

COMMANDS = {
    "search": Command(commands.search, {"text": None}, ("type", "limit"), {"limit": 20}),
    "show": Command(
        commands.show, {"name": None}, ("type", "limit", "sentences"), {"limit": 20, **_SENTENCES}
    ),
    "neighbours": Command(
        commands.neighbours,
        {"name": "+"},
        ("type", "relation", *_FACTS, "limit", "sentences"),
        {"limit": 60, **_SENTENCES},
    ),
    "path": Command(
        paths_command.path,
        {"start": None, "end": None},
        (*_PATHS, "why", "unfold", "sentences"),
        {**_SHORT, **_SENTENCES},
    ),
    "link": Command(
        paths_command.link,
        {"start": None, "end": None},
        ("type", *(name for name in _PATHS if name != "must-type"), "why", "sentences"),
        {**_SHORT, **_SENTENCES, "must_type": ()},
    ),
    "cypher": Command(commands.cypher, {"query": None}, ("rows", "seconds")),
    "export": Command(
        export,
        {"name": "*"},
        ("path", "format", "out", "type", "limit", *_PATHS),
        {"limit": 60, **_SHORT},
    ),
    "ask": Command(ask, {"question": None}, ("rows", "seconds", "sentences", "cypher"), {"sentences": 0}),
    "contradictions": Command(contradictions, options=("limit",), defaults={"limit": 20}),
    "summary": Command(commands.summary),
}


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        language = self.get_default("lang")
        print(say("graph.cli.wrong", language, problem=message, command=self.prog), file=sys.stderr)
        raise SystemExit(CANNOT)


def build_parser(language: str) -> argparse.ArgumentParser:
    """The parser with its help in `language`; what it parses has `run`, `json`, `lang` and the arguments."""
    parser = _Parser(
        prog="python -m graph",
        description=say("graph.cli.about", language),
        epilog=say("graph.cli.examples", language),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("graph.cli.option.lang", language))
    children = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, row in COMMANDS.items():
        words = say(f"graph.cli.command.{name}", language)
        child = children.add_parser(name, help=words, description=words)
        for place, count in row.positionals.items():
            argument = say(f"graph.cli.argument.{place}", language)
            child.add_argument(place, metavar=place.upper(), nargs=count, help=argument)
        for option in row.options:
            child.add_argument(
                f"--{option}", help=say(f"graph.cli.option.{option}", language), **OPTIONS[option]
            )
        child.add_argument("--json", action="store_true", help=say("graph.cli.option.json", language))
        child.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=argparse.SUPPRESS,
            help=say("graph.cli.option.lang", language),
        )
        child.set_defaults(run=row.run, **row.defaults)
        child.set_defaults(lang=language)
    parser.set_defaults(lang=language)
    return parser
