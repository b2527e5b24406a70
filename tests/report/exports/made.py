"""Extracts that the formats are tried on: the bundled record, and one by a hostile hand."""

from __future__ import annotations

from functools import cache

from tests.small import entry, scenario
from ucronia.report.exports.extract import Extract
from ucronia.scenario.model import Scenario, Source, Text, Version
from ucronia.scenario.read import find_scenario, load

FORMULA = "=cmd|' /C calc'!A0, \"quoted\"\nnext line; <script>alert(1)</script>\x1b\x00"
"""A formula, a command, a comma, quotes, an end of line, a page's script, signs of control."""
SHOWN = "=cmd|' /C calc'!A0, \"quoted\"\nnext line; <script>alert(1)</script>"
"""The same as a reader may see it."""


@cache
def history() -> Scenario:
    """The bundled history."""
    return load(find_scenario("confederacion-1835"))


def whole() -> Extract:
    """All of its record."""
    return Extract(history(), history().entries, "9.9.9")


def only(*ids: str) -> Extract:
    """Some entries of it, in the order given."""
    named = {entry.id: entry for entry in history().entries}
    return Extract(history(), tuple(named[id] for id in ids), "9.9.9")


def entries_of(precision: str) -> Extract:
    """Its entries of a precision."""
    kept = tuple(entry for entry in history().entries if entry.precision == precision)
    assert kept
    return Extract(history(), kept, "9.9.9")


def hostile() -> Extract:
    """A record whose every text is meant to be run by somebody."""
    bad = Text(es=FORMULA, en=FORMULA)
    told = entry("evil", "1840-04-02", "battle", place="paso", what="army_baja > army_alta")
    told = told.model_copy(update={"text": bad, "name": bad, "note": FORMULA})
    version = Version(entry="evil", source="evil", locator=FORMULA, weight=1, note=FORMULA)
    source = Source(
        key="evil", kind="general", author=FORMULA, title=FORMULA, url="javascript:alert(1)"
    )
    made = scenario().model_copy(
        update={
            "title": bad,
            "summary": bad,
            "credits": (FORMULA,),
            "licence": FORMULA,
            "entries": (told,),
            "versions": (version,),
            "sources": (source,),
            "places": tuple(
                place.model_copy(update={"name": FORMULA, "variants": FORMULA})
                for place in scenario().places
            ),
        }
    )
    return Extract(made, made.entries, "9.9.9")
