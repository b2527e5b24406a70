"""The command that holds forecasts against what came."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ucronia.app import console
from ucronia.app.console import answer_it, open_it
from ucronia.app.options import (
    BUNDLED,
    LANG,
    First,
    Json,
    Keep,
    Language,
    Parameters,
    Replicas,
    Seed,
    Threads,
)
from ucronia.app.playing import read_days


def backtest(
    scenario: First = BUNDLED,
    replicas: Replicas = 600,
    every: Annotated[str, typer.Option(metavar="DAYS", help="Between forks, as 30d.")] = "30d",
    weighty: Annotated[int, typer.Option(min=0, help="Weightiest entries with forks.")] = 40,
    parameters: Parameters = "prior",
    held_out_from: Annotated[
        str, typer.Option(metavar="DATE", help="Forks from then on are held out.")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="Folder for figures and tables.")] = None,
    keep: Keep = False,
    threads: Threads = None,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Hold forecasts against what came."""
    from ucronia.app import trials

    days = read_days(every)
    loaded = open_it(scenario, lang)
    with console.progress(lang) as tell:
        found = trials.backtest(
            loaded,
            every=days,
            weighty=weighty,
            parameters=parameters,
            held_out_from=held_out_from,
            replicas=replicas,
            seed=seed,
            threads=threads,
            progress=tell,
        )
    if out:
        found.write(out, lang)
    if keep and not found.is_stopped:
        found.keep()
    answer_it(found, lang, json)
    console.end_it(found)
