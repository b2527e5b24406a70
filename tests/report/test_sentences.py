"""Sentences say the number, its interval, and what it can't say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.analysis import made
from tests.report.findings import contrast, findings, scenario
from ucronia.analysis import outcomes
from ucronia.analysis.contrasts import Lever, Parting, Reason
from ucronia.analysis.estimates import Estimate
from ucronia.engine.layout import L_SECEDE
from ucronia.report import sentences
from ucronia.report.chronicle import Names
from ucronia.report.words import Words

ES, EN = Words("es"), Words("en")
DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"


def test_a_share_is_said_with_its_limits() -> None:
    share = Estimate(0.62, 0.50, 0.73, 300)
    assert sentences.share_sentence(EN, share) == (
        f"In this model, given these sources, 62 of 100 histories end so (50{DASH}73). It does "
        "not say what would have happened. In words: about as likely as not to likely."
    )
    assert sentences.share_sentence(ES, share) == (
        "En este modelo, con estas fuentes, 62 de cada 100 historias terminan así "
        f"(50{DASH}73). No dice lo que habría ocurrido. En palabras: de tan probable como "
        "improbable a probable."
    )


def test_a_turning_point_belongs_to_its_interval() -> None:
    point = findings().turning_points[0]
    found = sentences.point_sentence(EN, scenario(), point)
    assert found.startswith("Between 20 January 1839 and 1 March 1839, the histories that end")
    assert "not distinguishable" not in found
    noise = sentences.point_sentence(ES, scenario(), replace(point, distinguishable=False))
    assert noise.endswith("no distinguible.")


def test_the_parts_of_a_turn_are_said_where_known() -> None:
    point = findings().turning_points[0]
    assert "lo que se hizo" in sentences.split_sentence(ES, point)
    assert sentences.split_sentence(ES, replace(point, act=None)) == ""


def test_doubt_is_split_or_said_to_be_unknown() -> None:
    curve = findings().curve
    chance = np.full_like(curve.mean, 0.75)
    known = replace(curve, chance=chance, draw=1 - chance)
    assert "75 of 100 parts are chance, and 25 are" in sentences.doubt_sentence(EN, known)
    unknown = replace(curve, draw=np.full_like(curve.mean, np.nan))
    assert "can't be told apart" in sentences.doubt_sentence(EN, unknown)


def test_a_contrast_names_what_moves_most() -> None:
    found = sentences.contrast_sentence(EN, scenario(), contrast())
    assert "union of the three" in found or "two republics" in found
    assert found.endswith("It does not say what would have happened.")


def test_partings_reasons_and_levers() -> None:
    parting = sentences.parting_sentence(EN, Parting((3.0, 10.0, 40.0), 0.25))
    assert parting.startswith(
        "The two part 10 days after the choice (half of the pairs between 3"
    )
    assert "25 of 100 pairs never do" in parting
    nan = float("nan")
    assert "never part" in sentences.parting_sentence(EN, Parting((nan, nan, nan), 1.0))
    moves = Estimate(-0.4, -0.5, -0.3, 200)
    reason = Reason((L_SECEDE, 0, 1, -1), 0.2, 0.7, moves, 0.001)
    found = sentences.reason_sentence(Names(EN, scenario()), reason)
    assert found.startswith("Secession: Bolivia leaves Chile. In 20 of 100 histories")
    assert f"moves {MINUS}40 [{MINUS}50, {MINUS}30] of 100" in found
    lever = sentences.lever_sentence(ES, scenario(), Lever("coup_base", 0.41, -0.1, 0.2, 0.01))
    assert lever.startswith(f"coup_base: {MINUS}10 de cada 100") and "0,41" in lever


def test_an_ending_says_the_days_and_the_later_shares() -> None:
    ending = outcomes.ending(made.runs([np.array([0, 0, 1, 1])]), made.OUTCOMES)
    found = sentences.ending_sentence(EN, scenario(), ending)
    assert found.startswith("A confederation stands 600 days on average [600, 600]")
    assert found.endswith(
        "Played on to 7 June 1844, of 100: “union of the three” 50 and “two republics” 50."
    )
    assert "Played on" not in sentences.ending_sentence(
        EN, scenario(), replace(ending, later=())
    )
