"""Worker processes: what they give back is in the order of what they were given, and no more than a bounded stretch is on its way.

A worker is this Python, started anew, that reads tasks from its standard input and writes results to its standard output; it does
not hear Ctrl-C and ends by itself when its parent is gone. Each worker has a thread here that feeds it. When a worker is killed in
the middle of some tasks, each of them is given once more, alone, to a new one; of those that this kills too, ``lost`` makes the result.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Generic, TypeVar, cast

Task = TypeVar("Task")
Result = TypeVar("Result")

_MOST_TASKS = 64  # of a chunk, which goes to a worker in one piece
_CHUNK = 1 << 15  # bytes from which on a chunk is full
_AHEAD = 4  # chunks a worker that are on their way at most
_MOST_BYTES = 1 << 24  # of all chunks on their way, beyond one a worker
_ALLOCATIONS = 100_000  # between the passes of the garbage collector, which finds next to nothing here
_LENGTH = 8  # bytes before a message that say how long it is
_START = "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); from extractor.cli.workers import serve; serve()"


class WorkerError(Exception):
    """No worker can be started."""


class _Killed(Exception):
    """The worker came to an end before it answered."""


@dataclass(slots=True)
class _Chunk(Generic[Task, Result]):
    tasks: list[Task]
    size: int
    done: threading.Event = field(default_factory=threading.Event)
    results: list[Result] = field(default_factory=list)
    error: Exception | None = None


class Pool(Generic[Task, Result]):
    """Workers that do what ``setup()`` gives back, each in a process of its own; ``setup`` is sent to them by its name.

    ``size`` says how many bytes a task takes up here, ``lost`` what the result is of a task that kills its worker. A block around the
    pool ends its processes at once, whatever they are at.
    """

    def __init__(
        self,
        jobs: int,
        setup: Callable[[], Callable[[Task], Result]],
        size: Callable[[Task], int],
        lost: Callable[[Task], Result],
    ) -> None:
        self._jobs = jobs
        self._setup = pickle.dumps(setup)
        self._size = size
        self._lost = lost
        self._chunks: queue.SimpleQueue[_Chunk[Task, Result] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._workers: set[_Worker] = set()
        self._closed = False
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Pool[Task, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            workers = list(self._workers)
        for worker in workers:
            worker.end()
        for _thread in self._threads:
            self._chunks.put(None)
        for thread in self._threads:
            thread.join()

    def map(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The results of the tasks, in their order; tasks are taken only as far ahead as keeps the workers busy."""
        flying: deque[_Chunk[Task, Result]] = deque()
        size = 0
        for chunk in self._packed(tasks):
            self._chunks.put(chunk)
            if len(self._threads) < self._jobs:
                self._threads.append(threading.Thread(target=self._feed, daemon=True))
                self._threads[-1].start()
            flying.append(chunk)
            size += chunk.size
            while flying and (flying[0].done.is_set() or self._is_much(len(flying), size)):
                size -= flying[0].size
                yield from _results(flying.popleft())
        while flying:
            yield from _results(flying.popleft())

    def _is_much(self, chunks: int, size: int) -> bool:
        return chunks > self._jobs and (chunks > _AHEAD * self._jobs or size > _MOST_BYTES)

    def _packed(self, tasks: Iterable[Task]) -> Iterator[_Chunk[Task, Result]]:
        """Tasks in chunks that are worth being sent."""
        chunk: _Chunk[Task, Result] = _Chunk([], 0)
        for task in tasks:
            chunk.tasks.append(task)
            chunk.size += self._size(task)
            if chunk.size >= _CHUNK or len(chunk.tasks) >= _MOST_TASKS:
                yield chunk
                chunk = _Chunk([], 0)
        if chunk.tasks:
            yield chunk

    def _feed(self) -> None:
        """Give a worker one chunk after the other."""
        _deaf()
        worker: _Worker | None = None
        while (chunk := self._chunks.get()) is not None:
            try:
                worker = worker or self._started()
                chunk.results = worker.ask(chunk.tasks)
            except _Killed:
                if worker is not None:
                    self._forget(worker)
                worker = self._one_by_one(chunk)
            except Exception as error:
                chunk.error = error
            chunk.done.set()

    def _one_by_one(self, chunk: _Chunk[Task, Result]) -> _Worker | None:
        """Do the tasks of a chunk that killed its worker, each alone; a worker that is left comes back."""
        worker: _Worker | None = None
        try:
            for task in chunk.tasks:
                try:
                    worker = worker or self._started()
                    chunk.results += worker.ask([task])
                except _Killed:
                    if worker is not None:
                        self._forget(worker)
                    worker = None
                    chunk.results.append(self._lost(task))
        except Exception as error:
            chunk.error = error
        return worker

    def _started(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise WorkerError("the pool is closed")
            worker = _Worker(self._setup)
            self._workers.add(worker)
        try:
            worker.greet()
        except Exception:
            self._forget(worker)
            raise
        return worker

    def _forget(self, worker: _Worker) -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.end()


def _results(chunk: _Chunk[Any, Result]) -> list[Result]:
    chunk.done.wait()
    if chunk.error is not None:
        raise chunk.error
    return chunk.results


class _Worker:
    """A process that answers lists of tasks with lists of results."""

    def __init__(self, setup: bytes) -> None:
        # -P: the folder that the user happens to be in is no place to import from
        command = [sys.executable, "-P", "-c", _START]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._setup = setup

    def greet(self) -> None:
        """Tell the process what it is to do. Raises WorkerError where it cannot."""
        try:
            pipe = cast(BinaryIO, self._process.stdin)
            pipe.write(pickle.dumps(sys.path))
            _send(pipe, self._setup)
            refusal = pickle.loads(_received(cast(BinaryIO, self._process.stdout)))
        except (OSError, EOFError) as error:
            if self._process.wait() < 0:
                raise _Killed from error
            raise WorkerError("a worker ended at once") from error
        if refusal is not None:
            raise WorkerError(refusal)

    def ask(self, tasks: list[Any]) -> list[Any]:
        """The results of tasks. Raises _Killed."""
        try:
            _send(cast(BinaryIO, self._process.stdin), pickle.dumps(tasks, pickle.HIGHEST_PROTOCOL))
            results: list[Any] = pickle.loads(_received(cast(BinaryIO, self._process.stdout)))
        except (OSError, EOFError) as error:
            raise _Killed from error
        return results

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                cast(BinaryIO, pipe).close()


def serve() -> None:
    """Be a worker: do what is asked for on standard input, until it ends."""
    gc.set_threshold(_ALLOCATIONS)
    tasks, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no result
    try:
        work = pickle.loads(_received(tasks))()
    except Exception as error:
        _send(results, pickle.dumps(f"{type(error).__name__}: {error}"))
        return
    _send(results, pickle.dumps(None))
    with suppress(OSError, EOFError):  # the parent is gone
        while True:
            _send(results, pickle.dumps([work(task) for task in pickle.loads(_received(tasks))], pickle.HIGHEST_PROTOCOL))


def _send(pipe: BinaryIO, message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def _received(pipe: BinaryIO) -> bytes:
    """The next message. Raises EOFError where there is none, or only a part of one."""
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _deaf() -> None:
    """Let this thread, and the processes that it starts, hear nothing of Ctrl-C: who started all of them does, and ends them."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
