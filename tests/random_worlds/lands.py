"""Random lands: places and the ways between them, provinces, circuits, the days played."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as some

from tests.random_worlds.ids import Row, Sketch, chance, maybe, named, pick

DAYS = (0.1, 0.5, 1, 2, 3.5, 9, 40)
STARTS = ("1835-01-01", "1836-02-28", "1839-11-20", "1840-06-15")
SPANS = (2, 90, 200, 400, 700)


def add_days(sketch: Sketch, choose: Any) -> None:
    """Say when the world is played, and what its outcomes are told of."""
    start = datetime.date.fromisoformat(pick(choose, STARTS))
    span = pick(choose, SPANS)

    def day(first: int, last: int) -> str:
        return str(start + datetime.timedelta(choose(some.integers(first, last))))

    sketch.head |= {
        "id": "random",
        "title": named("random"),
        "summary": named("random"),
        "start": str(start),
        "end": str(start + datetime.timedelta(span)),
        "classified_on": day(span // 2, span),
        "later_on": day(span, span + 100),
        "held_out_from": day(0, span),
        "credits": ["nobody"],
        "licence": "CC0-1.0",
        "blocs": [{"id": id, "name": named(id)} for id in sketch.ids["bloc"]],
        "zones": [{"id": id, "name": named(id)} for id in sketch.ids["zone"]],
    }


def add_lands(sketch: Sketch, choose: Any) -> None:
    """Draw places, provinces and routes."""
    homes = dict(zip(sketch.ids["place"], sketch.ids["province"], strict=False))
    places = [_place(sketch, choose, id, homes.get(id, "")) for id in sketch.ids["place"]]
    sketch.tables["world/places.csv"] = places
    sketch.tables["world/routes.csv"] = _routes(choose, places)
    sketch.tables["world/provinces.csv"] = [
        _province(sketch, choose, place, id) for place, id in homes.items()
    ]


def _place(sketch: Sketch, choose: Any, id: str, home: str) -> Row:
    zone = maybe(choose, sketch.ids["zone"], 0.6)
    return {
        "id": id,
        "name": id,
        "kind": "town",
        "lat": choose(some.integers(-30, 10)),
        "lon": choose(some.integers(-80, -60)),
        "elevation_m": pick(choose, (0, 800, 3900)),
        "population": pick(choose, (0, 500, 90_000)),
        "province": home or pick(choose, sketch.ids["province"]),
        "zone": zone,
        "landing_men_per_day": pick(choose, (0, 5, 500)) if zone else 0,
        "fort": pick(choose, ("no", "weak", "yes", "strong")),
    }


def _routes(choose: Any, places: list[Row]) -> list[Row]:
    """Join each place to one before it, and some to others."""
    ends = [(choose(some.integers(0, n - 1)), n) for n in range(1, len(places))]
    for _ in range(choose(some.integers(0, 6))):
        one, other = (choose(some.integers(0, len(places) - 1)) for _ in range(2))
        ends.append((min(one, other), max(one, other)))
    routes: dict[tuple[int, int, str], Row] = {}
    for one, other in ends:
        if one != other:
            mode = _mode(choose, places[one], places[other])
            routes[one, other, mode] = _route(choose, mode, places[one], places[other])
    return list(routes.values())


def _mode(choose: Any, one: Row, other: Row) -> str:
    modes = ["road", "trail", "lake"]
    if one["zone"] and other["zone"]:
        modes += ["sea"] * 4
    return str(pick(choose, modes))


def _route(choose: Any, mode: str, one: Row, other: Row) -> Row:
    names = ("days_infantry", "days_infantry_back", "days_courier", "days_courier_back")
    return {
        "a": one["id"],
        "b": other["id"],
        "mode": mode,
        "distance_km": pick(choose, (1, 60, 900)),
        **{name: pick(choose, DAYS) for name in names},
        "wagon": pick(choose, ("yes", "no")),
        "waterless_km": pick(choose, (0, 10, 200)),
        "max_elevation_m": pick(choose, (0, 4500)),
    }


def _province(sketch: Sketch, choose: Any, capital: str, id: str) -> Row:
    people = pick(choose, (1, 900, 60_000, 400_000))
    shares = [choose(some.integers(0, 4)) for _ in sketch.ids["cause"]]
    total = sum(shares)
    leanings = [share / total if total else float(n == 0) for n, share in enumerate(shares)]
    return {
        "id": id,
        "name": named(id),
        "bloc": maybe(choose, sketch.ids["bloc"], 0.9),
        "polity": pick(choose, sketch.ids["standing"]),
        "capital": capital,
        "population": people,
        "population_low": people,
        "population_high": people,
        "revenue_pesos": pick(choose, (0, 10, 120_000, 2_000_000)),
        "communities": pick(choose, (0, 0.4, 1)),
        **{
            f"leaning_{cause}": share
            for cause, share in zip(sketch.ids["cause"], leanings, strict=True)
        },
        "basis": "judged",
        "source": "annals",
        "note": "invented",
    }


def add_circuits(sketch: Sketch, choose: Any) -> None:
    """Draw circuits along places, some of which end in a custom house."""
    revenue = {row["id"]: row["revenue_pesos"] for row in sketch.tables["world/provinces.csv"]}
    rows = []
    for id in sketch.ids["circuit"]:
        places = [
            pick(choose, sketch.tables["world/places.csv"])
            for _ in range(choose(some.integers(2, 5)))
        ]
        port = places[0] if places[0]["zone"] else places[-1]
        room = revenue[port["province"]] if port["zone"] else 0
        customs = room * pick(choose, (0, 0.2, 0.5))
        revenue[port["province"]] -= customs
        rows.append(
            {
                "id": id,
                "name": named(id),
                "places": " ".join(place["id"] for place in places),
                "goods": named("salt"),
                "volume_pesos": pick(choose, (0, 1000, 3_000_000)),
                "elasticity": pick(choose, (-3, -1, 0, 1)),
                "rival": maybe(choose, sketch.ids["polity"]),
                "customs_pesos": customs,
                "common": maybe(choose, sketch.ids["variable"], 0.3),
                "basis": "judged",
                "source": "annals",
                "note": "invented",
            }
        )
    sketch.tables["world/circuits.csv"] = rows


__all__ = ["add_circuits", "add_days", "add_lands", "chance"]
