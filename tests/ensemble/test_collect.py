"""What is kept of a log: all of it, or the lines that tell histories apart, in little room."""

from __future__ import annotations

import numpy as np
import pytest

from ucronia.analysis.lines import TELLING, happenings
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.ensemble.collect import Told
from ucronia.ensemble.plan import Fork
from ucronia.ensemble.run import run_forks

KINDS = tuple(sorted(TELLING))


def test_lines_of_other_kinds_are_left_out_and_numbers_are_narrow() -> None:
    events = np.array([[5, lay.L_WAR, 1, 2, -1, 9], [6, lay.L_ARRIVE, 3, -1, -1, 4]])
    kept, values = Told(kinds=(lay.L_WAR,)).of(events, np.ones((2, 2)))
    assert kept.tolist() == [[5, lay.L_WAR, 1, 2, -1, 9]]
    assert kept.dtype == np.int16 and values.shape == (0, 2)


@pytest.mark.parametrize("day", [40_000, -40_000])
def test_a_number_that_is_too_large_for_narrow_ones_stays(day: int) -> None:
    events = np.array([[day, lay.L_WAR, 1, 2, -1, 9]])
    assert Told(kinds=(lay.L_WAR,)).of(events, np.ones((1, 2)))[0].tolist() == events.tolist()


def test_nothing_is_kept_unless_asked() -> None:
    assert not Told().any
    assert Told(everything=True).any and Told(kinds=(1,)).any


@pytest.mark.compiled
def test_the_same_happenings_are_kept_as_in_whole_logs(bundled: World) -> None:
    forks = (Fork(900), Fork(1500))
    whole = run_forks(bundled, forks, 20, keep_events=True)
    narrow = run_forks(bundled, forks, 20, keep_kinds=KINDS)
    for arm, same in zip(whole.events, narrow.events, strict=True):
        for (events, _), (kept, _) in zip(arm, same, strict=True):
            assert happenings(events, 950) == happenings(kept, 950)
            assert kept.nbytes < events.nbytes / 4
