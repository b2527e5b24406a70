"""One day, two days, the day it was lost and what to believe, told in a terminal."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from ucronia.analysis.estimates import HALF_WIDTH
from ucronia.analysis.questions.beliefs import Belief, Believed
from ucronia.analysis.questions.moments import Compared, Lost, Ran
from ucronia.report.asked.assumed import assumed_parts
from ucronia.report.asked.limited import (
    believe_limits,
    compare_limits,
    lost_limits,
    run_limits,
)
from ucronia.report.asked.shown import narrowed_parts, plain_table
from ucronia.report.asked.told import typical_parts
from ucronia.report.chronicle import Names
from ucronia.report.digits import hundredths, p_value, span, written
from ucronia.report.likely import in_words
from ucronia.report.points import point_name
from ucronia.report.rested import rests_sentence
from ucronia.report.sentences import ending_sentence, point_sentence, share_sentence
from ucronia.report.terminal import origin_line
from ucronia.report.untold import untold_parts
from ucronia.report.words import Words, outcome_name
from ucronia.scenario.model import Scenario

ASSUMED = (
    "An assumption is changed here, not a fact: in every history, from the first day, the "
    "record's replay too, held at"
)


def run_parts(words: Words, found: Ran) -> list[RenderableType]:
    """Tell the histories played from one day.

    Parameters
    ----------
    words : Words
        The language.
    found : Ran
        The histories.

    Returns
    -------
    list of RenderableType
        Table, how they end, typical histories, origin.
    """
    names = Names(words, found.scenario, found.pools)
    columns = ("Outcome", "Of 100 histories", "In words", "Chance", "Draw")
    table = plain_table(words, columns)
    shares = zip(found.ending.outcomes, found.ending.shares, found.doubts, strict=True)
    for outcome, share, doubt in shares:
        table.add_row(
            outcome_name(words, found.scenario, outcome),
            span(words, share),
            in_words(words, share),
            *(_percent(words, part) for part in (doubt.chance, doubt.draw)),
        )
    head = words.say("Played on from {date}", date=words.date(found.date))
    return [
        Text(head, "bold"),
        *assumed_parts(words, found.scenario, found.runs.forks[0].held, ASSUMED),
        table,
        Text(ending_sentence(words, found.scenario, found.ending)),
        Text(),
        Text(words.say("Typical histories that follow"), "bold"),
        *typical_parts(names, found.lines, found.told),
        Text(),
        Text(rests_sentence(words, found.rests)),
        *narrowed_parts(words, found.narrowed),
        *untold_parts(words, run_limits(words, found)),
        Text(words.say("It does not say what would have happened.")),
        Text(origin_line(words, found.origin), "dim"),
    ]


def _percent(words: Words, share: float) -> str:
    return "—" if share != share else f"{words.number(share * 100)} %"


def compare_parts(words: Words, found: Compared) -> list[RenderableType]:
    """Tell a comparison of two days.

    Parameters
    ----------
    words : Words
        The language.
    found : Compared
        One outcome on two days.

    Returns
    -------
    list of RenderableType
        A plain sentence, and the origin.
    """
    message = (
        "Not distinguishable: noise alone could make {first} and {second} of 100 differ so."
    )
    if found.is_told_apart:
        message = "Different: noise alone would hardly make {first} and {second} of 100."
    first, second = (hundredths(words, share)[0] for share in (found.first, found.second))
    verdict = words.say(
        message,
        first=first,
        second=second,
    )
    said = words.say(
        "“{outcome}”: {first} of 100 histories from {one}, {second} from {two}: {change}, "
        "paired by draw and chance.",
        outcome=outcome_name(words, found.scenario, found.outcome),
        first=first,
        second=second,
        one=words.date(found.dates[0]),
        two=words.date(found.dates[1]),
        change=words.change(found.difference),
    )
    return [
        Text(verdict, "bold"),
        Text(said),
        Text(rests_sentence(words, found.rests)),
        *narrowed_parts(words, found.narrowed),
        *untold_parts(words, compare_limits(words, found)),
        Text(origin_line(words, found.origin), "dim"),
    ]


def lost_parts(words: Words, found: Lost) -> list[RenderableType]:
    """Tell when an outcome was lost.

    Parameters
    ----------
    words : Words
        The language.
    found : Lost
        When it was lost.

    Returns
    -------
    list of RenderableType
        Two dates, the turning points that took it away, the origin.
    """
    name = outcome_name(words, found.scenario, found.outcome)
    level = words.hundredths(found.level)
    above, below = found.loss.last_above, found.loss.surely_below
    said = words.say(
        "“{outcome}” never reaches {level} of 100 histories on the curve.",
        outcome=name,
        level=level,
    )
    if above is not None:
        said = words.say(
            "“{outcome}” last has {level} of 100 histories or more on {date}.",
            outcome=name,
            level=level,
            date=words.date(above),
        )
    parts: list[RenderableType] = [Text(said, "bold")]
    if below is not None:
        parts.append(
            Text(
                words.say(
                    "From {date} on, its whole interval is below that.", date=words.date(below)
                )
            )
        )
    if found.falls:
        parts += [Text(), Text(words.say("Turning points that took it away"), "bold")]
    for point in found.falls[:8]:
        title = point_name(words, found.scenario, point)
        parts.append(Text(f"- {title}: {point_sentence(words, found.scenario, point)}"))
    parts += [Text(), Text(rests_sentence(words, found.rests))]
    parts += untold_parts(words, lost_limits(words, found))
    return [*parts, Text(origin_line(words, found.origin), "dim")]


def believe_parts(words: Words, found: Believed) -> list[RenderableType]:
    """Tell what one would have to believe.

    Parameters
    ----------
    words : Words
        The language.
    found : Believed
        The beliefs.

    Returns
    -------
    list of RenderableType
        The share, the range over draws, a table of beliefs, the origin.
    """
    name = outcome_name(words, found.scenario, found.outcome)
    low, high = (words.hundredths(share) for share in found.draws)
    spread = words.say(
        "The least favourable tenth of draws give it {low} of 100, the most favourable {high}.",
        low=low,
        high=high,
    )
    table = plain_table(words, ("To believe", "All", "Ending so", "Shift", "p"))
    for belief in found.beliefs:
        table.add_row(*_belief(words, found.scenario, belief))
    head = f"{name}, {words.date(found.date)}"
    parts: list[RenderableType] = [
        Text(head, "bold"),
        Text(share_sentence(words, found.share)),
        Text(spread),
        Text(),
        table,
    ]
    if found.if_held is not None and found.gained is not None:
        said = words.say(
            "With those told from noise held at favourable values: {share} of 100, {change}.",
            share=hundredths(words, found.if_held)[0],
            change=words.change(found.gained),
        )
        parts.append(Text(said))
    elif found.beliefs:
        parts.append(Text(words.say("None of them can be told from noise.")))
    parts += narrowed_parts(words, found.narrowed)
    parts += untold_parts(words, believe_limits(words, found))
    return [*parts, Text(origin_line(words, found.origin), "dim")]


def _belief(words: Words, scenario: Scenario, belief: Belief) -> tuple[str, ...]:
    texts = {parameter.id: words.text(parameter.text) for parameter in scenario.parameters}
    name, sign = texts.get(belief.id), "+" if belief.shift > 0 else ""
    half = HALF_WIDTH * belief.error
    return (
        f"{name} ({belief.id})" if name else belief.id,
        *(written(words, mean, half * belief.sd) for mean in (belief.all, belief.ending_so)),
        f"{sign}{written(words, belief.shift, half)} sd",
        p_value(words, belief.p_value),
    )
