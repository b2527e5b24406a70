"""The season: how wet the sierra and how sickly the coast is on a day."""

from __future__ import annotations

import math

from ucronia.engine.compiled import compiled
from ucronia.engine.layout import Tables

YEAR_DAYS = 365.2425
RAINS_MIDDLE = 30.0
"""Day of the year, from 0, on which the rains are at their height: the end of January."""
RAINS_HALF_DAYS = 75.0
"""From their height to their end: mid-November to mid-April, most in December to March."""


HEAT_MIDDLE = 75.0
"""Day of the year, from 0, on which the coast is sickliest: mid-March, the end of summer."""


@compiled
def heat(tables: Tables, day: int) -> float:
    """Tell how sickly the coast's season is: 1 at the end of summer, -1 at that of winter."""
    of_year = (day + tables.geo.calendar[0]) % YEAR_DAYS
    return math.cos(2.0 * math.pi * (of_year - HEAT_MIDDLE) / YEAR_DAYS)


@compiled
def rains(tables: Tables, day: int) -> float:
    """Tell how far into the rains a day is: 1 at their height, 0 in the dry months."""
    of_year = (day + tables.geo.calendar[0]) % YEAR_DAYS
    apart = abs(of_year - RAINS_MIDDLE)
    apart = min(apart, YEAR_DAYS - apart)
    if apart >= RAINS_HALF_DAYS:
        return 0.0
    return 0.5 * (1.0 + math.cos(math.pi * apart / RAINS_HALF_DAYS))
