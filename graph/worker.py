"""A worker's own process: `python -m graph.worker`, which works out what takes long, one line after another.

A line of its input is a request, a line of its output the answer, both JSON: see graph/heavy.py. It
ends soon after its input does, whatever it is at: then nobody waits for the answer.
"""

import json
import os
import sys
import threading
from queue import SimpleQueue

from graph.heavy import WORK


def main() -> None:
    """Answer requests until the input ends."""
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    while True:
        kind, request = json.loads(requests.get())
        sys.stdout.write(json.dumps(WORK[kind](request)) + "\n")
        sys.stdout.flush()


def _read(requests: SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()
