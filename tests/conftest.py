"""What many tests look at: the bundled history, made ready once."""

from __future__ import annotations

import pytest

from ucronia.compiler.build import World, build
from ucronia.scenario.read import find_scenario, load


@pytest.fixture(scope="session")
def bundled() -> World:
    """The history of the Confederation, which no test may change."""
    return build(load(find_scenario("confederacion-1835")))
