"""Records made by the model itself, and whether chains find what they were made with."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from ucronia.analysis.calibration.chains import Progress, Sampling, begin, sample
from ucronia.analysis.calibration.slices import luck
from ucronia.analysis.calibration.whitened import Whitened
from ucronia.compiler.build import World
from ucronia.engine import layout as lay
from ucronia.engine.knobs import P_PIN_SD, P_RETOLD_SHARE
from ucronia.ensemble.odds import Scorer, entry_weights
from ucronia.errors import QuestionError

SYNTHETIC = (lay.T_PIN, lay.T_WINNER, lay.T_OPTION)
"""Terms that a synthetic record has: the days on which things happen are the record's."""
TRUTH, LUCK = 1019, 1018
"""Numbers of steps that the truth of a record, and its chance, are keyed by."""
FEWEST = 10
"""Records under which ranks can't be told from uniform ones."""
CHECKING = "simulation-based calibration"
_TAILS = 4.0
_STRENGTHS = (lay.V_MEN_A, lay.V_MEN_B)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ranks:
    """Where the truth lay among draws of its posterior, record after record.

    Parameters
    ----------
    id : str
        Of the parameter.
    rank : tuple of int
        [S] draws below the truth, 0 to `most`.
    most : int
        Draws that it was ranked among.
    p_value : float
        That the ranks are uniform, by chi squared; 1 for too few to say.
    """

    id: str
    rank: tuple[int, ...]
    most: int
    p_value: float


def check_ranks(
    world: World,
    until: int,
    sampling: Sampling,
    records: int,
    progress: Progress | None = None,
) -> tuple[Ranks, ...]:
    """Check the chains on records made by the model itself.

    Parameters
    ----------
    world : World
        Whose priors, entries and days are taken.
    until : int
        Last day of the record that counts.
    sampling : Sampling
        How chains are run for each record.
    records : int
        S, how many.
    progress : callable, optional
        Told of the records done.

    Returns
    -------
    tuple of Ranks
        Of each parameter that every record's chains moved; uniform where all is right.

    Raises
    ------
    QuestionError
        If the records are too few for two bins of five.

    Notes
    -----
    Talts, Betancourt, Simpson, Vehtari & Gelman (2018), Validating Bayesian inference
    algorithms with simulation-based calibration: if θ comes from the prior, the record from
    the model under θ, and draws from the posterior given the record, θ's rank among them is
    uniform.
    """
    if records < FEWEST:
        raise QuestionError(f"{records} records show nothing; {FEWEST} or more will do")
    ranks: dict[str, list[int]] = {}
    most = 0
    for number in range(records):
        made, truth = synthetic(world, until, sampling.seed, number)
        again = dataclasses.replace(sampling, seed=sampling.seed + 1 + number)
        begun = begin(made, until, again, SYNTHETIC)
        points = sample(begun, again).points
        flat = points.reshape(-1, points.shape[-1])
        most = len(flat)
        for k in begun.whitened.free:
            below = int((flat[:, k] < truth[k]).sum())
            ranks.setdefault(begun.whitened.names[k], []).append(below)
        if progress:
            progress(CHECKING, number + 1, records)
    return tuple(
        Ranks(id, tuple(rank), most, uniform(rank, most)) for id, rank in ranks.items()
    )


