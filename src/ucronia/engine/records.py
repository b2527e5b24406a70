"""The records that hold the layout's arrays: their shapes, their capacity, empty ones.

A record is a numpy structured scalar: to compiled code it is a single pointer, so a function
costs the same to compile and to call however many arrays there are (loose arrays took 20 times
longer to compile), and a fork is one copy. Scenarios of one capacity class share one compiled
kernel.
"""

from __future__ import annotations

from typing import cast, get_type_hints

import numpy as np
from numpy.typing import NDArray

from ucronia.engine.layout import (
    BATTLE_COLUMNS,
    BATTLE_LINES,
    HORSE_LINES,
    LOG_LINES,
    MOST_CHOICES,
    NEWS_SLOTS,
    REGISTERS,
    SHORT_LIST,
    STACK,
    TERMS,
    TRACK,
    VALUE_COLUMNS,
    VALUES_TOLD,
    Floats,
    Geo,
    Ints,
    Sizes,
    State,
    Timetable,
)

LETTERS = "FPVQCLOZBTASXHIKNWEUM"
"""The shape letter of each of Sizes' fields, in their order."""
STANDARD_CAPACITY = Sizes(
    forces=240,
    places=160,
    provinces=40,
    polities=24,
    causes=8,
    leaders=112,
    offices=32,
    zones=8,
    blocs=4,
    circuits=12,
    assemblies=8,
    pacts=8,
    variables=24,
    rules=88,
    instances=5120,
    parameters=416,
    entries=768,
    versions=1536,
    code=16384,
    outcomes=12,
    marches=1024,
)
"""What the bundled history needs with room to spare; larger ones take 2, 4, 8 times this."""

_TYPES = {
    Floats: np.float64,
    Ints: np.int64,
    NDArray[np.int16]: np.int16,
    NDArray[np.int32]: np.int32,
    NDArray[np.int8]: np.int8,
    NDArray[np.float32]: np.float32,
    NDArray[np.uint32]: np.uint32,
}
SHAPES: dict[str, str] = {
    # Geo
    **dict.fromkeys(
        ("next_place", "land_days", "hop_days", "hop_waterless_km", "sea_days", "courier_days"),
        "PP",
    ),
    **dict.fromkeys(
        (
            "place_province",
            "place_zone",
            "place_fort",
            "place_elevation_m",
            "place_landing_men",
            "place_trade_pesos",
            "courier_longest_days",
        ),
        "P",
    ),
    **dict.fromkeys(
        (
            "province_capital province_bloc province_people province_revenue_pesos "
            "province_customs_pesos province_seat_days"
        ).split(),
        "V",
    ),
    **dict.fromkeys(("province_communities", "province_nation", "province_horses"), "V"),
    "zone_days": "PZ",
    "province_leaning": "VC",
    "province_neighbour": "VV",
    "calendar": "1",
    # People
    **dict.fromkeys(("polity_nation", "polity_kind", "polity_cause", "polity_office"), "Q"),
    **dict.fromkeys(("polity_pool", "polity_pool_size"), "Q"),
    "polity_claims": "QB",
    "leader_trait": "L4",
    "leader_known_day": "L",
    "leader_home": "L",
    "office_polity": "O",
    "office_term_days": "O",
    "office_travels": "O",
    "force_kind": "F",
    "force_birth": "F",
    "circuit_place": "Tc",
    **dict.fromkeys(
        (
            "circuit_volume_pesos circuit_elasticity circuit_rival circuit_start circuit_port "
            "circuit_customs_pesos circuit_common circuit_by_sea"
        ).split(),
        "T",
    ),
    "assembly_seat": "AV",
    "assembly_terms": "A6",
    "pact_party": "SQ",
    "threat_base": "QQ",
    "tariff_base": "QQ",
    # Code
    "op": "E",
    "argument": "E",
    "constant": "E",
    "outcome_start": "U",
    "assembly_start": "A",
    "entry_start": "N",
    # Rules
    **dict.fromkeys(
        (
            "every again max_rate threshold has_fixed_rate role_class first_instance width "
            "kinds over_count among_count gate_start guard rate_start option_count "
            "decider_start is_recorded need need_any need_second need_variable"
        ).split(),
        "H",
    ),
    "over_list": "Ho",
    "among_list": "Ha",
    "role_start": "H8",
    "need_polity": "H2",
    "need_polity_standing": "H2",
    "possible": "I",
    "weight_start": "H6",
    "effect_start": "H6",
    # Timetable (`kind`, `place` and `option` are an entry's here and a force's in Forces)
    **dict.fromkeys("rule instance option version_first version_count weight".split(), "N"),
    "force_a": "N4",
    "force_b": "N4",
    "values": "Wv",
    "size": "s",
    # Realm
    "allegiance": "VC",
    "trade": "T",
    **dict.fromkeys(
        "unrest insurgents remounts controller owner before control_day treaty_day".split(), "V"
    ),
    **dict.fromkeys(("bands", "hostile"), "V"),
    **dict.fromkeys(
        "treasury arrears debt credit weariness legitimacy exists parent capital".split(), "Q"
    ),
    **dict.fromkeys(("tribute", "land_open", "guides", "serving"), "Q"),
    **dict.fromkeys("threat tariff relation relation_day trade_open bond".split(), "QQ"),
    **dict.fromkeys(("top", "army_men", "main_army", "fighting", "standing", "enemy"), "Q"),
    # Persons
    **dict.fromkeys("leader_status leader_polity leader_captor leader_place".split(), "L"),
    "holder": "O",
    "office_day": "O",
    "acting": "O",
    "tie": "LL",
    "beaten_day": "Q",
    "victory_day": "Q",
    "assembly_day": "A",
    "pact_day": "S",
    "instance_day": "I",
    "rule_day": "H",
    "rule_option": "H",
    "news": "n3",
    "counter": "9",
    "variable": "X",
    "news_size": "n",
    "news_reach": "nV",
    "ledger_men": "8",
    "ledger_pesos": "8",
    "ledger_ships": "4",
    "ledger_guns": "3",
    "ledger_horses": "j",
    "quality_polity": "Q",
    "quality_leader": "L",
    # Forces: the rest is [F]
    "leaning": "FC",
    "track_place": "Ft",
    "track_day": "Ft",
    # Log and Draw
    "event": "G6",
    "event_value": "Ge",
    **dict.fromkeys("entry_loglik entry_open adjustment fired".split(), "N"),
    **dict.fromkeys("figure stood formed".split(), "F"),
    "entry_odds": "N6",
    **dict.fromkeys("entry_version entry_day entry_order".split(), "N"),
    **dict.fromkeys("march_force march_from march_to march_day march_order".split(), "M"),
    "entry_term": "Ni",
    "battle": "bw",
    "battle_count": "1",
    "battle_told": "1",
    "silence": "H",
    "parameter": "K",
    # Scratch: `foe` is [F]
    "register": "r",
    "stack": "k",
    "forbidden": "I",
    "turn_day": "H",
    "most_drawn": "H",
    "target": "l",
    "target_value": "l",
    "player": "2",
    "player_rule": "H",
    "choice": "h4",
    "asked": "4",
}
"""The shape of each field, a letter or digit an axis; a field not named here is [F] in Forces,
[N] in Timetable."""
_FIXED = {
    "c": 12,
    "o": 64,
    "a": 16,
    "v": VALUE_COLUMNS,
    "s": 21,
    "n": NEWS_SLOTS,
    "G": LOG_LINES,
    "e": VALUES_TOLD,
    "t": TRACK,
    "i": TERMS,
}
_FIXED |= {"b": BATTLE_LINES, "w": BATTLE_COLUMNS, "r": REGISTERS, "k": STACK, "l": SHORT_LIST}
_FIXED |= {"h": MOST_CHOICES, "j": HORSE_LINES}


