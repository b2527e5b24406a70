"""How good the forecasts are, told: skill beside baselines, by block, horizon and kind."""

from __future__ import annotations

import math

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.backtest.baselines import BASE_RATE, EVEN, PERSISTENCE, PRIOR
from ucronia.analysis.backtest.blocks import ASKED_ON_ITS_DAY, HELD_OUT, IN_SAMPLE, Block, Line
from ucronia.analysis.backtest.skill import FEW_BLOCKS, Skill
from ucronia.analysis.questions.backtest import HORIZONS, Backtest
from ucronia.report.asked.shown import plain_table
from ucronia.report.digits import written
from ucronia.report.forecasts import BETTER, NAMES, NONE, SORTS, WORSE, skill_told, sorts_named
from ucronia.report.terminal import origin_line
from ucronia.report.words import Words
from ucronia.scenario.model import Scenario

FORECASTERS = {
    PERSISTENCE: "Nothing changes",
    BASE_RATE: "Base rate",
    PRIOR: "Priors",
    EVEN: "All options alike",
}
SAID = {
    IN_SAMPLE: "In the sample, {first} to {last}: what a calibration may learn from.",
    HELD_OUT: "Held out of calibration, not of design, {first} to {last}: whoever wrote the "
    "rules and priors knew what came.",
}
_FLOOR = -9.99
"""A bound of skill below it is told as below it: where next to nothing came, it has none."""
_BETTER = "Better than every baseline, by both scores: {what}."
_WORSE = "Worse than a baseline, by a score: {what}."
_NONE = "No skill to be told from noise beside some baseline: {what}."
NO_BLOCK = {
    IN_SAMPLE: "No fork lies in the sample with its horizon: nothing is scored there.",
    HELD_OUT: "No fork is held out with its horizon: nothing is scored there.",
}
_COUNTS = (
    "Score: of men, the CRPS in men; else the Brier score, 0 to 1. Less is better. Skill is 1 "
    "less the score over a baseline’s score: 1 is perfect, 0 no better; in brackets its 95 % "
    "interval by blocks of days, for horizons overlap. A count of k in n histories forecasts "
    "(k + ½) / (n + 1), so that nothing is impossible. Forks stand on the eve of weighty "
    "entries too, where more happens than on other days. A kind that came in fewer than five "
    "spells, or stayed away in fewer, has no interval."
)
_BASELINES = (
    "Nothing changes: no event comes, who holds and stands goes on so. Base rate: how often "
    "such things came within as many days of other forks in the sample, the year of the fork "
    "left out; an army’s men change as they did elsewhere. What came is the record as its "
    "reference rows tell it: armies only where it places them within ten days. The table is of "
    "Brier scores and CRPS; the sentences below it also ask the logarithmic score."
)
_UNDER_PRIORS = (
    "Played under the priors: it is the uncalibrated prior that is scored, and it is no "
    "baseline beside itself."
)
_UNDER_POSTERIOR = "Played under {name}, taught by the record up to {until}."
NOTES = (_COUNTS, _BASELINES, _UNDER_PRIORS, _UNDER_POSTERIOR)
VERDICTS = {BETTER: _BETTER, WORSE: _WORSE, NONE: _NONE}


def backtest_parts(words: Words, found: Backtest) -> list[RenderableType]:
    """Tell how good the forecasts are.

    Parameters
    ----------
    words : Words
        The language.
    found : Backtest
        What was found.

    Returns
    -------
    list of RenderableType
        For each block its span, two tables and what they come to; what it counts; the origin.
    """
    parts: list[RenderableType] = []
    for block in found.blocks:
        said = words.say(
            SAID[block.id], first=words.date(block.first), last=words.date(block.last)
        )
        parts += [Text(said, "bold"), _sorts_table(words, block), Text()]
        parts += [Text(line) for line in verdicts(words, block)]
        parts += [Text(), _kinds_table(words, found.scenario, block), Text()]
    return [*parts, *_notes(words, found), Text(origin_line(words, found.origin), "dim")]


def _baselines(block: Block) -> list[str]:
    known = {name for line in block.lines for name in line.score}
    return [name for name in FORECASTERS if name in known]


