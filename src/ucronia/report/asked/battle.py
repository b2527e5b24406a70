"""The odds of a battle, told: who wins, what it costs, and what the data can't tell."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.battle.asked import Answered
from ucronia.analysis.battle.odds import Toll
from ucronia.analysis.estimates import Estimate
from ucronia.report.asked.shown import plain_table, show
from ucronia.report.digits import ends, hundredths, span
from ucronia.report.replies import DIGITS
from ucronia.report.tables import Row
from ucronia.report.words import Words

SIDES = ("attacker", "defender")
WON = ("If the attacker wins", "If the defender wins")
SIDE_NAMES = ("Attacker", "Defender")
CHANCE_HEADS = ("Of 100 such battles", "", "95 %")
LOSS_HEADS = (
    "Men lost: median, 95 %",
    "",
    "Killed and wounded",
    "Taken or scattered",
    "Of 100",
)
HEADS = tuple(head for head in (*CHANCE_HEADS, *LOSS_HEADS) if head)
GROUNDS = {
    "open": "open ground",
    "hills": "hills",
    "mountains": "mountains",
    "woods": "woods",
    "town": "a town",
    "marsh": "marsh",
}
WORKS = {
    "none": "no works",
    "hasty": "hasty works",
    "prepared": "prepared works",
    "fortified": "fortified works",
}
"""Messages of the catalogues."""


@dataclass(frozen=True, repr=False)
class BattleOdds:
    """The odds of one battle.

    Parameters
    ----------
    found : Answered
        What was asked, and what was found.
    """

    found: Answered

    def to_dict(self) -> Row:
        """Give it as `battle --json` prints it; an estimate is mean, low, high (95 %)."""
        asked, odds = self.found.asked, self.found.odds
        return {
            "asked": asdict(asked),
            "chance": {
                "attacker": _ends(odds.attacker),
                "defender": _ends(odds.defender),
                "draw": _ends(odds.drawn),
                "attacker_at_equal_quality": _ends(odds.even),
            },
            "quality": asdict(self.found.quality) if self.found.quality else None,
            "rout": _ends(odds.rout),
            "pursuit": dict(zip(SIDES, map(_ends, odds.pursuit), strict=True)),
            "losses": {
                f"{side}_wins": dict(zip(SIDES, map(_toll, tolls), strict=True))
                for side, tolls in zip(SIDES, odds.tolls, strict=True)
            },
            "ground_changes_odds": False,
            "ground_effect": self.found.ground,
            "surprise_effect": self.found.surprise,
            "unknown_names": list(self.found.unknown),
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give it as it is printed in a terminal, in `es` or `en`."""
        words = Words(lang)
        return [*_chance_parts(words, self.found), Text(), _toll_table(words, self.found)] + [
            Text(line) for line in ("", *notes(words, self.found))
        ]

    def show(self, lang: str = "en") -> None:
        """Print it."""
        show(Console(highlight=False), self.told(lang))


def _ends(value: Estimate) -> Row:
    named = (("mean", value.mean), ("low", value.low), ("high", value.high))
    return {name: round(number, DIGITS) for name, number in named}


def _toll(toll: Toll) -> Row:
    parts = {"killed_and_wounded": toll.lost, "killed": toll.killed, "taken": toll.taken}
    found: Row = {
        name: {"median": round(part.mean), "low": round(part.low), "high": round(part.high)}
        for name, part in parts.items()
    }
    share = toll.share
    found["share"] = {
        "median": round(share.mean, 3),
        "low": round(share.low, 3),
        "high": round(share.high, 3),
    }
    return found


def _chance_parts(words: Words, found: Answered) -> list[RenderableType]:
    odds = found.odds
    table = plain_table(words, CHANCE_HEADS)
    for name, chance in (
        (words.say("the attacker wins"), odds.attacker),
        (words.say("the defender wins"), odds.defender),
        (words.say("nobody wins"), odds.drawn),
        (words.say("the attacker wins, were both armies equally good"), odds.even),
        (words.say("the beaten side is routed"), odds.rout),
        (words.say("the attacker pursues, if it wins"), odds.pursuit[0]),
        (words.say("the defender pursues, if it wins"), odds.pursuit[1]),
    ):
        mean, low, high = hundredths(words, chance)
        table.add_row(name, mean, f"{low}\N{EN DASH}{high}")
    return [Text(_heading(words, found), "bold"), table]


def _heading(words: Words, found: Answered) -> str:
    asked = found.asked
    return words.say(
        "{attacker} men attack {defender}, {ground}, {works}",
        attacker=words.number(asked.attacker),
        defender=words.number(asked.defender),
        ground=words.say(GROUNDS[asked.ground]),
        works=words.say(WORKS[asked.works]),
    )


def _toll_table(words: Words, found: Answered) -> Table:
    table = plain_table(words, LOSS_HEADS)
    for won, tolls in zip(WON, found.odds.tolls, strict=True):
        for side, (name, toll) in enumerate(zip(SIDE_NAMES, tolls, strict=True)):
            table.add_row(
                "" if side else words.say(won),
                words.say(name),
                _men(words, toll.lost),
                _men(words, toll.taken),
                span(words, toll.share),
            )
    return table


def _men(words: Words, men: Estimate) -> str:
    """Write men as exactly as their interval allows."""
    mean, low, high = (words.number(end) for end in ends(men, 1))
    return f"{mean} ({low}\N{EN DASH}{high})"


def notes(words: Words, found: Answered) -> list[str]:
    """Say what the odds rest on, and what the data can't tell.

    Parameters
    ----------
    words : Words
        The language.
    found : Answered
        The answer.

    Returns
    -------
    list of str
        Sentences.
    """
    said = [
        words.say(
            "Fitted on {n} decided battles of CDB90 since 1700, most of them greater than "
            "Andean ones; the chance of a side counts every quality that armies and commanders "
            "may have, its interval what the coefficients leave open. Losses of men: chance "
            "and coefficients together.",
            n=words.number(found.n),
        )
    ]
    said.append(_quality_note(words, found))
    effect = found.ground
    if found.asked.ground != "open":
        said.append(
            words.say(
                "Ground moves nothing here: in the same battles rough ground changes the "
                "attacker's log odds by {mean} ± {se}, so that the data can't tell whether it "
                "helps or harms. What the defender has dug is asked with --works; where it "
                "isn't said, none is taken to be there (CDB90 does not tell none from hasty).",
                mean=_signed(words, effect["mean"]),
                se=words.number(effect["se"], 1),
            )
        )
    if found.asked.surprise != "none":
        said.append(
            words.say(
                "Surprise adds {mean} ± {se} to the log odds of the side that has it. CDB90 "
                "codes surprise only where it told on the result, so that this is too much.",
                mean=_signed(words, found.surprise["mean"]),
                se=words.number(found.surprise["se"], 1),
            )
        )
    return said


def _quality_note(words: Words, found: Answered) -> str:
    if found.unknown:
        unknown = words.say(
            "CDB90 knows nothing of {names} before that day: drawn as any other.",
            names=words.join(list(found.unknown)),
        )
    else:
        unknown = ""
    if found.quality is None:
        return unknown or words.say(
            "Nothing is known of either army or commander; morale and training are equal."
        )
    known = words.say(
        "From earlier battles in CDB90 the attacker is held better by {mean} ± {sd} in log "
        "odds, army and commander together.",
        mean=_signed(words, found.quality.mean),
        sd=words.number(found.quality.sd, 1),
    )
    return f"{known} {unknown}".strip()


def _signed(words: Words, value: float) -> str:
    sign = "+" if value > 0 else ""
    return sign + words.number(value, 1)
