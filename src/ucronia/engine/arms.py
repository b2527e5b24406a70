"""The arms of a force: foot, horse and guns, and the battalions and squadrons that they form.

A force's men are infantry, cavalry and gunners. The state keeps the shares of the last two, and
what is left is infantry, so that the three sum to the men whatever is done; the men of an arm
stay with whom they serve when forces part and join. Cavalry has its horses with it, or has lost
them: see horses.py. Units are
whole: battalions of infantry and squadrons of cavalry; of guns there are as many as served.
"""

from __future__ import annotations

import math

from ucronia.engine.compiled import apart, compiled
from ucronia.engine.horses import capture_horses, lose_horses, mounted_share, set_horses
from ucronia.engine.knobs import (
    P_BATTALION_MEN,
    P_GUN_CREW,
    P_GUNNERS_MOST,
    P_HORSE_ESCAPE,
    P_HORSE_PRIZES,
    P_SQUADRON_MEN,
    P_TRAIN_DAYS,
    P_UNIT_WEAK,
)
from ucronia.engine.layout import FLEET, HORSES_KILLED, MONTONERA, Draw, State

NOT_TOLD_OFF = -1.0
"""Forces.gunners of a force whose gunners have yet to be told off to its guns."""
_TENTH_LEFT = math.log(10.0)
"""After `train_days` a tenth has yet to be trained, gunners as others."""


@compiled
def gunner_share(state: State, force: int) -> float:
    """Give the share of a force's men who are gunners."""
    return float(max(0.0, state.forces.gunners[force]))


@compiled
def foot_share(state: State, force: int) -> float:
    """Give the share of a force's men who are infantry."""
    rest = 1.0 - state.forces.riders[force] - gunner_share(state, force)
    return float(max(0.0, rest))


@compiled
def infantry_of(state: State, force: int) -> float:
    """Count a force's infantry."""
    return float(state.forces.men[force] * foot_share(state, force))


@compiled
def cavalry_of(state: State, force: int) -> float:
    """Count a force's cavalry, with horses or without."""
    return float(state.forces.men[force] * state.forces.riders[force])


@compiled
def gunners_of(state: State, force: int) -> float:
    """Count a force's gunners."""
    return float(state.forces.men[force] * gunner_share(state, force))


@compiled
def served_guns(state: State, draw: Draw, force: int) -> float:
    """Count the guns of a force that have gunners, all before they are told off."""
    guns = state.forces.guns[force]
    if state.forces.gunners[force] < 0.0:
        return float(guns)
    return float(min(guns, gunners_of(state, force) / draw.parameter[P_GUN_CREW]))


@apart
def share_out(state: State, child: int, parent: int, moved: float) -> None:
    """Let men who leave one force for another take their arms along, before they are moved.

    A force that stands up, with no men yet, takes the shares of horse that it was formed for,
    as far as the other has them; one that stands takes the other's own mixture. Gunners stay by
    their guns while others can go. Whole battalions and squadrons go, as near as may be.
    """
    forces = state.forces
    men, there = forces.men[parent], forces.men[child]
    horse, horses = cavalry_of(state, parent), forces.horses[parent]
    gunners = gunners_of(state, parent)
    foot = max(0.0, men - horse - gunners)
    wanted = forces.riders[child] if there <= 0.0 else forces.riders[parent]
    riding = min(horse, max(moved * wanted, moved - foot - gunners))
    serving = max(0.0, moved - riding - foot)
    taken = horses * min(1.0, riding / horse) if horse > 0.0 else 0.0
    _move_units(state, child, parent, (moved - riding - serving, foot), (riding, horse))
    gunners_there = gunners_of(state, child) if there > 0.0 else 0.0
    riders_there = cavalry_of(state, child) if there > 0.0 else 0.0
    told_off = forces.gunners[child] >= 0.0 or serving > 0.0
    forces.riders[child] = (riders_there + riding) / (there + moved)
    forces.horses[parent] -= taken
    forces.horses[child] += taken
    if told_off:
        forces.gunners[child] = (gunners_there + serving) / (there + moved)
    if men > moved:
        forces.riders[parent] = (horse - riding) / (men - moved)
        if forces.gunners[parent] >= 0.0:
            forces.gunners[parent] = (gunners - serving) / (men - moved)


@compiled
def _move_units(
    state: State,
    child: int,
    parent: int,
    foot: tuple[float, float],
    horse: tuple[float, float],
) -> None:
    """Move the whole battalions and squadrons nearest to (men who go, men there) of an arm."""
    forces = state.forces
    if foot[1] > 0.0:
        units = math.floor(forces.battalions[parent] * foot[0] / foot[1] + 0.5)
        forces.battalions[parent] -= units
        forces.battalions[child] += units
    if horse[1] > 0.0:
        units = math.floor(forces.squadrons[parent] * horse[0] / horse[1] + 0.5)
        forces.squadrons[parent] -= units
        forces.squadrons[child] += units


@apart
def blend_arms(state: State, force: int, other: int, share: float) -> None:
    """Let a share of a force be men of another, who bring their arms and their units."""
    forces = state.forces
    forces.riders[force] += share * (forces.riders[other] - forces.riders[force])
    if forces.gunners[force] >= 0.0 or forces.gunners[other] >= 0.0:
        own, others = gunner_share(state, force), gunner_share(state, other)
        forces.gunners[force] = own + share * (others - own)
    forces.battalions[force] += forces.battalions[other]
    forces.squadrons[force] += forces.squadrons[other]


