"""The command that asks what an answer rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ucronia.app import console
from ucronia.app.console import answer_it, load_it, open_it
from ucronia.app.options import (
    BUNDLED,
    LANG,
    Changes,
    Facts,
    Forbid,
    Json,
    Language,
    Replicas,
    Seed,
    Threads,
    Which,
)


def sensitivity(  # noqa: PLR0913 (a command's options are its parameters)
    changes: Changes = None,
    outcome: Annotated[str, typer.Option(help="Id of an outcome.")] = "",
    at: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the fork.")] = None,
    fact: Facts = None,
    forbid: Forbid = None,
    replicas: Replicas = 1600,
    out: Annotated[
        Path | None, typer.Option(help="Write it: a figure, .svg or .png; .csv or .parquet.")
    ] = None,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Say what an answer rests on."""
    from ucronia.app import otherwise, questions

    parts = (changes or (), fact or (), forbid or ())
    loaded = load_it(scenario)
    # a slip is told before the engine is compiled
    questions.check_outcome(loaded, outcome)
    if any(parts):
        otherwise.read_change(loaded, *parts, at)
    loaded = open_it(loaded, lang)
    decisions, facts, barred = parts
    with console.progress(lang) as tell:
        found = questions.sensitivity(
            loaded,
            outcome,
            decisions,
            facts=facts,
            forbid=barred,
            at=at,
            replicas=replicas,
            seed=seed,
            threads=threads,
            progress=tell,
        )
    if out:
        found.save(out, lang=lang)
    answer_it(found, lang, json)
    console.end_it(found)
