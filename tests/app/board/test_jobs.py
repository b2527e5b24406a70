"""A queue that plays one thing at a time, refuses too much, and ends when told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ucronia.app.board.jobs import (
    MOST_KEPT,
    MOST_OF_ONE_CLIENT,
    MOST_WAITING,
    BusyError,
    Job,
    Jobs,
)
from ucronia.errors import QuestionError


class Work:
    """Tells numbers until it is let go, and counts how many are at it at once."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.at_once = self.most_at_once = 0
        self.kept: list[str] = []

    def __call__(self, asked: Any, go_on: Callable[[], None]) -> Iterator[dict[str, Any]]:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if asked == "bad":
                raise QuestionError("it can't be asked")
            if asked == "broken":
                raise ZeroDivisionError
            yield {"said": asked}
            while not self.let_go.wait(0.01):
                go_on()
            yield {"said": asked, "all": True}
        finally:
            self.at_once -= 1

    def keep(self, job: Job) -> None:
        self.kept.append(job.id)


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def jobs(work: Work) -> Iterator[Jobs]:
    jobs = Jobs(work, work.keep)
    yield jobs
    assert jobs.close()


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_one_at_a_time_and_each_to_its_end(jobs: Jobs, work: Work) -> None:
    made = [jobs.submit(str(n), n, f"client {n}") for n in range(5)]
    wait_for(lambda: made[0].told == {"said": 0})
    assert [job.status for job in made] == ["running"] + ["queued"] * 4
    work.let_go.set()
    wait_for(lambda: all(job.is_over for job in made))
    assert [job.told["said"] for job in made] == [0, 1, 2, 3, 4]
    assert work.most_at_once == 1
    assert work.kept == ["0", "1", "2", "3", "4"]


def test_the_same_question_is_one_job(jobs: Jobs, work: Work) -> None:
    assert jobs.submit("a", 1, "x") is jobs.submit("a", 1, "y")
    assert jobs.waiting <= 1


def test_more_than_can_be_taken_is_refused(jobs: Jobs, work: Work) -> None:
    running = jobs.submit("first", 0, "x")
    wait_for(lambda: running.status == "running")
    for number in range(MOST_OF_ONE_CLIENT):
        jobs.submit(f"own {number}", number, "x")
    with pytest.raises(BusyError):
        jobs.submit("one more", 1, "x")
    for number in range(MOST_WAITING - MOST_OF_ONE_CLIENT):
        jobs.submit(f"other {number}", number, f"client {number}")
    with pytest.raises(BusyError):
        jobs.submit("last", 1, "somebody else")


def test_one_that_waits_and_one_at_work_can_be_ended(jobs: Jobs, work: Work) -> None:
    running, waiting = jobs.submit("a", 1, "x"), jobs.submit("b", 2, "x")
    wait_for(lambda: running.status == "running")
    jobs.cancel("b")
    assert waiting.status == "cancelled"
    jobs.cancel("a")
    wait_for(lambda: running.status == "cancelled")
    assert work.kept == []
    # what was ended may be asked again
    assert jobs.submit("a", 1, "x") is not running
    assert jobs.cancel("unknown") is None


def test_a_bad_question_ends_nothing_but_itself(jobs: Jobs, work: Work) -> None:
    work.let_go.set()
    bad, broken = jobs.submit("a", "bad", "x"), jobs.submit("b", "broken", "x")
    good = jobs.submit("c", 1, "x")
    wait_for(lambda: good.is_over)
    assert (bad.status, bad.error) == ("failed", "it can't be asked")
    assert (broken.status, broken.error) == ("failed", "internal error (ZeroDivisionError)")
    assert good.status == "done"


def test_old_answers_are_let_go(jobs: Jobs, work: Work) -> None:
    for number in range(MOST_KEPT + 5):
        jobs.add_done(str(number), number, {})
    assert jobs.get("0") is None
    assert jobs.get(str(MOST_KEPT + 4)) is not None


def test_closing_ends_what_is_at_work(work: Work) -> None:
    jobs = Jobs(work, work.keep)
    running = jobs.submit("a", 1, "x")
    wait_for(lambda: running.status == "running")
    assert jobs.close(5.0)
    assert running.status == "cancelled"
    assert work.at_once == 0
