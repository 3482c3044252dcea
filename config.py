"""Every setting of the program: one table of names, defaults and help, read from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

from errors import SettingError

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: the environment variable's name, its default and what it is for."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("NEO4J_URI", "", "Bolt address of a Neo4j server; empty means the embedded store"),
    Setting("NEO4J_USER", "neo4j", "user of the Neo4j server"),
    Setting("NEO4J_PASSWORD", "", "password of the Neo4j server"),
    Setting("NEO4J_DATABASE", "", "database of the Neo4j server; empty means the server's default"),
    Setting("POLICY_GRAPH_HOME", "var", "folder of the embedded store and outlines, from the project's root"),
    Setting("POLICY_GRAPH_LANG", "zh", "language of the interface at first: zh or en"),
    Setting("POLICY_GRAPH_QUERY_SECONDS", "20", "time limit of a Cypher query, in seconds"),
    Setting("POLICY_GRAPH_QUERY_ROWS", "1000", "rows of a Cypher answer that are shown at most"),
    Setting("POLICY_GRAPH_MAX_FILE_MB", "20", "largest document that is read, in megabytes"),
)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run, checked."""

    neo4j_uri: str
    neo4j_user: str
    neo4j_password: str
    neo4j_database: str
    home: Path
    language: str
    query_seconds: int
    query_rows: int
    max_file_mb: int


def read_config() -> Config:
    """The settings as the environment gives them.

    Raises SettingError where a value is not of its setting's form.
    """
    value = {row.name: os.environ.get(row.name, "").strip() or row.default for row in SETTINGS}
    language = value["POLICY_GRAPH_LANG"]
    if language not in ("zh", "en"):
        raise SettingError(name="POLICY_GRAPH_LANG", value=language, wanted="zh, en")
    return Config(
        neo4j_uri=value["NEO4J_URI"],
        neo4j_user=value["NEO4J_USER"],
        neo4j_password=value["NEO4J_PASSWORD"],
        neo4j_database=value["NEO4J_DATABASE"],
        home=ROOT / value["POLICY_GRAPH_HOME"],
        language=language,
        query_seconds=_positive("POLICY_GRAPH_QUERY_SECONDS", value),
        query_rows=_positive("POLICY_GRAPH_QUERY_ROWS", value),
        max_file_mb=_positive("POLICY_GRAPH_MAX_FILE_MB", value),
    )


def _positive(name: str, value: dict[str, str]) -> int:
    text = value[name]
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise SettingError(name=name, value=text, wanted="1, 2, 3 …")
    return int(text)
