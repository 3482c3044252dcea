"""The arrows of the project: who may import whom, how long things may grow. Read from the syntax tree."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("loaders", "graph", "ui")
SHARED = {"config", "errors", "text"}
MODULES = sorted(
    [*ROOT.glob("*.py"), *(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def ours(module: str) -> bool:
    return module.split(".")[0] in {*PACKAGES, *SHARED, "app"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_package_imports_only_what_lies_below_it(path: Path) -> None:
    package = name_of(path).split(".")[0]
    found = {module for module in imported(path) if ours(module)}
    if package == "graph":
        wrong = {module for module in found if module.split(".")[0] in ("loaders", "ui", "app")}
    elif package == "loaders" and path.name != "__main__.py":
        allowed = ("loaders", "graph.facts", "graph.schema", *SHARED)
        wrong = {module for module in found if not module.startswith(allowed)}
    elif package in SHARED:
        wrong = {module for module in found if module not in SHARED}
    else:
        wrong = set()
    assert wrong == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_streamlit_and_the_driver_stay_in_their_places(path: Path) -> None:
    found = {module.split(".")[0] for module in imported(path)}
    name = name_of(path)
    if "streamlit" in found:
        assert name == "app" or name.startswith("ui")
    if "neo4j" in found:
        assert name.startswith("graph.store.")
    if "jpype" in found or "arcadedb_embedded" in found:
        assert name == "graph.store.embedded_server"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    for function in functions(path):
        inside = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert inside == [], f"{function.name} imports"


def test_no_module_imports_itself_round_a_corner() -> None:
    names = {name_of(path): path for path in MODULES}
    graph = {
        name: {module for module in imported(path) if module in names and module != name}
        for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join((*above, name))
        if name not in done:
            for below in sorted(graph[name]):
                visit(below, (*above, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    for function in functions(path):
        assert (function.end_lineno or 0) - function.lineno < LONGEST_FUNCTION, function.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_function_says_what_it_returns(path: Path) -> None:
    assert [function.name for function in functions(path) if function.returns is None] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    if TREES[path].body:
        assert ast.get_docstring(TREES[path])


def test_no_module_is_named_for_what_is_left_over() -> None:
    spare = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "tools"}
    assert [path for path in MODULES if path.stem in spare] == []


def test_what_runs_is_pinned() -> None:
    rows = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [row for row in rows if row and not row.startswith(("#", "-e"))]
    assert all("==" in row for row in packages)


def test_the_tests_run_on_a_python_that_is_promised() -> None:
    assert sys.version_info >= (3, 11)
