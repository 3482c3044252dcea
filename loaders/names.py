"""What the text names: the entities of one document and every place that mentions them."""

from dataclasses import dataclass
from typing import NamedTuple

from graph.facts import Span


class Named(NamedTuple):
    """An entity of one document, by its type (schema id) and its fullest form."""

    type: str
    name: str


@dataclass(slots=True)
class Mention:
    """Words that stand for one entity, or for several at once (两市 for 西安市 and 咸阳市).

    `rule` is the id of the row that found them, kept in the evidence of every fact made of them.
    """

    start: int
    end: int
    entities: tuple[Named, ...]
    rule: str

    @property
    def span(self) -> Span:
        """Its place in the document's text."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """All mentions of a document, by place and never overlapping, and each entity's other forms.

    `issuer` is the area that the document speaks for (新区 in its own papers): the subject of
    sentences that name none; None where the document does not show it. `inner` are the known names
    inside longer ones (贵阳 in 贵阳大数据科创城): mentions too, that overlap others.
    """

    mentions: tuple[Mention, ...]
    aliases: dict[Named, tuple[str, ...]]
    issuer: Named | None = None
    inner: tuple[Mention, ...] = ()

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie wholly in text[start:end], by place."""
        return tuple(found for found in self.mentions if start <= found.start and found.end <= end)
