"""Commands that play histories: evaluate, what-if, run, compare, when, believe, history."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from ucronia.app import console
from ucronia.app.console import answer_it, load_it, open_it
from ucronia.app.options import (
    BUNDLED,
    LANG,
    Assume,
    Changes,
    Facts,
    First,
    Forbid,
    From,
    Json,
    Keep,
    Language,
    Parameters,
    Replicas,
    Rests,
    Seed,
    Threads,
    Until,
    Which,
)

if TYPE_CHECKING:
    from ucronia.app.scenarios import How
    from ucronia.report.asked.result import Result
    from ucronia.scenario.model import Scenario

REPORT = Path("ucronia-report")


def evaluate(
    scenario: First = BUNDLED,
    replicas: Replicas = 300,
    every: Annotated[str, typer.Option(metavar="DAYS", help="Between forks, as 30d.")] = "30d",
    weighty: Annotated[int, typer.Option(min=0, help="Weightiest entries with forks.")] = 40,
    grades: Annotated[int, typer.Option(min=0, help="Weightiest decisions to grade.")] = 10,
    grade: Annotated[
        list[str] | None, typer.Option(metavar="ENTRY", help="Grade this entry alone.")
    ] = None,
    until: Until = None,
    parameters: Parameters = "prior",
    threads: Threads = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the report.")] = None,
    report: Annotated[bool, typer.Option(help="Write the report's folder.")] = True,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Evaluate a whole record."""
    from ucronia.app import questions
    from ucronia.report.folder import check_folder
    from ucronia.report.pictures import prepare

    days = read_days(every)
    folder = (out or (None if json else REPORT)) if report else None
    if folder:
        # ready to draw by the time there is something to draw
        prepare()
    loaded = open_it(scenario, lang)
    if folder:
        check_folder(folder)
    wanted = [_entry(loaded, name) for name in grade] if grade else grades
    with console.progress(lang) as tell:
        found = questions.evaluate(
            loaded,
            every=days,
            weighty=weighty,
            grades=wanted,
            until=until,
            parameters=parameters,
            replicas=replicas,
            seed=seed,
            threads=threads,
            progress=tell,
        )
    if json:
        console.print_json(found.to_dict())
    else:
        found.show(lang)
    if folder:
        page = found.write(folder)
        if not json:
            print(page)
    console.end_it(found)


