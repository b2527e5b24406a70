"""What the record taught of each parameter: how far, how surely, and by which entries."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.calibration.chains import Sampled
from ucronia.analysis.calibration.whitened import PARAMETER, Block, Whitened
from ucronia.ensemble.odds import Scorer, Terms

LEVELS = (0.05, 0.5, 0.95)
"""Of the intervals: nine tenths, and the middle."""
PROBED = 24
"""Draws of the posterior at which entries' pushes are reckoned."""
STEP = 0.05
"""Standard deviations of the prior either side, for a push."""
TEACHERS, LEAST = 5, 0.05
"""How many entries are named, and the push, in standard deviations, under which none is."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Teacher:
    """An entry, or a rule's silence, and how it pushed a parameter.

    Parameters
    ----------
    id : str
        Of the entry; `silence:RULE` for a rule's silence.
    push : float
        Standard deviations of the prior by which it moves the posterior's mean, up or down.
    """

    id: str
    push: float


@dataclass(frozen=True)
class Lesson:
    """What the record taught of one parameter.

    Parameters
    ----------
    id : str
        Of the parameter.
    prior, posterior : tuple of float
        Its quantiles at LEVELS, in its own unit.
    whitened : tuple of float
        The posterior's in standard deviations of the prior; the prior's are -1.64, 0 and 1.64.
    shift : float
        Mean of the posterior in standard deviations of the prior, whitened.
    contraction : float
        1 - variance of the posterior over the prior's, whitened: 0 for nothing learned.
    r_hat : float
        Split R-hat, rank-normalised.
    ess_bulk, ess_tail : float
        Effective sizes of the sample.
    teachers : tuple of Teacher
        The entries that pushed most.
    """

    id: str
    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    whitened: tuple[float, float, float]
    shift: float
    contraction: float
    r_hat: float
    ess_bulk: float
    ess_tail: float
    teachers: tuple[Teacher, ...] = ()


def lessons(sampled: Sampled, teach: bool = True) -> tuple[Lesson, ...]:
    """Say what the record taught of each parameter that it could tell of.

    Parameters
    ----------
    sampled : Sampled
        The chains.
    teach : bool
        Reckon which entries taught it.

    Returns
    -------
    tuple of Lesson
        The most contracted first.
    """
    points, told = sampled.points, list(sampled.told)
    flat = points.reshape(-1, points.shape[-1])
    whitened = sampled.whitened
    values = whitened.values(flat)
    r_hat, bulk, tail = diagnose(points[:, :, told])
    taught: dict[int, tuple[Teacher, ...]] = {}
    if teach:
        chosen = flat[np.linspace(0, len(flat) - 1, min(PROBED, len(flat))).astype(int)]
        taught = teachers(whitened, told, chosen, flat.mean(axis=0))
    levels = np.full((3, whitened.size), 0.5)
    levels[:, : len(whitened.names)] = np.array(LEVELS)[:, None]
    prior = whitened.values_at(levels)
    found = []
    for number, k in enumerate(told):
        found.append(
            Lesson(
                id=whitened.names[k],
                prior=_three(prior[:, k]),
                posterior=_three(np.quantile(values[:, k], LEVELS)),
                whitened=_three(np.quantile(flat[:, k], LEVELS)),
                shift=float(flat[:, k].mean()),
                contraction=float(1.0 - flat[:, k].var(ddof=1)),
                r_hat=float(r_hat[number]),
                ess_bulk=float(bulk[number]),
                ess_tail=float(tail[number]),
                teachers=taught.get(k, ()),
            )
        )
    return tuple(sorted(found, key=lambda one: -one.contraction))


def _three(levels: Floats) -> tuple[float, float, float]:
    low, middle, high = (float(level) for level in levels)
    return low, middle, high


def diagnose(points: Floats) -> tuple[Floats, Floats, Floats]:
    """Give R-hat and effective sizes of chains.

    Parameters
    ----------
    points : Floats
        [C, n, k] of k coordinates.

    Returns
    -------
    tuple of Floats
        [k] each: split rank-normalised R-hat, bulk and tail effective size; nan where there are
        fewer than four points a chain.

    Notes
    -----
    Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), Rank-normalization, folding, and
    localization, Bayesian Analysis 16, as ArviZ has them.
    """
    nothing = np.full(points.shape[2], np.nan)
    if points.shape[1] < 4:
        return nothing, nothing, nothing
    with warnings.catch_warnings():
        # it announces its own next major version
        warnings.simplefilter("ignore")
        import arviz

        library: Any = arviz
        given = library.convert_to_dataset({"z": points})
        r_hat = library.rhat(given)["z"].values
        bulk = library.ess(given, method="bulk")["z"].values
        tail = library.ess(given, method="tail")["z"].values
    return r_hat, bulk, tail


def units(whitened: Whitened, terms: Terms) -> Floats:
    """Give the log likelihood by what taught it.

    Parameters
    ----------
    whitened : Whitened
        Of the world.
    terms : Terms
        Of n draws.

    Returns
    -------
    Floats
        [n, N + H] of each entry, with the marches that lead to it, then each rule's silence.
    """
    entry = terms.entry.copy()
    for number, march in enumerate(whitened.world.plan.marches):
        entry[:, march.after] += terms.march[:, number]
    return np.concatenate((entry, terms.silence), axis=1)


def pushes(whitened: Whitened, told: list[int], points: Floats, mean: Floats) -> Floats:
    """Give by how much each entry pushes each parameter.

    Parameters
    ----------
    whitened : Whitened
        Of the world.
    told : list of int
        [k] parameters.
    points : Floats
        [n, size] draws of the posterior, three or more.
    mean : Floats
        [size] its mean, by many more draws.

    Returns
    -------
    Floats
        [k, N + H] mean slope of each unit's log likelihood in the whitened parameter.

    Notes
    -----
    Under the posterior the mean of the gradient of its log density is zero, and the whitened
    prior's is -z: so E[z] = Σ E[∂ log p(unit | z) / ∂z], over all units (Stein's identity). The
    pushes add up to the shift, within the error of so few draws, wherever the likelihood is
    smooth; steps in it, as where another rule opens, are left out. A slope falls as its own
    parameter rises, nearly in a line, so that the parameter, whose mean is known better, serves
    as a control variate (Owen 2013, Monte Carlo theory, methods and examples, 8.9).
    """
    scorer = Scorer(whitened.world, whitened.until)
    sizes = whitened.world.sizes
    slope = np.zeros((len(points), len(told), sizes.entries + sizes.rules))
    for number, point in enumerate(points):
        draw = whitened.draws(point[None, :])
        for row, k in enumerate(told):
            block, ends = Block(PARAMETER, np.array([k]), ""), []
            for side in (-STEP, STEP):
                moved = point.copy()
                moved[k] += side
                whitened.move(draw, moved, block)
                ends.append(units(whitened, scorer.terms(draw))[0])
            whitened.move(draw, point, block)
            slope[number, row] = (ends[1] - ends[0]) / (2.0 * STEP)
    return _controlled(slope, points[:, told], mean[told])


def _controlled(slope: Floats, at: Floats, mean: Floats) -> Floats:
    """Give the mean of slopes [n, k, units], each controlled by its parameter [n, k]."""
    away = at - at.mean(axis=0)
    spread = np.maximum((away**2).sum(axis=0), 1e-12)
    fall = (slope * away[:, :, None]).sum(axis=0) / spread[:, None]
    found: Floats = slope.mean(axis=0) - fall * (at.mean(axis=0) - mean)[:, None]
    return found


def teachers(
    whitened: Whitened, told: list[int], points: Floats, mean: Floats
) -> dict[int, tuple[Teacher, ...]]:
    """Name the entries that push each parameter most.

    Parameters
    ----------
    whitened : Whitened
        Of the world.
    told : list of int
        Parameters.
    points : Floats
        [n, size] draws of the posterior.
    mean : Floats
        [size] its mean.

    Returns
    -------
    dict
        Parameter to its teachers, the strongest first; those under LEAST are left out.
    """
    scenario = whitened.world.scenario
    ids = [entry.id for entry in scenario.entries]
    ids += [f"silence:{rule.id}" for rule in scenario.rules]
    found = {}
    for k, row in zip(told, pushes(whitened, told, points, mean), strict=True):
        order = np.argsort(-np.abs(row), kind="stable")[:TEACHERS]
        found[k] = tuple(
            Teacher(ids[unit], float(row[unit])) for unit in order if abs(row[unit]) >= LEAST
        )
    return found
