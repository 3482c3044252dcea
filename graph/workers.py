"""Processes that work out what takes long, so that the one that serves people stays free for them.

Not concurrent.futures: its spawned processes run the main module again, which under Streamlit is the
page's script, and a call that takes too long can't be ended there.
"""

import atexit
import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from config import ROOT
from errors import WorkUnfinished
from graph.children import detached
from graph.heavy import Request

_log = logging.getLogger(__name__)

_TRIES = 2
"""How often a request is begun whose worker dies: once more than it should be."""

_END_SECONDS = 2.0


class _Lost(Exception):
    """The worker ended before it answered."""


class _Worker:
    """One process: a request at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "graph.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            **detached(),
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, kind: str, request: Request, seconds: float) -> object:
        """The answer; the process is killed where it takes longer. Raises _Lost where it ends."""
        watch = threading.Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            self._process.stdin.write(json.dumps([kind, request]).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError as error:
            raise _Lost from error
        finally:
            watch.cancel()
        if not line.endswith(b"\n"):
            raise _Lost
        return json.loads(line)

    def close(self) -> None:
        with suppress(OSError):  # one that died has closed its end
            self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class Workers:
    """Up to `count` processes for all threads, each started when it is first needed, ended at exit.

    At most `waiting` requests wait for a free one; a process that dies is replaced.
    """

    def __init__(self, count: int, waiting: int) -> None:
        self._free = threading.Semaphore(count)
        self._places = threading.Semaphore(count + waiting)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._closed = False
        atexit.register(self.close)

    def run(self, kind: str, request: Request, seconds: float) -> object:
        """The answer of heavy.WORK[kind]; it takes `seconds` at most, waiting included.

        Raises WorkUnfinished where there is none by then, too many wait already, or workers die of it.
        """
        end = time.monotonic() + seconds
        with self._turn(seconds):
            for _ in range(_TRIES):
                left = end - time.monotonic()
                if left <= 0:
                    break
                worker = self._take()
                try:
                    answer = worker.ask(kind, request, left)
                except _Lost:
                    worker.close()
                    _log.warning("a worker ended before it answered: %s", kind)
                    continue
                except BaseException:
                    worker.close()
                    raise
                self._give_back(worker)
                return answer
        raise WorkUnfinished()

    def pids(self) -> tuple[int, ...]:
        """The processes that wait for work."""
        with self._lock:
            return tuple(worker.pid for worker in self._idle)

    def close(self) -> None:
        """End the processes; what is asked afterwards stays unfinished."""
        with self._lock:
            idle, self._idle, self._closed = self._idle, [], True
        for worker in idle:
            worker.close()

    @contextmanager
    def _turn(self, seconds: float) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise WorkUnfinished()
        try:
            if not self._free.acquire(timeout=seconds):
                raise WorkUnfinished()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._places.release()

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise WorkUnfinished()
            if self._idle:
                return self._idle.pop()
        try:
            return _Worker()
        except OSError as error:  # the system gives no more processes or memory
            raise WorkUnfinished() from error

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(worker)
                return
        worker.close()
