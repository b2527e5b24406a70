"""What lives in the histories is told in both languages, and links to its evidence."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest

from tests.analysis import made
from tests.analysis.questions.valleys import world
from tests.report.findings import findings, scenario
from tests.report.test_page import Balance
from ucronia.analysis.systems import Living, living
from ucronia.engine import layout as lay
from ucronia.report import page
from ucronia.report.figures.files import svg_element
from ucronia.report.living import EVENT_NAMES, evidence_rows, living_rows
from ucronia.report.pictures import Pictures
from ucronia.report.words import LANGUAGES, Words
from ucronia.scenario.model import Scenario
from ucronia.scenario.systems import EVENTS


@cache
def found() -> tuple[Living, ...]:
    rule = world().index("rule", "weary_peace")
    logs = [[[3, lay.L_WAR, 0, 1, 0, 0], [9, lay.L_RULE, rule, 0, 0, 0]]] * 6
    runs = made.runs([np.zeros(6, dtype=int)], events=[logs])
    return living(world(), runs, runs.events[0][0], runs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_say_how_often_and_rest_on_what_is_listed(lang: str) -> None:
    words = Words(lang)
    (section,) = living_rows(words, world().scenario, found())
    assert section["name"] == {"es": "La pendencia", "en": "The feud"}[lang]
    assert [row["record"] for row in section["rows"]] == ["0", "1", "1", "0", "0"]
    assert section["rows"][1]["command"] == "ucronia explain weary_peace"
    listed = {row["id"] for row in evidence_rows(words, world().scenario, found())}
    linked = {link["id"] for row in section["rows"] for link in row["links"]}
    assert linked and linked <= listed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_event_has_a_name(lang: str) -> None:
    assert set(EVENT_NAMES) == set(EVENTS)
    said = [Words(lang).say(name) for name in EVENT_NAMES.values()]
    assert len(set(said)) == len(EVENTS)


def test_the_page_holds_the_section_in_both_languages() -> None:
    svg = svg_element("<svg></svg>", "en")
    points = {point.day: svg for point in findings().turning_points}
    drawn = Pictures(curve=svg, ribbons=svg, points=points, campaigns=svg)
    told = dataclasses.replace(findings(), systems=found(), turning_points=(), grades=())
    html = page.page(findings_scenario(), told, dict.fromkeys(LANGUAGES, drawn))
    for lang in LANGUAGES:
        assert Words(lang).say("What lives in these histories") in html
        assert f'id="evidence-{lang}-' in html
    parser = Balance()
    parser.feed(html)
    assert parser.open == [] and len(parser.ids) == len(set(parser.ids))


def findings_scenario() -> Scenario:
    own = world().scenario
    return scenario().model_copy(
        update={"rules": own.rules, "sources": own.sources, "systems": own.systems}
    )
