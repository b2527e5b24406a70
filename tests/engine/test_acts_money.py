"""Loans by force and what is taken in the field: whose purse, whose anger, and the ledger."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.occupied import OCCUPIER, occupied
from tests.engine.test_day_twins import DAY
from ucronia.engine import acts_money
from ucronia.engine import layout as lay
from ucronia.engine.compiled import from_python

exact = from_python(acts_money.exact)
forced_loan = from_python(acts_money.forced_loan)


def test_a_forced_loan_is_owed_and_falls_on_provinces_by_their_trade() -> None:
    """Of those won 0.02 are lost by people; with three in four of the trade, a province of a
    quarter of the people loses three times as much, and one without trade nothing."""
    tables, state, log = occupied()
    tables.geo.place_trade_pesos[:5] = 3e6, 1e6, 0.0, 0.0, 9e6
    won = state.realm.allegiance[:5, OCCUPIER].copy()
    chest, owed = state.realm.treasury[OCCUPIER], state.realm.debt[OCCUPIER]
    booked = state.persons.ledger_pesos[lay.LOANS]
    forced_loan(tables, state, log, DAY, OCCUPIER, 5e4, 0.02)
    lost = 1 - state.realm.allegiance[:5, OCCUPIER] / won
    assert lost == pytest.approx([0.06, 0.02, 0, 0, 0], abs=1e-12)
    assert lost[:4].mean() == pytest.approx(0.02)
    assert state.realm.allegiance[:5, :3].sum(axis=1) == pytest.approx(np.ones(5))
    assert state.realm.treasury[OCCUPIER] == pytest.approx(chest + 5e4)
    assert state.realm.debt[OCCUPIER] == pytest.approx(owed + 5e4)
    assert state.persons.ledger_pesos[lay.LOANS] == pytest.approx(booked + 5e4)


def test_without_trade_all_bear_alike_and_nothing_asked_moves_nothing() -> None:
    tables, state, log = occupied()
    won = state.realm.allegiance[:5, OCCUPIER].copy()
    forced_loan(tables, state, log, DAY, OCCUPIER, 0.0, 0.02)
    assert (state.realm.allegiance[:5, OCCUPIER] == won).all()
    forced_loan(tables, state, log, DAY, OCCUPIER, 1.0, 0.02)
    lost = 1 - state.realm.allegiance[:5, OCCUPIER] / won
    assert lost == pytest.approx([0.02] * 4 + [0], abs=1e-12)


def test_what_is_exacted_is_booked_as_revenue_and_owed_to_nobody() -> None:
    tables, state, log = occupied()
    realm, books = state.realm, state.persons.ledger_pesos
    before = realm.treasury[OCCUPIER], realm.debt[OCCUPIER], books[lay.REVENUE]
    exact(tables, state, log, DAY, OCCUPIER, 2e4)
    after = realm.treasury[OCCUPIER], realm.debt[OCCUPIER], books[lay.REVENUE]
    assert np.subtract(after, before) == pytest.approx([2e4, 0, 2e4])
