"""What draws are made of: levels of every distribution, and the values of parameters there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from ucronia.compiler.build import World
from ucronia.compiler.posterior import Posterior, rows_of
from ucronia.engine import layout as lay
from ucronia.engine.compiled import entry
from ucronia.engine.layout import Floats
from ucronia.engine.streams import uniform
from ucronia.scenario.model import Parameter

_TINY = 1e-12
S_DRAW_ROW = lay.S_DRAW_PARAMETER + 1000
"""Stream of the order in which a posterior's rows are taken."""


@dataclass(frozen=True)
class Mix:
    """Which numbers of a draw come from another seed; all others stay as they are.

    Parameters
    ----------
    seed : int
        The other seed.
    parameters : tuple of int
        Columns of `world.names.parameters`.
    disputes : tuple of int
        Places in the record's disputes.
    dates : bool
        The day of every imprecise date.
    qualities : bool
        Latent qualities, and the luck by which battles before a fork condition them.
    chance : int or None
        Seed of what happens under the draw, which is no part of it; None for the draw's own.
    """

    seed: int
    parameters: tuple[int, ...] = ()
    disputes: tuple[int, ...] = ()
    dates: bool = False
    qualities: bool = False
    chance: int | None = None

    def seeds(self, seed: int) -> tuple[int, int]:
        """Give the seeds of qualities and of chance, where all else comes from a seed.

        Parameters
        ----------
        seed : int
            Of all else.

        Returns
        -------
        tuple of int
            Of qualities, of chance.
        """
        return (
            self.seed if self.qualities else seed,
            seed if self.chance is None else self.chance,
        )


UNMIXED = Mix(0)
"""Every number from the one seed."""


@entry
def fill_uniform(seed: int, first: int, stream: int, out: Floats) -> None:
    """Fill [draws, things] with uniform numbers keyed by (seed, draw, stream, thing)."""
    for draw in range(out.shape[0]):
        for thing in range(out.shape[1]):
            out[draw, thing] = uniform(seed, first + draw, stream, 0, thing)


def _uniforms(seed: int, first: int, stream: int, shape: tuple[int, int]) -> Floats:
    out = np.zeros(shape)
    fill_uniform(seed, first, stream, out)
    return np.clip(out, _TINY, 1.0 - _TINY)


def _mixed(
    seeds: tuple[int, int],
    first: int,
    stream: int,
    shape: tuple[int, int],
    columns: tuple[int, ...],
) -> Floats:
    """Give uniform numbers of the first seed, and of the second in some columns."""
    out = _uniforms(seeds[0], first, stream, shape)
    if columns:
        index = list(columns)
        out[:, index] = _uniforms(seeds[1], first, stream, shape)[:, index]
    return out


def quantile(prior: Mapping[str, Any], u: Floats) -> Floats:
    """Give the values of a prior at levels of its distribution.

    Parameters
    ----------
    prior : mapping
        As in a scenario's parameters: one of normal, lognormal, beta, uniform, fixed.
    u : Floats
        Levels between 0 and 1.

    Returns
    -------
    Floats
        Of the shape of `u`.

    Examples
    --------
    >>> quantile({"uniform": [2, 4]}, np.array([0.5])).tolist()
    [3.0]
    """
    kind, value = next(iter(prior.items()))
    if kind == "fixed":
        return np.full_like(u, float(value))
    a, b = float(value[0]), float(value[1])
    if kind == "normal":
        return a + b * special.ndtri(u)
    if kind == "lognormal":
        return a * np.exp(b * special.ndtri(u))
    if kind == "beta":
        return special.betaincinv(a, b, u)
    return a + (b - a) * u


def parameter_values(
    world: World, seed: int, first: int, count: int, mix: Mix = UNMIXED
) -> Floats:
    """Give the parameters of draws.

    Parameters
    ----------
    world : World
        Whose.
    seed, first, count : int
        Seed, first draw and how many.
    mix : Mix
        Which of them come from another seed.

    Returns
    -------
    Floats
        [count, K] in the order of `world.names.parameters`.
    """
    shape = (count, len(world.names.parameters))
    levels = _mixed((seed, mix.seed), first, lay.S_DRAW_PARAMETER, shape, mix.parameters)
    values = values_at(world, levels)
    if world.posterior is not None:
        _take_posterior(world, world.posterior, values, (seed, first))
    return values


