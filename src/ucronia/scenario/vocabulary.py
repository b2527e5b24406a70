"""The words that expressions and effects may use: each name's arguments, result and meaning.

A type is `number`, `bool`, or a kind of thing: force, place, province, polity, leader, cause,
office, zone, circuit, bloc, assembly, pact, rule, option, variable. A thing may be none.
"""

from __future__ import annotations

from typing import NamedTuple

NUMBER, BOOL = "number", "bool"
THINGS = (
    "force",
    "place",
    "province",
    "polity",
    "leader",
    "cause",
    "office",
    "zone",
    "circuit",
    "bloc",
    "assembly",
    "pact",
    "rule",
    "option",
    "variable",
)


class Word(NamedTuple):
    """A function's or verb's signature, and what it means."""

    takes: tuple[str, ...]
    gives: str
    meaning: str


def _word(takes: str, gives: str, meaning: str) -> Word:
    return Word(tuple(takes.split()), gives, meaning)


MATHS = {
    "exp": _word("number", NUMBER, "e to the power; the argument is clipped to ±50"),
    "log": _word("number", NUMBER, "natural logarithm; of what is not above 1e-9: log(1e-9)"),
    "sqrt": _word("number", NUMBER, "square root; of what is below 0: 0"),
    "min": _word("number number", NUMBER, "the lesser"),
    "max": _word("number number", NUMBER, "the greater"),
    "abs": _word("number", NUMBER, "size without sign"),
    "clip": _word(
        "number number number", NUMBER, "the first, held between the second and third"
    ),
    "logistic": _word("number", NUMBER, "1 / (1 + exp(-x))"),
}

