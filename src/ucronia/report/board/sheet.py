"""A fork as a page to print: the answer, what it rests on, and its sources."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ucronia.report.explain import find
from ucronia.report.words import Words, outcome_name
from ucronia.scenario.dates import iso_date
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from jinja2 import Template

Json = dict[str, Any]
TEMPLATE = Path(__file__).parent / "sheet.html.j2"


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def fork_sheet(words: Words, scenario: Scenario, id: str, told: Json) -> str:
    """Give a fork as a page to print.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names and sources.
    id : str
        Of the fork, by which it is found again.
    told : dict
        As `fork_json` gives it, with its status.

    Returns
    -------
    str
        HTML.
    """
    when = iso_date(told.get("date", ""))
    choice = told.get("choice") or {}
    rows = zip(
        told.get("base", ()), told.get("outcomes", ()), told.get("difference", ()), strict=True
    )
    return _template().render(
        lang=words.lang,
        say=words.say,
        title=words.text(scenario.title),
        label=choice.get("label", id),
        date=words.date(when) if when else "",
        sentences=told.get("words", ()),
        rows=[_row(words, scenario, *three) for three in rows],
        lines=[
            (line["title"], words.hundredths(line["share"])) for line in told.get("lines", ())
        ],
        sources=_sources(words, scenario, choice.get("entry")),
        done=words.number(told.get("done", 0)),
        id=id,
    )


def _row(words: Words, scenario: Scenario, base: Json, other: Json, moved: Json) -> Json:
    def shares(row: Json) -> str:
        low, high = words.hundredths(row["low"]), words.hundredths(row["high"])
        return f"{words.hundredths(row['p'])} ({low}\N{EN DASH}{high})"

    points = [words.signed(100 * moved[key]) for key in ("change", "low", "high")]
    return {
        "name": outcome_name(words, scenario, base["id"]),
        "base": shares(base),
        "other": shares(other),
        "moved": f"{points[0]} [{points[1]}, {points[2]}]",
        "is_clear": moved["isClear"],
    }


def _sources(words: Words, scenario: Scenario, entry: str | None) -> list[str]:
    """List what the entry that was changed rests on."""
    if not entry:
        return []
    card = find.explain(words, scenario, f"entry:{entry}")[0]
    return list(card.sources)
