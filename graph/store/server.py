"""What a store needs of a server, and Neo4j's own way of it."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, Driver, GraphDatabase, Query, Result, Session
from neo4j.exceptions import ConfigurationError

from errors import QueryForbidden, SettingError
from graph.schema import ENTITY_LABEL, Schema
from graph.store import cypher
from graph.store.lexer import first_forbidden

SCHEMES = ("bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc")
RETRY_SECONDS = 5.0
CONNECT_SECONDS = 5.0
TURN_SECONDS = 600.0
"""How long an update may take, and so how long others wait for one whose client is gone."""

FIRST_LINE = "//\n"
"""The line before a reader's query, on every store, so that a server's count of lines is known."""

PROCEDURES = frozenset({"db.labels", "db.relationshipTypes", "dbms.components"})
"""What a reader may call: it tells what there is, means the same on both servers, and changes nothing."""

_FORBIDDEN = ("LoadCSV", "TerminateTransactions", "AdministrationCommand", "Show")


class Reading(Protocol):
    """One reader's query on its own session."""

    def check(self, text: str, parameters: Mapping[str, object], seconds: float) -> None:
        """Raise QueryForbidden where the server's own plan of the query says that it does not only read."""

    def run(self, text: str, parameters: Mapping[str, object], seconds: float) -> Result:
        """Run it; the server ends it after so many seconds."""


class Server(Protocol):
    """Where a store's data is: how to reach it, and what differs between the servers."""

    address: str
    user: str
    database: str

    def open(self) -> Driver:
        """A driver whose account may write, connected; errors are the driver's, or a StoreError."""

    @property
    def revision_text(self) -> str:
        """What to ask for the graph's revision: what this server tells at once."""

    def prepare(self, session: Session, schema: Schema) -> None:
        """Make ready, before the first write, what only this server needs."""

    def alone(self) -> AbstractContextManager:
        """Hold off other updates as far as the server does not do so itself."""

    def reading(self, driver: Driver, fetch: int) -> AbstractContextManager[Reading]:
        """A reader's session that fetches `fetch` rows at a time and leaves the rest unread on exit."""

    def close(self) -> None:
        """Let go of what `open` took beside the driver."""


def drive(uri: str, user: str, password: str, database: str) -> Driver:
    """A connected driver that keeps quiet: what goes wrong is raised, never printed."""
    driver = GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=2 * CONNECT_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        notifications_min_severity="OFF",
    )
    try:
        with driver.session(database=database or None) as session:
            session.run(cypher.PING).consume()
    except BaseException:
        driver.close()
        raise
    return driver


class Neo4jServer:
    """A Neo4j that somebody else runs: 5.26 or later, one server, a cluster or Aura."""

    revision_text = cypher.REVISION_COUNTED

    def __init__(self, uri: str, user: str, password: str, database: str) -> None:
        self.address = uri
        self.user = user
        self.database = database
        self._password = password

    def open(self) -> Driver:
        wrong = SettingError(
            name="NEO4J_URI", value=self.address, wanted=", ".join(f"{scheme}://…" for scheme in SCHEMES)
        )
        if urlsplit(self.address).scheme not in SCHEMES:
            raise wrong
        try:
            return drive(self.address, self.user, self._password, self.database)
        except (ConfigurationError, ValueError) as error:
            raise wrong from error

    def prepare(self, session: Session, schema: Schema) -> None:
        """Labels in the order of their code points, so that `labels()` lists them as ArcadeDB does."""
        for label in sorted([ENTITY_LABEL, *(row.name for row in schema.entities.values())]):
            session.run(cypher.CREATE_LABEL, label=label).consume()

    def alone(self) -> AbstractContextManager:
        """Nothing to do: the lock that an update takes first holds others off."""
        return nullcontext()

    @contextmanager
    def reading(self, driver: Driver, fetch: int) -> Iterator[Reading]:
        settings = {"default_access_mode": READ_ACCESS, "fetch_size": fetch}
        with driver.session(database=self.database or None, **settings) as session:
            yield _Neo4jReading(session)

    def close(self) -> None:
        """Nothing to do: the driver is all there is."""


class _Neo4jReading:
    """READ mode, and no step of the plan that reaches outside the graph."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, text: str, parameters: Mapping[str, object], seconds: float) -> None:
        query = Query(f"EXPLAIN {FIRST_LINE}{text}", timeout=seconds)
        summary = self._session.run(query, parameters).consume()
        steps = list(_steps(summary.plan)) if summary.plan else []
        for name, details in steps:
            if name.startswith(_FORBIDDEN):
                raise QueryForbidden(reason=name)
            called = details.split("(", 1)[0].strip()
            if name == "ProcedureCall" and called not in PROCEDURES:
                raise QueryForbidden(reason=f"CALL {called}")
        calls = any(name == "ProcedureCall" for name, _ in steps)
        if not steps or (summary.query_type != "r" and not (summary.query_type == "s" and calls)):
            raise QueryForbidden(reason=first_forbidden(text) or summary.query_type)

    def run(self, text: str, parameters: Mapping[str, object], seconds: float) -> Result:
        return self._session.run(Query(FIRST_LINE + text, timeout=seconds), parameters)


def _steps(plan: Mapping) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].split("@", 1)[0], plan["args"].get("Details", "")
    for child in plan.get("children", ()):
        yield from _steps(child)
