"""Commands that look: replay, record, export, disputes, explain, check, new."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ucronia.app import console
from ucronia.app.console import answer_it, end_it, load_it, open_it
from ucronia.app.options import (
    BUNDLED,
    LANG,
    First,
    Format,
    From,
    Json,
    Kind,
    Language,
    Person,
    Place,
    Replicas,
    Said,
    Seed,
    Source,
    Threads,
    To,
    Which,
)


def replay(
    first: From = "",
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="Up to this morning.")] = "",
    whole: Annotated[
        bool, typer.Option("--all", help="Forces that only stay where they were, too.")
    ] = False,
    draw: Annotated[int, typer.Option(min=0, help="Which draw of the doubtful.")] = 0,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Follow the record."""
    from ucronia.app import records

    loaded = open_it(scenario, lang)
    found = records.replay(loaded, to, first=first, seed=seed, draw=draw, is_whole=whole)
    answer_it(found, lang, json)


def record(
    scenario: First = BUNDLED,
    kind: Kind = "",
    first: From = "",
    last: To = "",
    place: Place = "",
    person: Person = "",
    source: Source = "",
    text: Said = "",
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """List the record."""
    from ucronia.app import records

    found = records.record(
        load_it(scenario),
        kind=kind,
        first=first,
        last=last,
        place=place,
        person=person,
        source=source,
        text=text,
    )
    if json:
        console.print_json(found.to_list())
    else:
        found.show(lang)


def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="As below.")],
    out: Annotated[
        Path | None, typer.Option(help="A file or folder; else it is printed.")
    ] = None,
    kind: Kind = "",
    first: From = "",
    last: To = "",
    place: Place = "",
    person: Person = "",
    source: Source = "",
    text: Said = "",
    at_least: Annotated[
        float | None,
        typer.Option(
            min=0, max=100, help="Only of this weight or more; else all, timelinejs 50."
        ),
    ] = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Take the record elsewhere."""
    from ucronia.app import records

    if json and out is None:
        raise typer.BadParameter("--json tells of the file that is written; give --out FILE")
    found = records.record(
        load_it(scenario),
        kind=kind,
        first=first,
        last=last,
        place=place,
        person=person,
        source=source,
        text=text,
    )
    if out is None:
        console.print_bytes(found.export(format, lang, at_least=at_least))
        return
    file = str(found.write(out, format, lang, at_least=at_least))
    if json:
        count = len(found.chosen(format, at_least).entries)
        console.print_json({"format": format, "file": file, "entries": count})
    else:
        print(file)


def disputes(
    name: Annotated[str, typer.Argument(metavar="[DISPUTE]", help="Or an entry.")] = "",
    effect: Annotated[
        bool | None, typer.Option(help="Play on under each reading; so where one is named.")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, help="Only so many, the widest.")] = None,
    at: Annotated[str, typer.Option(metavar="DATE", help="Play on from this day.")] = "",
    replicas: Replicas = 300,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """List what sources disagree on."""
    from ucronia.app import records

    is_played = bool(name or at) if effect is None else effect
    loaded = open_it(scenario, lang) if is_played else load_it(scenario)
    with console.progress(lang) as tell:
        found = records.disputes(
            loaded,
            name,
            effect=is_played,
            top=top,
            at=at,
            replicas=replicas,
            seed=seed,
            threads=threads,
            progress=tell,
        )
    answer_it(found, lang, json)
    end_it(found)


def explain(
    name: Annotated[
        str, typer.Argument(help="A name or id, or a date of the curve; nothing: systems.")
    ] = "",
    replicas: Replicas = 300,
    threads: Threads = None,
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Explain anything."""
    from ucronia.app import scenarios

    loaded = load_it(scenario)
    if scenarios.is_date(name):
        loaded = open_it(loaded, lang)
    with console.progress(lang) as tell:
        cards = scenarios.explain(
            loaded,
            name,
            lang=lang,
            replicas=replicas,
            seed=seed,
            threads=threads,
            progress=tell,
        )
    if json:
        console.print_json([card.to_dict() for card in cards])
    else:
        console.show(scenarios.card_lines(cards, lang))


def check(
    scenario: First = BUNDLED,
    play: Annotated[
        bool, typer.Option(help="Replay the record and play a few histories, too.")
    ] = True,
    whole: Annotated[
        bool, typer.Option("--all", help="List where the record is thin, not only count.")
    ] = False,
    threads: Threads = None,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Check a scenario."""
    from ucronia.app import scenarios

    found = scenarios.examine(scenario)
    if play and found.is_sound and found.scenario:
        console.open_it(found.scenario, lang)
        with console.progress(lang) as tell:
            found = scenarios.try_it(found, seed=seed, threads=threads, progress=tell)
    if json:
        console.print_json(found.to_dict())
    else:
        for line in found.lines(lang, whole):
            print(line)
    if not found.is_sound:
        raise typer.Exit(console.FAILED)


def new(
    path: Annotated[Path, typer.Argument(help="A folder that is empty or not there yet.")],
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Write a small scenario."""
    from ucronia.app import scenarios

    folder = scenarios.new_scenario(path)
    if json:
        console.print_json({"folder": str(folder)})
    else:
        print(f"{folder}\n  ucronia check {folder}\n  ucronia evaluate {folder}")