@compiled
def thin_out(state: State, force: int, men: float) -> None:
    """Let new men join a force of so many: they bring no horses, and can serve no gun yet."""
    total = state.forces.men[force] + men
    if total > 0.0 and state.forces.gunners[force] >= 0.0:
        state.forces.gunners[force] *= state.forces.men[force] / total


@apart
def lose_on_foot(state: State, draw: Draw, force: int, taken: float, victor: int) -> None:
    """Take prisoners' arms and horses from a beaten force, before its men are lessened.

    Of those who have a horse under them `horse_escape` times as great a share is taken as of
    the others. With h mounted, the share x of those on foot solves
    taken = men (1 − h + e h) x. Horses that are led are taken as those on foot are.
    """
    forces = state.forces
    men, mounted = forces.men[force], mounted_share(state, force)
    left, escape = men - taken, draw.parameter[P_HORSE_ESCAPE]
    if taken <= 0.0:
        return
    if left <= 0.0 or mounted >= 1.0:
        _lose_mounts(state, draw, force, victor, forces.horses[force] * min(1.0, taken / men))
        return
    share = min(1.0, taken / (men * (1.0 - mounted + escape * mounted)))
    riding = men * mounted - (taken - men * (1.0 - mounted) * share)
    on_foot = men * (forces.riders[force] - mounted) * (1.0 - share)
    led = max(0.0, forces.horses[force] - men * mounted)
    _lose_mounts(state, draw, force, victor, men * mounted - riding + led * share)
    forces.riders[force] = min(1.0, (riding + on_foot) / left)
    if forces.gunners[force] >= 0.0:
        forces.gunners[force] *= men * (1.0 - share) / left


@compiled
def _lose_mounts(state: State, draw: Draw, force: int, victor: int, horses: float) -> None:
    """Take prisoners' horses: those fit to ride fall to the victor, the others are lost."""
    sound = draw.parameter[P_HORSE_PRIZES] * horses
    capture_horses(state, force, victor, sound, HORSES_KILLED)
    lose_horses(state, force, horses - sound, HORSES_KILLED)


@compiled
def whole_units(units: float, men: float, full: float, weak: float) -> float:
    """Give how many whole units men form who were in so many.

    Units that are weaker than `weak` of their full strength are put together; men above full
    strength form another when they are enough for a weak one.
    """
    if men <= 0.0:
        return 0.0
    most = math.floor(men / (weak * full))
    least = math.ceil(men / full - weak)
    return float(max(1.0, least, min(units, most)))


@apart
def keep_units(state: State, draw: Draw, force: int) -> None:
    """Settle a force's units by its strength; irregulars and crews have none."""
    forces = state.forces
    if forces.kind[force] == MONTONERA or forces.kind[force] == FLEET:
        forces.battalions[force] = forces.squadrons[force] = 0.0
        return
    weak = draw.parameter[P_UNIT_WEAK]
    forces.battalions[force] = whole_units(
        forces.battalions[force],
        infantry_of(state, force),
        draw.parameter[P_BATTALION_MEN],
        weak,
    )
    forces.squadrons[force] = whole_units(
        forces.squadrons[force], cavalry_of(state, force), draw.parameter[P_SQUADRON_MEN], weak
    )


@apart
def keep_gunners(state: State, draw: Draw, force: int, days: float) -> None:
    """Let infantry learn to serve the guns that a force has, and gunners without one fall in.

    The first are told off at once; then nine in ten of the missing are ready in `train_days`.
    """
    forces = state.forces
    men = forces.men[force]
    if men <= 0.0:
        return
    most = min(draw.parameter[P_GUNNERS_MOST], 1.0 - forces.riders[force])
    wanted = min(most, forces.guns[force] * draw.parameter[P_GUN_CREW] / men)
    if forces.gunners[force] < 0.0 or forces.gunners[force] == wanted:
        forces.gunners[force] = wanted
        return
    learnt = 1.0 - math.exp(-_TENTH_LEFT * days / draw.parameter[P_TRAIN_DAYS])
    forces.gunners[force] += learnt * (wanted - forces.gunners[force])


@compiled
def ranks_of(state: State, draw: Draw, force: int) -> float:
    """Count the men whom a force's battalions and squadrons lack of their full strength."""
    full = state.forces.battalions[force] * draw.parameter[P_BATTALION_MEN]
    full += state.forces.squadrons[force] * draw.parameter[P_SQUADRON_MEN]
    return float(max(0.0, full - infantry_of(state, force) - cavalry_of(state, force)))


@compiled
def form_units(state: State, force: int, units: float, full: float, is_foot: bool) -> None:
    """Give a force so many battalions, else squadrons, each as strong as its own are.

    Where it has none they are at full strength. Horsemen who come have their horses, and the
    men of the other arms stay as they are.
    """
    forces = state.forces
    foot, horse = infantry_of(state, force), cavalry_of(state, force)
    serving, horses = gunners_of(state, force), forces.horses[force]
    there, has = horse, forces.squadrons[force]
    if is_foot:
        there, has = foot, forces.battalions[force]
    men = units * (there / has if has > 0.0 and there > 0.0 else full)
    if is_foot:
        forces.battalions[force] = units
        foot = men
    else:
        forces.squadrons[force] = units
        more = horses + men - horse
        set_horses(state, force, more if men > horse else horses * men / max(horse, 1e-9))
        horse = men
    total = foot + horse + serving
    forces.men[force] = total
    if total > 0.0:
        forces.riders[force] = horse / total
        if forces.gunners[force] >= 0.0:
            forces.gunners[force] = serving / total
