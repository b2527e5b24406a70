"""What the draws of an ensemble are made of: each number, its basis and its theme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ucronia.analysis.indices import legendre
from ucronia.analysis.questions.occasions import entry_days
from ucronia.compiler.build import World
from ucronia.compiler.draws import loose_dates
from ucronia.compiler.levels import Mix, drawn_levels

JUDGED, FITTED, SOURCED = "judged", "fitted", "sourced"
DISPUTES, DATES, QUALITIES = "disputes", "dates", "qualities"
GROUPS = (JUDGED, FITTED, SOURCED, DISPUTES, DATES, QUALITIES)
"""What an answer can rest on: parameters by their basis, and the rest of a draw."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Inputs:
    """The numbers of a draw that can move an answer.

    Parameters
    ----------
    ids : tuple of str
        [K] a parameter's, a dispute's, an entry's (its date) or `quality_…`.
    groups : tuple of str
        [K] one of GROUPS.
    themes : tuple of str
        [K] a parameter's theme; of the rest, their group.
    places : tuple of int
        [K] column among the numbers of its kind.
    shares : tuple
        [K] of a dispute, its readings' shares; else empty.
    """

    ids: tuple[str, ...]
    groups: tuple[str, ...]
    themes: tuple[str, ...]
    places: tuple[int, ...]
    shares: tuple[tuple[float, ...], ...]

    def of(self, group: str) -> tuple[int, ...]:
        """Give the columns of a group.

        Parameters
        ----------
        group : str
            One of GROUPS.

        Returns
        -------
        tuple of int
            Ascending.
        """
        return tuple(k for k, name in enumerate(self.groups) if name == group)


@dataclass(frozen=True)
class Terms:
    """Inputs as orthonormal terms over draws.

    Parameters
    ----------
    values : Floats
        [D, T] each of mean 0 and variance 1.
    column : Ints
        [T] the input that it is of.
    """

    values: Floats
    column: Ints


def inputs_of(world: World, until: int) -> Inputs:
    """List the numbers of a draw that can move what is played from some day on.

    Parameters
    ----------
    world : World
        Whose.
    until : int
        The last day of a fork; what the record tells from then on is not replayed.

    Returns
    -------
    Inputs
        Without numbers that are fixed, disputes that have one reading, days that are known and
        entries that come later.
    """
    found = [*_parameters(world), *_disputes(world, until), *_dates(world, until)]
    found += [
        (f"quality_{id}", QUALITIES, QUALITIES, place, ())
        for place, id in enumerate(
            (*world.names.things["polity"], *world.names.things["leader"])
        )
    ]
    ids, groups, themes, places, shares = zip(*found, strict=True)
    return Inputs(ids, groups, themes, places, shares)


Row = tuple[str, str, str, int, tuple[float, ...]]


def _parameters(world: World) -> list[Row]:
    known = {p.id: p for p in world.scenario.parameters}
    return [
        (id, known[id].basis, known[id].theme, place, ())
        for place, id in enumerate(world.names.parameters)
        if "fixed" not in known[id].prior
    ]


def _disputes(world: World, until: int) -> list[Row]:
    record, found = world.plan.record, []
    for place, dispute in enumerate(record.disputes.values()):
        days = [entry_days(world, entry)[0] for entry in dispute.entries]
        weights = np.array([reading.weight for reading in dispute.readings], dtype=float)
        total = weights.sum()
        shares = weights / total if total > 0 else np.full(len(weights), 1 / len(weights))
        if (shares > 0).sum() > 1 and min(days) < until:
            found.append((dispute.id, DISPUTES, DISPUTES, place, tuple(shares.tolist())))
    return found


def _dates(world: World, until: int) -> list[Row]:
    entries = world.scenario.entries
    return [
        (entries[number].id, DATES, DATES, number, ())
        for number, first in sorted(loose_dates(world).items())
        if first < until
    ]


def terms_of(world: World, inputs: Inputs, seed: int, draws: tuple[int, int]) -> Terms:
    """Give the inputs of draws as orthonormal terms.

    Parameters
    ----------
    world : World
        Whose.
    inputs : Inputs
        Which.
    seed : int
        Of the draws.
    draws : tuple of int
        The first, and how many.

    Returns
    -------
    Terms
        A line in the level of each number's prior; of a dispute one term a reading but one.
    """
    levels = drawn_levels(world, seed, *draws)
    kinds = {DISPUTES: "disputes", DATES: "dates", QUALITIES: "qualities"}
    values, column = [], []
    for k, (group, place, shares) in enumerate(
        zip(inputs.groups, inputs.places, inputs.shares, strict=True)
    ):
        level = levels[kinds.get(group, "parameters")][:, place]
        terms = readings_terms(level, shares) if shares else legendre(level[:, None])[:, 0]
        values.append(terms)
        column += [k] * terms.shape[1]
    return Terms(np.concatenate(values, axis=1), np.array(column, dtype=np.int64))


def readings_terms(level: Floats, shares: tuple[float, ...]) -> Floats:
    """Give orthonormal contrasts between the readings of a dispute.

    Parameters
    ----------
    level : Floats
        [D] levels by which each draw's reading is picked.
    shares : tuple of float
        [V] of the readings, in their order, which sum to 1.

    Returns
    -------
    Floats
        [D, V' - 1], V' the readings that have any share.
    """
    weight = np.array(shares)
    edges = np.cumsum(weight)
    chosen = np.minimum(np.searchsorted(edges, level, side="right"), len(weight) - 1)
    live = np.flatnonzero(weight > 0)
    root = np.sqrt(weight[live])
    # orthonormal columns beside the constant one, in the measure of the shares
    basis = np.linalg.qr(np.column_stack([root, np.eye(len(live))[:, 1:]]))[0][:, 1:]
    row = np.searchsorted(live, chosen)
    return np.asarray((basis / root[:, None])[row])


def redrawn(inputs: Inputs, columns: tuple[int, ...], seed: int, chance: int | None) -> Mix:
    """Say which numbers of a draw are redrawn.

    Parameters
    ----------
    inputs : Inputs
        All of them.
    columns : tuple of int
        Which; of dates and of qualities, all or none.
    seed : int
        The other seed.
    chance : int or None
        Seed of chance; None for that of the draws.

    Returns
    -------
    Mix
        For `run_forks`.
    """
    groups = {inputs.groups[k] for k in columns}
    return Mix(
        seed,
        parameters=tuple(inputs.places[k] for k in columns if inputs.groups[k] in GROUPS[:3]),
        disputes=tuple(inputs.places[k] for k in columns if inputs.groups[k] == DISPUTES),
        dates=DATES in groups,
        qualities=QUALITIES in groups,
        chance=chance,
    )
