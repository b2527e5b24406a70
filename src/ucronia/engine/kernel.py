"""The order of the day, and the play of forks: one replay serves a draw and all its forks."""

from __future__ import annotations

from ucronia.engine import bonds, guides, seats
from ucronia.engine.asking import ask_rule
from ucronia.engine.compiled import compiled, entry
from ucronia.engine.ending import classify, keep_books, look
from ucronia.engine.facts import set_facts
from ucronia.engine.figures import open_figures
from ucronia.engine.film import FILM_REPLAY, NOT_FILMED, expose
from ucronia.engine.job import Job, Results
from ucronia.engine.land import attrition, command, contact, march, siege
from ucronia.engine.layout import (
    COUNT_LOG,
    COUNT_STOOD,
    COUNT_UNIONS,
    N_CIRCUITS,
    N_LEADERS,
    N_PROVINCES,
    NOBODY,
    NONE,
    VALUES_TOLD,
    Draw,
    Fate,
    Floats,
    Ints,
    Log,
    Scratch,
    State,
    States,
    Tables,
)
from ucronia.engine.player import sit_down
from ucronia.engine.qualities import condition
from ucronia.engine.realm import (
    acting,
    depot,
    prisoners,
    province,
    relations,
    remounts,
    resistance,
    rules,
    seat,
    terms,
    trade,
    treasury,
)
from ucronia.engine.replay import apply_day, begin_marches, count_silence
from ucronia.engine.sea import meeting, watch

_TRADE_TURNS = 40
"""Months after which trade stands where tariffs and bans hold it."""


@compiled
def mean_dynamics(tables: Tables, state: State, log: Log, draw: Draw, day: int) -> None:
    """Move what nobody decides: attrition, treasuries, provinces, relations."""
    if day % attrition.EVERY_DAYS == 0:
        attrition.step(tables, state, draw, day)
        siege.press(tables, state, draw, day)
    if day % treasury.EVERY_DAYS == 0:
        treasury.step(tables, state, draw)
        remounts.step(tables, state, log, draw, day)
    if day % province.EVERY_DAYS == 1:
        province.step(tables, state, log, draw, day)
    if day % relations.EVERY_DAYS == 2:
        relations.step(tables, state, draw)
        trade.step(tables, state, log, draw, day)
        seat.step(tables, state, log, draw, day)
    if day % acting.EVERY_DAYS == 6:
        acting.step(tables, state, log, draw, day)
    state.persons.counter[COUNT_STOOD] += state.persons.counter[COUNT_UNIONS]


@compiled
def play_day(
    tables: Tables, state: State, log: Log, draw: Draw, fate: Fate, scratch: Scratch, day: int
) -> None:
    """Play a day freely, in the model's order."""
    bonds.muster(tables, state)
    if day % guides.EVERY_DAYS == 0:
        guides.gather(tables, state)
    rules.step(tables, state, log, draw, fate, scratch, day)  # 1 rules
    command.step(tables, state, log, draw, fate, scratch, day)  # 2 orders
    may_meet = watch.step(tables, state, log, draw, fate, day)
    march.step(tables, state, log, draw, day)  # 3 movement
    contact.step(tables, state, log, draw, fate, day)  # 4 contact
    if may_meet:
        meeting.step(tables, state, log, draw, fate, day)
    if day % siege.EVERY_DAYS == 0:
        siege.step(tables, state, log, draw, fate, day)
    command.occupy_step(tables, state, log, day)
    mean_dynamics(tables, state, log, draw, day)  # 5 attrition … 9 trade
    if day % resistance.EVERY_DAYS == 3:
        resistance.step(tables, state, log, draw, fate, day)
    if day % relations.EVERY_DAYS == 3:
        relations.fill_posts(tables, state, log, day)
        relations.end_the_dead(tables, state, log, day)
    if day % depot.EVERY_DAYS == 7:
        depot.step(tables, state, log, draw, day)
    if day % prisoners.EVERY_DAYS == 5:
        prisoners.step(tables, state, log, draw, day)
    if day % terms.EVERY_DAYS == 4:
        terms.step(tables, state, log, draw, fate, day)


@compiled
def replay_day(
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    when: tuple[int, int, int, int, bool],
) -> tuple[int, int]:
    """Replay a day.

    Parameters
    ----------
    tables, state, log, draw, fate : Tables, State, Log, Draw, Fate
        The history; the state is changed.
    scratch : Scratch
        Scratch.
    when : tuple
        Day, next entry, next march, day from which pins correct nothing, and whether silence is
        scored.

    Returns
    -------
    tuple of int
        Next entry and next march.
    """
    day, line, moving, pins_until, scored = when
    bonds.muster(tables, state)
    if scored:
        count_silence(tables, state, log, draw, scratch, day)
    moving = begin_marches(tables, state, log, draw, day, moving)
    march.step(tables, state, log, draw, day)
    mean_dynamics(tables, state, log, draw, day)
    line = apply_day(tables, state, log, draw, fate, scratch, (day, line, day < pins_until))
    return line, moving


