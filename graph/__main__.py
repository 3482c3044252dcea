"""The command line of the graph: `python -m graph search|show|…|contradictions|summary`; --help has all.

Exit status: 0 done, 1 nothing found, 2 it could not be done. Answers go to the output; what people must
know beside them, and errors, go to the error stream, a sentence each.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from itertools import pairwise

from config import read_config
from errors import NotFound, PolicyGraphError
from graph.arguments import CANNOT, build_parser
from graph.store.opening import open_store
from text import LANGUAGES, default_language

DONE, NOTHING = 0, 1
INTERRUPTED = 130
"""What a shell expects of a command that was stopped by Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Raises SystemExit for --help and for a wrong command line."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    language = _language(arguments)
    try:
        return _run(build_parser(language).parse_args(arguments))
    except PolicyGraphError as error:
        print(error.message(language), file=sys.stderr)
        return NOTHING if isinstance(error, NotFound) else CANNOT
    except BrokenPipeError:
        # Whoever read the output has enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(args: argparse.Namespace) -> int:
    config = read_config()
    for name, value in (("rows", config.query_rows), ("seconds", config.query_seconds)):
        if getattr(args, name, 0) is None:
            setattr(args, name, value)
    store = open_store(config)
    try:
        answer = args.run(store, args)
    finally:
        store.close()
    if args.json and answer.data:
        print(json.dumps(answer.data, ensure_ascii=False, indent=1))
    elif answer.text and not args.json:
        print(answer.text)
    sys.stdout.flush()
    for note in () if args.json else answer.notes:
        print(note, file=sys.stderr)
    return DONE if answer.found else NOTHING


def _language(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, known before they are parsed: help is in it too."""
    asked = default_language()
    for word, value in pairwise([*arguments, ""]):
        wanted = value if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and wanted in LANGUAGES:
            asked = wanted
    return asked


if __name__ == "__main__":
    for output in (sys.stdout, sys.stderr):
        output.reconfigure(encoding="utf-8", errors="replace")
    raise SystemExit(main())
