"""The shipped stories hold together, and are told alike in both languages."""

from __future__ import annotations

import dataclasses
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.evaluation import Plan, evaluate
from ucronia.compiler.build import World, build
from ucronia.report.board.story import stories, write_story
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load

FOLDER = Path(__file__).parents[3] / "src" / "ucronia" / "board"
Story = dict[str, Any]


@pytest.fixture(scope="module")
def told() -> dict[str, Story]:
    return {
        lang: json.loads(gzip.decompress((FOLDER / f"story.{lang}.json.gz").read_bytes()))
        for lang in ("es", "en")
    }


def test_both_languages_tell_the_same_things(told: dict[str, Story]) -> None:
    es, en = told["es"], told["en"]
    for part in (
        "entries",
        "places",
        "polities",
        "leaders",
        "outcomes",
        "forces",
        "parameters",
    ):
        assert [row["id"] for row in es[part]] == [row["id"] for row in en[part]]
    assert es["frames"] == en["frames"]
    assert es["evaluation"]["p"] == en["evaluation"]["p"]
    differ = [a["text"] != b["text"] for a, b in zip(es["entries"], en["entries"], strict=True)]
    assert all(differ)


def test_every_share_lies_in_its_interval_and_they_sum_to_one(told: dict[str, Story]) -> None:
    curve = told["en"]["evaluation"]
    for p, low, high in zip(curve["p"], curve["low"], curve["high"], strict=True):
        # each is rounded to three decimals
        assert abs(sum(p) - 1) <= 0.0005 * len(p) + 1e-9
        assert all(lo - 1e-9 <= x <= hi + 1e-9 for lo, x, hi in zip(low, p, high, strict=True))
    assert curve["days"] == sorted(set(curve["days"]))


def test_all_that_is_named_is_there(told: dict[str, Story]) -> None:
    story = told["es"]
    ids = {
        part: {row["id"] for row in story[part]}
        for part in ("entries", "places", "polities", "leaders", "outcomes", "provinces")
    }
    for entry in story["entries"]:
        assert entry["place"] in ids["places"] | {""}
        assert set(entry["people"]) <= ids["leaders"]
        assert entry["versions"], entry["id"]
        assert 0 <= entry["day"] <= entry["until"]
        if decision := entry.get("decision"):
            assert decision["chosen"] in {option["id"] for option in decision["options"]}
    frames = story["frames"]
    assert {row["place"] for row in frames["forces"]} <= ids["places"] | {""}
    assert {row["polity"] for row in frames["control"]} <= ids["polities"] | {None}
    assert {row["province"] for row in frames["control"]} == ids["provinces"]
    assert {point["entry"] for point in story["evaluation"]["turning"]} <= ids["entries"] | {""}


def test_five_moments_each_with_a_guess_to_make(told: dict[str, Story]) -> None:
    for story in told.values():
        assert len(story["moments"]) == 5
        known = {row["id"] for row in story["parameters"]}
        for moment in story["moments"]:
            assert len(moment["sentences"]) == 2
            assert len(moment["roles"]) == 2
            assert moment["chosen"] in {option["id"] for option in moment["options"]}
            assert {one["parameter"] for one in moment["assumptions"]} <= known
            for share in (moment["before"], *moment["options"]):
                assert share["low"] <= share["p"] <= share["high"]


def test_a_story_is_light(told: dict[str, Story]) -> None:
    # both, the page and its fonts are to stay under 2 MB
    for lang in told:
        assert (FOLDER / f"story.{lang}.json.gz").stat().st_size < 400_000


@pytest.fixture
def small() -> World:
    return build(load(TEMPLATE))


@pytest.mark.compiled
def test_a_small_scenario_tells_its_story_the_same_twice(small: World, tmp_path: Path) -> None:
    asked = Asked(replicas=4)
    found = evaluate(small, asked, "0", Plan(every=300, weighty=2, grades=1))
    files = []
    for name in ("one", "two"):
        made = stories(small, dataclasses.replace(found), asked)
        files.append(tmp_path / name)
        write_story(made["es"], files[-1])
    assert files[0].read_bytes() == files[1].read_bytes()
    story = json.loads(gzip.decompress(files[0].read_bytes()))
    assert story["moments"] == []
    assert [row["id"] for row in story["entries"]]
    assert len(story["evaluation"]["p"]) == len(story["evaluation"]["days"])
