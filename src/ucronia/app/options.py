"""Options that commands share, as typer reads them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ucronia.app import console

BUNDLED = "confederacion-1835"
"""The history that is meant where none is named."""


class Lang(StrEnum):
    """Languages of what is printed."""

    es = "es"
    en = "en"


class Format(StrEnum):
    """Formats in which the record is taken elsewhere."""

    csv = "csv"
    geojson = "geojson"
    ics = "ics"
    jsonld = "jsonld"
    timelinejs = "timelinejs"


Language = Annotated[Lang, typer.Option(help="Language of the answer.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Seed = Annotated[int, typer.Option(help="Seed of all draws.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads; the answer is the same.")]
Which = Annotated[
    str, typer.Option("--scenario", "-s", help="A bundled history, or a scenario's folder.")
]
First = Annotated[
    str, typer.Argument(metavar="[SCENARIO]", help="A bundled history, or a folder.")
]
Replicas = Annotated[
    int, typer.Option("--replicas", "-n", min=1, help="Histories at each fork.")
]
Until = Annotated[
    float | None, typer.Option(help="Play on until half the widest interval is this.")
]
Parameters = Annotated[
    str, typer.Option(help="prior, posterior (the scenario's own), or a posterior's file.")
]
Rests = Annotated[
    int, typer.Option(min=0, help="Play so many more for what the answer rests on.")
]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep it in the scenario, for later answers to say.")
]
Changes = Annotated[list[str] | None, typer.Argument(metavar="ENTRY=OPTION")]
Facts = Annotated[
    list[str] | None, typer.Option("--fact", help="THING.FACT=VALUE, as army_north.men=*2.")
]
Forbid = Annotated[
    list[str] | None, typer.Option(help="ENTRY, RULE or RULE:role=id that must not happen.")
]
Assume = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=NUMBER", help="A parameter held, as fog_courier=0."),
]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="As 1837-11-17.")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="Up to this day.")]
Kind = Annotated[str, typer.Option(help="Only this kind, as battle.")]
Place = Annotated[str, typer.Option(help="Only here: an id or a name, old or new.")]
Person = Annotated[str, typer.Option(help="Only with this person: id or name.")]
Source = Annotated[str, typer.Option(help="Only by this: key, author or title.")]
Said = Annotated[str, typer.Option(help="Only with this in texts, names or sources.")]
LANG = Lang(console.default_language())
