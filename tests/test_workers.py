"""Worker processes: order, a bounded stretch on its way, and what becomes of tasks whose worker is killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from extractor.cli import workers
from extractor.cli.workers import Pool, WorkerError
from tests import tasks


def lost(number: int) -> int:
    return -number


def pool(jobs: int, setup: Callable[[], Callable[[int], int]], size: int = 1) -> Pool[int, int]:
    return Pool(jobs, setup, lambda _: size, lost)


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("size", [1, workers._CHUNK])
def test_results_are_in_the_order_of_the_tasks(jobs: int, size: int) -> None:
    with pool(jobs, tasks.doubling, size) as some:
        assert list(some.map(range(300))) == list(range(0, 600, 2))


def test_nothing_to_do_starts_nothing() -> None:
    with pool(2, tasks.refusing) as some:
        assert list(some.map([])) == []


def test_only_so_much_is_on_its_way() -> None:
    """However many tasks there are, those that are taken and not given back are few."""
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        while taken < 5000:
            taken += 1
            yield taken

    ahead = []
    with pool(2, tasks.doubling) as some:
        for given, _ in enumerate(some.map(numbers()), 1):
            ahead.append(taken - given)
    assert len(ahead) == 5000
    assert 0 < max(ahead) <= workers._MOST_TASKS * (workers._AHEAD * 2 + 1)


def test_large_tasks_are_fewer_on_their_way() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        while taken < 30:
            taken += 1
            yield taken

    with pool(2, tasks.doubling, workers._MOST_BYTES) as some:
        assert max(taken - given for given, _ in enumerate(some.map(numbers()))) <= 4


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_what_kills_its_worker_is_lost(jobs: int) -> None:
    with pool(jobs, partial(tasks.killed_by, 70, 71, 199)) as some:
        assert list(some.map(range(200))) == [lost(n) if n in (70, 71, 199) else 2 * n for n in range(200)]


def test_a_worker_that_is_killed_once_loses_nothing(tmp_path: Path) -> None:
    with pool(2, partial(tasks.killed_once_by, 7, tmp_path / "mark")) as some:
        assert list(some.map(range(20))) == list(range(0, 40, 2))
    assert (tmp_path / "mark").exists()


def test_what_is_printed_is_no_result(capfd: pytest.CaptureFixture[str]) -> None:
    with pool(2, tasks.printing) as some:
        assert list(some.map([1, 2])) == [2, 4]
    assert capfd.readouterr() == ("", "printed\n" * 2)


def test_a_worker_that_cannot_start_says_why() -> None:
    with pytest.raises(WorkerError, match="ValueError: no such thing"), pool(2, tasks.refusing) as some:
        list(some.map([1]))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc here")
@pytest.mark.parametrize("broken", [False, True])
def test_no_process_is_left(broken: bool) -> None:
    before = tasks.children()
    with suppress(KeyboardInterrupt), pool(2, tasks.doubling, workers._CHUNK) as some:
        for _ in some.map(range(100)):
            assert tasks.children() - before
            if broken:
                raise KeyboardInterrupt
    assert tasks.children() == before
