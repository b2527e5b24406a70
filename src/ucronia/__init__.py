"""Ucronía: replay a documented conflict, evaluate every day of it, play on with another choice.

>>> import ucronia as uc
>>> h = uc.load("confederacion-1835")           # doctest: +SKIP
>>> uc.evaluate(h).plot()                       # doctest: +SKIP
>>> uc.what_if(h, "paucarpata=hold_prisoner")   # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "ScenarioError",
    "UcroniaError",
    "believe",
    "check",
    "compare",
    "evaluate",
    "explain",
    "history",
    "load",
    "record",
    "replay",
    "run",
    "what_if",
    "when_lost",
]

_ROOMS = {
    **dict.fromkeys(("check", "explain", "load"), "scenarios"),
    **dict.fromkeys(("record", "replay"), "records"),
}

if TYPE_CHECKING:
    from ucronia.app.questions import (
        believe,
        compare,
        evaluate,
        history,
        run,
        what_if,
        when_lost,
    )
    from ucronia.app.records import record, replay
    from ucronia.app.scenarios import check, explain, load
    from ucronia.errors import ScenarioError, UcroniaError


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562), so that this is instant."""
    if name not in __all__:
        raise AttributeError(f"module 'ucronia' has no attribute {name!r}")
    if name.endswith("Error"):
        room = "ucronia.errors"
    else:
        room = f"ucronia.app.{_ROOMS.get(name, 'questions')}"
    return getattr(import_module(room), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
