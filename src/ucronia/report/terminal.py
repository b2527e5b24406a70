"""The evaluation in a terminal: a compact plot and short tables, as wide as the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from ucronia.analysis.contrasts import Contrast
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.evaluation import Curve, share_at
from ucronia.analysis.grades import Grade
from ucronia.analysis.outcomes import PRIOR, Origin
from ucronia.analysis.turning import TurningPoint
from ucronia.report.digits import ends, hundredths, span
from ucronia.report.graded import grade_sentence, survival_sentence
from ucronia.report.limits import limits
from ucronia.report.points import point_date, point_name
from ucronia.report.rested import rests_sentence
from ucronia.report.sentences import doubt_sentence
from ucronia.report.tables import Findings
from ucronia.report.untold import untold_parts
from ucronia.report.words import Words, entries_named, entry_name, option_name, outcome_name
from ucronia.scenario.model import Scenario

ROWS = 14
LEFT = 5
"""Columns of the scale."""
LEAST_COLUMNS, MOST_COLUMNS = 20, 120
PLAINER = str.maketrans("\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}“”«»…", '---"""".')
"""Plainer signs for terminals that lack the right ones."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""One an outcome: a band is read by its letter where there is no colour."""


def curve_plot(
    scenario: Scenario,
    curve: Curve,
    words: Words,
    width: int,
    ascii_only: bool = False,
    has_colour: bool = True,
) -> RenderableType:
    """Draw the stacked evaluation curve in characters.

    Parameters
    ----------
    scenario : Scenario
        For names and colours.
    curve : Curve
        The evaluation.
    words : Words
        The language.
    width : int
        Columns of the terminal.
    ascii_only : bool
        No signs beyond ASCII, for terminals that have none.
    has_colour : bool
        False where bands must be read by their letters alone.

    Returns
    -------
    RenderableType
        Plot, axis and legend.
    """
    columns = int(np.clip(width - LEFT - 1, LEAST_COLUMNS, MOST_COLUMNS))
    days = np.linspace(curve.days[0], curve.days[-1], columns)
    shares = np.array([np.interp(days, curve.days, share) for share in curve.mean.T]).T
    colours = [outcome.colour for outcome in scenario.outcomes]
    lines = [_line(row, shares, colours, (ascii_only, has_colour)) for row in range(ROWS)]
    return Group(
        *lines, _axis(curve, columns, words, ascii_only), _legend(scenario, curve, words)
    )


def turning_table(
    scenario: Scenario, points: Sequence[TurningPoint], words: Words, most: int = 8
) -> RenderableType:
    """Lay the greatest turning points out.

    Parameters
    ----------
    scenario : Scenario
        For names.
    points : sequence of TurningPoint
        The greatest first.
    words : Words
        The language.
    most : int
        Rows at most.

    Returns
    -------
    RenderableType
        A table; a sentence where none is told from noise.
    """
    told = [point for point in points if point.distinguishable][:most]
    if not told:
        return Text(words.say("No change between two days is told from noise."))
    table = _table(
        words, "Turning points", ("Date", "Entry", "Outcome", "Change", "Done", "Top 5")
    )
    for point in told:
        table.add_row(
            words.date(point_date(scenario, point), "medium"),
            point_name(words, scenario, point),
            outcome_name(words, scenario, point.outcome),
            words.change(Estimate(point.change, point.low, point.high, 0)),
            "" if point.act is None else words.signed(ends(point.act)[0]),
            "" if np.isnan(point.leads) else words.hundredths(point.leads),
        )
    return table


def grade_table(scenario: Scenario, grades: Sequence[Grade], words: Words) -> RenderableType:
    """Lay graded decisions out, words first.

    Parameters
    ----------
    scenario : Scenario
        For names.
    grades : sequence of Grade
        The grades.
    words : Words
        The language.

    Returns
    -------
    RenderableType
        A table.
    """
    entries = entries_named(scenario)
    leaders = {leader.id: leader.name for leader in scenario.leaders}
    leaders |= {polity.id: words.text(polity.name) for polity in scenario.polities}
    table = _table(words, "Graded decisions", ("Date", "Decision", "Decider", "Grade", ""))
    for grade in grades:
        entry = entries.get(grade.choice.entry)
        recorded = grade.choice.options[grade.choice.recorded]
        said = (grade_sentence(words, scenario, grade), survival_sentence(words, grade))
        table.add_row(
            words.date(grade.choice.date, "medium"),
            f"{entry_name(words, scenario, entry) if entry else grade.choice.entry}: "
            f"{option_name(words, scenario, grade, recorded)}",
            leaders.get(grade.choice.decider, grade.choice.decider),
            " ".join(filter(None, said)),
            grade.mark,
        )
    return table


def contrast_table(scenario: Scenario, contrast: Contrast, words: Words) -> RenderableType:
    """Lay a contrast out.

    Parameters
    ----------
    scenario : Scenario
        For names.
    contrast : Contrast
        The two arms.
    words : Words
        The language.

    Returns
    -------
    RenderableType
        A table.
    """
    columns = ("Outcome", "Recorded", "Alternative", "Difference")
    table = _table(words, "Of 100 histories", columns)
    for row in contrast.rows:
        table.add_row(
            outcome_name(words, scenario, row.outcome),
            hundredths(words, row.recorded)[0],
            hundredths(words, row.alternative)[0],
            words.change(row.difference),
        )
    return table


