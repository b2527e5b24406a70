"""What is seen of a history day by day: where forces are, who holds what, who is at war."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ucronia.engine import bonds
from ucronia.engine.compiled import compiled
from ucronia.engine.layout import (
    FLEET,
    N_CAUSES,
    N_FORCES,
    N_POLITIES,
    N_PROVINCES,
    NOWHERE,
    PEACE,
    State,
    Tables,
)
from ucronia.engine.waters import is_blockaded, is_moored

NOT_FILMED, FILM_REPLAY = -2, -1
"""`Job.filmed`: nothing, or the replay; else the replica within the draw, of the first fork."""
ALLEGIANCE_DAYS = 30
"""Days between two looks at allegiance, which moves slowly."""


class Film(NamedTuple):
    """[D] days from the first one filmed, each as it begins."""

    men: NDArray[np.float32]
    """[D, F]"""
    ships: NDArray[np.float32]
    """[D, F]"""
    place: NDArray[np.int16]
    """[D, F] where it is, or was last; NOWHERE for a force that is not there."""
    next_place: NDArray[np.int16]
    """[D, F] where its leg ends, NOWHERE if it stands."""
    side: NDArray[np.int16]
    """[D, F]"""
    commander: NDArray[np.int16]
    """[D, F]"""
    status: NDArray[np.int16]
    """[D, F]"""
    kind: NDArray[np.int16]
    """[D, F] a slot for forces born in play may hold now one kind, now another."""
    is_shut_in: NDArray[np.int16]
    """[D, F] 1 where it is besieged."""
    controller: NDArray[np.int16]
    """[D, V]"""
    relation: NDArray[np.int16]
    """[D, Q, Q] PEACE where one of the two does not exist."""
    blockader: NDArray[np.int16]
    """[D, P] polity whose fleet shuts the port, NOWHERE for an open one."""
    allegiance: NDArray[np.float32]
    """[ceil(D / ALLEGIANCE_DAYS), V, C]"""


def new_film(days: int, forces: int, places: int, sizes: tuple[int, int, int]) -> Film:
    """Make a film of so many days, nothing on it.

    Parameters
    ----------
    days : int
        D; 0 for no film.
    forces, places : int
        How many slots for forces, and places.
    sizes : tuple of int
        How many provinces, polities and causes.

    Returns
    -------
    Film
        Nobody anywhere.
    """
    provinces, polities, causes = sizes

    def numbers() -> NDArray[np.float32]:
        return np.zeros((days, forces), dtype=np.float32)

    def nobody(things: int = forces) -> NDArray[np.int16]:
        return np.full((days, things), NOWHERE, dtype=np.int16)

    return Film(
        men=numbers(),
        ships=numbers(),
        place=nobody(),
        next_place=nobody(),
        side=nobody(),
        commander=nobody(),
        status=nobody(),
        kind=nobody(),
        is_shut_in=nobody(),
        controller=nobody(provinces),
        relation=np.full((days, polities, polities), PEACE, dtype=np.int16),
        blockader=nobody(places),
        allegiance=np.zeros((-(-days // ALLEGIANCE_DAYS), provinces, causes), dtype=np.float32),
    )


@compiled
def expose(tables: Tables, state: State, film: Film, row: int) -> None:
    """Film a day; a row past the film's end is nobody's."""
    if row < 0 or row >= film.men.shape[0]:
        return
    for force in range(tables.size[N_FORCES]):
        if state.forces.men[force] + state.forces.ships[force] > 0.0:
            _expose_force(state, film, row, force)
            _expose_port(tables, state, film, row, force)
    for province in range(tables.size[N_PROVINCES]):
        film.controller[row, province] = state.realm.controller[province]
        if row % ALLEGIANCE_DAYS == 0:
            look = row // ALLEGIANCE_DAYS
            for cause in range(tables.size[N_CAUSES]):
                film.allegiance[look, province, cause] = state.realm.allegiance[province, cause]
    for polity in range(tables.size[N_POLITIES]):
        for other in range(tables.size[N_POLITIES]):
            both = state.realm.exists[polity] == 1 and state.realm.exists[other] == 1
            if both:
                film.relation[row, polity, other] = state.realm.relation[polity, other]


@compiled
def _expose_force(state: State, film: Film, row: int, force: int) -> None:
    film.men[row, force] = state.forces.men[force]
    film.ships[row, force] = state.forces.ships[force]
    film.place[row, force] = state.forces.place[force]
    film.next_place[row, force] = state.forces.next_place[force]
    film.side[row, force] = state.forces.side[force]
    film.commander[row, force] = state.forces.commander[force]
    film.status[row, force] = state.forces.status[force]
    film.kind[row, force] = state.forces.kind[force]
    film.is_shut_in[row, force] = 1 if state.forces.siege_day[force] >= 0 else 0


@compiled
def _expose_port(tables: Tables, state: State, film: Film, row: int, fleet: int) -> None:
    """Film whether a fleet that lies off an enemy's port shuts it."""
    port = state.forces.place[fleet]
    if state.forces.kind[fleet] != FLEET or not is_moored(state, fleet):
        return
    holder = state.realm.controller[tables.geo.place_province[port]]
    if holder < 0 or not bonds.at_war(state, holder, state.forces.side[fleet]):
        return
    if is_blockaded(tables, state, holder, port):
        film.blockader[row, port] = state.forces.side[fleet]
