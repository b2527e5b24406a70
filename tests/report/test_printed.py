"""What is printed has no more digits than its interval allows, in a few whole answers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from rich.console import Console

import ucronia
from ucronia.app import trials
from ucronia.report.asked.result import Result
from ucronia.report.digits import TWO_DIGITS
from ucronia.scenario.new import TEMPLATE

pytestmark = pytest.mark.compiled
NUMBER = "[<>]?[+\N{MINUS SIGN}]?[0-9,]+(?:[.][0-9]+)?"
SPANS = (
    # 62 (50–73) and 0.21 (0.06; 0.38)
    re.compile(rf"({NUMBER}) \(({NUMBER})(?:–|; ?)({NUMBER})\)"),
    # 18 of 100 histories end so (10–30)
    re.compile(rf"({NUMBER}) of 100 (?:[a-z]+ )+\(({NUMBER})–({NUMBER})\)"),
    # +12 [+5, +19]
    re.compile(rf"({NUMBER}) \[({NUMBER}), ({NUMBER})\]"),
)
P_VALUE = re.compile(r"\bp = ([<>]?[\d.]+)")
HOW: dict[str, Any] = {"replicas": 60, "threads": 1, "seed": 1}
FOLDER = str(TEMPLATE)


def value(text: str) -> float:
    return float(text.strip("<>+").replace(",", "").replace("\N{MINUS SIGN}", "-"))


def offends(shown: tuple[str, ...]) -> bool:
    """Whether some number has a digit that an interval so wide gives no right to."""
    half = (value(shown[2]) - value(shown[1])) / 2
    plain = [text for text in shown if text[0] not in "<>"]
    decimals = max(len(text.partition(".")[2]) for text in plain)
    unit = 10.0**-decimals
    while (
        decimals == 0 and half >= unit and not any(value(text) % (10 * unit) for text in plain)
    ):
        unit *= 10
    # both ends were rounded, by half a unit at most
    return half - unit / 2 >= 10 * TWO_DIGITS * unit


def offenders(text: str) -> Iterator[tuple[str, ...]]:
    """Find numbers of an answer with more digits than their intervals allow."""
    flat = " ".join(text.split())
    for form in SPANS:
        yield from (match.groups() for match in form.finditer(flat) if offends(match.groups()))
    for found in P_VALUE.findall(flat):
        if len(found.strip("<>0.")) > 2:
            yield (found,)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("62 (50–73), +12 [+5, +19], 0.21 (0.06; 0.38)", 0),
        ("62 (14–97)", 1),
        ("62 of 100 histories end so (14–97).", 1),
        ("60 (10–100), 0.2 (0.1; 0.4)", 0),
        ("0.213 (0.061; 0.382)", 1),
        ("+1,234 [+1,100, +1,301]", 1),
        ("+1,230 [+1,100, +1,300]", 0),
        ("p = 0.579", 1),
        ("p = 0.03 and p = <0.001", 0),
    ],
)
def test_the_search_finds_offenders(text: str, count: int) -> None:
    assert len(list(offenders(text))) == count


ASKED: dict[str, Callable[[], Result]] = {
    "run": lambda: ucronia.run(FOLDER, **HOW),
    "what-if": lambda: ucronia.what_if(FOLDER, "war_declared=wait", why=False, **HOW),
    "compare": lambda: ucronia.compare(FOLDER, "1840-01-02", "1840-04-10", **HOW),
    "believe": lambda: ucronia.believe(FOLDER, "united", **HOW),
    "plausible": lambda: trials.plausible(FOLDER, **HOW),
    "evaluate": lambda: ucronia.evaluate(FOLDER, every=60, weighty=2, grades=1, **HOW),
}


@cache
def printed(name: str) -> str:
    console = Console(file=io.StringIO(), width=400)
    for part in ASKED[name]().told("en"):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("name", ASKED)
def test_no_answer_prints_more_digits_than_its_intervals_allow(name: str) -> None:
    text = printed(name)
    assert any(form.search(" ".join(text.split())) for form in SPANS) or name == "plausible"
    assert list(offenders(text)) == []


def test_beliefs_are_as_exact_as_few_histories_make_them() -> None:
    rows = re.findall(r"([^ ]+) sd +([<>]?[\d.]+)$", printed("believe"), re.M)
    assert rows
    for shift, p in rows:
        # 60 histories: a standard error of a tenth at the least
        assert len(shift.partition(".")[2]) <= 2
        assert len(p.strip("<>0.")) <= 2
