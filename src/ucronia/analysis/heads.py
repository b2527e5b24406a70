"""Who governs a country, and how often that changes, counted as lists of heads of state do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.engine import layout as lay


@dataclass
class Country:
    """A nation's governments, and who governs each.

    Parameters
    ----------
    seat : int
        Province of its capital, NONE where that is off the map.
    office : dict of int to int
        Highest office of each of its governments, by polity.
    ruling : int
        Polity that governs it: the one that holds the seat, or held it last.
    person : dict of int to int
        Who governs by each office: its holder, who acts for him, COUNCIL or NOBODY.
    """

    seat: int
    office: dict[int, int]
    ruling: int
    person: dict[int, int]

    @property
    def governs(self) -> int:
        """Who governs the country; NOBODY while the office is vacant."""
        return self.person[self.office[self.ruling]]

    def read(self, line: list[int]) -> None:
        """Take in a line of the event log: day, kind, a, b, c, place."""
        _, kind, a, b, c, _ = line
        if kind == lay.L_CONTROL:
            self.ruling = b if a == self.seat and b in self.office else self.ruling
        elif b in self.person and not (kind == lay.L_OFFICE and a == c):
            # who is given another term goes on, and so does who acts for him
            self.person[b] = a


def spells(events: NDArray[np.int64], country: Country) -> int:
    """Count the spells of those who governed a country that began in a history.

    Parameters
    ----------
    events : NDArray[np.int64]
        [G, 6] the event log: day, kind, a, b, c, place.
    country : Country
        As it stands when the log begins; left as it stands when it ends.

    Returns
    -------
    int
        How many times another person began to govern it.

    Notes
    -----
    As the codebook of Przeworski and others (2013) has `heads`: who acts for a head counts in
    his place, who comes back counts again, a council is one, a vacancy none; governments in
    rebellion are not counted. Of two governments the one at the capital is taken for the
    country's; where a power from abroad holds it, the one that was there last.
    """
    kinds = (lay.L_OFFICE, lay.L_ACTING, lay.L_CONTROL)
    begun, before = 0, country.governs
    for line in events[np.isin(events[:, 1], kinds)].tolist():
        country.read(line)
        after = country.governs
        if after not in (before, lay.NOBODY):
            begun += 1
            before = after
    return begun
