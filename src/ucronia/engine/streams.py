"""Draws that are named: a pure function of (seed, replica, stream, day, index), no generator.

Philox4x32-10 (Salmon et al. 2011, Parallel random numbers: as easy as 1, 2, 3), keyed by
(seed, replica), counting (day, index low, index high, stream). The same question asked of fate
in two histories gets the same answer, whatever else happened in either.
"""

from __future__ import annotations

import math

import numpy as np

from ucronia.engine.compiled import compiled

_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_ROUNDS = 10
_TWO_53 = 9007199254740992.0


@compiled
def philox(
    counter_0: int, counter_1: int, counter_2: int, counter_3: int, key_0: int, key_1: int
) -> tuple[int, int, int, int]:
    """Give the four 32-bit words of one Philox4x32-10 block.

    Parameters
    ----------
    counter_0, counter_1, counter_2, counter_3 : int
        Counter words, each read modulo 2^32.
    key_0, key_1 : int
        Key words, each read modulo 2^32.

    Returns
    -------
    tuple of int
        Four words in [0, 2^32).
    """
    x0 = np.uint64(counter_0) & _LOW
    x1 = np.uint64(counter_1) & _LOW
    x2 = np.uint64(counter_2) & _LOW
    x3 = np.uint64(counter_3) & _LOW
    k0 = np.uint64(key_0) & _LOW
    k1 = np.uint64(key_1) & _LOW
    for _ in range(_ROUNDS):
        product_0 = _MULTIPLIER_0 * x0
        product_1 = _MULTIPLIER_1 * x2
        x0 = (product_1 >> _SHIFT) ^ x1 ^ k0
        x1 = product_1 & _LOW
        x2 = (product_0 >> _SHIFT) ^ x3 ^ k1
        x3 = product_0 & _LOW
        k0 = (k0 + _WEYL_0) & _LOW
        k1 = (k1 + _WEYL_1) & _LOW
    return x0, x1, x2, x3  # type: ignore[return-value]


@compiled
def word(seed: int, replica: int, stream: int, day: int, index: int) -> int:
    """Give one 32-bit word for a question asked of fate.

    Parameters
    ----------
    seed, replica : int
        The key; the seed may be 0.
    stream : int
        Which question: layout.S_*.
    day : int
        Day of the question.
    index : int
        Of whom it is asked, below 2^63.

    Returns
    -------
    int
        In [0, 2^32).
    """
    return philox(day + 1_000_000, index & 0xFFFFFFFF, index >> 32, stream, seed, replica)[0]


@compiled
def uniform(seed: int, replica: int, stream: int, day: int, index: int) -> float:
    """Give a number strictly between 0 and 1; arguments as for `word`."""
    w = philox(day + 1_000_000, index & 0xFFFFFFFF, index >> 32, stream, seed, replica)
    high = np.float64(w[0] >> np.uint64(5))
    low = np.float64(w[1] >> np.uint64(6))
    return (high * 67108864.0 + low + 0.5) / _TWO_53


@compiled
def normal(seed: int, replica: int, stream: int, day: int, index: int) -> float:
    """Give a standard normal (Box & Muller 1958); arguments as for `word`."""
    w = philox(day + 1_000_000, index & 0xFFFFFFFF, index >> 32, stream, seed, replica)
    radius = (np.float64(w[0]) + 0.5) / 4294967296.0
    angle = (np.float64(w[1]) + 0.5) / 4294967296.0
    return math.sqrt(-2.0 * math.log(radius)) * math.cos(2.0 * math.pi * angle)


@compiled
def birth_key(parent: int, cause: int, ordinal: int) -> int:
    """Give the key of a force born in play: of its parent, what bore it, and which it is.

    Parameters
    ----------
    parent : int
        Birth key of the parent force, or index of the polity.
    cause : int
        Rule instance or other cause of the birth.
    ordinal : int
        Day of the birth.

    Returns
    -------
    int
        In [2^20, 2^31): never the key of a named force, which is its index.
    """
    key = philox(parent, cause, ordinal, 0x6B6579, 0, 0)[0]
    return int(key & np.uint64(0x7FFFFFFF)) | 0x100000
