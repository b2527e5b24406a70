"""Pins: where the record says that forces stand, and with how many men."""

from __future__ import annotations

import math

from ucronia.engine.acts_leaders import take_up
from ucronia.engine.acts_realm import heir_of
from ucronia.engine.bonds import call_up
from ucronia.engine.compiled import compiled
from ucronia.engine.figures import (
    again_width,
    is_again,
    is_formed_by,
    named,
    side_figure,
    tell_figure,
)
from ucronia.engine.horses import follow_men, set_horses
from ucronia.engine.knobs import (
    P_PIN_SD,
    P_RETOLD_SHARE,
)
from ucronia.engine.layout import (
    ACTIVE,
    ADJUSTED,
    EMBARKED,
    FLEET,
    GUNS_ADJUSTED,
    HOLD,
    N_POLITIES,
    NEVER,
    NOWHERE,
    SHIPS_ADJUSTED,
    T_AGAIN_A,
    T_FIGURE_A,
    T_GAP_A,
    T_PIN,
    V_BATTALIONS,
    V_CAVALRY,
    V_GUNS,
    V_MEN_A,
    V_MEN_B,
    V_SHIPS,
    V_SQUADRONS,
    Draw,
    Log,
    State,
    Tables,
)
from ucronia.engine.track import keep_track

_LOG_ROOT_TWO_PI = 0.9189385332046727
_TAILS = 4.0
"""Degrees of freedom of a strength's spread about what the model carries: levies and
detachments that no entry tells of are rare and large. Four is what Lange, Little & Taylor
(1989), Robust statistical modeling using the t distribution, JASA 84, take where data are too
few to fit it."""
_LEAST = 1e-12
"""Under which a share, or a gap between logs, is none."""
_LOG_T = math.lgamma((_TAILS + 1.0) / 2.0) - math.lgamma(_TAILS / 2.0)
_LOG_T -= 0.5 * math.log(_TAILS * math.pi)


@compiled
def log_normal_density(x: float, mean: float, sd: float) -> float:
    """Give the log density of a normal distribution."""
    z = (x - mean) / sd
    return -0.5 * z * z - math.log(sd) - _LOG_ROOT_TWO_PI


@compiled
def log_student_density(x: float, mean: float, scale: float) -> float:
    """Give the log density of Student's t with _TAILS degrees of freedom, moved and scaled."""
    z = (x - mean) / scale
    return _LOG_T - math.log(scale) - 0.5 * (_TAILS + 1.0) * math.log1p(z * z / _TAILS)


@compiled
def _serve(tables: Tables, state: State, force: int, place: int) -> None:
    """Let a force whose polity does not exist serve who stands in for it, or rules the place.

    Where nobody does either, the first polity that exists.
    """
    side = state.forces.side[force]
    if side >= 0 and state.realm.exists[side] == 1:
        return
    to = heir_of(tables, state, side) if side >= 0 else NOWHERE
    province = tables.geo.place_province[place] if place >= 0 else NOWHERE
    if to < 0 and province >= 0:
        to = state.realm.controller[province]
    for polity in range(tables.size[N_POLITIES]):
        if to < 0 and state.realm.exists[polity] == 1:
            to = polity
    if to >= 0:
        state.forces.side[force] = to


@compiled
def strength_odds(
    men: float, carried: float, figure: float, sd: float, share: float
) -> tuple[float, float]:
    """Give the log density of a strength told, and the chance that the figure is told again.

    Parameters
    ----------
    men : float
        Told.
    carried : float
        Of the model.
    figure : float
        Told before; 0 where none was, so that this one is new.
    sd : float
        Of the log of a strength told anew.
    share : float
        Of strengths that are the figure before, told again.

    Returns
    -------
    tuple of float
        The chance is that of the same figure, by either way, whatever was told.

    Notes
    -----
    A mixture: told again, the figure comes once more, rounded, so that its log is as likely
    anywhere in the width w of what is rounded to it; told anew, it comes about the log of the
    men carried. Which of the two is summed out: share [again] / w + (1 - share) f(log men).
    """
    scale = math.log(carried)
    anew = log_student_density(math.log(men), scale, sd)
    if figure <= 1.0:
        return anew, 0.0
    same = math.exp(log_student_density(math.log(figure), scale, sd)) * again_width(figure)
    chance = share + (1.0 - share) * min(same, 1.0)
    odds = math.log1p(-share) + anew
    if is_again(men, figure):
        odds = math.log(share / again_width(men) + (1.0 - share) * math.exp(anew))
    return odds, chance


