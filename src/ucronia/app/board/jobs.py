"""One heavy job at a time: a queue, what is known so far, and an end to it when asked."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ucronia.errors import UcroniaError

MOST_WAITING = 20
MOST_OF_ONE_CLIENT = 4
MOST_KEPT = 200
"""Answers kept in memory; those on disk stay."""
Status = Literal["queued", "running", "done", "cancelled", "failed"]
ENDED = ("done", "cancelled", "failed")
Work = Callable[[Any, Callable[[], None]], Iterator[dict[str, Any]]]
"""Given what was asked and a function to call often, tells what is known again and again."""


class BusyError(UcroniaError):
    """More is waiting than can be taken."""


class _CancelledError(Exception):
    """The job is not wanted any more."""


@dataclass
class Job:
    """A question in hand.

    Parameters
    ----------
    id : str
        Of the question.
    asked : Any
        The question.
    client : str
        Who asked.
    status : Status
        How far it is.
    told : dict
        What is known; replaced as a whole, never changed.
    error : str
        Why it failed.
    unwanted : threading.Event
        Set to end it.
    """

    id: str
    asked: Any
    client: str
    status: Status = "queued"
    told: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    unwanted: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """True once nothing more will be told."""
        return self.status in ENDED


class Jobs:
    """A queue of questions and the one thread that answers them.

    Parameters
    ----------
    work : Work
        Answers one.
    keep : callable
        Called with each job that is done.
    """

    def __init__(self, work: Work, keep: Callable[[Job], None]) -> None:
        self._work, self._keep = work, keep
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._is_closing = False
        self._thread = threading.Thread(target=self._serve, name="board-jobs", daemon=True)
        self._thread.start()

    def submit(self, id: str, asked: Any, client: str) -> Job:
        """Take a question in, or give the job that answers it already.

        Parameters
        ----------
        id : str
            Of the question.
        asked : Any
            The question.
        client : str
            Who asks.

        Returns
        -------
        Job
            Waiting, at work or done.

        Raises
        ------
        BusyError
            If too much is waiting.
        """
        with self._changed:
            known = self._known.get(id)
            if known is not None and known.status not in ("cancelled", "failed"):
                return known
            own = [job for job in self._waiting if job.client == client]
            if len(self._waiting) >= MOST_WAITING or len(own) >= MOST_OF_ONE_CLIENT:
                waiting = len(self._waiting)
                raise BusyError(f"{waiting} questions are waiting; try again in a minute")
            job = Job(id, asked, client)
            self._put(job)
            self._waiting.append(job)
            self._changed.notify_all()
            return job

    def add_done(self, id: str, asked: Any, told: dict[str, Any]) -> Job:
        """Take in an answer that was kept.

        Parameters
        ----------
        id : str
            Of the question.
        asked : Any
            The question.
        told : dict
            The answer.

        Returns
        -------
        Job
            Done.
        """
        job = Job(id, asked, "", "done", told)
        with self._changed:
            self._put(job)
        return job

    def get(self, id: str) -> Job | None:
        """Give a job by its id.

        Parameters
        ----------
        id : str
            Of the question.

        Returns
        -------
        Job or None
            None where it isn't known.
        """
        return self._known.get(id)

    def cancel(self, id: str) -> Job | None:
        """End a job that isn't done.

        Parameters
        ----------
        id : str
            Of the question.

        Returns
        -------
        Job or None
            None where it isn't known.
        """
        with self._changed:
            job = self._known.get(id)
            if job is not None and not job.is_over:
                job.unwanted.set()
                if job in self._waiting:
                    self._waiting.remove(job)
                    job.status = "cancelled"
            return job

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        return len(self._waiting)

    def close(self, timeout: float = 10.0) -> bool:
        """End all work.

        Parameters
        ----------
        timeout : float
            [s] to wait for what is at work.

        Returns
        -------
        bool
            True once nothing is at work any more.
        """
        with self._changed:
            self._is_closing = True
            for job in self._known.values():
                job.unwanted.set()
            self._waiting.clear()
            self._changed.notify_all()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _put(self, job: Job) -> None:
        self._known[job.id] = job
        self._known.move_to_end(job.id)
        while len(self._known) > MOST_KEPT:
            oldest = next((id for id, known in self._known.items() if known.is_over), None)
            if oldest is None:
                return
            del self._known[oldest]

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._is_closing:
                    self._changed.wait()
                if self._is_closing:
                    return
                job = self._waiting.popleft()
                job.status = "running"
            self._answer(job)

    def _answer(self, job: Job) -> None:
        def go_on() -> None:
            if job.unwanted.is_set():
                raise _CancelledError

        try:
            for told in self._work(job.asked, go_on):
                job.told = told
                go_on()
            job.status = "done"
            self._keep(job)
        except _CancelledError:
            job.status = "cancelled"
        except UcroniaError as error:
            job.error, job.status = str(error), "failed"
        except Exception as error:  # one bad question must not end the others
            job.error, job.status = f"internal error ({type(error).__name__})", "failed"
