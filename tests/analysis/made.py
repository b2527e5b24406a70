"""Small scenarios and runs made by hand, with known answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ucronia.ensemble.plan import Fork, Runs
from ucronia.scenario import model
from ucronia.scenario.model import Text

OUTCOMES = ("union", "two_republics", "unsettled")
NAMES = {
    "union": Text(es="unión de los tres", en="union of the three"),
    "two_republics": Text(es="dos repúblicas", en="two republics"),
    "unsettled": Text(es="sin arreglo", en="no settlement"),
}
COLOURS = {"union": "#0072b2", "two_republics": "#e69f00", "unsettled": "#999999"}


def text(word: str) -> Text:
    return Text(es=f"{word} (es)", en=f"{word} (en)")


def outcome(id: str) -> model.Outcome:
    return model.Outcome(
        id=id, name=NAMES[id], definition=text(id), when="else", colour=COLOURS[id]
    )


def entry(id: str, date: str, weight: float, kind: str = "battle", **more: str) -> model.Entry:
    return model.Entry(
        id=id,
        date=date,
        kind=kind,
        weight=weight,
        text=Text(es=f"Se dio {id}.", en=f"There was {id}."),
        **more,  # type: ignore[arg-type]
    )


def leader(id: str, name: str) -> model.Leader:
    return model.Leader(
        id=id,
        name=name,
        polity="bolivia",
        place="la_paz",
        status="office",
        conduct=text(id),
        source="made",
    )


def polity(id: str, es: str, en: str) -> model.Polity:
    return model.Polity(
        id=id,
        name=Text(es=es, en=en),
        kind="republic",
        nation=id,
        capital="la_paz",
        cause="union",
        flag=text("flag"),
        arms=text("arms"),
        colour="#0072b2",
        source="made",
    )


def place(id: str, name: str, lat: float, lon: float, kind: str = "city") -> model.Place:
    return model.Place(
        id=id, name=name, kind=kind, lat=lat, lon=lon, elevation_m=0, population=9, province="x"
    )


def force(id: str, es: str, en: str) -> model.Force:
    return model.Force(id=id, name=Text(es=es, en=en), kind="army", polity="bolivia")


def rule(id: str, kind: str, effects: Sequence[str] = ()) -> model.Rule:
    options = tuple(
        model.Option(id=name, text=text(name), effects=tuple(effects))
        for name in ("let_go", "hold")
    )
    return model.Rule(
        id=id,
        kind=kind,  # type: ignore[arg-type]
        text=text(id),
        theme="war",
        rate="1",
        max_rate=1,
        source="made",
        options=options if kind == "decision" else (),
        over={"a": "army"},
        among={"e": ("bolivia", "chile")},
    )


def aim() -> model.Aim:
    return model.Aim(
        decider="santa_cruz",
        utilities={"union": 100, "two_republics": 40, "unsettled": 0},
        own_fate=0.2,
        fates={"office": 100, "private": 40, "exile": 10, "prisoner": 5, "dead": 0},
        reason=text("reason"),
        horizon=10,
        horizon_reason=text("horizon"),
    )


def scenario(**more: object) -> model.Scenario:
    parts: dict[str, object] = {
        "id": "made",
        "title": Text(es="Historia de prueba", en="A made history"),
        "summary": Text(es="Dos estados y una guerra.", en="Two states and a war."),
        "start": "1835-02-22",
        "end": "1842-06-15",
        "classified_on": "1842-06-07",
        "later_on": "1844-06-07",
        "held_out_from": "1839-09-01",
        "credits": ("Made by hand",),
        "licence": "CC0",
        "blocs": (),
        "zones": (),
        "definitions": {},
        "outcomes": tuple(outcome(id) for id in OUTCOMES),
        "aims": (aim(),),
        "places": (
            place("la_paz", "La Paz", -16.5, -68.1),
            place("yungay", "Yungay", -9.14, -77.75),
            place("lima", "Lima", -12.05, -77.04),
            place("callao", "Callao", -12.06, -77.15, "port"),
            place("arequipa", "Arequipa", -16.4, -71.54),
        ),
        "routes": (),
        "provinces": (),
        "circuits": (),
        "causes": (),
        "polities": (
            polity("bolivia", "Bolivia", "Bolivia"),
            polity("chile", "Chile", "Chile"),
        ),
        "relations": (),
        "leaders": (leader("santa_cruz", "Andrés de Santa Cruz"), leader("bulnes", "Bulnes")),
        "ties": (),
        "forces": (
            force("protectoral_army", "Ejército protectoral", "Protectoral Army"),
            force("second_expedition", "Ejército restaurador", "Restoring Army"),
        ),
        "offices": (),
        "assemblies": (),
        "pacts": (),
        "variables": (),
        "rules": (rule("mutiny", "hazard"), rule("parley", "decision")),
        "parameters": (),
        "entries": (
            entry("yungay_battle", "1839-01-20", 100, place="yungay"),
            entry("paucarpata", "1837-11-17", 90, "treaty", place="arequipa"),
        ),
        "versions": (),
        "sources": (),
        "hash": "0123456789ab",
    }
    return model.Scenario(**{**parts, **more})  # type: ignore[arg-type]


def runs(
    outcome: Sequence[NDArray[np.int64]],
    forks: Sequence[Fork] = (),
    per_draw: int = 2,
    fate: NDArray[np.int8] | None = None,
    events: Sequence[Sequence[Sequence[Sequence[int]]]] = (),
) -> Runs:
    table = np.array(outcome, dtype=np.int8)
    forks = tuple(forks) or tuple(Fork(30 * row) for row in range(len(table)))
    logs = [
        [
            (np.array(log, dtype=np.int64).reshape(-1, 6), np.zeros((len(log), 2)))
            for log in fork
        ]
        for fork in events
    ]
    return Runs(
        forks=forks,
        seed=1839,
        per_draw=per_draw,
        outcome=table,
        later=table.copy(),
        stood_days=np.full(table.shape, 600, dtype=np.int16),
        fate=np.zeros((*table.shape, 2), dtype=np.int8) if fate is None else fate,
        checkpoint_outcome=np.zeros((*table.shape, 0), dtype=np.int8),
        checkpoint_fate=np.zeros((*table.shape, 0), dtype=np.int8),
        seconds=1.5,
        events=logs,
    )


def looked_at(
    outcome: Sequence[NDArray[np.int64]],
    days: Sequence[int] = (1000,),
    fate: Sequence[NDArray[np.int8]] | None = None,
) -> Runs:
    """Options of one decision: [G] arms of [R] ends, or [G] of [R, K] at days after it."""
    table = np.array(outcome, dtype=np.int8)
    table = table.reshape(*table.shape[:2], -1)
    statuses = np.zeros(table.shape, dtype=np.int8)
    if fate is not None:
        statuses[:] = np.array(fate, dtype=np.int8).reshape(*table.shape[:2], -1)
    forks = tuple(Fork(0, checkpoints=tuple(days), watched=0) for _ in table)
    plain = runs(table[:, :, -1], forks)
    return replace(plain, checkpoint_outcome=table, checkpoint_fate=statuses)
