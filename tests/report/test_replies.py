"""The JSON that other tools rely on has the keys that they were promised."""

from __future__ import annotations

import json

from tests.report.findings import contrast, findings, scenario
from ucronia.report import replies
from ucronia.scenario.model import Version


def test_evaluate() -> None:
    found = replies.evaluate_json(findings())
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert {"scenario", "seed", "replicas", "outcomes", "curve", "turning_points"} <= set(found)
    assert {"grades", "histories", "seconds", "hash", "version"} <= set(found)
    day = found["curve"][0]
    assert set(day) == {"date", "p"} and list(day["p"]) == found["outcomes"]
    assert all(low <= mean <= high for mean, low, high in day["p"].values())
    keys = {"date", "entry", "outcome", "change", "low", "high"}
    assert keys <= set(found["turning_points"][0])
    keys = {"decision", "date", "decider", "option", "best", "loss", "low", "high", "mark"}
    assert keys <= set(found["grades"][0])
    told = [(grade["mark"], grade["verdict"]) for grade in found["grades"]]
    assert told == [("??", "marked"), ("!!", "marked"), ("", "not distinguishable")]
    assert found["histories"] == 1000


def test_what_if() -> None:
    found = replies.what_if_json(
        contrast(), "parley", ("hold", "let_go"), "1837-11-17", findings().origin
    )
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert (found["option"], found["recorded"], found["replicas"]) == ("hold", "let_go", 200)
    keys = {"recorded", "alternative", "difference", "low", "high"}
    assert all(set(row) == keys for row in found["outcomes"].values())


def test_record() -> None:
    version = Version(
        entry="yungay_battle",
        source="bulnes",
        locator="p. 3",
        values={"men_a": 5000.0},
        weight=3,
    )
    world = scenario().model_copy(update={"versions": (version,)})
    found = replies.record_json(world)
    keys = {"id", "date", "precision", "kind", "place", "text", "versions"}
    assert all(set(row) == keys for row in found)
    assert found[0]["versions"] == [
        {"source": "bulnes", "locator": "p. 3", "values": {"men_a": 5000.0}, "weight": 3}
    ]
    assert set(found[0]["text"]) == {"es", "en"}
    assert found[1]["versions"] == []
