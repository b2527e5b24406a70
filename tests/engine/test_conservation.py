"""Men, pesos, ships and horses balance every evening of the bundled history."""

from __future__ import annotations

import numpy as np
import pytest

from tests.drivers import HORSES, HORSES_BOOKED, SHIPS, SHIPS_BOOKED, Walked, walked
from tests.small import lay
from ucronia.compiler.build import World

pytestmark = pytest.mark.compiled
CLOSE = 1e-6
FORKS = (0, 220, 900, 1400, 2400)


@pytest.fixture(scope="module")
def histories(bundled: World) -> dict[int, list[Walked]]:
    """Draws replayed to a fork and played on to the end; the last fork is the end itself."""
    end = bundled.end_day
    return {
        fork: [walked(bundled, fork, end, seed=5, draw=draw) for draw in range(2)]
        for fork in (*FORKS, end)
    }


def test_men_balance_every_day(histories: dict[int, list[Walked]]) -> None:
    for fork, found in histories.items():
        for history in found:
            came = history.books[:, (lay.RAISED, lay.ADJUSTED)].sum(axis=1)
            astray = np.abs(history.imbalance) / np.maximum(np.abs(came), 1)
            worst = int(astray.argmax())
            assert astray[worst] < CLOSE, (fork, "first", int(np.argmax(astray > CLOSE)))


def test_pesos_balance_every_day(histories: dict[int, list[Walked]]) -> None:
    for fork, found in histories.items():
        for history in found:
            turnover = np.abs(history.books[:, 8:16]).sum(axis=1)
            astray = np.abs(history.pesos_astray) / turnover
            worst = int(astray.argmax())
            assert astray[worst] < CLOSE, (fork, "first", int(np.argmax(astray > CLOSE)))


def test_ledgers_only_grow(histories: dict[int, list[Walked]]) -> None:
    once_in = (lay.RAISED, lay.DEAD_MEN, lay.DESERTED, lay.DISPERSED_MEN, lay.DISCHARGED)
    money = (lay.REVENUE, lay.CUSTOMS, lay.PAY, lay.RECRUITING, lay.CIVIL)
    columns = [*once_in, *(8 + line for line in money)]
    for found in histories.values():
        for history in found:
            assert np.diff(history.books[:, columns], axis=0).min() >= -1e-9


def test_nobody_is_less_than_none(histories: dict[int, list[Walked]]) -> None:
    for found in histories.values():
        for history in found:
            assert history.men.min() >= 0
            gone = np.isin(history.where[:, :, 1], (lay.UNUSED, lay.DISPERSED, lay.DISBANDED))
            assert not history.men[gone][:, :3].any()


def test_ships_change_by_acts_alone(bundled: World, histories: dict[int, list[Walked]]) -> None:
    """In free play ships come and go on days of a rule or a battle at sea, and on no others."""
    for fork, found in histories.items():
        for history in found:
            ships = history.books[fork:, SHIPS]
            changed = fork + 1 + np.flatnonzero(np.diff(ships))
            count = int(history.state.persons.counter[lay.COUNT_LOG])
            if count >= lay.LOG_LINES:
                continue
            lines = history.log.event[:count]
            fired = {
                int(line[0]) for line in lines if line[1] in (lay.L_RULE, lay.L_SEA_BATTLE)
            }
            assert set(changed.tolist()) <= fired


def test_ships_balance_every_day(histories: dict[int, list[Walked]]) -> None:
    """All ships are those of the first day, and those added, less sunk, and of the record."""
    for fork, found in histories.items():
        for history in found:
            astray = np.abs(history.books[:, SHIPS] - history.books[:, SHIPS_BOOKED])
            assert astray.max() < CLOSE, (fork, int(astray.argmax()))
            assert history.books[:, SHIPS].max() > 0


def test_horses_balance_every_day(histories: dict[int, list[Walked]]) -> None:
    """All horses are those that came, less those worn out, killed, ridden off and let go."""
    for fork, found in histories.items():
        for history in found:
            astray = np.abs(history.books[:, HORSES] - history.books[:, HORSES_BOOKED])
            assert astray.max() < CLOSE, (fork, int(astray.argmax()))
            assert history.books[:, HORSES].max() > 0
    ledgers = [end.state.persons.ledger_horses for found in histories.values() for end in found]
    # among them all there is something on every line
    assert (np.abs(ledgers).max(axis=0) > 0).all(), np.abs(ledgers).max(axis=0)


def test_the_ledger_of_adjustments_is_the_sum_of_the_entries(
    bundled: World, histories: dict[int, list[Walked]]
) -> None:
    for history in histories[bundled.end_day]:
        total = history.books[-1, lay.ADJUSTED]
        assert history.log.adjustment.sum() == pytest.approx(total, rel=1e-9, abs=1e-6)