@compiled
def _forbid(scratch: Scratch, forbidden: Ints, mark: int) -> None:
    for row in range(forbidden.shape[0]):
        if forbidden[row, 0] >= 0:
            for cell in range(forbidden[row, 0], forbidden[row, 1] + 1):
                scratch.forbidden[cell] = mark


@compiled
def _keep_events(log: Log, out: Results, cell: tuple[int, int]) -> None:
    fork, replica = cell
    lines = out.event.shape[2]
    count = min(out.event_count[fork, replica], lines, log.event.shape[0])
    for line in range(count):
        for column in range(6):
            out.event[fork, replica, line, column] = log.event[line, column]
        for column in range(VALUES_TOLD):
            out.event_value[fork, replica, line, column] = log.event_value[line, column]


@compiled
def _begin_fork(  # noqa: PLR0913 (all that a history has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    job: Job,
    fork: int,
) -> None:
    """Set what is set otherwise at a fork, and give every rule its first turn."""
    day = job.day[fork]
    state.persons.counter[COUNT_LOG] = 0
    set_facts(tables, state, log, draw, day, job.fact[fork])
    bonds.muster(tables, state)
    guides.gather(tables, state)
    rules.begin(tables, state, draw, scratch, day)
    _forbid(scratch, job.forbidden[fork], 1)
    for act in range(job.act.shape[1]):
        if job.act[fork, act, 0] >= 0:
            what = (job.act[fork, act, 0], job.act[fork, act, 1], job.act[fork, act, 2])
            rules.take(tables, state, log, draw, fate, scratch, day, what)
    sit_down(scratch, job.player, job.player_rule, job.choice)


@compiled
def _end_film(
    tables: Tables, state: State, scratch: Scratch, job: Job, out: Results, first: int
) -> None:
    """Film the last morning, unless the history stopped to ask; say what it asks."""
    if scratch.asked[0] == NONE:
        expose(tables, state, out.film, job.end_day - first)
    for column in range(out.asked.shape[0]):
        out.asked[column] = scratch.asked[column]


@compiled
def _tell_end(
    tables: Tables, state: State, draw: Draw, job: Job, out: Results, cell: tuple[int, int]
) -> None:
    """Write down how long unions stood, how leaders fared, and the states' books."""
    fork, within = cell
    out.stood_days[fork, within] = state.persons.counter[COUNT_STOOD]
    for leader in range(tables.size[N_LEADERS]):
        out.fate[fork, within, leader] = state.persons.leader_status[leader]
    for polity in range(out.books.shape[2]):
        keep_books(tables, state, draw, polity, out.books[fork, within, polity])


@compiled
def _play_later(  # noqa: PLR0913 (all that a history has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    fate: Fate,
    scratch: Scratch,
    job: Job,
    later: Ints,
    within: int,
) -> None:
    """Play on to the later day of classification, where that is wanted."""
    later[within] = NONE
    if job.later_day > job.end_day:
        for today in range(job.end_day, job.later_day):
            play_day(tables, state, log, draw, fate, scratch, today)
        later[within] = classify(tables, state, draw, scratch, job.later_day)


@compiled
def play_fork(  # noqa: PLR0913 (all that a history has in hand)
    tables: Tables,
    state: State,
    log: Log,
    draw: Draw,
    scratch: Scratch,
    job: Job,
    out: Results,
    cell: tuple[int, int, int, int],
) -> None:
    """Play one history on from a fork: cell = (fork, replica within the draw, seed, replica).

    `state` is the fork's state, and is used up.
    """
    fork, within, seed, replica = cell
    branch = job.branch[fork]
    fate = Fate(seed, branch[1] if branch[0] >= 0 else replica)
    day = job.day[fork]
    _begin_fork(tables, state, log, draw, fate, scratch, job, fork)
    filmed = day if fork == 0 and within == job.filmed else NOT_FILMED
    days, watched, turn = job.checkpoint_day[fork], job.watched[fork], 0
    noted = (
        out.checkpoint_outcome[fork, within],
        out.checkpoint_fate[fork, within],
        out.checkpoint_holder[fork, within],
        out.checkpoint_place[fork, within],
        out.checkpoint_men[fork, within],
    )
    end_day = job.end_day if job.ahead < 0 else min(job.end_day, day + job.ahead)
    for today in range(day, end_day):
        if today == branch[0]:
            fate = Fate(seed, branch[2] + within)
            scratch.player[0] = NOBODY
        if turn < days.shape[0] and days[turn] == today:
            # asked here: to hand all that over every day takes longer than to look
            when = (today, turn, watched)
            turn = look(tables, state, draw, scratch, days, when, noted)
        if filmed >= 0:
            expose(tables, state, out.film, today - filmed)
        play_day(tables, state, log, draw, fate, scratch, today)
        if scratch.asked[0] != NONE:
            break
    if filmed >= 0:
        _end_film(tables, state, scratch, job, out, filmed)
    look(tables, state, draw, scratch, days, (end_day, turn, watched), noted)
    out.outcome[fork, within] = classify(tables, state, draw, scratch, end_day)
    _tell_end(tables, state, draw, job, out, (fork, within))
    _play_later(tables, state, log, draw, fate, scratch, job, out.later[fork], within)
    out.event_count[fork, within] = state.persons.counter[COUNT_LOG]
    if out.event.shape[2] > 1:
        _keep_events(log, out, (fork, within))
    _forbid(scratch, job.forbidden[fork], 0)