STATE = {
    # a force
    "men": _word("force", NUMBER, "men present"),
    "cavalry_share": _word("force", NUMBER, "share of the men who are cavalry"),
    "guns": _word("force", NUMBER, "guns"),
    "ships": _word("force", NUMBER, "ships of war"),
    "morale": _word("force", NUMBER, "0..1"),
    "captives": _word("force", NUMBER, "prisoners that it guards"),
    "side": _word("force", "polity", "polity that it serves"),
    "commander": _word("force", "leader", "its commander, or none"),
    "patron": _word("force", "leader", "leader to whom the force itself is attached, or none"),
    "leaning": _word("force cause", NUMBER, "its allegiance to a cause, 0..1"),
    "place": _word("force", "place", "where it is (the last place passed, on the march)"),
    "active": _word("force", BOOL, "in the field: exists, not dispersed or interned"),
    "embarked": _word("force", BOOL, "at sea in transports"),
    "besieged": _word("force", BOOL, "shut in by a stronger enemy"),
    "is_army": _word("force", BOOL, "an army (not a column, garrison, montonera or fleet)"),
    "cut_off": _word(
        "force", BOOL, "enemies within 3 days outnumber it and its friends 3:2, abroad"
    ),
    "near": _word("force place number", BOOL, "within so many days' march of a place"),
    "at": _word("force place", BOOL, "in that place"),
    "enemy_men": _word("force number", NUMBER, "men at war with it within so many days' march"),
    "friendly_men": _word(
        "force number", NUMBER, "men of its side and allies so near, itself too"
    ),
    "nearest_foe": _word(
        "force", "force", "the nearest enemy land force that it can march to, or none"
    ),
    "knows_defeat": _word(
        "force number", BOOL, "news of its side's decisive defeat so lately is where it stands"
    ),
    "days_idle": _word("force", NUMBER, "days since it last marched"),
    # a polity
    "exists": _word("polity", BOOL, "founded and not dissolved"),
    "parent": _word("polity", "polity", "confederation it is a member of, or none"),
    "sovereign": _word("polity", "polity", "itself, or the confederation it belongs to"),
    "is_member": _word("polity", BOOL, "member state of a confederation"),
    "is_confederation": _word("polity", BOOL, "of that kind"),
    "is_rival": _word(
        "polity", BOOL, "a rival government, a party or communities: no recognised state"
    ),
    "unitary": _word("polity", BOOL, "a sovereign that is no confederation"),
    "members": _word("polity", NUMBER, "member states that it has"),
    "treasury": _word("polity", NUMBER, "pesos"),
    "arrears": _word("polity", NUMBER, "months of pay owed"),
    "weariness": _word("polity", NUMBER, "war weariness, 0..1"),
    "legitimacy": _word("polity", NUMBER, "0..1"),
    "head": _word("polity", "leader", "holder of its highest office, or none"),
    "capital": _word("polity", "place", "its capital"),
    "own_cause": _word("polity", "cause", "the cause that its rule serves"),
    "army_men": _word("polity", NUMBER, "men in all its land forces"),
    "main_army": _word("polity", "force", "its largest land force in the field, or none"),
    "fleet_ships": _word("polity", NUMBER, "its ships of war"),
    "provinces_held": _word("polity", NUMBER, "provinces that it controls"),
    "lands_lost": _word(
        "polity", NUMBER, "share of its own population under another's control"
    ),
    "support": _word(
        "polity", NUMBER, "allegiance to its cause over the provinces it controls"
    ),
    "at_war": _word("polity polity", BOOL, "at war, their sovereigns counted"),
    "allied": _word("polity polity", BOOL, "allied, in union, or under one sovereign"),
    "in_war": _word("polity", BOOL, "at war with anyone"),
    "enemy": _word("polity", "polity", "the strongest polity that it is at war with, or none"),
    "ally": _word("polity", "polity", "its strongest ally, or none"),
    "war_days": _word("polity polity", NUMBER, "days since their war began, 0 in peace"),
    "peace_days": _word(
        "polity polity",
        NUMBER,
        "days since a treaty or a truce left them at peace, 99999 if none did",
    ),
    "threat": _word("polity polity", NUMBER, "what the first feels from the second, 0..1"),
    "trade_open": _word("polity polity", BOOL, "no ban between them"),
    "beaten": _word(
        "polity number", BOOL, "lost a decisive battle within so many days, as known"
    ),
    "victorious": _word("polity number", BOOL, "won one within so many days"),
    "captor": _word("polity", "polity", "who holds its capital if another does, or none"),
    "same_nation": _word("polity polity", BOOL, "governments of one nation"),
    "rival_of": _word(
        "polity", "polity", "an unused slot for a rival government of its nation"
    ),
    "challenger": _word(
        "polity", "polity", "an existing rival government of its nation, or none"
    ),
    "exile_of": _word("polity", "leader", "its most ambitious leader in exile, or none"),
    "contender": _word("polity", "leader", "most ambitious free leader of it not its head"),
    # a province
    "controller": _word("province", "polity", "who holds it"),
    "owner": _word("province", "polity", "whose it is by right"),
    "controls": _word("polity province", BOOL, "holds it"),
    "allegiance": _word("province cause", NUMBER, "share, 0..1"),
    "unrest": _word("province", NUMBER, "0..1"),
    "population": _word("province", NUMBER, "inhabitants"),
    "garrison": _word("province", NUMBER, "men of its holder in it"),
    "occupied_days": _word("province", NUMBER, "days under one who does not own it, else 0"),
    "seat": _word("province", "place", "its capital"),
    "rejection": _word("province", NUMBER, "1 - allegiance to its holder's cause"),
    "is_occupied": _word("province", BOOL, "held by another than its owner"),
    "borders": _word(
        "province polity", BOOL, "a road joins it to a province that the polity holds"
    ),
    "insurgents": _word("province", NUMBER, "men in arms against its holder there"),
    "revenue": _word("province", NUMBER, "pesos a year in peace"),
    # a leader
    "alive": _word("leader", BOOL, "alive"),
    "free": _word("leader", BOOL, "alive, no prisoner and not in exile"),
    "in_exile": _word("leader", BOOL, "in exile"),
    "is_prisoner": _word("leader", BOOL, "a prisoner"),
    "ambition": _word("leader", NUMBER, "trait, 0..1"),
    "boldness": _word("leader", NUMBER, "trait, 0..1"),
    "loyalty": _word("leader", NUMBER, "trait, 0..1"),
    "skill": _word("leader", NUMBER, "trait, 0..1"),
    "serves": _word("leader", "polity", "polity that the leader serves"),
    "army_of": _word("leader", "force", "the largest force that the leader commands, or none"),
    "holds": _word("leader office", BOOL, "holds it"),
    "is_head": _word("leader", BOOL, "head of a polity that exists"),
    "tied": _word("leader leader", BOOL, "bound by a tie, open or secret"),
    # offices, places, trade, sea, season, memory
    "holder": _word("office", "leader", "who holds it, or none"),
    "office_days": _word(
        "office", NUMBER, "days since its holder was given it, or its term renewed"
    ),
    "province_of": _word("place", "province", "where it lies"),
    "days_between": _word("place place", NUMBER, "days' march, 999 if by sea only"),
    "trade": _word("circuit", NUMBER, "its volume over its base volume"),
    "sea_control": _word(
        "polity zone",
        BOOL,
        "more ships of it and its friends than of its enemies are felt there",
    ),
    "sea_open": _word(
        "polity place",
        BOOL,
        "it may carry troops from or to that port: no stronger enemy is known in its zone",
    ),
    "commands_sea": _word("polity polity", BOOL, "first's ships outnumber the second's"),
    "rains": _word("", NUMBER, "1 in the middle of the rains, 0 in the dry months"),
    "ruler": _word("bloc", "polity", "sovereign that owns over half its population, or none"),
    "population_owned": _word("bloc polity", NUMBER, "people of the bloc's provinces it owns"),
    "seated_in": _word("polity bloc", BOOL, "its capital lies in that bloc"),
    "since": _word("rule", NUMBER, "days since that rule last fired anywhere, 99999 if never"),
    "chosen": _word("rule option", BOOL, "that rule's last choice was this option"),
    "value": _word("variable", NUMBER, "a scenario variable (its bare name does the same)"),
    "ratified": _word("pact", BOOL, "in force"),
    "would_pass": _word(
        "assembly", BOOL, "its vote, were it held today, reaches the threshold"
    ),
    "debt": _word("polity", NUMBER, "pesos that its sovereign owes to lenders"),
    "revenue_held": _word(
        "polity", NUMBER, "pesos a year that the provinces of its sovereign give in peace"
    ),
    "duties": _word(
        "polity", NUMBER, "pesos a year that its sovereign collects at ports of circuits"
    ),
    "convened": _word("assembly", BOOL, "it has met and passed"),
    "communities": _word(
        "province", NUMBER, "share of its people in communities that pay tribute, 0..1"
    ),
    "tribute": _word(
        "polity", NUMBER, "what it levies on communities over what was levied on the first day"
    ),
    "guided": _word(
        "polity province",
        BOOL,
        "people of that nation serve the polity, of another, or its friends",
    ),
    "land_open": _word("polity", NUMBER, "1 where communities' land may be divided and sold"),
    "hostile": _word("province", BOOL, "those in arms against its holder there are many"),
    "credit": _word(
        "polity", NUMBER, "share of its debts' service that its sovereign paid of late, 0..1"
    ),
    "main_port": _word(
        "polity", "place", "its sovereign's port through which most trade goes, or none"
    ),
    "crossing": _word(
        "polity place",
        NUMBER,
        "chance that its troops get by sea from its main port to that one: not found by an"
        " enemy, or not beaten with the ships that lie there, 0..1",
    ),
}

