"""How things stand on a day: the outcome as defined, and what is noted at checkpoints."""

from __future__ import annotations

from ucronia.engine import bonds
from ucronia.engine.compiled import compiled
from ucronia.engine.knobs import P_TAX_COLLECTED
from ucronia.engine.layout import (
    ACTIVE,
    COUNT_ROLL,
    EMBARKED,
    MONTONERA,
    N_OUTCOMES,
    N_POLITIES,
    N_PROVINCES,
    NONE,
    NOWHERE,
    Draw,
    Floats,
    Ints,
    Scratch,
    State,
    Tables,
)
from ucronia.engine.realm.opening import reckon
from ucronia.engine.realm.treasury import duties_of, revenue_of, transit_of

BOOK_REVENUE, BOOK_CUSTOMS, BOOK_MEN, BOOK_DEBT, BOOK_SUPPORT, BOOK_THREAT = range(6)
BOOK_COLUMNS = 6
_MONTHS = 12.0


@compiled
def classify(tables: Tables, state: State, draw: Draw, scratch: Scratch, day: int) -> int:
    """Give the first outcome whose condition holds; the last one's is always true."""
    bonds.muster(tables, state)
    count = tables.size[N_OUTCOMES]
    for outcome in range(count):
        start = tables.code.outcome_start[outcome]
        if start < 0 or reckon(tables, state, draw, scratch, day, start) != 0.0:
            return outcome
    return int(count - 1)


@compiled
def look(
    tables: Tables,
    state: State,
    draw: Draw,
    scratch: Scratch,
    days: Ints,
    when: tuple[int, int, int],
    noted: tuple[Ints, Ints, Ints, Ints, Floats],
) -> int:
    """Note how things stand, if a checkpoint is due; the day itself is not changed by it.

    Parameters
    ----------
    tables : Tables
        What never changes.
    state : State
        The history, at the start of a day: its own muster looks up anew what this one does.
    draw : Draw
        The draw.
    scratch : Scratch
        Scratch.
    days : Ints
        [K] the fork's checkpoints, ascending.
    when : tuple of int
        Today, the next checkpoint, and the leader watched or NONE.
    noted : tuple of arrays
        [K] outcome and [K] the leader's status, filled at the checkpoint; [K, V] holders,
        [K, F] places and [K, F] men, filled as far as they reach: see `note_standing`.

    Returns
    -------
    int
        The next checkpoint.
    """
    today, turn, watched = when
    if turn >= days.shape[0] or days[turn] != today:
        return turn
    outcome, status, holder, place, men = noted
    outcome[turn] = classify(tables, state, draw, scratch, today)
    status[turn] = NONE
    if watched >= 0:
        status[turn] = state.persons.leader_status[watched]
    note_standing(state, holder[turn], place[turn], men[turn])
    return turn + 1


@compiled
def note_standing(state: State, holder: Ints, place: Ints, men: Floats) -> None:
    """Write down who holds each province, and where each force stands with how many men.

    Parameters
    ----------
    state : State
        The history, on a day of its muster.
    holder : Ints
        [V] or [0] filled: the sovereign of who holds it, NONE for nobody.
    place : Ints
        [F] or [0] filled: the place, or the last one of a march; NOWHERE for a force that
        doesn't stand.
    men : Floats
        [F] or [0] filled: its men, 0 for a force that doesn't stand.
    """
    for province in range(holder.shape[0]):
        polity = state.realm.controller[province]
        holder[province] = bonds.sovereign_of(state, polity) if polity >= 0 else NONE
    for force in range(place.shape[0]):
        status = state.forces.status[force]
        stands = status in (ACTIVE, EMBARKED) and state.forces.men[force] > 0.0
        place[force] = state.forces.place[force] if stands else NOWHERE
        men[force] = state.forces.men[force] if stands else 0.0


@compiled
def keep_books(tables: Tables, state: State, draw: Draw, polity: int, book: Floats) -> None:
    """Write down a polity's money, men, support and fear; 0 for no sovereign.

    Parameters
    ----------
    tables : Tables
        What never changes.
    state : State
        The history, on a day of its muster.
    draw : Draw
        The draw.
    polity : int
        Whose books.
    book : Floats
        [BOOK_COLUMNS] filled: revenue and customs [pesos a year], men under arms, irregulars
        left out, debt [pesos], allegiance to its cause where it rules, by people, and the most
        threat that it feels from one who exists [0..1].
    """
    book[:] = 0.0
    is_sovereign = state.realm.exists[polity] == 1 and state.realm.parent[polity] < 0
    if polity >= tables.size[N_POLITIES] or not is_sovereign:
        return
    # the war chest has a share of the revenue, and a state's revenue is told whole
    book[BOOK_REVENUE] = (
        revenue_of(tables, state, draw, polity) * _MONTHS / draw.parameter[P_TAX_COLLECTED]
    )
    duties = duties_of(tables, state, draw, polity)
    book[BOOK_CUSTOMS] = (duties + transit_of(tables, state, draw, polity)) * _MONTHS
    for line in range(state.persons.counter[COUNT_ROLL]):
        force = state.forces.roll[line]
        if state.forces.kind[force] == MONTONERA:
            continue
        if bonds.sovereign_of(state, state.forces.side[force]) == polity:
            book[BOOK_MEN] += state.forces.men[force]
    book[BOOK_DEBT] = state.realm.debt[polity]
    book[BOOK_SUPPORT] = _support(tables, state, polity)
    for other in range(tables.size[N_POLITIES]):
        if other != polity and state.realm.exists[other] == 1:
            book[BOOK_THREAT] = max(book[BOOK_THREAT], state.realm.threat[polity, other])


@compiled
def _support(tables: Tables, state: State, top: int) -> float:
    """Give the allegiance to a sovereign's cause in all provinces under it, by people."""
    cause = tables.people.polity_cause[top]
    people = 0.0
    loyal = 0.0
    for province in range(tables.size[N_PROVINCES]):
        if bonds.sovereign_of(state, state.realm.controller[province]) == top:
            own = tables.geo.province_people[province]
            people += own
            loyal += own * state.realm.allegiance[province, cause]
    return loyal / people if people > 0.0 else 0.0
