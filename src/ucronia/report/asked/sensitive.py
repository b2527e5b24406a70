"""What an answer rests on, told in a terminal and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.questions.inputs import DATES, GROUPS, QUALITIES
from ucronia.analysis.questions.sensitivity import Alone, Rested, Weight
from ucronia.report.asked.dicts import clean, origin_dict
from ucronia.report.asked.result import Answer
from ucronia.report.asked.shown import plain_table
from ucronia.report.digits import hundredths, span
from ucronia.report.likely import in_words
from ucronia.report.tables import Row
from ucronia.report.terminal import origin_line
from ucronia.report.words import Words, outcome_name

FIGURE_ENDS = (".svg", ".png")
UNKNOWABLE = (QUALITIES, DATES)
"""Groups of which no single number is said to narrow an answer."""

if TYPE_CHECKING:
    from matplotlib.figure import Figure

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
            "stopped": self.is_stopped,
            **{name: clean(rows) for name, rows in self.tables().items()},
        }

    def plot(self, lang: str = "en") -> Figure:
        """Draw the groups' shares, and those of the numbers that stood out."""
        from ucronia.report.figures.weights import weight_chart

        words, found = Words(lang), self.found
        names = _names(words, found)
        names |= {group: words.say(name) for group, name in GROUP_NAMES.items()}
        rows = [
            (names[weight.id], (weight.each, weight.closed, weight.total))
            for weight in (*found.groups, *found.singles)
        ]
        return weight_chart(rows, words, _head(words, found))

    def save(self, path: str | Path, table: str | None = None, lang: str = "en") -> Path:
        """Write the figure to an .svg or .png file, or a table to a .csv or .parquet one."""
        path = Path(path)
        if path.suffix not in FIGURE_ENDS:
            return super().save(path, table)
        from ucronia.report.figures.files import save_figure

        return save_figure(self.plot(lang), path)

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
        **{f"each_{k}": v for k, v in _ends(weight.each).items()},
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
    groups = [words.say(GROUP_NAMES[weight.id]) for weight in found.groups]
    parts: list[RenderableType] = [
        Text(_head(words, found), "bold"),
        Text(_answer(words, found)),
        Text(chance_sentence(words, found)),
        Text(),
        weight_table(words, found.groups, groups),
        Text(
            words.say(
                "One by one: of what numbers explain each by itself, in a straight line, in "
                "{screened} draws. Alone: what of the variance from draw to draw would go, "
                "were these numbers known; in all: what would stay, were all others known; "
                "both in {draws} other draws.",
                screened=words.number(found.screened),
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
        Text(),
        weight_table(words, found.singles, [names[one.id] for one in found.singles]),
        Text(narrows_sentence(words, found)),
        Text(),
        *_stopped(words, found),
        Text(words.say("It does not say what would have happened.")),
        Text(origin_line(words, found.origin), "dim"),
    ]
    return parts


def _stopped(words: Words, found: Rested) -> list[RenderableType]:
    if not found.stopped:
        return []
    return [Text(words.say("Stopped: what wasn't measured by then is left open (?)."))]


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
            draws=words.number(found.draws or found.screened),
            high=words.hundredths(share.high),
        )
    mean, low, high = hundredths(words, share)
    return words.say(
        "Of what sets one history apart from another, {draw} of 100 parts ({low}\N{EN DASH}"
        "{high}) are the draw; all else is chance. Below is what the draw's part rests on.",
        draw=mean,
        low=low,
        high=high,
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
    told = [one for one in found.alone if one.share.low > 0 and one.group not in UNKNOWABLE]
    if not told:
        return words.say(
            "No single number can be told to narrow the answer: more histories (-n) would say."
        )
    best = told[0]
    mean, low, high = hundredths(words, best.share)
    return words.say(
        "To know this one number would narrow the answer most: {name} ({id}), {share} of 100 "
        "parts ({low}\N{EN DASH}{high}) of its variance.",
        name=_names(words, found)[best.id],
        id=best.id,
        share=mean,
        low=low,
        high=high,
    )


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
        One by one, alone and in all, of 100.
    """
    table = plain_table(words, ("Rests on", "Numbers", "One by one", "Alone", "In all"))
    for weight, name in zip(weights, names, strict=True):
        shares = (weight.each, weight.closed, weight.total)
        said = (span(words, share) for share in shares)
        table.add_row(name, words.number(weight.count), *said)
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
    table = plain_table(words, (head, "Numbers", "One by one"))
    for one, name in zip(rows, names, strict=True):
        table.add_row(name, words.number(one.count), span(words, one.share))
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
    inside = Estimate(answer.mean, max(0.0, answer.low), min(1.0, answer.high), answer.n)
    mean, low, high = hundredths(words, inside)
    said = words.say(
        "{share} of 100 histories end so ({low}\N{EN DASH}{high}).",
        share=mean,
        low=low,
        high=high,
    )
    return f"{said} {words.say('In words: {likely}.', likely=in_words(words, inside))}"
