"""The store that the settings name."""

import logging

from config import Config
from graph.schema import load_schema
from graph.store.base import Store
from graph.store.bolt import BoltStore
from graph.store.embedded import EmbeddedServer
from graph.store.server import Neo4jServer

FOLDER = "store"
"""Where the embedded store lies, below the home folder."""

OUTLINES = "outlines"
"""Where outlines of graphs are kept, below the home folder: of the embedded store and of any Neo4j."""


def open_store(config: Config) -> Store:
    """A connected store: Neo4j where NEO4J_URI is set, else the embedded one.

    Raises StoreUnavailable, StoreRefused, StoreDatabaseMissing, StoreUnsupported, StoreStartFailed, or
    SettingError for an address of the wrong form.
    """
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what it would print is raised as an error too
    if config.neo4j_uri:
        server = Neo4jServer(
            config.neo4j_uri, config.neo4j_user, config.neo4j_password, config.neo4j_database
        )
    else:
        server = EmbeddedServer(config.home / FOLDER)
    return BoltStore(server, load_schema(), config.home / OUTLINES)