def capacity_for(sizes: Sizes) -> Sizes:
    """Choose the capacity class that a scenario fits in.

    Parameters
    ----------
    sizes : Sizes
        How many of each thing it has.

    Returns
    -------
    Sizes
        The standard capacity, or 2, 4, 8 … times it.
    """
    factor = 1
    while any(has > room * factor for has, room in zip(sizes, STANDARD_CAPACITY, strict=True)):
        factor *= 2
    return Sizes(*(room * factor for room in STANDARD_CAPACITY))


class Row(np.record):  # type: ignore[misc]
    """A record whose fields are its attributes, `size` too, which every numpy scalar has."""

    @property
    def size(self) -> Ints:  # type: ignore[override]
        """[21] how many of each thing there are, of a row of Tables."""
        return cast(Ints, self["size"])


def record_type(part: type, capacity: Sizes) -> np.dtype[np.void]:
    """Make the record type of one of the layout's NamedTuples.

    Parameters
    ----------
    part : type
        Tables, State, Log, Draw, Scratch or one of their parts.
    capacity : Sizes
        Room for each thing.

    Returns
    -------
    np.dtype
        A nested structured type whose scalars have the part's fields as attributes.
    """
    room = dict(zip(LETTERS, capacity, strict=True)) | _FIXED
    other = "N" if part is Timetable else "F"
    fields: list[tuple[object, ...]] = []
    for name, kind in get_type_hints(part).items():
        if kind in _TYPES:
            own = name in ("kind", "place", "next_place") and part is not Geo
            letters = other if own else SHAPES.get(name, other)
            shape = tuple(int(x) if x.isdigit() else room[x] for x in letters)
            fields.append((name, _TYPES[kind], shape))
        else:
            fields.append((name, record_type(kind, capacity)))
    return np.dtype((Row, fields))


def new_records(part: type, capacity: Sizes, count: int = 1) -> NDArray[np.void]:
    """Make empty records: zeros everywhere.

    Parameters
    ----------
    part : type
        Tables, State, Log, Draw or Scratch.
    capacity : Sizes
        Room for each thing.
    count : int
        How many.

    Returns
    -------
    NDArray[np.void]
        [count] records; one element is what compiled functions take.
    """
    return np.zeros(count, dtype=record_type(part, capacity))


def new_state(sizes: Sizes) -> State:
    """Make an empty state.

    Parameters
    ----------
    sizes : Sizes
        How many of each thing.

    Returns
    -------
    State
        One record, zeros everywhere.
    """
    return cast(State, new_records(State, capacity_for(sizes))[0])
