"""What the board's server knows and can answer about one scenario."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import ucronia
from ucronia.analysis.outcomes import date_of
from ucronia.analysis.questions import live, seats
from ucronia.analysis.questions.arms import make_arms
from ucronia.analysis.questions.batches import Asked
from ucronia.app.board.asked import ForkAsked, PlayAsked
from ucronia.app.board.jobs import Job, Jobs
from ucronia.app.board.kept import Kept
from ucronia.app.scenarios import check_known, explain, load, warm, world_of
from ucronia.ensemble.one import play_one
from ucronia.errors import QuestionError
from ucronia.report.board.forks import fork_json, fork_table, table_bytes
from ucronia.report.board.frames import frames_of
from ucronia.report.board.plays import ending_json, question_json
from ucronia.report.board.sheet import fork_sheet
from ucronia.report.board.told import chronicle_json, names_in
from ucronia.report.words import LANGUAGES, Words
from ucronia.scenario.change import Change, parse_change
from ucronia.scenario.model import Scenario

Json = dict[str, Any]
_LOOK_EVERY = 0.05
"""[s] Between two looks at a job whose end is waited for."""


class Desk:
    """A scenario, its world once it is ready, and the questions in hand.

    Parameters
    ----------
    scenario : str or Scenario
        Name of a bundled history, a folder, or a scenario read.
    kept : Kept
        Where answers are kept.
    threads : int or None
        Threads that play histories; all processors where None.
    """

    def __init__(
        self, scenario: str | Scenario, kept: Kept, threads: int | None = None
    ) -> None:
        self.scenario = load(scenario)
        self._kept, self._threads = kept, threads
        self._is_ready = threading.Event()
        self._why_not = ""
        # plays run beside the jobs' thread, one at a time
        self._playing = threading.Lock()
        self._key = f"{self.scenario.hash} {ucronia.__version__}"
        self._warming = threading.Thread(target=self._warm, name="board-warm", daemon=True)
        self.jobs = Jobs(self._play_fork, self._keep)

    def start(self) -> None:
        """Begin to compile the engine, or to read it from the cache, behind."""
        if not self._warming.is_alive() and not self.is_ready:
            self._warming.start()

    @property
    def is_ready(self) -> bool:
        """True once histories can be played."""
        return self._is_ready.is_set()

    def health(self) -> Json:
        """Say whether histories can be played, and how many questions wait."""
        compiling = self._warming.is_alive() and not self.is_ready
        return {
            "ready": self.is_ready,
            "compiling": compiling,
            "queue": self.jobs.waiting,
            "problem": self._why_not,
        }

    def submit(self, asked: ForkAsked, client: str) -> Job:
        """Take a question in.

        Parameters
        ----------
        asked : ForkAsked
            The question.
        client : str
            Who asks.

        Returns
        -------
        Job
            That answers it.
        """
        self._change(asked)
        id = asked.id_in(self._key)
        job = self.find(id)
        is_at_hand = job is not None and job.status not in ("cancelled", "failed")
        return job if job and is_at_hand else self.jobs.submit(id, asked, client)

    def find(self, id: str) -> Job | None:
        """Look a question up, among those in hand and those kept.

        Parameters
        ----------
        id : str
            Of the question.

        Returns
        -------
        Job or None
            None where it isn't known.
        """
        job = self.jobs.get(id)
        if job is not None:
            return job
        found = self._kept.read(id)
        if found is None:
            return None
        asked = ForkAsked.model_validate(found["asked"])
        return self.jobs.add_done(id, asked, found["told"])

    def told(self, job: Job, lang: str) -> Json:
        """Tell what is known of a question.

        Parameters
        ----------
        job : Job
            The question in hand.
        lang : str
            `es` or `en`.

        Returns
        -------
        dict
            Its status, and all that is known.
        """
        status = {"id": job.id, "status": job.status, "url": f"/api/forks/{job.id}"}
        if job.error:
            status["error"] = job.error
        return {**job.told.get(lang, {"done": 0, "of": job.asked.replicas}), **status}

    def line(self, job: Job, number: int, lang: str) -> Json:
        """Play one of a fork's typical histories again, and tell it.

        Parameters
        ----------
        job : Job
            The fork, done.
        number : int
            Which of its lines.
        lang : str
            `es` or `en`.

        Returns
        -------
        dict
            Frames and chronicle.

        Raises
        ------
        QuestionError
            If there is no such line.
        """
        lines = job.told.get(lang, {}).get("lines", [])
        if not 0 <= number < len(lines):
            raise QuestionError(f"no line {number}; this fork has {len(lines)} so far")
        world = self._world()
        arms = make_arms(world, self._change(job.asked), job.asked.seed)
        fork, told = arms.alternative, lines[number]
        with self._playing:
            one = play_one(world, fork, told["replica"], seed=job.asked.seed)
        names = names_in(Words(lang), world)
        return {
            **told,
            "from": one.first,
            "frames": frames_of(world, one.film, one.first),
            "chronicle": chronicle_json(names, world, one.event, one.value),
        }

    def play(self, asked: PlayAsked) -> Json:
        """Play on from a leader's place until he is asked something, or to the end.

        Parameters
        ----------
        asked : PlayAsked
            The play so far.

        Returns
        -------
        dict
            What he is asked, or how it ended; frames and chronicle.

        Raises
        ------
        QuestionError
            If a name isn't known, or nothing is left to play.
        """
        leader = self._leader(asked.leader)
        choices = tuple(self._chosen(choice) for choice in asked.choices)
        world = self._world()
        day = seats.opening_day(world, leader) if asked.day is None else asked.day
        if day >= world.end_day:
            raise QuestionError(f"nothing is left to play on day {day}")
        names = names_in(Words(asked.lang), world)
        with self._playing:
            one = seats.play_seat(world, leader, day, asked.seed, choices)
            weighed = [] if one.asked else seats.weigh(world, leader, day, asked.seed, choices)
        last = one.asked.day if one.asked else world.end_day
        told: Json = {
            "leader": asked.leader,
            "seed": asked.seed,
            "from": day,
            "day": last,
            "date": date_of(world.scenario, last).isoformat(),
            "status": "asks" if one.asked else "ended",
            "frames": frames_of(world, one.film, one.first),
            "chronicle": chronicle_json(names, world, one.event, one.value),
        }
        if one.asked:
            told["asks"] = question_json(names, world, leader, one, one.asked)
        else:
            told["end"] = ending_json(names, world, leader, one, weighed)
        return told

    def basis(self, name: str, lang: str) -> Json:
        """Tell what anything is and rests on.

        Parameters
        ----------
        name : str
            An id or a name.
        lang : str
            `es` or `en`.

        Returns
        -------
        dict
            As `ucronia explain --json` gives it, the likeliest first.
        """
        return {"cards": [card.to_dict() for card in explain(self.scenario, name, lang=lang)]}

    def answer(self, asked: ForkAsked) -> tuple[Json, list[Json]]:
        """Answer a question to its end.

        Parameters
        ----------
        asked : ForkAsked
            The question.

        Returns
        -------
        tuple of dict and list of dict
            The fork, and its lines: each by language.

        Raises
        ------
        QuestionError
            If it can't be answered.
        """
        job = self.submit(asked, "")
        while not job.is_over:
            time.sleep(_LOOK_EVERY)
        if job.status != "done":
            raise QuestionError(f"{asked.entry}={asked.option}: {job.error or job.status}")
        told = {lang: self.told(job, lang) for lang in LANGUAGES}
        lines = [
            {lang: self.line(job, number, lang) for lang in LANGUAGES}
            for number in range(len(told["en"]["lines"]))
        ]
        return told, lines

    def sheet(self, job: Job, lang: str) -> str:
        """Give a fork as a printable page, with its sources."""
        return fork_sheet(Words(lang), self.scenario, job.id, self.told(job, lang))

    def table(self, job: Job, lang: str, form: str) -> bytes:
        """Give a fork's outcomes as CSV or as an Arrow stream."""
        return table_bytes(fork_table(Words(lang), self.scenario, self.told(job, lang)), form)

    def close(self) -> bool:
        """End all work; True once nothing is at work any more."""
        return self.jobs.close()

    def _warm(self) -> None:
        try:
            warm(self.scenario)
            self._is_ready.set()
        except Exception as error:
            self._why_not = f"{type(error).__name__}: {error}"

    def _world(self) -> Any:
        if not self.is_ready:
            raise QuestionError("the engine is being made ready; try again in a minute")
        return world_of(self.scenario)

    def _change(self, asked: ForkAsked) -> Change:
        if (asked.entry is None) != (asked.option is None):
            raise QuestionError("an entry goes with an option, and an option with an entry")
        decisions = [f"{asked.entry}={asked.option}"] if asked.entry else []
        day = None if asked.day is None else date_of(self.scenario, asked.day).isoformat()
        facts = [fact.text for fact in asked.facts]
        forbidden = [said.text for said in asked.forbid]
        if not (decisions or facts or forbidden):
            raise QuestionError("nothing is set otherwise: give an entry's option, or a fact")
        return parse_change(self.scenario, decisions, facts, forbidden, at=day)

    def _play_fork(self, asked: ForkAsked, go_on: Callable[[], None]) -> Iterator[Json]:
        while not self._is_ready.wait(0.1):
            go_on()
            if self._why_not:
                raise QuestionError(f"the engine can't be made ready: {self._why_not}")
        world = self._world()
        how = Asked(asked.replicas, asked.seed, self._threads)
        for found in live.play_live(world, self._change(asked), how, go_on):
            yield {lang: fork_json(Words(lang), self.scenario, found) for lang in LANGUAGES}

    def _keep(self, job: Job) -> None:
        self._kept.write(job.id, job.asked.model_dump(mode="json"), job.told)

    def _leader(self, id: str) -> int:
        ids = [leader.id for leader in self.scenario.leaders]
        check_known("leader", id, ids)
        return ids.index(id)

    def _chosen(self, choice: Any) -> tuple[int, int, int, int]:
        rules = {rule.id: number for number, rule in enumerate(self.scenario.rules)}
        check_known("rule", choice.rule, rules)
        number = rules[choice.rule]
        options = [option.id for option in self.scenario.rules[number].options]
        check_known("option", choice.option, options)
        return choice.day, number, choice.instance, options.index(choice.option)