def uniform(rank: Sequence[int], most: int) -> float:
    """Give the p-value of chi squared that ranks 0 to `most` are uniform, in bins of five."""
    bins = min(len(rank) // 5, 10, most + 1)
    if bins < 2:
        return 1.0
    edges = np.linspace(0, most + 1, bins + 1)
    counts, _ = np.histogram(np.array(rank) + 0.5, edges)
    ranks_in = np.histogram(np.arange(most + 1) + 0.5, edges)[0]
    expected = ranks_in / ranks_in.sum() * len(rank)
    return float(stats.chisquare(counts, expected).pvalue)


def synthetic(
    world: World, until: int, seed: int, number: int, truth: Floats | None = None
) -> tuple[World, Floats]:
    """Make a record by the model under a draw of the priors, on the record's own days.

    Parameters
    ----------
    world : World
        Whose entries.
    until : int
        Last day that is made anew.
    seed, number : int
        Which record.
    truth : Floats, optional
        [size] what is to make it; a draw of the priors where left out.

    Returns
    -------
    world : World
        The same, its strengths, winners and options made anew; losses are untold.
    truth : Floats
        [size] the whitened draw that made it.

    Notes
    -----
    Entries are made one after another, each by its odds given those before it: the likelihood
    that chains use is the model that the record is made by.
    """
    size = Whitened(world, until).size
    if truth is None:
        truth = special.ndtri(luck(seed, number, 0, TRUTH, size))
    chance = luck(seed, number, 0, LUCK, 4 * world.sizes.entries).reshape(-1, 4)
    tables = world.tables.copy()  # type: ignore[attr-defined]
    made = dataclasses.replace(world, tables=tables)
    tables.timetable.values[:, [lay.V_LOSS_A, lay.V_LOSS_B]] = np.nan
    whitened = Whitened(made, until)
    draw = whitened.draws(truth[None, :])[0]
    scorer, weights = Scorer(made, until, SYNTHETIC), entry_weights(world)
    days = draw["entry_day"][: world.sizes.entries]
    for entry in draw["entry_order"][: world.sizes.entries]:
        if days[entry] > until:
            break
        maker = _Maker(made, scorer, draw, int(entry), chance[entry])
        maker.make_strengths()
        if weights[entry, lay.T_WINNER] > 0.0:
            maker.make_winner()
        maker.make_option()
    return made, truth


class _Maker:
    """Makes what one entry tells, given all that was made before it."""

    def __init__(
        self, world: World, scorer: Scorer, draw: np.void, entry: int, chance: Floats
    ) -> None:
        self.world, self.scorer, self.draw = world, scorer, draw
        self.entry, self.chance = entry, chance
        table = world.tables.timetable
        first = int(table.version_first[entry])
        self.rows = slice(first, first + int(table.version_count[entry]))
        self.values = table.values
        self.row = int(draw["entry_version"][entry])
        self._spread = float(draw["parameter"][P_PIN_SD])

    def _parts(self) -> tuple[Floats, bool]:
        terms = self.scorer.terms(np.array([self.draw]))
        return terms.part[0, self.entry], bool(terms.is_open[0, self.entry])

    def make_strengths(self) -> None:
        """Draw each strength that is told: its figure again, or anew about the men carried.

        What is told again is rounded to the man, as numbers that aren't whole are told.
        """
        share = float(self.draw["parameter"][P_RETOLD_SHARE])
        told = [not np.isnan(self.values[self.row, column]) for column in _STRENGTHS]
        if not any(told):
            return
        parts, _ = self._parts()
        for number, column in enumerate(_STRENGTHS):
            gap, figure = parts[lay.T_GAP_A + number], parts[lay.T_FIGURE_A + number]
            if not told[number] or gap == 0.0:
                continue
            level = self.chance[number]
            if figure > 1.0 and level < share:
                self.values[self.rows, column] = figure + level / share - 0.5
                continue
            if figure > 1.0:
                level = (level - share) / (1.0 - share)
            step = self._spread * stats.t.ppf(level, _TAILS)
            carried = self.values[self.row, column] / np.exp(gap)
            self.values[self.rows, column] = carried * np.exp(step)

    def make_winner(self) -> None:
        """Draw a battle's winner, or none, by the odds that the replay gives to each."""
        odds = []
        for winner in (1.0, -1.0, 0.0):
            self.values[self.rows, lay.V_WINNER] = winner
            odds.append(np.exp(self._parts()[0][lay.T_WINNER]))
        which = _pick(odds, self.chance[2])
        self.values[self.rows, lay.V_WINNER] = (1.0, -1.0, 0.0)[which]

    def make_option(self) -> None:
        """Draw a decision's option; of a rule that isn't open, the record's stays."""
        table = self.world.tables.timetable
        rule = int(table.rule[self.entry])
        count = int(self.world.tables.rules.option_count[rule]) if rule >= 0 else 0
        if count == 0 or not self._parts()[1]:
            return
        odds = []
        for option in range(count):
            table.option[self.entry] = option
            odds.append(np.exp(self._parts()[0][lay.T_OPTION]))
        table.option[self.entry] = _pick(odds, self.chance[3])


def _pick(odds: Sequence[float], level: float) -> int:
    edges = np.cumsum(odds)
    return min(int(np.searchsorted(edges / edges[-1], level)), len(odds) - 1)