def _sorts_table(words: Words, block: Block) -> Table:
    names = _baselines(block)
    heads = ("Forecast", "Days", "Cases", "Score", *(FORECASTERS[name] for name in names))
    table = plain_table(words, heads)
    for sort in SORTS:
        for line in (line for line in block.lines if line.kind == sort):
            table.add_row(
                words.say(NAMES[sort]) if line.horizon in (ASKED_ON_ITS_DAY, 30) else "",
                words.number(line.horizon) if line.horizon else "—",
                words.number(line.n),
                written(words, line.score["model"], _score_half(line)),
                *(_skill(words, line.skill.get(name)) for name in names),
            )
    return table


def _skill(words: Words, skill: Skill | None) -> Text:
    """Write a skill with its interval: bold where it is told from 0, dim where it isn't."""
    if skill is None or math.isnan(skill.value):
        return Text("—", "dim")
    half = (skill.high - skill.low) / 2
    parts = (skill.value, skill.low, skill.high)
    value, low, high = (_told(words, number, half) for number in parts)
    style = "dim" if skill.is_better is None else "bold"
    return Text(f"{value} ({low}; {high})" if low else value, style)


def _told(words: Words, number: float, half: float) -> str:
    if math.isnan(number):
        return ""
    if number < _FLOOR:
        return f"<{written(words, _FLOOR, half)}"
    return written(words, number, half)


def _score_half(line: Line) -> float:
    """Give half of the interval that a score's skills leave it: skill is 1 - score / other."""
    halves = [
        line.score[name] * (skill.high - skill.low) / 2
        for name, skill in line.skill.items()
        if not math.isnan(skill.high - skill.low)
    ]
    return min(halves, default=math.nan)


def _kinds_table(words: Words, scenario: Scenario, block: Block) -> Table:
    """Tell the skill over base rates of each kind that came, and not always."""
    heads = [words.say("{days} days", days=words.number(days)) for days in HORIZONS]
    table = plain_table(words, ("Kind of event: skill over its base rate",))
    for head in heads:
        table.add_column(head, header_style="dim")
    rules = {rule.id: rule.text for rule in scenario.rules}
    by_kind: dict[str, dict[int, Line]] = {}
    for line in block.lines:
        if line.kind not in SORTS:
            by_kind.setdefault(line.kind, {})[line.horizon] = line
    for kind, lines in by_kind.items():
        cells = [
            _skill(words, lines[days].skill.get(BASE_RATE)) if days in lines else Text("—")
            for days in HORIZONS
        ]
        name = words.say(NAMES[kind]) if kind in NAMES else words.text(rules[kind])
        if any(cell.plain != "—" for cell in cells):
            table.add_row(name, *cells)
    return table


def verdicts(words: Words, block: Block) -> list[str]:
    """Say plainly in what there is skill, and in what there is none.

    Parameters
    ----------
    words : Words
        The language.
    block : Block
        With its lines.

    Returns
    -------
    list of str
        What is better than every baseline, worse than one, and what can't be told apart.
    """
    lines = [line for line in block.lines if line.kind in SORTS and line.skill]
    told = []
    for skill, message in VERDICTS.items():
        which = [(line.kind, line.horizon) for line in lines if skill_told(line) == skill]
        if which:
            told.append(words.say(message, what=sorts_named(words, which)))
    few = [h for h, count in block.blocks.items() if count < FEW_BLOCKS]
    if few:
        days = ", ".join(words.number(horizon) for horizon in few)
        message = (
            "Over {days} days the record holds fewer than {count} spans that don’t overlap: "
            "those intervals are too narrow to be taken at their word."
        )
        told.append(words.say(message, days=days, count=words.number(FEW_BLOCKS)))
    return told


def _notes(words: Words, found: Backtest) -> list[Text]:
    missing = [id for id in (IN_SAMPLE, HELD_OUT) if found.block(id) is None]
    notes = [words.say(NO_BLOCK[id]) for id in missing]
    notes.append(words.say(_COUNTS))
    notes.append(words.say(_BASELINES))
    if found.taught_until is None:
        notes.append(words.say(_UNDER_PRIORS))
    else:
        until = words.date(found.taught_until)
        notes.append(words.say(_UNDER_POSTERIOR, name=found.parameters, until=until))
    if found.never_open:
        message = "Not scored, for their rule was open in no draw: {names}."
        notes.append(words.say(message, names=", ".join(found.never_open)))
    return [Text(note) for note in notes]
