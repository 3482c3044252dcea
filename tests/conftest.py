"""What the tests need of the machine, for real: both stores, Neo4j from Maven's artifacts, a browser."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError
from playwright.sync_api import Browser

from benchmarks.canvas.browsing import find_browser, launch
from config import Config, read_config
from graph.store.base import Store
from graph.store.embedded import EmbeddedServer
from graph.store.opening import FOLDER, open_store
from graph.store.server import Neo4jServer, Server

ROOT = Path(__file__).resolve().parent.parent
POM = ROOT / "tests" / "servers" / "pom.xml"
VERSION = re.search(r"<neo4j\.version>(.+?)<", POM.read_text(encoding="utf-8"))[1]
JARS = ROOT / ".cache" / "neo4j" / VERSION / "lib"
HOST = "127.0.0.1"
START_SECONDS = 120

CONF = """\
server.bolt.listen_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.directories.import=import
server.memory.heap.initial_size=256m
server.memory.heap.max_size=512m
server.memory.pagecache.size=128m
dbms.usage_report.enabled=false
"""

# The tests' servers live for minutes at most: compiled lightly, they start with half of the work.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

Require = Callable[[object, str], None]


@dataclass(frozen=True)
class RealServer:
    """A server of the tests: the settings that lead to it, and the way past the store to its data."""

    config: Config
    server: Server

    def open(self) -> Store:
        return open_store(self.config)

    def empty(self) -> None:
        """Take all data out; constraints and indexes stay."""
        with self.driver() as driver, driver.session(database=self.server.database or None) as session:
            session.run("MATCH (n) DETACH DELETE n").consume()

    def driver(self) -> Driver:
        return self.server.open()


@pytest.fixture(scope="session")
def require() -> Require:
    """Skip, saying what is missing; with REQUIRE_ALL=1 a missing thing fails."""

    def need(there: object, missing: str) -> None:
        if not there:
            stop = pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip
            stop(f"missing: {missing}")

    return need


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The defaults, with a home folder of this run and no Neo4j, whatever the environment says."""
    return replace(read_config(), neo4j_uri="", home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def embedded_server(settings: Config) -> Iterator[RealServer]:
    """One embedded store for the whole run."""
    server = EmbeddedServer(settings.home / FOLDER)
    with server.open():
        yield RealServer(settings, server)
    server.stop()


@pytest.fixture(scope="session")
def neo4j_address(require: Require, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment variables that lead to a Neo4j: NEO4J_TEST_URI's, which is emptied, or our own."""
    given = os.environ.get("NEO4J_TEST_URI")
    if given:
        names = ("NEO4J_TEST_USER", "NEO4J_TEST_PASSWORD", "NEO4J_TEST_DATABASE")
        user, password, database = (os.environ.get(name, "") for name in names)
        yield _address(given, user or "neo4j", password, database)
        return
    require(shutil.which("java"), "Java 17 or later, to run Neo4j (or set NEO4J_TEST_URI)")
    _fetch_jars(require)
    home, port = tmp_path_factory.mktemp("neo4j"), _free_port()
    password = secrets.token_hex(12)  # no sign in it that the admin command could take for an option
    process = _start_neo4j(home, port, password)
    address = _address(f"bolt://{HOST}:{port}", "neo4j", password, "")
    try:
        _wait_for(process, address, home)
        yield address
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def neo4j_server(settings: Config, neo4j_address: dict[str, str]) -> RealServer:
    """One Neo4j for the whole run."""
    given = {name.lower(): value for name, value in neo4j_address.items()}
    values = (neo4j_address[name] for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE"))
    return RealServer(replace(settings, **given), Neo4jServer(*values))


@pytest.fixture(params=["embedded", "neo4j"])
def real_server(request: pytest.FixtureRequest) -> RealServer:
    """Each server in turn, emptied."""
    server: RealServer = request.getfixturevalue(f"{request.param}_server")
    server.empty()
    return server


@pytest.fixture
def store(real_server: RealServer) -> Iterator[Store]:
    """An empty store on each server in turn."""
    opened = real_server.open()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser(require: Callable[[object, str], None]) -> Iterator[Browser]:
    """Chromium, kept from every other host."""
    found = find_browser()
    require(found, "a Chromium (Debian and Ubuntu: apt install chromium)")
    with launch(found) as chromium:
        yield chromium


def _address(uri: str, user: str, password: str, database: str) -> dict[str, str]:
    return {
        "NEO4J_URI": uri,
        "NEO4J_USER": user,
        "NEO4J_PASSWORD": password,
        "NEO4J_DATABASE": database,
    }


def _fetch_jars(require: Require) -> None:
    """Neo4j's jars from Maven's registry, once; they stay in the project's cache."""
    JARS.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(JARS.with_name("lib.lock")):  # of two processes that run tests, one fetches
        if JARS.is_dir():
            return
        maven = shutil.which("mvn")
        require(maven, f"Maven, to fetch Neo4j {VERSION} (or set NEO4J_TEST_URI)")
        part = JARS.with_name("lib.part")
        shutil.rmtree(part, ignore_errors=True)
        command = [maven, "-q", "-B", "-f", POM, "dependency:copy-dependencies", f"-DoutputDirectory={part}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        require(done.returncode == 0, f"Neo4j {VERSION}: Maven can't fetch it: {done.stdout[-400:]}")
        part.rename(JARS)


def _start_neo4j(home: Path, port: int, password: str) -> subprocess.Popen:
    for folder in ("conf", "data", "logs", "import", "plugins"):
        (home / folder).mkdir()
    (home / "conf" / "neo4j.conf").write_text(CONF.format(host=HOST, port=port), encoding="utf-8")
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    java = ["java", "-Xms256m", "-Xmx512m", "-cp", f"{JARS}{os.sep}*"]
    admin = [*java, "org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", password]
    subprocess.run(admin, env=environment, capture_output=True, check=True)  # noqa: S603
    folders = [f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    main = [*java, "org.neo4j.server.CommunityEntryPoint", *folders]
    with (home / "logs" / "console.log").open("wb") as log:
        return subprocess.Popen(main, env=environment, stdout=log, stderr=log)  # noqa: S603


def _wait_for(process: subprocess.Popen, address: dict[str, str], home: Path) -> None:
    """Ready means that the driver gets an answer: the console says nothing."""
    login = (address["NEO4J_USER"], address["NEO4J_PASSWORD"])
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with GraphDatabase.driver(address["NEO4J_URI"], auth=login) as driver:
                driver.verify_connectivity()
                return
        except (DriverError, Neo4jError) as error:
            if process.poll() is not None or time.monotonic() > end:
                paths = sorted((home / "logs").glob("*.log"))
                logs = "\n".join(path.read_text(errors="replace")[-800:] for path in paths)
                raise RuntimeError(f"Neo4j does not start:\n{logs}") from error
        time.sleep(0.3)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return probe.getsockname()[1]
