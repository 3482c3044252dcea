"""What is shown, as files: each writer takes a Subgraph and a binary stream, and says shown n of m."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from graph.export import csv_zip, graphml, html_page, json_text
from graph.model import Subgraph


class Write(Protocol):
    """A writer. `positions` places entities (pixels, y downwards), `documents` gives titles by id."""

    def __call__(
        self,
        subgraph: Subgraph,
        stream: BinaryIO,
        *,
        title: str,
        language: str,
        positions: Mapping[str, tuple[float, float]] | None = None,
        documents: Mapping[str, str] | None = None,
    ) -> None:
        """Write the whole file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table: what writes it, the ending of its files, its media type."""

    write: Write
    suffix: str
    media_type: str


FORMATS: dict[str, Format] = {
    "csv": Format(csv_zip.write, ".zip", "application/zip"),
    "graphml": Format(graphml.write, ".graphml", "application/graphml+xml"),
    "json": Format(json_text.write, ".json", "application/json"),
    "html": Format(html_page.write, ".html", "text/html"),
}