@compiled
def clear_log(log: Log) -> None:
    """Empty what a replay writes."""
    for line in range(log.entry_loglik.shape[0]):
        log.entry_loglik[line] = 0.0
        log.entry_open[line] = 1
        for option in range(log.entry_odds.shape[1]):
            log.entry_odds[line, option] = 0.0
        log.adjustment[line] = 0.0
        log.fired[line] = 0
        for term in range(log.entry_term.shape[1]):
            log.entry_term[line, term] = 0.0
    for rule in range(log.silence.shape[0]):
        log.silence[rule] = 0.0
    for force in range(log.figure.shape[0]):
        log.figure[force] = 0.0
        log.formed[force] = NONE
    log.battle_count[0] = 0
    log.battle_told[0] = -1


@compiled
def _open_record(record: State, log: Log, draw: Draw) -> None:
    """Begin a replay: nothing is told yet, and qualities are the draw's own."""
    clear_log(log)
    open_figures(record, log)
    record.persons.counter[COUNT_LOG] = 0
    for thing in range(draw.quality_polity.shape[0]):
        record.persons.quality_polity[thing] = draw.quality_polity[thing]
    for thing in range(draw.quality_leader.shape[0]):
        record.persons.quality_leader[thing] = draw.quality_leader[thing]


@compiled
def _replay_on(  # noqa: PLR0913 (all that a history has in hand)
    tables: Tables,
    record: State,
    log: Log,
    draw: Draw,
    scratch: Scratch,
    job: Job,
    out: Results,
    seed: int,
    when: tuple[int, int, int, int],
) -> tuple[int, int, int]:
    """Replay from when = (day, next entry, next march, last day): give the day and the next."""
    today, line, moving, until = when
    fate = Fate(seed, 0)
    while today < until:
        if job.filmed == FILM_REPLAY:
            expose(tables, record, out.film, today)
        turn = (today, line, moving, job.pins_until, job.replay_day >= 0)
        line, moving = replay_day(tables, record, log, draw, fate, scratch, turn)
        today += 1
    return today, line, moving


@entry
def play_draw(  # noqa: PLR0913 (compiled code takes its arrays one by one)
    tables: Tables,
    start: States,
    states: States,
    log: Log,
    draw: Draw,
    scratch: Scratch,
    work: Floats,
    job: Job,
    out: Results,
    key: tuple[int, int, int],
) -> None:
    """Replay the record under one draw, and play every fork of the job on from it.

    It serves for whatever Python wants of the engine: a second function would be compiled anew
    with all that it calls.

    Parameters
    ----------
    tables : Tables
        What never changes.
    start : States
        [1] the first day's state.
    states : States
        [2] scratch: the replay's and the history's.
    log : Log
        Scratch.
    draw : Draw
        The draw.
    scratch : Scratch
        Scratch.
    work : Floats
        [WORK_ROWS, max(Q, L)] scratch.
    job : Job
        The forks, or a day to replay to and what to ask there.
    out : Results
        Filled.
    key : tuple of int
        Seed, the draw's number, and the seed of chance after a fork.
    """
    seed, which, chance = key
    states[0] = start[0]
    record, history = states[0], states[1]
    _open_record(record, log, draw)
    today, line, moving = 0, 0, 0
    for fork in range(job.day.shape[0]):
        when = (today, line, moving, job.day[fork])
        today, line, moving = _replay_on(
            tables, record, log, draw, scratch, job, out, seed, when
        )
        condition(
            tables,
            log,
            draw,
            (seed, which, job.quality_day[fork]),
            record.persons.quality_polity,
            record.persons.quality_leader,
            work,
        )
        for within in range(job.per_draw):
            states[1] = states[0]
            cell = (fork, within, chance, which * job.per_draw + within)
            play_fork(tables, history, log, draw, scratch, job, out, cell)
    when = (today, line, moving, job.replay_day)
    _replay_on(tables, record, log, draw, scratch, job, out, seed, when)
    if job.asked_rule >= 0:
        asked = (job.replay_day, job.asked_rule, job.asked_instance)
        ask_rule(tables, record, draw, scratch, asked, out.answer)


@entry
def prepare(tables: Tables, states: States) -> None:
    """Work out what the first day's state implies: bonds, seats, trade under tariffs and bans.

    Parameters
    ----------
    tables : Tables
        The seats and the trade of the first day are written into them.
    states : States
        [1] the first day's state, changed in place.
    """
    first = states[0]
    bonds.refresh(tables, first)
    bonds.muster(tables, first)
    for number in range(tables.size[N_PROVINCES]):
        tables.geo.province_seat_days[number] = seats.seat_days(tables, first, number)
    for circuit in range(tables.size[N_CIRCUITS]):
        first.realm.trade[circuit] = 1.0
        for _ in range(_TRADE_TURNS):
            trade.settle_trade(tables, first, circuit)
        tables.people.circuit_start[circuit] = first.realm.trade[circuit]