@compiled
def score_strength(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    who: tuple[int, int],
    men: tuple[float, float],
) -> None:
    """Log the odds of a side's strength: who = (entry, 0 or 1), men = (told, carried)."""
    entry, second = who
    told, carried = men
    figure = side_figure(tables, state, log, entry, second)
    share = min(max(draw.parameter[P_RETOLD_SHARE], _LEAST), 1.0 - _LEAST)
    odds, chance = strength_odds(told, carried, figure, draw.parameter[P_PIN_SD], share)
    log.entry_loglik[entry] += odds
    log.entry_term[entry, T_PIN] += odds
    gap = math.log(told / carried)
    # 0 is for no strength told
    log.entry_term[entry, T_GAP_A + second] = gap if gap != 0.0 else _LEAST
    log.entry_term[entry, T_FIGURE_A + second] = figure
    log.entry_term[entry, T_AGAIN_A + second] = chance if is_again(told, figure) else -chance


@compiled
def pin_place(tables: Tables, state: State, day: int, force: int, place: int) -> None:
    """Put a force where the record says it is; one that did not stand now stands."""
    status = state.forces.status[force]
    if status != ACTIVE:
        state.forces.status[force] = ACTIVE
        call_up(state, force)
        if status != EMBARKED:
            take_up(tables, state, force)
            _serve(tables, state, force, place)
            state.forces.morale[force] = 0.5
            state.forces.siege_day[force] = NEVER
    if place >= 0 and state.forces.place[force] != place:
        state.forces.place[force] = place
        state.forces.moved_day[force] = day
        state.forces.siege_day[force] = NEVER
        keep_track(state, force, day)
    state.forces.next_place[force] = NOWHERE
    state.forces.goal[force] = NOWHERE
    state.forces.order[force] = HOLD
    leader = state.forces.commander[force]
    if leader >= 0 and place >= 0:
        state.persons.leader_place[leader] = place


@compiled
def pin_men(state: State, log: Log, entry: int, force: int, men: float) -> None:
    """Set a force's men to the record's; the correction goes to the ledger."""
    before = state.forces.men[force]
    follow_men(state, force, men)
    state.forces.men[force] = men
    state.persons.ledger_men[ADJUSTED] += men - before
    log.adjustment[entry] += men - before


@compiled
def pin_side(
    tables: Tables, state: State, log: Log, draw: Draw, day: int, who: tuple[int, int, float]
) -> None:
    """Pin the forces of one side of an entry: who = (entry, 0 or 1, its men or nan).

    The men told are shared out as the side's men stood; their odds are those of the total. Of a
    force that the entry itself has just formed the model has no number of its own: none.
    """
    entry, second, men = who
    total = 0.0
    count = 0
    is_formed = is_formed_by(tables, state, log, entry, second)
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0:
            pin_place(tables, state, day, force, tables.timetable.place[entry])
            if state.forces.kind[force] != FLEET:
                total += state.forces.men[force]
                count += 1
    if count == 0 or math.isnan(men):
        return
    if total > 1.0 and men > 1.0 and not is_formed:
        score_strength(tables, state, log, draw, (entry, second), (men, total))
    tell_figure(tables, state, log, (entry, second, count), men)
    for slot in range(4):
        force = named(tables, entry, second, slot)
        if force >= 0 and state.forces.kind[force] != FLEET:
            share = state.forces.men[force] / total if total > 0.0 else 1.0 / count
            pin_men(state, log, entry, force, men * share)


@compiled
def _pin_arms(tables: Tables, state: State, force: int, row: int) -> None:
    """Set a force's cavalry, all with horses, and its units, where the record tells them."""
    horse = tables.timetable.values[row, V_CAVALRY]
    men = state.forces.men[force]
    if not math.isnan(horse) and men > 0.0:
        share = min(1.0, horse / men)
        state.forces.riders[force] = share
        set_horses(state, force, share * men)
        state.forces.gunners[force] = min(state.forces.gunners[force], 1.0 - share)
    battalions = tables.timetable.values[row, V_BATTALIONS]
    if not math.isnan(battalions):
        state.forces.battalions[force] = battalions
    squadrons = tables.timetable.values[row, V_SQUADRONS]
    if not math.isnan(squadrons):
        state.forces.squadrons[force] = squadrons


@compiled
def pin_entry(tables: Tables, state: State, log: Log, draw: Draw, day: int, entry: int) -> None:
    """Pin all the forces that an entry names, with their men, guns and ships where told."""
    row = draw.entry_version[entry]
    pin_side(tables, state, log, draw, day, (entry, 0, tables.timetable.values[row, V_MEN_A]))
    pin_side(tables, state, log, draw, day, (entry, 1, tables.timetable.values[row, V_MEN_B]))
    force = tables.timetable.force_a[entry, 0]
    if force >= 0:
        _pin_arms(tables, state, force, row)
        guns = tables.timetable.values[row, V_GUNS]
        if not math.isnan(guns):
            state.persons.ledger_guns[GUNS_ADJUSTED] += guns - state.forces.guns[force]
            state.forces.guns[force] = guns
        ships = tables.timetable.values[row, V_SHIPS]
        if not math.isnan(ships):
            state.persons.ledger_ships[SHIPS_ADJUSTED] += ships - state.forces.ships[force]
            state.forces.ships[force] = ships
