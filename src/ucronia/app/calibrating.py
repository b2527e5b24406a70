"""Commands that learn from the record: calibrate, learn."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ucronia.app import console
from ucronia.app.console import answer_it, load_it, open_it
from ucronia.app.options import (
    BUNDLED,
    LANG,
    First,
    Json,
    Language,
    Parameters,
    Seed,
    Threads,
    Which,
)

OUT = Path("ucronia-posterior.parquet")


def calibrate(
    scenario: First = BUNDLED,
    last: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Last day of the record that counts.")
    ] = "",
    chains: Annotated[int, typer.Option(min=2, max=16, help="Chains.")] = 4,
    sweeps: Annotated[int, typer.Option(min=4, max=100_000, help="Of each chain.")] = 1200,
    out: Annotated[Path, typer.Option(help="The posterior: a .parquet file.")] = OUT,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupt left it.")
    ] = False,
    check: Annotated[
        int, typer.Option(min=0, metavar="RECORDS", help="Instead: check on made records.")
    ] = 0,
    figures: Annotated[
        Path | None, typer.Option(help="Folder for a figure of the most contracted.")
    ] = None,
    threads: Threads = None,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Learn the parameters from the record."""
    from ucronia.app import learning

    loaded = open_it(scenario, lang)
    if check:
        with console.progress(lang) as tell:
            ranked = learning.check_ranks(
                loaded,
                until=last,
                chains=chains,
                sweeps=sweeps,
                records=check,
                seed=seed,
                threads=threads,
                progress=tell,
            )
        answer_it(ranked, lang, json)
        return
    try:
        with console.progress(lang) as tell:
            found = learning.calibrate(
                loaded,
                until=last,
                chains=chains,
                sweeps=sweeps,
                out=out,
                resume=resume,
                seed=seed,
                threads=threads,
                progress=tell,
            )
    except KeyboardInterrupt:
        if not learning.has_chains(out):
            raise
        console.complain(
            f"stopped before any draw; kept: chains beside {out}; --resume goes on"
        )
        raise console.StoppedError from None
    answer_it(found, lang, json)
    if figures:
        found.draw(figures, lang)
    if found.is_stopped:
        console.complain(
            f"stopped; kept: {found.origin.replicas} draws in {out}; --resume goes on"
        )
        raise console.StoppedError


def learn(
    parameter: Annotated[str, typer.Argument(metavar="PARAMETER", help="Its id.")],
    parameters: Parameters = "posterior",
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Say what the record teaches of a parameter."""
    from ucronia.app import learning

    answer_it(learning.learn(load_it(scenario), parameter, parameters=parameters), lang, json)
