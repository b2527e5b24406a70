"""Where the goods of a trade circuit pay duties."""

from __future__ import annotations

from collections.abc import Iterable

from ucronia.scenario.model import Circuit, Place


def port_of(circuit: Circuit, places: Iterable[Place]) -> str:
    """Say at which port a circuit's goods pass a custom house.

    Parameters
    ----------
    circuit : Circuit
        The circuit.
    places : iterable of Place
        Of its scenario.

    Returns
    -------
    str
        Id of its first place if that is a port, else of its last; empty where neither is.
    """
    ports = {place.id for place in places if place.zone}
    ends = (circuit.places[0], circuit.places[-1]) if circuit.places else ()
    return next((id for id in ends if id in ports), "")
