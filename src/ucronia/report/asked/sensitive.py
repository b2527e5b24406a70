"""What an answer rests on, told in a terminal and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions.inputs import GROUPS
from ucronia.analysis.questions.sensitivity import Alone, Rested, Weight
from ucronia.report.asked.dicts import clean, origin_dict
from ucronia.report.asked.result import Answer
from ucronia.report.asked.shown import plain_table
from ucronia.report.tables import Row
from ucronia.report.terminal import origin_line
from ucronia.report.words import Words, outcome_name

GROUP_NAMES = {
    "judged": "judged numbers",
    "fitted": "fitted numbers",
    "sourced": "sourced numbers",
    "disputes": "disputes between sources",
    "dates": "imprecise dates",
    "qualities": "armies' and commanders' qualities",
}
"""What an answer can rest on: msgids of the catalogues."""


@dataclass(frozen=True, repr=False)
class Sensitivity(Answer[Rested]):
    """What an answer rests on.

    Parameters
    ----------
    found : Rested
        All that was found.
    """

    def tables(self) -> dict[str, list[Row]]:
        """Give groups, singles, alone and themes: shares with their intervals."""
        found = self.found
        return {
            "groups": [weight_row(weight) for weight in found.groups],
            "singles": [weight_row(weight) for weight in found.singles],
            "alone": [alone_row(one) for one in found.alone],
            "themes": [alone_row(one) for one in found.themes],
        }

    def to_dict(self) -> Row:
        """Give the answer as `sensitivity --json` prints it."""
        found = self.found
        return {
            **origin_dict(found.origin),
            "date": found.date.isoformat(),
            "outcome": found.outcome,
            "decision": found.arms.decision if found.arms else None,
            "option": found.arms.option if found.arms else None,
            "answer": clean(_ends(found.answer)),
            "of_draws": clean(_ends(found.of_draws)),
            "draws_sd": clean(found.draws_sd),
            "draws": found.draws,
            "screened": found.screened,
            **{name: clean(rows) for name, rows in self.tables().items()},
        }

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the shares, the numbers that weigh most, and what they mean."""
        return sensitive_parts(Words(lang), self.found)


def weight_row(weight: Weight) -> Row:
    """Lay one measured part out."""
    return {
        "id": weight.id,
        "group": weight.group,
        "count": weight.count,
        **{f"closed_{k}": v for k, v in _ends(weight.closed).items()},
        **{f"total_{k}": v for k, v in _ends(weight.total).items()},
    }


def alone_row(one: Alone) -> Row:
    """Lay one number or theme of the first look out."""
    return {"id": one.id, "group": one.group, "count": one.count, **_ends(one.share)}


def _ends(estimate: Estimate) -> Row:
    found = asdict(estimate)
    return {key: found[key] for key in ("mean", "low", "high", "n")}


def sensitive_parts(words: Words, found: Rested) -> list[RenderableType]:
    """Tell what an answer rests on.

    Parameters
    ----------
    words : Words
        The language.
    found : Rested
        The answer.

    Returns
    -------
    list of RenderableType
        What is asked, chance against draws, groups, themes, single numbers, origin.
    """
    parts: list[RenderableType] = [
        Text(_head(words, found), "bold"),
        Text(_answer(words, found)),
        Text(chance_sentence(words, found)),
        Text(),
        weight_table(words, found.groups, [words.say(GROUP_NAMES[w.id]) for w in found.groups]),
        Text(
            words.say(
                "Alone: what of the variance from draw to draw would go, were these numbers "
                "known. In all: what would stay, were all others known. Kept over {draws} "
                "draws.",
                draws=words.number(found.draws),
            )
        ),
        Text(),
    ]
    names = _names(words, found)
    themes = [one for one in found.themes if one.id not in GROUPS][:6]
    parts += [
        alone_table(words, "By theme", themes, [one.id.replace("_", " ") for one in themes]),
        Text(),
        alone_table(
            words, "Single numbers", found.alone[:6], [names[one.id] for one in found.alone[:6]]
        ),
        Text(
            words.say(
                "Of what numbers explain each alone, in a straight line, in {draws} other "
                "draws.",
                draws=words.number(found.screened),
            )
        ),
        Text(),
        weight_table(words, found.singles, [names[one.id] for one in found.singles]),
        Text(narrows_sentence(words, found)),
        Text(),
        Text(words.say("It does not say what would have happened.")),
        Text(origin_line(words, found.origin), "dim"),
    ]
    return parts


