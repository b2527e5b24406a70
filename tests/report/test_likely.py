"""Words for probabilities, and what an evaluation can't tell."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.report.findings import findings, scenario
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions.resting import Rests
from ucronia.report.likely import SCALE, in_words, likely, scale_rows
from ucronia.report.limits import limits
from ucronia.report.rested import rests_dict, rests_sentence
from ucronia.report.words import LANGUAGES, Words


def test_every_share_has_one_word_and_words_do_not_cross() -> None:
    order = [word for _, word in SCALE]
    said = [order.index(likely(hundredth / 100)) for hundredth in range(101)]
    assert said == sorted(said, reverse=True)
    assert set(said) == set(range(len(order)))
    assert likely(0.66) == "likely"
    assert likely(0.659) == "about as likely as not"


def test_an_interval_that_spans_words_says_both() -> None:
    en, es = Words("en"), Words("es")
    assert in_words(en, Estimate(0.5, 0.4, 0.6, 9)) == "about as likely as not"
    assert in_words(en, Estimate(0.6, 0.5, 0.73, 9)) == "about as likely as not to likely"
    assert in_words(es, Estimate(0.95, 0.92, 0.97, 9)) == "muy probable"
    assert [span for _, span in scale_rows(en)][:2] == ["99–100 of 100", "90–99 of 100"]


def rests(low: float, high: float) -> Rests:
    judged = Estimate((low + high) / 2, low, high, 90)
    return Rests((("judged", judged), ("disputes", Estimate(0.1, 0.0, 0.2, 90))), 90)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_line_says_both_shares_or_that_they_can_not_be_told(lang: str) -> None:
    words = Words(lang)
    said = rests_sentence(words, rests(0.5, 0.7))
    assert "60" in said
    assert "(50–70)" in said
    assert "(0–20)" in said
    vague = Rests((("judged", Estimate(float("nan"), 0.0, 1.0, 90)),), 90)
    for nothing in (None, vague):
        assert "ucronia sensitivity" in rests_sentence(words, nothing)
    assert rests_dict(None) == {"rests": None}
    assert rests_dict(rests(0.5, 0.7))["rests"]["judged"]["low"] == 0.5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_can_not_be_told_is_read_off_the_results(lang: str) -> None:
    words, whole = Words(lang), findings()
    told = limits(words, scenario(), dataclasses.replace(whole, rests=rests(0.5, 0.7)))
    assert any("50" in line for line in told)
    noise = sum(not point.distinguishable for point in whole.turning_points)
    assert any(f"{noise} " in line for line in told)
    without = limits(words, scenario(), dataclasses.replace(whole, grades=()))
    assert len(without) < len(told)


def test_the_table_of_the_docs_is_the_one_that_is_used() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
    for (english, span), (spanish, _) in zip(
        scale_rows(Words("en")), scale_rows(Words("es")), strict=True
    ):
        assert f"| {span.removesuffix(' of 100')} | {english} | {spanish} |" in docs
