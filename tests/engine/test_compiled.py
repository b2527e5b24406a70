"""How functions are compiled: once each, whatever constants they are called with."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from ucronia.engine.compiled import compiled, from_python
from ucronia.engine.layout import Floats


@compiled
def _weigh(pair: tuple[int, int], factor: int) -> int:
    return pair[0] * 100 + pair[1] * 10 + factor


@compiled
def _weigh_all(out: Floats, narrow: Any) -> None:
    out[0] = _weigh((1, 2), 3)
    out[1] = _weigh((4, 5), 6)
    out[2] = _weigh((7, narrow[0]), narrow[1])


# not cached: what comes from the disk leaves no trace of how often it was compiled
weigh_all = from_python(_weigh_all)


def test_constants_and_widths_give_what_they_should() -> None:
    out = np.zeros(3)
    weigh_all(out, np.array([8, 9], dtype=np.int16))
    assert out.tolist() == [123.0, 456.0, 789.0]


@pytest.mark.compiled
def test_a_function_is_compiled_once_for_all_calls() -> None:
    weigh_all(np.zeros(3), np.array([8, 9], dtype=np.int16))
    assert len(cast(Any, _weigh).overloads) == 1
