"""Every example drawn afresh.

Left to itself hypothesis makes five of six examples by repeating pieces of one: of a draw as
long as a whole world's those are all but the same world. From a provider that is not its own it
takes each example as it comes; one that fails it shrinks as any other.
"""

from __future__ import annotations

from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

AFRESH = "ucronia-afresh"
"""The name by which `settings(backend=...)` takes it."""


class Afresh(HypothesisProvider):
    """Hypothesis's own draws, from its own seed."""


AVAILABLE_PROVIDERS[AFRESH] = f"{__name__}.Afresh"
