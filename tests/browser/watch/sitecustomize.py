"""Python runs this first in each process of the app under test: attempts to reach another machine are
written to the file OUTSIDE_LOG, and refused.
"""

import os
import sys

LOG = os.environ["OUTSIDE_LOG"]
TO_ADDRESS = ("socket.connect", "socket.sendto", "socket.sendmsg")
TO_NAME = ("socket.getaddrinfo", "socket.gethostbyname")
LOCAL = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 nobody is bound


def watch(event: str, arguments: tuple) -> None:
    """An audit hook: nothing in the process can go round it."""
    if event in TO_ADDRESS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""  # a path is a socket of this machine
    elif event in TO_NAME:
        host = arguments[0] or ""
    else:
        return
    host = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if host and not host.startswith(LOCAL):
        with open(LOG, "a", encoding="utf-8") as log:
            log.write(f"{event} {host} by {sys.argv[:2]}\n")
        raise ConnectionRefusedError(f"{event} {host}: this test lets nobody out")


sys.addaudithook(watch)
