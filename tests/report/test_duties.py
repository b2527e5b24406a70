"""What the card of a trade circuit tells of its port."""

from __future__ import annotations

from tests.small import SAYS, scenario
from ucronia.report.explain.actors import actor_card
from ucronia.report.words import Words
from ucronia.scenario.model import Scenario, Variable


def told(made: Scenario) -> dict[str, str]:
    """The facts of the small scenario's circuit, by what they are of."""
    card = actor_card("circuit")(Words("en"), made, made.circuits[0])
    return dict(card.facts)


def test_a_circuit_tells_its_port_who_collects_and_the_tariffs() -> None:
    base = scenario()
    (circuit,) = base.circuits
    circuit = circuit.model_copy(update={"customs_pesos": 5000.0, "common": "shared"})
    relations = tuple(
        r.model_copy(update={"tariff": 0.25}) if r.a == "alta" else r for r in base.relations
    )
    shared = Variable(id="shared", text=SAYS)
    parts = {"circuits": (circuit,), "relations": relations, "variables": (shared,)}
    facts = told(base.model_copy(update=parts))
    assert facts["Port"] == "Muelle"
    assert facts["Customs of the port, pesos a year"] == "5,000"
    (baja,) = [polity.name.en for polity in base.polities if polity.id == "baja"]
    assert facts["Duties are collected by"] == baja
    assert facts["Shared by all who hold places, while"] == "shared > 0"
    assert facts["Tariff, of 100"].endswith(": 25")


def test_without_a_port_each_collects_for_his_places() -> None:
    base = scenario()
    (circuit,) = base.circuits
    inland = circuit.model_copy(update={"places": circuit.places[1:]})
    facts = told(base.model_copy(update={"circuits": (inland,)}))
    assert "Port" not in facts
    assert facts["Duties are collected by"] == "each who holds places, by their number"
