"""What a circuit's card tells of ports and duties: where goods pay, to whom, and how much."""

from __future__ import annotations

from ucronia.report.explain.cards import Pen
from ucronia.scenario.model import Circuit
from ucronia.scenario.ports import port_of


def duty_facts(pen: Pen, circuit: Circuit) -> None:
    """Write a circuit's port and customs, who collects, and the tariffs on its way.

    Parameters
    ----------
    pen : Pen
        Writes the card.
    circuit : Circuit
        Whose.
    """
    scenario = pen.scenario
    rulers = {province.id: province.polity for province in scenario.provinces}
    ruler_at = {place.id: rulers.get(place.province, "") for place in scenario.places}
    holders = list(dict.fromkeys(ruler_at.get(place, "") for place in circuit.places))
    port = port_of(circuit, scenario.places)
    pen.fact("Port", pen.called("places", port))
    if circuit.customs_pesos:
        pen.fact("Customs of the port, pesos a year", pen.words.number(circuit.customs_pesos))
    names = [pen.called("polities", holder) for holder in holders]
    pen.fact("Held on the first day by", ", ".join(names))
    each = pen.words.say("each who holds places, by their number")
    taker = pen.called("polities", ruler_at.get(port, "")) or each
    pen.fact("Duties are collected by", taker)
    pen.fact("Shared by all who hold places, while", circuit.common and f"{circuit.common} > 0")
    for relation in scenario.relations:
        if relation.tariff and relation.a in holders and relation.b in holders:
            a, b = (pen.called("polities", id) for id in (relation.a, relation.b))
            rate = pen.words.hundredths(relation.tariff)
            pen.fact("Tariff, of 100", f"{a} → {b}: {rate}")
