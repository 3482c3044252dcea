"""A sample as the entities and relations that a store holds, with invented names and sentences."""

from collections.abc import Iterator, Mapping

import numpy as np

from benchmarks.paths.graphs import KINDS, STATUSES, TYPES, Sample, document_name, mix
from graph.facts import Evidence
from graph.model import Entity, Relation
from graph.schema import DOCUMENT, INDICATOR, MENTIONED_IN, load_schema

_SIGNS = "青云石龙凤金银白玉松柳梅兰安宁永康和平福昌泰兴顺明华丰广长川山河江湖海溪泉岭峰原野田洲塘湾港桥坪"
_ENDINGS = {
    "NewArea": "新区",
    "NewTown": "新城",
    "Park": "产业园",
    "Region": "区",
    "Project": "快速路",
    "Policy": "规划",
    "Organization": "发展局",
    "Enterprise": "集团",
    "Industry": "制造",
    "Person": "",
    DOCUMENT: "工作要点",
    INDICATOR: "里程",
}
_SECTION = "二、重点任务"
_CARRIED = "paragraph"
"""No empty word: Neo4j's import reads a list of one as no list."""

_YEARS = range(2019, 2031)
_UNDATED = 10
"""One document in so many has no date."""


class Rows:
    """Names and rows of a sample's parts, by their places in it."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.relation_ids = mix(np.arange(len(sample.heads), dtype=np.uint64) + np.uint64(1 << 40))
        self._number = {int(node): number for number, node in enumerate(sample.documents)}
        self._mentions = TYPES.index(MENTIONED_IN)
        self._kinds, self._statuses = list(KINDS), list(STATUSES)

    def name(self, node: int) -> str:
        """Another for each node: its place, written with signs as digits, and its type's ending."""
        signs, rest = "", node
        while rest or len(signs) < 2:
            rest, digit = divmod(rest, len(_SIGNS))
            signs += _SIGNS[digit]
        return signs + _ENDINGS[self._kinds[self.sample.kinds[node]]]

    def entity_id(self, node: int) -> str:
        return f"{self.sample.ids[node]:016x}"

    def titles(self) -> Mapping[str, str]:
        """The documents' titles by their file's name."""
        return {document_name(number): self.name(node) for node, number in self._number.items()}

    def entities(self, nodes: Iterator[int] | range | np.ndarray) -> Iterator[Entity]:
        for node in map(int, nodes):
            kind, name = self._kinds[self.sample.kinds[node]], self.name(node)
            aliases = (name[:2] + name[-1],) if node % 8 == 0 else ()
            degree = int(self.sample.degrees[node])
            yield Entity(self.entity_id(node), kind, name, aliases, self._details(node, kind, name), degree)

    def relations(self, places: Iterator[int] | range | np.ndarray) -> Iterator[Relation]:
        sample = self.sample
        for place in map(int, places):
            head, tail, kind = int(sample.heads[place]), int(sample.tails[place]), TYPES[sample.types[place]]
            yield Relation(
                f"{self.relation_ids[place]:016x}",
                kind,
                self.entity_id(head),
                self.entity_id(tail),
                tuple(self._evidence(place, head, tail)),
                self._statuses[sample.statuses[place]],
            )

    def _evidence(self, place: int, head: int, tail: int) -> Iterator[Evidence]:
        sample = self.sample
        first, count = int(sample.first_document[place]), int(sample.stated[place])
        if sample.types[place] == self._mentions:
            first, count = self._number[tail], 1
        one, other = self.name(head), self.name(tail)
        verb = load_schema().relations[TYPES[sample.types[place]]].name
        quote = f"{one}要{verb}{other}，按时完成本年度任务。"
        start = place % 5000
        second = start + len(one) + 1 + len(verb)
        marks = ((start, start + len(one)), (second, second + len(other)))
        for turn in range(count):
            doc = document_name((first + turn) % len(sample.documents))
            yield Evidence(doc, _SECTION, start, start + len(quote), quote, "invented", marks, _CARRIED)

    def _details(self, node: int, kind: str, name: str) -> Mapping[str, str]:
        if kind == DOCUMENT:
            number = self._number[node]
            year = _YEARS[number % len(_YEARS)]
            date = "" if number % _UNDATED == 0 else f"{year}-{1 + number % 12:02d}-15"
            file = document_name(number)
            about = {"file": file, "title": name, "issuer": name[:2] + "新区管委会"}
            return {**about, "number": "", "date": date, "genre": "要点"}
        if kind == INDICATOR:
            value = str(10 + node % 900)
            return {"subject": name[:-2], "value": value, "unit": "公里", "bound": ">=", "deadline": "2030"}
        return {}