def chance_sentence(words: Words, found: Rested) -> str:
    """Say how much is chance, and how much doubt of numbers.

    Parameters
    ----------
    words : Words
        The language.
    found : Rested
        The answer.

    Returns
    -------
    str
        The draws' share of what sets one history apart from another.
    """
    share = found.of_draws
    if share.mean != share.mean:
        return words.say(
            "Chance outweighs all else: with {draws} draws, what rests on numbers can't be "
            "told from none (at most {high} of 100 parts of what sets histories apart).",
            draws=words.number(found.draws),
            high=words.hundredths(share.high),
        )
    return words.say(
        "Of what sets one history apart from another, {draw} of 100 parts ({low}\N{EN DASH}"
        "{high}) are the draw; all else is chance. Below is what the draw's part rests on.",
        draw=words.hundredths(share.mean),
        low=words.hundredths(share.low),
        high=words.hundredths(share.high),
    )


def narrows_sentence(words: Words, found: Rested) -> str:
    """Say which single number would narrow the answer most, were it known.

    Parameters
    ----------
    words : Words
        The language.
    found : Rested
        The answer.

    Returns
    -------
    str
        Its text; that none can be told where none can.
    """
    told = [weight for weight in found.singles if weight.closed.low > 0]
    if not told:
        return words.say(
            "No single number can be told to narrow the answer: more histories (-n) would say."
        )
    best = told[0]
    return words.say(
        "To know this one number would narrow the answer most: {name} ({id}), {share} of 100 "
        "parts ({low}\N{EN DASH}{high}) of its variance.",
        name=_names(words, found)[best.id],
        id=best.id,
        share=words.hundredths(best.closed.mean),
        low=words.hundredths(best.closed.low),
        high=words.hundredths(best.closed.high),
    )


def interval(words: Words, share: Estimate) -> str:
    """Write a share of a hundred with its interval.

    Parameters
    ----------
    words : Words
        The language.
    share : Estimate
        0..1; nan where it can't be told.

    Returns
    -------
    str
        As `62 (40–81)`; `? (0–100)`.
    """
    ends = f"({words.hundredths(share.low)}\N{EN DASH}{words.hundredths(share.high)})"
    return f"{'?' if share.mean != share.mean else words.hundredths(share.mean)} {ends}"


def weight_table(words: Words, weights: Sequence[Weight], names: Sequence[str]) -> Table:
    """Lay measured parts out.

    Parameters
    ----------
    words : Words
        The language.
    weights : sequence of Weight
        The parts.
    names : sequence of str
        What each is called.

    Returns
    -------
    Table
        Alone and in all, of 100.
    """
    table = plain_table(words, ("Rests on", "Numbers", "Alone", "In all"))
    for weight, name in zip(weights, names, strict=True):
        closed, total = interval(words, weight.closed), interval(words, weight.total)
        table.add_row(name, words.number(weight.count), closed, total)
    return table


def alone_table(words: Words, head: str, rows: Sequence[Alone], names: Sequence[str]) -> Table:
    """Lay what numbers explain alone out.

    Parameters
    ----------
    words : Words
        The language.
    head : str
        Heading of the first column, a message of the catalogues.
    rows : sequence of Alone
        Numbers or themes.
    names : sequence of str
        What each is called.

    Returns
    -------
    Table
        Of 100.
    """
    table = plain_table(words, (head, "Numbers", "Alone"))
    for one, name in zip(rows, names, strict=True):
        table.add_row(name, words.number(one.count), interval(words, one.share))
    return table


def _names(words: Words, found: Rested) -> dict[str, str]:
    """Give texts of parameters; all else goes by its id."""
    texts = {p.id: words.text(p.text) for p in found.scenario.parameters}
    ids = [one.id for one in found.alone] + [one.id for one in found.singles]
    return {id: texts.get(id, id) for id in ids}


def _head(words: Words, found: Rested) -> str:
    name = outcome_name(words, found.scenario, found.outcome)
    head = words.say(
        "What this answer rests on: “{outcome}”, {date}",
        outcome=name,
        date=words.date(found.date),
    )
    if found.arms is None:
        return head
    return f"{head}; {found.arms.decision}: {found.arms.option}"


def _answer(words: Words, found: Rested) -> str:
    answer = found.answer
    if found.arms is not None:
        return words.say("Difference, of 100 histories: {change}", change=words.change(answer))
    return words.say(
        "{share} of 100 histories end so ({low}\N{EN DASH}{high}).",
        share=words.hundredths(answer.mean),
        low=words.hundredths(max(0.0, answer.low)),
        high=words.hundredths(min(1.0, answer.high)),
    )
