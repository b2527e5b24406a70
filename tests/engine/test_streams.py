"""Draws are Philox's, uniform, independent of their neighbours, and the same in any company."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ucronia.engine import layout as lay
from ucronia.engine.compiled import compiled, from_python
from ucronia.engine.streams import birth_key, normal, philox, uniform, word

Array = np.ndarray[Any, np.dtype[Any]]
SMALL = 1e-4
"""Chance that a sound generator fails one of the statistical tests."""
COUNT = 1 << 14
KEYS = ("seed", "replica", "stream", "day", "index")


@compiled
def _ask(asked: Array, words: Array, uniforms: Array, normals: Array, births: Array) -> None:
    for row in range(asked.shape[0]):
        seed, replica, stream = asked[row, 0], asked[row, 1], asked[row, 2]
        day, index = asked[row, 3], asked[row, 4]
        words[row] = word(seed, replica, stream, day, index)
        uniforms[row] = uniform(seed, replica, stream, day, index)
        normals[row] = normal(seed, replica, stream, day, index)
        births[row] = birth_key(replica, stream, day)


@compiled
def _blocks(asked: Array, words: Array) -> None:
    for row in range(asked.shape[0]):
        a = asked[row]
        made = philox(a[0], a[1], a[2], a[3], a[4], a[5])
        for column in range(4):
            words[row, column] = made[column]


ask = from_python(_ask)
blocks = from_python(_blocks)


class Answers:
    """What fate says to many questions."""

    def __init__(self, asked: Any) -> None:
        asked = np.asarray(asked, dtype=np.int64)
        self.word = np.zeros(len(asked), dtype=np.int64)
        self.uniform = np.zeros(len(asked))
        self.normal = np.zeros(len(asked))
        self.birth = np.zeros(len(asked), dtype=np.int64)
        ask(asked, self.word, self.uniform, self.normal, self.birth)


def philox_words(asked: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    words = np.zeros((len(asked), 4), dtype=np.int64)
    blocks(np.array(asked, dtype=np.int64), words)
    return [tuple(row) for row in words.tolist()]


def plain_philox(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Philox4x32-10 once more, in whole numbers without bounds."""
    x, k = list(counter), list(key)
    for _ in range(10):
        high_0, low_0 = divmod(0xD2511F53 * x[0], 2**32)
        high_1, low_1 = divmod(0xCD9E8D57 * x[2], 2**32)
        x = [high_1 ^ x[1] ^ k[0], low_1, high_0 ^ x[3] ^ k[1], low_0]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return tuple(x)


