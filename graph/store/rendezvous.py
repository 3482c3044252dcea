"""How the embedded server and its clients find each other: its files, and the words between them."""

HOST = "127.0.0.1"

CONNECTION_FILE = "connection.json"
"""Where the running server listens, and with which passwords; only its owner may read it."""

START_LOCK = "start.lock"
"""Held by the client that looks for the server, or starts it."""

UPDATE_LOCK = "update.lock"
"""Held by the client that writes."""

SERVER_LOCK = "server.lock"
"""Held by the server as long as it lives."""

LOG_FILE = "server.log"

ADMITTED = b"ok\n"
"""The server's answer to a client that names the right token: it lives at least as long as the client."""

STOP = b"stop\n"
"""A client's word that the server shall stop at once."""
