"""What a hop and a middle entity cost a path: the formula's parts, from `data/schema/`.

Costs are whole numbers, millionths of a plain hop, so that equal paths are equal and ties go by rule.
"""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

import numpy as np

from config import ROOT
from errors import DataFileError
from graph.schema import load_schema

FILE = ROOT / "data" / "schema" / "paths.toml"

MILLION = 1_000_000
"""Costs are counted in millionths of a plain hop."""

LEAST_DEGREE = 2
"""What lies between has two relations at least: it is entered by one and left by the other."""


@dataclass(frozen=True, slots=True)
class PathWeights:
    """The rows of paths.toml: what makes a path good, and how much one question may read."""

    degree_scale: float
    documents_discount: float
    links: int
    seconds: int
    steps: int
    longer: int
    near: int
    ends: int
    linking: int


@cache
def load_weights(path: FilePath = FILE) -> PathWeights:
    """The weights of a file. Raises DataFileError where it can't be used."""
    try:
        with path.open("rb") as handle:
            return PathWeights(**tomllib.load(handle))
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise DataFileError(path=path, line=0, problem=error) from error


def discount(documents: int) -> float:
    """The share that a relation of so many documents costs less than one of a single document.

    0 for one, half of `documents_discount` for two, two thirds of it for three, and so on.
    """
    return load_weights().documents_discount * (1 - 1 / max(1, documents))


@cache
def hop_cost(type_id: str, documents: int) -> int:
    """What a hop over a relation of this type, stated by so many documents, costs: millionths."""
    return round(MILLION * load_schema().relations[type_id].weight * (1 - discount(documents)))


@cache
def toll(degree: int) -> int:
    """What it costs to lead through an entity with so many relations: millionths."""
    return round(MILLION * load_weights().degree_scale * math.log2(1 + max(LEAST_DEGREE, degree)))


def hop_costs(weights: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """What hops cost whose types have these weights and that so many documents state: millionths."""
    shares = load_weights().documents_discount * (1 - 1 / np.maximum(1, documents))
    return np.rint(MILLION * weights * (1 - shares)).astype(np.int64)


def tolls(degrees: np.ndarray) -> np.ndarray:
    """What it costs to lead through entities with so many relations each: millionths."""
    through = np.log2(1.0 + np.maximum(LEAST_DEGREE, degrees))
    return np.rint(MILLION * load_weights().degree_scale * through).astype(np.int64)
