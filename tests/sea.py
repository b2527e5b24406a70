"""A small sea for tests: two coasts, a fleet on each, and an army that may sail."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.worlds import CAPACITY, draw_of, muster, random_world, refresh
from ucronia.engine import knobs
from ucronia.engine import layout as lay
from ucronia.engine.compiled import compiled, from_python
from ucronia.engine.crossing import chance_to_cross
from ucronia.engine.land import march, siege
from ucronia.engine.odds import sea_chance
from ucronia.engine.realm.treasury import customs_of
from ucronia.engine.records import new_records
from ucronia.engine.sea import convoys, fleets, meeting, watch

OURS, THEIRS, ARMY, PRIVATEERS, GARRISON = range(5)
US, THEM = 3, 4
HOME, BAY, ENEMY_PORT, INLAND = 0, 1, 2, 3
DAY = 14
ENGAGE, CONVOY, MEET_CONVOY, REVIEW, SAIL, CUSTOMS, FED, CHANCE, MEET, CROSS, FOUND = range(11)
LEVELS = {
    "accept_odds": -100.0,
    "accept_slope": 10.0,
    "evade_share": 0.5,
    "sea_ratio": 2.0,
    "sea_fort": 1.5,
    "sea_loss": 0.4,
    "sea_prizes": 0.5,
    "sea_meeting": 0.25,
    "sea_intercept": 0.3,
    "sea_transports": 0.25,
    "transport_men": 200.0,
    "sea_drowned": 0.1,
    "sea_prize_pesos": 1000.0,
    "sea_relief": 0.4,
    "decisive_share": 0.3,
    "weariness_losses": 1.0,
    "sea_pace": 1.0,
    "crew_days": 2.0,
    "blockade_customs": 0.6,
    "customs_share": 1.0,
    "fleet_blockade": 1.5,
    "fleet_refit": 1.0,
    "command_hold": 0.5,
    "command_risk": 1.5,
    "command_patience_days": 20.0,
    "command_review_days": 10.0,
    "command_temperature": 0.01,
}


@compiled
def _do_at_sea(
    tables: Any, state: Any, log: Any, draw: Any, fate: Any, what: Any, answer: Any
) -> None:
    deed, a, b = what
    if deed == MEET_CONVOY:
        convoys.sail(tables, state, log, draw, fate, DAY, a)
    elif deed == CROSS:
        answer[0] = chance_to_cross(tables, state, draw, (US, a, b), answer[0])
    else:
        chance, fleet, port = convoys.found_today(tables, state, draw, DAY, a)
        answer[0], answer[1], answer[2] = chance, fleet, port


@compiled
def _do(tables: Any, state: Any, log: Any, draw: Any, key: Any, what: Any, answer: Any) -> None:
    deed, a, b = what
    fate = lay.Fate(key[0], key[1])
    if deed == ENGAGE:
        meeting.engage(tables, state, log, draw, fate, DAY, (a, b))
    elif deed == CONVOY:
        fleets.convoy(tables, state, log, draw, fate, DAY, a)
    elif deed in (MEET_CONVOY, CROSS, FOUND):
        _do_at_sea(tables, state, log, draw, fate, what, answer)
    elif deed == REVIEW:
        watch.step(tables, state, log, draw, fate, DAY)
    elif deed == SAIL:
        march.set_sail(tables, state, log, draw, DAY, a)
    elif deed == CUSTOMS:
        answer[0] = customs_of(tables, state, draw, a)
    elif deed == FED:
        answer[0] = 1.0 if siege.is_fed_by_sea(tables, state, a, b) else 0.0
    elif deed == CHANCE:
        answer[0] = sea_chance(draw, answer[0], answer[1], answer[2], answer[3])
    else:
        meeting.step(tables, state, log, draw, fate, DAY)


run = from_python(_do)


class Sea:
    """Two coasts three days apart; a fleet of ours at home, one of theirs, and our army."""

    def __init__(self, ours: float = 4, theirs: float = 2) -> None:
        world = random_world(1)
        self.tables, self.state = world.tables, world.state
        self.draw = draw_of(world)
        self.draw.parameter[:] = 0.0
        for name, level in LEVELS.items():
            self.set(name, level)
        self.log: Any = new_records(lay.Log, CAPACITY)[0]
        self._lay_out_geo()
        self._lay_out_realm()
        self._lay_out_forces(ours, theirs)

    def set(self, name: str, level: float) -> None:
        self.draw.parameter[knobs.STANDARD.index(name)] = level

    def _lay_out_geo(self) -> None:
        geo = self.tables.geo
        geo.place_zone[:4] = (0, 0, 1, lay.NOWHERE)
        geo.place_zone[4:7] = lay.NOWHERE
        geo.place_province[:7] = (0, 0, 1, 0, 0, 0, 0)
        geo.place_trade_pesos[:7] = (900, 100, 500, 0, 0, 0, 0)
        geo.place_landing_men[:3] = (1000, 500, 250)
        geo.sea_days[:7, :7] = lay.FAR
        geo.sea_days[:3, :3] = ((0, 1, 3), (1, 0, 4), (3, 4, 0))
        geo.zone_days[:7] = lay.FAR
        geo.zone_days[:3, :2] = ((0, 3), (0, 4), (3, 0))

    def _lay_out_realm(self) -> None:
        realm, people = self.state.realm, self.tables.people
        realm.exists[:7] = 1
        realm.parent[:7] = lay.NONE
        realm.relation[:7, :7] = lay.PEACE
        realm.relation[US, THEM] = realm.relation[THEM, US] = lay.WAR
        realm.controller[:5] = (US, THEM, US, US, US)
        people.circuit_place[:2] = lay.NOWHERE
        people.circuit_place[0, :2] = (ENEMY_PORT, INLAND)
        people.circuit_volume_pesos[:2] = (1200, 0)
        people.circuit_port[:2] = (ENEMY_PORT, lay.NOWHERE)
        people.circuit_common[:2] = lay.NONE
        people.circuit_start[:2] = 0.0
        realm.trade[:2] = 1.0

    def _lay_out_forces(self, ours: float, theirs: float) -> None:
        forces = self.state.forces
        forces.status[:9] = lay.UNUSED
        forces.kind[:4] = (lay.FLEET, lay.FLEET, lay.ARMY, lay.FLEET)
        forces.status[:3] = lay.ACTIVE
        forces.side[:4] = (US, THEM, US, THEM)
        forces.place[:4] = (HOME, ENEMY_PORT, HOME, ENEMY_PORT)
        forces.ships[:4] = (ours, theirs, 0, 1)
        forces.men[:4] = (400, 200, 1000, 100)
        forces.birth[:4] = range(4)
        forces.commander[:9] = lay.NOBODY
        for name in ("goal", "next_place"):
            getattr(forces, name)[:9] = lay.NOWHERE
        forces.order[:9] = lay.HOLD
        forces.moved_day[:9] = 0
        forces.captives[:9] = 0
        forces.wounded[:9] = 0
        forces.siege_day[:9] = lay.NEVER
        self.state.persons.counter[lay.COUNT_ROLL] = 0
        refresh(self.tables, self.state)
        muster(self.tables, self.state)

    def do(
        self, deed: int, a: int = 0, b: int = 0, replica: int = 0, given: float = 0.0
    ) -> float:
        answer = np.array([given, 0.0, 0.0, 0.0])
        key, what = (5, replica), (deed, a, b)
        run(self.tables, self.state, self.log, self.draw, key, what, answer)
        self.answer = answer
        return float(answer[0])

    def put_to_sea(self, days: int = 3, *forces: int) -> None:
        """Let our army, and others, have sailed from home for the enemy's port, days ago."""
        at_sea = [ARMY, *forces]
        own = self.state.forces
        own.status[at_sea], own.place[at_sea] = lay.EMBARKED, HOME
        own.next_place[at_sea], own.moved_day[at_sea] = ENEMY_PORT, DAY - days
        own.arrive_day[at_sea] = DAY - days + 9

    def lines(self, kind: int) -> Any:
        count = self.state.persons.counter[lay.COUNT_LOG]
        lines = self.log.event[:count]
        return lines[lines[:, 1] == kind]
