"""The answer of `python -m graph export`: a file of what was asked for."""

import argparse
import sys
from functools import partial
from pathlib import Path

from errors import OutputError, RequestError
from graph.commands import Answer, read_neighbourhood
from graph.export import FORMATS
from graph.export.json_text import subgraph_data
from graph.facts_asked import say_facts
from graph.paths import find_paths, path_subgraph
from graph.paths_asked import paths_asked
from graph.queries import document_titles
from graph.store.base import Store
from graph.words import say_shown
from text import say


def export(store: Store, args: argparse.Namespace) -> Answer:
    """A file of a neighbourhood, or with --path of the paths between two ends."""
    if args.path:
        asked = paths_asked(store, *args.path, args)
        subgraph = path_subgraph(find_paths(store, *asked.ids, asked.request))
        names, facts = [asked.start.words, asked.end.words], asked.request.facts
    else:
        if not args.name:
            raise RequestError(problem=partial(say, "graph.request.export"))
        subgraph, facts = read_neighbourhood(store, args)
        names = args.name
    titles = document_titles(store, subgraph.relations)
    title = say("graph.list", args.lang).join(names)
    chosen = FORMATS[args.format]
    try:
        if args.out == "-":
            chosen.write(subgraph, sys.stdout.buffer, title=title, language=args.lang, documents=titles)
        else:
            with Path(args.out).open("wb") as stream:
                chosen.write(subgraph, stream, title=title, language=args.lang, documents=titles)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(path=args.out, reason=error.strerror or error) from error
    shown = subgraph_data(subgraph, args.lang)["shown"]
    note = say("graph.cli.written", args.lang, path=args.out)
    notes = (note, say_shown(subgraph, args.lang), *say_facts(facts, args.lang))
    data = {} if args.out == "-" else {"out": args.out, "format": args.format, "shown": shown}
    return Answer(data, "", bool(subgraph.relations), notes)