VERBS = {
    "found": _word("polity", "", "the polity begins to exist"),
    "dissolve": _word(
        "polity", "", "it ends: provinces, men and money pass to what follows it"
    ),
    "join": _word("polity polity", "", "first becomes a member state of the second"),
    "secede": _word("polity", "", "it leaves its confederation"),
    "annex": _word("province polity", "", "the province is the polity's by treaty"),
    "occupy": _word("province polity", "", "the polity controls the province"),
    "transfer": _word(
        "polity polity", "", "all provinces and forces of the first pass to second"
    ),
    "transfer_nation": _word(
        "polity polity", "", "provinces of second's claimed blocs that first holds pass to it"
    ),
    "appoint": _word("leader office", "", "takes office; a former holder becomes private"),
    "make_head": _word("leader polity", "", "takes the polity's highest office"),
    "act_for": _word("leader polity", "", "governs for the polity's absent head"),
    "command": _word("leader force", "", "takes command"),
    "enlist": _word("leader polity", "", "serves that polity from now on, free"),
    "exile": _word("leader", "", "goes into exile, losing office and command"),
    "retire": _word("leader", "", "becomes private, losing office and command"),
    "capture": _word("leader polity", "", "becomes that polity's prisoner"),
    "free_leader": _word("leader", "", "a prisoner or exile is free again"),
    "execute": _word("leader", "", "is put to death"),
    "kill": _word("leader", "", "dies otherwise"),
    "leave_command": _word("leader", "", "commands no force any more, and keeps his office"),
    "raise_force": _word("force polity place number", "", "a named force appears with new men"),
    "raise_column": _word(
        "polity place number leader",
        "",
        "a free slot of the polity's pool appears with new men",
    ),
    "raise_montonera": _word("polity place number", "", "irregulars appear"),
    "reinforce": _word("force number", "", "new men join it"),
    "detach": _word("force force number", "", "so many men of the first form the second there"),
    "merge": _word("force force", "", "the first's men join the second"),
    "disband": _word("force", "", "its men go home"),
    "disperse": _word("force", "", "it breaks up; its men scatter"),
    "defect": _word("force polity", "", "changes sides, with its commander"),
    "break_away": _word(
        "force polity number leader",
        "",
        "so many battalions of it change sides, all if it has no more, under a leader or none",
    ),
    "intern": _word("force", "", "laid down its arms, kept where it is"),
    "capitulate": _word("force polity", "", "its men become the polity's prisoners"),
    "release": _word("polity polity", "", "the second's prisoners held by the first go free"),
    "move": _word("force place", "", "is put in a place at once (a withdrawal agreed)"),
    "order": _word("force place", "", "marches to a place"),
    "embark": _word(
        "force place", "", "sails to a port, if the sea is open or its commander dares"
    ),
    "send_home": _word("force", "", "withdraws to its own country, by sea where it came so"),
    "abandon": _word(
        "force",
        "",
        "withdraws so; a hostile province that it leaves empty is its owner's again",
    ),
    "add_ships": _word("force number", "", "gains ships (a negative number loses them)"),
    "seize_ships": _word("force force number", "", "the first takes ships of the second"),
    "set_morale": _word("force number", "", "0..1"),
    "declare_war": _word("polity polity", "", "war"),
    "make_peace": _word(
        "polity polity number", "", "peace; terms: 0 as before the war, 1 as held (see pay)"
    ),
    "truce": _word("polity polity", "", "arms rest"),
    "ally_with": _word("polity polity", "", "alliance"),
    "break_alliance": _word("polity polity", "", "back to plain peace"),
    "open_trade": _word("polity polity", "", "trade is open"),
    "close_trade": _word("polity polity", "", "trade is banned"),
    "tariff": _word(
        "polity polity number",
        "",
        "share of value that the first and its members levy on the second's",
    ),
    "pay": _word("polity polity number", "", "pesos from the first's treasury to the second's"),
    "loan": _word(
        "polity number", "", "pesos into its treasury from lenders, who are owed them"
    ),
    "forced_loan": _word(
        "polity number number",
        "",
        "pesos that its merchants must lend; share of those won that it loses, where trade is",
    ),
    "exact": _word("polity number", "", "pesos into its treasury that nobody is owed"),
    "levy": _word("polity number", "", "raises that many men into its main army"),
    "shift": _word("province cause number", "", "moves allegiance towards a cause"),
    "shift_all": _word("polity cause number", "", "the same in all provinces it controls"),
    "sway": _word("force cause number", "", "moves a force's own allegiance"),
    "legitimise": _word("polity number", "", "adds to legitimacy"),
    "tire": _word("polity number", "", "adds to war weariness"),
    "menace": _word("polity polity number", "", "adds to the threat first feels from second"),
    "unsettle": _word("province number", "", "adds to unrest"),
    "set": _word("variable number", "", "sets a scenario variable"),
    "convene": _word("assembly", "", "meets, votes, and if it passes its effects follow"),
    "pass_assembly": _word("assembly", "", "is recorded as having passed; its effects follow"),
    "ratify": _word("pact", "", "in force"),
    "reject": _word("pact", "", "refused"),
    "move_capital": _word("polity place", "", "its capital is now there"),
    "news": _word(
        "place polity number", "", "news of a success (+) or disaster (-) for a polity"
    ),
    "set_tribute": _word(
        "polity number", "", "levies so many times the first day's tribute on communities"
    ),
    "open_land": _word(
        "polity number", "", "1: communities' land may be divided and sold; 0: it is theirs"
    ),
    "tie": _word("leader leader", "", "a tie between them begins"),
    "untie": _word("leader leader", "", "it ends"),
}
