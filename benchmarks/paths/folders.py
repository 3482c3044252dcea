"""Where the benchmark keeps its graphs between runs, and what of a size is there already."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.paths.graphs import SEED, Sample, make_sample
from config import ROOT

CACHE = Path(os.environ.get("BENCHMARK_CACHE") or ROOT / ".cache").resolve() / "paths"

EMBEDDED, NEO4J = "embedded", "neo4j"


@dataclass(frozen=True, slots=True)
class Size:
    """A graph of so many nodes and relations, and its folder."""

    nodes: int
    relations: int

    @property
    def folder(self) -> Path:
        return CACHE / f"{self.nodes}-{self.relations}"

    def store(self, name: str) -> Path:
        """The folder of one store's data."""
        return self.folder / name

    @property
    def outlines(self) -> Path:
        """The folder of the outlines of all stores of this size."""
        return self.folder / "outlines"

    def note(self, name: str) -> Path:
        """The file that says how long the loading of a store took."""
        return self.folder / f"{name}.json"

    def sample(self) -> Sample:
        """The graph of this size: read, or made and kept."""
        path = self.folder / "sample.npz"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            sample = make_sample(self.nodes, self.relations, SEED)
            part = path.with_name("part.npz")
            np.savez(part, **{name: getattr(sample, name) for name in Sample.__dataclass_fields__})
            part.replace(path)
        with np.load(path) as columns:
            return Sample(**columns)


SIZES = {"10k": Size(10_000, 50_000), "100k": Size(100_000, 500_000), "1m": Size(1_000_000, 5_000_000)}