def what_if(
    changes: Changes = None,
    fact: Facts = None,
    forbid: Forbid = None,
    assume: Assume = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the fork.")] = None,
    why: Annotated[bool, typer.Option(help="Try the likeliest reasons in runs.")] = True,
    replicas: Replicas = 600,
    until: Until = None,
    parameters: Parameters = "prior",
    rests: Rests = 0,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Play the record's own choice and another."""
    from ucronia.app import otherwise, questions

    parts = (changes or (), fact or (), forbid or ())
    # a slip is told before the engine is compiled
    otherwise.read_change(load_it(scenario), *parts, at, assume or ())

    def ask(loaded: Scenario, **how: Unpack[How]) -> Result:
        decisions, facts, barred = parts
        return questions.what_if(
            loaded,
            decisions,
            facts=facts,
            forbid=barred,
            assume=assume or (),
            at=at,
            why=why,
            until=until,
            parameters=parameters,
            **how,
        )

    _answer(
        ask, scenario, lang, json, replicas=replicas, rests=rests, seed=seed, threads=threads
    )


def run(
    day: From = "",
    assume: Assume = None,
    out: Annotated[
        Path | None, typer.Option(help="Write every history's end: .csv or .parquet.")
    ] = None,
    replicas: Replicas = 1000,
    until: Until = None,
    parameters: Parameters = "prior",
    rests: Rests = 0,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Play on from a day."""
    from ucronia.app import otherwise, questions

    otherwise.read_assumed(load_it(scenario), assume or ())

    def ask(loaded: Scenario, **how: Unpack[How]) -> Result:
        found = questions.run(
            loaded, day, assume=assume or (), until=until, parameters=parameters, **how
        )
        if out:
            found.save(out, "replicas")
        return found

    _answer(
        ask, scenario, lang, json, replicas=replicas, rests=rests, seed=seed, threads=threads
    )


def compare(
    first: Annotated[str, typer.Argument(metavar="DATE")],
    second: Annotated[str, typer.Argument(metavar="DATE")],
    outcome: Annotated[str, typer.Option(help="Id; the one that moves most if left out.")] = "",
    replicas: Replicas = 1000,
    until: Until = None,
    rests: Rests = 0,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Compare two days."""
    from ucronia.app import questions

    def ask(loaded: Scenario, **how: Unpack[How]) -> Result:
        return questions.compare(loaded, first, second, outcome, until=until, **how)

    _answer(
        ask, scenario, lang, json, replicas=replicas, rests=rests, seed=seed, threads=threads
    )


def when(
    outcome: Annotated[str, typer.Argument(help="Id of an outcome.")],
    level: Annotated[float, typer.Option(help="Share that counts as likely.")] = 0.5,
    replicas: Replicas = 300,
    rests: Rests = 0,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Say when an outcome was lost."""
    from ucronia.app import questions

    def ask(loaded: Scenario, **how: Unpack[How]) -> Result:
        return questions.when_lost(loaded, outcome, level=level, **how)

    _answer(
        ask, scenario, lang, json, replicas=replicas, rests=rests, seed=seed, threads=threads
    )


def believe(
    outcome: Annotated[str, typer.Argument(help="Id of an outcome.")],
    day: From = "",
    replicas: Replicas = 2000,
    until: Until = None,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Say what one would have to believe."""
    from ucronia.app import questions

    def ask(loaded: Scenario, **how: Unpack[How]) -> Result:
        return questions.believe(loaded, outcome, day, until=until, **how)

    _answer(ask, scenario, lang, json, replicas=replicas, seed=seed, threads=threads)


def history(
    changes: Changes = None,
    day: From = "",
    replica: Annotated[int | None, typer.Option(min=0, help="Its number.")] = None,
    outcome: Annotated[str, typer.Option(help="One that ends so.")] = "",
    typical: Annotated[bool, typer.Option("--typical", help="The most ordinary one.")] = False,
    whole: Annotated[bool, typer.Option("--all", help="Marches and musters too.")] = False,
    fact: Facts = None,
    forbid: Forbid = None,
    replicas: Replicas = 300,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Tell one history."""
    from ucronia.app import otherwise, questions

    if replica is None and not outcome and not typical:
        replica = 0
    loaded = open_it(scenario, lang)
    parts = (changes or (), fact or (), forbid or ())
    with console.progress(lang) as tell:
        found = questions.tell_history(
            loaded,
            otherwise.changed_fork(loaded, day, *parts),
            replica,
            outcome,
            replicas=replicas,
            seed=seed,
            threads=threads,
            progress=tell,
        )
    if json:
        console.print_json(found.to_dict())
    else:
        console.show(found.told(lang, whole))
    console.end_it(found)


def _answer(
    ask: Callable[..., Result], scenario: str, lang: str, json: bool, **how: Unpack[How]
) -> None:
    """Ask a question of a scenario made ready to play, print the answer, and end."""
    loaded = open_it(scenario, lang)
    with console.progress(lang) as tell:
        found = ask(loaded, **how, progress=tell)
    answer_it(found, lang, json)
    console.end_it(found)


def _entry(loaded: Scenario, name: str) -> str:
    from ucronia.scenario.change import find_entry

    return find_entry(loaded, name).id


_UNITS = {"d": "days", "w": "weeks"}


def read_days(text: str) -> int:
    """Read `30d`, `4w` or `30`."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in ("d", "w") else (text, "d")
    if not number.isascii() or not number.isdigit() or len(number) > 5:
        raise typer.BadParameter(
            f'"{text[:40]}" should be days, as 30d or 4w', param_hint="--every"
        )
    return datetime.timedelta(**{_UNITS[unit]: int(number)}).days


Lines = Annotated[
    Path | None, typer.Option("--out", metavar="<path>", help="Write it: .csv or .parquet.")
]


def plausible(
    scenario: First = BUNDLED,
    replicas: Replicas = 2000,
    out: Lines = None,
    keep: Keep = False,
    threads: Threads = None,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Hold free play against reference rates."""
    from ucronia.app import trials

    def ask(loaded: Scenario, **how: Unpack[How]) -> Result:
        found = trials.plausible(loaded, **how)
        if keep and not found.is_stopped:
            found.keep()
        return found

    _try(ask, scenario, out, lang, json, replicas=replicas, seed=seed, threads=threads)


def foresee(
    scenario: First = BUNDLED,
    top: Annotated[int, typer.Option(min=1, help="So many of the weightiest entries.")] = 30,
    replicas: Replicas = 300,
    out: Lines = None,
    threads: Threads = None,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Play on from the eve of what came."""
    from ucronia.app import trials

    def ask(loaded: Scenario, **how: Unpack[How]) -> Result:
        return trials.foresee(loaded, top=top, **how)

    _try(ask, scenario, out, lang, json, replicas=replicas, seed=seed, threads=threads)


def _try(
    ask: Callable[..., Result],
    scenario: str,
    out: Path | None,
    lang: str,
    json: bool,
    **how: Unpack[How],
) -> None:
    """Try free play of a scenario, write the table if it is wanted, and print the answer."""
    loaded = open_it(scenario, lang)
    with console.progress(lang) as tell:
        found = ask(loaded, **how, progress=tell)
    if out:
        found.save(out)
    answer_it(found, lang, json)
    console.end_it(found)
