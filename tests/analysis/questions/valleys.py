"""The small scenario, ready to play, and questions asked of it with few replicas."""

from __future__ import annotations

from functools import cache

from ucronia.analysis.questions.batches import Asked
from ucronia.compiler.build import World, build
from ucronia.scenario.change import Change, parse_change
from ucronia.scenario.new import TEMPLATE
from ucronia.scenario.read import load

FEW = Asked(replicas=60)


@cache
def world() -> World:
    return build(load(TEMPLATE))


def change(*decisions: str, at: str | None = None, **more: list[str]) -> Change:
    lists = (more.get("facts", ()), more.get("forbid", ()))
    return parse_change(world().scenario, decisions, *lists, at, more.get("assume", ()))