def origin_line(words: Words, origin: Origin) -> str:
    """Say where a result comes from, in one line.

    Parameters
    ----------
    words : Words
        The language.
    origin : Origin
        Where it comes from.

    Returns
    -------
    str
        n, seed, scenario, hash, version, seconds.
    """
    said = words.say(
        "{histories} histories ({replicas} at each fork), seed {seed}, {scenario} {hash}, "
        "ucronia {version}, {seconds} s",
        histories=words.number(origin.histories),
        replicas=words.number(origin.replicas),
        seed=origin.seed,
        scenario=origin.scenario,
        hash=origin.hash,
        version=origin.version,
        seconds=words.number(origin.seconds, 1),
    )
    return f"{said}. {parameters_line(words, origin)}"


def parameters_line(words: Words, origin: Origin) -> str:
    """Say which parameters were played.

    Parameters
    ----------
    words : Words
        The language.
    origin : Origin
        Where a result comes from.

    Returns
    -------
    str
        That they are the priors, or how far the record that taught them goes.
    """
    if origin.parameters == PRIOR:
        return words.say("Parameters by their priors; the record has taught them nothing.")
    return words.say(
        "Parameters as the record up to {date} taught them: an evaluation at a day uses "
        "nothing that happened later but these; --parameters prior leaves even that out.",
        date=words.date(date.fromisoformat(origin.parameters)),
    )


def findings_parts(
    console: Console, scenario: Scenario, findings: Findings, words: Words
) -> list[RenderableType]:
    """Tell an evaluation.

    Parameters
    ----------
    console : Console
        Where to; its width and encoding are kept to.
    scenario : Scenario
        For names.
    findings : Findings
        The evaluation.
    words : Words
        The language.

    Returns
    -------
    list of RenderableType
        The curve, the turning points, the grades, what it rests on and can't tell, its origin.
    """
    ascii_only = not str(console.encoding).lower().startswith("utf")
    has_colour = console.color_system is not None
    parts: list[RenderableType] = [
        Text(words.say("How likely was each outcome, given the record up to that day"), "bold"),
        curve_plot(scenario, findings.curve, words, console.width, ascii_only, has_colour),
        Text(),
        turning_table(scenario, findings.turning_points, words),
    ]
    if findings.grades:
        parts += [Text(), grade_table(scenario, findings.grades, words)]
    return [
        *parts,
        Text(),
        Text(doubt_sentence(words, findings.curve)),
        Text(rests_sentence(words, findings.rests)),
        *untold_parts(words, limits(words, scenario, findings)),
        Text(words.say("It does not say what would have happened.")),
        Text(origin_line(words, findings.origin), "dim"),
    ]


def fold(text: str, encoding: str) -> str:
    """Write a text with the signs that an encoding has.

    Parameters
    ----------
    text : str
        Any text.
    encoding : str
        Of the terminal or file.

    Returns
    -------
    str
        As it is where it can be written; else with plainer signs, then question marks.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAINER).encode(encoding, "replace").decode(encoding)
    return text


def _line(
    row: int,
    shares: NDArray[np.float64],
    colours: Sequence[str],
    signs: tuple[bool, bool],
) -> Text:
    """Draw a row of the plot: at its height, which outcome's band is it in."""
    ascii_only, has_colour = signs
    height = 1 - (row + 0.5) / ROWS
    tops = np.cumsum(shares, axis=1)
    band = np.minimum((tops < height * tops[:, -1:]).sum(axis=1), shares.shape[1] - 1)
    scale = {0: "100", ROWS // 2: "50", ROWS - 1: "0"}.get(row, "")
    text = Text(f"{scale:>{LEFT - 2}} " + ("|" if ascii_only else "│"))
    first = 0
    for end in [*(np.flatnonzero(np.diff(band)) + 1), len(band)]:
        outcome = int(band[first])
        # a letter every few columns is enough where there is colour
        letters = "".join(
            LETTERS[outcome] if not has_colour or (at + 3 * row) % 6 == 0 else " "
            for at in range(first, end)
        )
        text.append(letters, f"{_ink(colours[outcome])} on {colours[outcome]}")
        first = int(end)
    return text


def _ink(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    # ITU-R BT.601 luma: dark letters on light bands
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "white"


def _axis(curve: Curve, columns: int, words: Words, ascii_only: bool) -> Text:
    start, end = int(curve.days[0]), int(curve.days[-1])
    marks, line = [" "] * columns, ["-" if ascii_only else "─"] * columns
    for year in range(curve.dates[0].year + 1, curve.dates[-1].year + 1):
        day = (curve.start.replace(year=year, month=1, day=1) - curve.start).days
        at = round((day - start) / max(1, end - start) * (columns - 1))
        if 0 <= at <= columns - 4 and "".join(marks[max(0, at - 1) : at + 4]).isspace():
            line[at] = "+" if ascii_only else "┴"
            marks[at : at + 4] = str(year)
    corner = "+" if ascii_only else "└"
    return Text(" " * (LEFT - 1) + corner + "".join(line) + "\n" + " " * LEFT + "".join(marks))


def _legend(scenario: Scenario, curve: Curve, words: Words) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    first, last = (words.date(curve.dates[at], "medium") for at in (0, -1))
    table.add_row("", "", Text(first, "dim"), Text(last, "dim"))
    for column, outcome in enumerate(scenario.outcomes):
        colour = outcome.colour
        table.add_row(
            Text(f" {LETTERS[column]} ", f"{_ink(colour)} on {colour}"),
            words.text(outcome.name),
            *(
                Text(
                    span(words, share_at(curve, curve.dates[at], curve.outcomes[column])),
                    justify="right",
                )
                for at in (0, -1)
            ),
        )
    return table


def _table(words: Words, title: str, columns: Sequence[str]) -> Table:
    table = Table(title=words.say(title), title_justify="left", title_style="bold", box=None)
    for column in columns:
        table.add_column(words.say(column) if column else "", header_style="dim")
    return table