# kat_vectors of Random123 (Salmon et al. 2011)
KNOWN = [
    ((0,) * 6, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ((0xFFFFFFFF,) * 6, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
]


@pytest.mark.parametrize(("asked", "answer"), KNOWN)
def test_known_answers(asked: tuple[int, ...], answer: str) -> None:
    expected = tuple(int(text, 16) for text in answer.split())
    assert philox_words([asked]) == [expected]
    assert plain_philox(asked[:4], asked[4:]) == expected


@given(st.lists(st.tuples(*[st.integers(0, 2**32 - 1)] * 6), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_philox_is_its_plain_twin(asked: list[tuple[int, ...]]) -> None:
    assert philox_words(asked) == [plain_philox(a[:4], a[4:]) for a in asked]


QUESTIONS = st.tuples(
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**31),
    st.integers(0, 100),
    st.integers(-10_000, 10_000),
    st.integers(0, 2**62),
)


@given(st.lists(QUESTIONS, min_size=1, max_size=10))
@settings(max_examples=60, deadline=None)
def test_draws_are_made_of_philox_as_documented(asked: list[tuple[int, ...]]) -> None:
    found = Answers(asked)
    for row, (seed, replica, stream, day, index) in enumerate(asked):
        counter = (day + 1_000_000, index % 2**32, index >> 32, stream)
        first, second, _, _ = plain_philox(counter, (seed, replica))
        assert found.word[row] == first
        mantissa = (first >> 5) * 2**26 + (second >> 6)
        assert found.uniform[row] == (mantissa + 0.5) / 2**53
        radius, angle = (first + 0.5) / 2**32, (second + 0.5) / 2**32
        expected = math.sqrt(-2 * math.log(radius)) * math.cos(2 * math.pi * angle)
        assert found.normal[row] == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("key", KEYS)
def test_each_key_changes_the_answer(key: str) -> None:
    base = [7, 3, lay.S_RULE, 100, 5]
    other = list(base)
    other[KEYS.index(key)] += 1
    found = Answers([base, other])
    assert found.word[0] != found.word[1]
    assert found.uniform[0] != found.uniform[1]


def test_the_answer_does_not_depend_on_what_else_is_asked() -> None:
    dice = np.random.default_rng(1)
    asked = dice.integers(0, 1000, (200, 5))
    together, backwards = Answers(asked), Answers(asked[::-1].copy())
    assert together.uniform.tolist() == backwards.uniform[::-1].tolist()
    alone = [Answers(asked[row : row + 1]).uniform[0] for row in range(0, 200, 20)]
    assert alone == together.uniform[::20].tolist()


def test_index_may_pass_32_bits() -> None:
    found = Answers([[0, 0, 0, 0, 5], [0, 0, 0, 0, 5 + 2**32], [0, 0, 0, 0, 5 + 2**61]])
    assert len(set(found.word.tolist())) == 3


def test_streams_have_numbers_of_their_own() -> None:
    numbers = [getattr(lay, name) for name in dir(lay) if name.startswith("S_")]
    assert sorted(numbers) == list(range(len(numbers)))


def questions(varies: str, count: int = COUNT) -> Array:
    """Questions that differ in one key only, by one from each to the next."""
    asked = np.tile(np.array([11, 23, lay.S_WINNER, 57, 91]), (count, 1))
    asked[:, KEYS.index(varies)] += np.arange(count)
    return asked


@pytest.mark.compiled
@pytest.mark.parametrize("varies", KEYS)
def test_uniform_and_normal(varies: str) -> None:
    found = Answers(questions(varies))
    assert 0 < found.uniform.min() and found.uniform.max() < 1
    assert stats.kstest(found.uniform, "uniform").pvalue > SMALL
    assert stats.kstest(found.word / 2**32, "uniform").pvalue > SMALL
    assert stats.kstest(found.normal, "norm").pvalue > SMALL


@pytest.mark.compiled
@pytest.mark.parametrize("apart", [1, 2, 32, 365])
@pytest.mark.parametrize("varies", KEYS)
def test_neighbours_are_independent(varies: str, apart: int) -> None:
    """In 16 x 16 cells, pairs of neighbours fall as evenly as chance lets them."""
    asked = questions(varies)
    other = asked.copy()
    other[:, KEYS.index(varies)] += apart
    cell = [np.floor(Answers(part).uniform * 16).astype(int) for part in (asked, other)]
    counts = np.bincount(cell[0] * 16 + cell[1], minlength=256)
    assert stats.chisquare(counts).pvalue > SMALL


@pytest.mark.compiled
def test_bits_are_fair() -> None:
    words = Answers(questions("index")).word
    for bit in range(32):
        ones = int(((words >> bit) & 1).sum())
        assert stats.binomtest(ones, COUNT).pvalue > SMALL, bit


@pytest.mark.compiled
def test_birth_keys() -> None:
    """Never the key of a named force, and alike no oftener than chance has it."""
    asked = questions("day")
    births = Answers(asked).birth
    assert births.min() >= 2**20 and births.max() < 2**31
    assert births.tolist() == Answers(asked).birth.tolist()
    # 2^30 keys are left once one bit is set: n^2 / 2^31 pairs are expected to be alike
    alike = len(births) - len(set(births.tolist()))
    assert alike <= stats.poisson.isf(SMALL, COUNT**2 / 2**31)
