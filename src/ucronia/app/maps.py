"""The door to campaign maps, from Python and from the shell."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ucronia.app import console
from ucronia.app.options import BUNDLED, LANG, From, Json, Language, Seed, Which

if TYPE_CHECKING:
    from ucronia.report.maps.written import Written
    from ucronia.scenario.model import Scenario


def campaign_map(
    scenario: str | Path | Scenario = BUNDLED,
    first: str | date = "",
    last: str | date = "",
    *,
    out: str | Path = "",
    forces: Sequence[str] = (),
    title: str = "",
    lang: str = "en",
) -> Written:
    """Draw where forces went and fought in a span of the record.

    Parameters
    ----------
    scenario : str or Path or Scenario
        The scenario.
    first : str or date
        First day; the scenario's where left out.
    last : str or date
        Last day; the scenario's where left out.
    out : str or Path
        The file, .svg or .png; `map_FIRST_LAST.svg` where left out.
    forces : sequence of str
        Ids or names of the forces that are meant; all where left out.
    title : str
        Above the map.
    lang : str
        `es` or `en`.

    Returns
    -------
    Written
        The file, and what is on it.
    """
    from ucronia.app.scenarios import iso_text, load
    from ucronia.report.maps.campaign import campaign
    from ucronia.report.maps.written import check_kind, write_map
    from ucronia.report.words import Words

    loaded, words = load(scenario), Words(lang)
    begin, end = iso_text(first) or loaded.start, iso_text(last) or loaded.end
    path = Path(out or f"map_{begin}_{end}.svg")
    check_kind(path)
    return write_map(campaign(loaded, words, begin, end, forces), words, path, title)


def draw(
    first: From = "",
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="Up to this day.")] = "",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its end says: .svg or .png.")
    ] = None,
    force: Annotated[
        list[str] | None, typer.Option(help="Only this force: id or name; may be repeated.")
    ] = None,
    title: Annotated[str, typer.Option(help="Above the map.")] = "",
    scenario: Which = BUNDLED,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Draw a campaign."""
    found = campaign_map(
        scenario,
        first,
        to,
        out=out or "",
        forces=force or (),
        title=title,
        lang=lang,
    )
    if json:
        console.print_json(found.to_dict())
        return
    from ucronia.report.words import Words

    for line in found.lines(Words(lang)):
        print(line)
