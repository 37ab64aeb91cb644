"""Work on a stranger's file in a child process with limits on time and memory: the caller outlives whatever it holds.

The child is a plain Python of this very environment, no :mod:`multiprocessing`: a script of a user that calls us needs
no ``if __name__ == "__main__"``. It is kept for the next piece of work and ends when its input does.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from enum import StrEnum
from threading import Event, Timer
from typing import IO, ParamSpec, TypeVar, cast

from perfeval_xl.memory_limit import limit_memory

P = ParamSpec("P")
R = TypeVar("R")

MEMORY = 1 << 30
"""Bytes of a child's own data."""
_SPARE = 5
"""Seconds after which a child ends itself, where its parent was gone before it could."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.stdin.buffer.readline());"
    "from perfeval_xl.capped import serve; serve({memory})"
)
"""The folder that the caller works in may hold anything: nothing is imported from there (``-I``)."""


class Loss(StrEnum):
    """How a worker was lost over a job."""

    CRASH = "crash"
    TIME = "time"
    """It took longer than a file may take, and was ended."""
    MEMORY = "memory"


class LostError(Exception):
    """The work came to no end."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(loss.value)
        self.loss = loss


_NO_MEMORY = pickle.dumps(("lost", Loss.MEMORY, ""))
"""Made before it is needed."""


class Child:
    """A process that does one piece of work after the other; started with the first, anew after a loss."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def call(self, seconds: float, function: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
        """What ``function`` returns, or raises; it is known by its name, and all it takes and gives is pickled.

        Where Python does not know its own program (it is embedded), the work is done here, without limits.

        Raises:
            LostError: it took too long or too much memory, or brought the process down.
        """
        if not sys.executable:
            return function(*given, **named)
        try:
            answer = self._answer(seconds, pickle.dumps((seconds, function, given, named)))
        except BaseException:  # an interrupt too: what it was at is nobody's any more
            self.end()
            raise
        kind, value, told = pickle.loads(answer)  # noqa: S301 - from a process of ours
        if kind == "lost":
            self.end()
            raise LostError(value)
        if kind == "raised":
            value.add_note(told)
            raise value
        result: R = value
        return result

    def _answer(self, seconds: float, request: bytes) -> bytes:
        process = self._running()
        is_over = Event()

        def end() -> None:
            is_over.set()
            process.kill()

        overdue = Timer(seconds, end)
        overdue.daemon = True
        overdue.start()
        try:
            _write(cast("IO[bytes]", process.stdin), request)
            return _read(cast("IO[bytes]", process.stdout))
        except (OSError, EOFError):
            raise LostError(Loss.TIME if is_over.is_set() else Loss.CRASH) from None
        finally:
            overdue.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - this Python
                    [sys.executable, "-I", "-c", _START.format(memory=self._memory)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError:
                raise LostError(Loss.CRASH) from None
            with contextlib.suppress(OSError):  # the next write tells
                cast("IO[bytes]", self._process.stdin).write(json.dumps(sys.path).encode() + b"\n")
        return self._process

    def end(self) -> None:
        """End the process; what it was at is lost."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()


def serve(memory: int) -> None:
    """The child's life: work in, results out, until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole process group; the parent ends us
    limit_memory(memory)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while True:
        try:
            request = _read(sys.stdin.buffer)
        except EOFError:
            return
        _write(answers, _done(request))


def _done(request: bytes) -> bytes:
    try:
        seconds, function, given, named = pickle.loads(request)  # noqa: S301 - from the process that started us
        with _at_most(seconds + _SPARE):
            return pickle.dumps(("returned", function(*given, **named), ""))
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:
        return _raised(error)


def _raised(error: Exception) -> bytes:
    """The exception as it is, where it survives the way; else what it says."""
    told = traceback.format_exc()
    try:
        answer = pickle.dumps(("raised", error, told))
        pickle.loads(answer)  # noqa: S301 - just made
    except Exception:
        return pickle.dumps(("raised", RuntimeError(f"{type(error).__name__}: {error}"), told))
    return answer


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """This process ends where the work takes longer: by the system's clock, or a thread's where it has none."""
    if sys.platform == "win32":
        fuse = Timer(seconds, os._exit, (1,))
        fuse.daemon = True
        fuse.start()
        try:
            yield
        finally:
            fuse.cancel()
        return
    signal.alarm(int(seconds))
    try:
        yield
    finally:
        signal.alarm(0)


def _write(stream: IO[bytes], content: bytes) -> None:
    stream.write(len(content).to_bytes(8, "little"))
    stream.write(content)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    """One piece.

    Raises:
        EOFError: the other side is gone.
    """
    head = stream.read(8)
    size = int.from_bytes(head, "little")
    content = stream.read(size) if len(head) == 8 else b""
    if len(head) < 8 or len(content) < size:
        raise EOFError
    return content
