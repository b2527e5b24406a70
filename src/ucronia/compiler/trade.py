"""Trade circuits, the custom houses of their ports, and the first day's tariffs as arrays."""

from __future__ import annotations

import numpy as np

from ucronia.compiler.rules import Numbers
from ucronia.engine import layout as lay
from ucronia.scenario.model import Circuit, Scenario
from ucronia.scenario.ports import port_of


def write_circuits(scenario: Scenario, number: Numbers, people: lay.People) -> None:
    """Write the circuits: places, volumes, ports and who may share them.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    number : Numbers
        Its indices.
    people : People
        Filled.
    """
    for name in ("place", "port", "rival", "common"):
        getattr(people, f"circuit_{name}")[:] = lay.NONE
    for row, circuit in enumerate(scenario.circuits):
        stops = [number.of("place", place) for place in circuit.places[:12]]
        people.circuit_place[row, : len(stops)] = stops
        people.circuit_volume_pesos[row] = circuit.volume_pesos
        people.circuit_elasticity[row] = circuit.elasticity
        people.circuit_rival[row] = number.of("polity", circuit.rival)
        people.circuit_port[row] = number.of("place", port_of(circuit, scenario.places))
        people.circuit_customs_pesos[row] = circuit.customs_pesos
        people.circuit_common[row] = number.of("variable", circuit.common)
        people.circuit_by_sea[row] = int(_is_by_sea(scenario, circuit))


def _is_by_sea(scenario: Scenario, circuit: Circuit) -> bool:
    ports = {place.id for place in scenario.places if place.zone}
    return all(place in ports for place in circuit.places)


def customs_in(scenario: Scenario) -> lay.Floats:
    """Give what of each province's revenue the houses of its ports take.

    Parameters
    ----------
    scenario : Scenario
        Whose.

    Returns
    -------
    Floats
        [V] pesos a year.
    """
    lies_in = {place.id: place.province for place in scenario.places}
    taken = dict.fromkeys((province.id for province in scenario.provinces), 0.0)
    for circuit in scenario.circuits:
        port = port_of(circuit, scenario.places)
        if port:
            taken[lies_in[port]] += circuit.customs_pesos
    return np.array(list(taken.values()), dtype=np.float64)


def write_tariffs(scenario: Scenario, number: Numbers, tariff: lay.Floats) -> None:
    """Write the tariffs of the first day; governments of one nation have the same.

    A tariff told of the state holds for who succeeds it or rises against it, and for members
    of a union that it goes into.

    Parameters
    ----------
    scenario : Scenario
        Whose.
    number : Numbers
        Its indices.
    tariff : Floats
        [Q, Q] filled: share of value that the row levies on the column's goods.
    """
    told = {(relation.a, relation.b): relation.tariff for relation in scenario.relations}
    states = {p.nation: p.id for p in scenario.polities if p.kind == "republic"}
    for one in scenario.polities:
        for other in scenario.polities:
            of_states = (states.get(one.nation, one.id), states.get(other.nation, other.id))
            rate = told.get((one.id, other.id), told.get(of_states, 0.0))
            tariff[number.of("polity", one.id), number.of("polity", other.id)] = rate
