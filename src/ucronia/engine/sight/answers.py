"""How a true or false answer is written on the stack."""

from __future__ import annotations

from ucronia.engine.compiled import inlined


@inlined
def truth(is_so: bool) -> float:
    """Give 1 for true and 0 for false."""
    return 1.0 if is_so else 0.0