def _take_posterior(
    world: World, posterior: Posterior, values: Floats, key: tuple[int, int]
) -> None:
    """Write the posterior's rows over the priors' values, but for what is held fixed."""
    seed, first = key
    held = {p.id for p in world.scenario.parameters if "fixed" in p.prior}
    places = {name: k for k, name in enumerate(world.names.parameters)}
    luck = _uniforms(seed, 0, S_DRAW_ROW, (1, len(posterior.values)))[0]
    rows = rows_of(posterior, luck, first, len(values))
    for column, name in enumerate(posterior.names):
        if name not in held:
            values[:, places[name]] = rows[:, column]


@dataclass(frozen=True)
class Levels:
    """What draws are made of: for each thing of a draw, a level of its distribution, 0..1.

    Parameters
    ----------
    parameter : Floats
        [n, K]
    polity, leader : Floats
        [n, Q], [n, L] of latent qualities.
    reading : Floats
        [n, D] of disputes.
    date : Floats
        [n, N] of entries' spans of days.
    """

    parameter: Floats
    polity: Floats
    leader: Floats
    reading: Floats
    date: Floats


def levels_of(world: World, seed: int, first: int, count: int, mix: Mix = UNMIXED) -> Levels:
    """Give the levels of draws.

    Parameters
    ----------
    world : World
        Whose.
    seed, first, count : int
        Seed, first draw and how many.
    mix : Mix
        Which of them come from another seed.

    Returns
    -------
    Levels
        Each keyed by seed, draw and thing.
    """
    sizes, disputes = world.sizes, len(world.plan.record.disputes)

    def of(
        stream: int, things: int, columns: tuple[int, ...] = (), other: bool = False
    ) -> Floats:
        seeds = (mix.seed if other else seed, mix.seed)
        return _mixed(seeds, first, stream, (count, things), columns)

    return Levels(
        parameter=of(lay.S_DRAW_PARAMETER, len(world.names.parameters), mix.parameters),
        polity=of(lay.S_DRAW_QUALITY, sizes.polities, other=mix.qualities),
        leader=of(lay.S_DRAW_QUALITY + 100, sizes.leaders, other=mix.qualities),
        reading=of(lay.S_DRAW_READING, max(1, disputes), mix.disputes),
        date=of(lay.S_DRAW_DATE, max(1, sizes.entries), other=mix.dates),
    )


def values_at(world: World, levels: Floats) -> Floats:
    """Give the priors' values of all parameters at levels.

    Parameters
    ----------
    world : World
        Whose.
    levels : Floats
        [n, K] between 0 and 1.

    Returns
    -------
    Floats
        [n, K] each in its own unit.
    """
    known: dict[str, Parameter] = {p.id: p for p in world.scenario.parameters}
    columns = [
        quantile(known[name].prior, levels[:, k])
        for k, name in enumerate(world.names.parameters)
    ]
    return np.stack(columns, axis=1)


def hold(world: World, values: Mapping[str, float]) -> World:
    """Hold parameters at values; all other draws stay as they are.

    Parameters
    ----------
    world : World
        What is played.
    values : mapping of str to float
        Parameter to value.

    Returns
    -------
    World
        The same world, with those priors fixed.
    """
    parameters = tuple(
        p.model_copy(update={"prior": {"fixed": values[p.id]}}) if p.id in values else p
        for p in world.scenario.parameters
    )
    scenario = world.scenario.model_copy(update={"parameters": parameters})
    return dataclasses.replace(world, scenario=scenario)


def drawn_levels(world: World, seed: int, first: int, count: int) -> dict[str, Floats]:
    """Give the uniform numbers that draws are made of.

    Parameters
    ----------
    world : World
        Whose.
    seed, first, count : int
        Seed, first draw and how many.

    Returns
    -------
    dict of str to Floats
        [count, …] levels in (0, 1): `parameters`, `disputes`, `dates` (one an entry, of which
        only those whose date is imprecise count), `qualities` (polities, then leaders).
    """
    levels = levels_of(world, seed, first, count)
    return {
        "parameters": levels.parameter,
        "disputes": levels.reading[:, : len(world.plan.record.disputes)],
        "dates": levels.date,
        "qualities": np.concatenate([levels.polity, levels.leader], axis=1),
    }
