"""A what-if that is being played, as the board's page reads it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import csv as pa_csv

from ucronia.analysis.contrasts import Contrast, Row
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.outcomes import date_of, outcome_ids
from ucronia.analysis.questions.live import SoFar
from ucronia.report.rested import rests_sentence
from ucronia.report.sentences import contrast_sentence, share_sentence
from ucronia.report.words import Words, entries_named, entry_name, outcome_name
from ucronia.scenario.model import Scenario

Json = dict[str, Any]
_PARTS = ("recorded", "alternative", "difference")
_TABLE = pa.schema(
    [("outcome", pa.string()), ("name", pa.string())]
    + [(part + end, pa.float64()) for part in _PARTS for end in ("", "_low", "_high")]
    + [("n", pa.int64())]
)
_DIGITS = 4
"""Of shares: far below any interval's width."""


def fork_json(words: Words, scenario: Scenario, found: SoFar) -> Json:
    """Tell what is known of a what-if so far.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    found : SoFar
        What is known.

    Returns
    -------
    dict
        The fork's day, choice, outcomes in both arms, differences, standing, sentences, and
        typical histories once all is played.
    """
    compared, outcomes = found.contrast, outcome_ids(scenario)
    day = found.arms.recorded.day
    told: Json = {
        "done": found.done,
        "of": found.of,
        "day": day,
        "date": date_of(scenario, day).isoformat(),
        "choice": choice_json(words, scenario, found),
        "outcomes": [_share(row.outcome, row.alternative) for row in compared.rows],
        "base": [_share(row.outcome, row.recorded) for row in compared.rows],
        "difference": [_difference(row) for row in compared.rows],
        "standing": {
            "days": list(found.days),
            "shares": [[round(float(x), _DIGITS) for x in row] for row in found.standing],
        },
        "words": _sentences(words, scenario, compared),
        "lines": [
            {
                "n": number,
                "replica": line.replica,
                "outcome": outcomes[line.outcome],
                "title": outcome_name(words, scenario, outcomes[line.outcome]),
                "share": round(line.share, _DIGITS),
            }
            for number, line in enumerate(found.lines)
        ],
        "seconds": round(found.seconds, 2),
    }
    return told | _judged(words, found)


def _judged(words: Words, found: SoFar) -> Json:
    """Say how much of the difference rests on judged numbers, once all is played."""
    if not found.is_whole:
        return {}
    told: Json = {"text": rests_sentence(words, found.rests)}
    if found.rests is not None and found.rests.is_told:
        share = found.rests.judged
        told |= {"share": _round(share.mean), **_ends(share)}
    return {"judged": told}


def choice_json(words: Words, scenario: Scenario, found: SoFar) -> Json:
    """Say what was set otherwise, by id and in words.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    found : SoFar
        Of which what-if.

    Returns
    -------
    dict
        `entry`, `option`, `was` and a `label`.
    """
    arms, entries = found.arms, entries_named(scenario)
    title, option = arms.decision, arms.option
    entry = entries.get(arms.decision)
    if entry is not None:
        title = entry_name(words, scenario, entry)
        rules = {rule.id: rule for rule in scenario.rules}
        rule = rules.get(entry.rule)
        options = rule.options if rule else ()
        option = next((words.text(o.text) for o in options if o.id == arms.option), option)
    return {
        "entry": arms.decision if entry is not None else None,
        "option": arms.option,
        "was": arms.was,
        "label": f"{title}: {option}",
    }


def fork_table(words: Words, scenario: Scenario, told: Json) -> pa.Table:
    """Give a what-if's outcomes as a table.

    Parameters
    ----------
    words : Words
        The language of names.
    scenario : Scenario
        For names.
    told : dict
        As `fork_json` gives it.

    Returns
    -------
    pa.Table
        A line an outcome: `outcome`, `name`, then of `recorded`, `alternative` and
        `difference` the share of 1 and the ends of its interval, and `n` pairs.
    """
    arms = (told.get("base", ()), told.get("outcomes", ()), told.get("difference", ()))
    rows = []
    for recorded, alternative, moved in zip(*arms, strict=True):
        row: Json = {"outcome": recorded["id"]}
        row["name"] = outcome_name(words, scenario, recorded["id"])
        for part, one in zip(_PARTS, (recorded, alternative, moved), strict=True):
            ends = (one["change" if one is moved else "p"], one["low"], one["high"])
            row |= dict(zip((part, f"{part}_low", f"{part}_high"), ends, strict=True))
        rows.append(row | {"n": told["done"]})
    return pa.Table.from_pylist(rows, schema=_TABLE)


def table_bytes(table: pa.Table, form: str) -> bytes:
    """Write a table as CSV or as an Arrow stream.

    Parameters
    ----------
    table : pa.Table
        What to write.
    form : str
        `csv` or `arrow`.

    Returns
    -------
    bytes
        The file.
    """
    out = pa.BufferOutputStream()
    if form == "csv":
        pa_csv.write_csv(table, out)
    else:
        with pa.ipc.new_stream(out, table.schema) as writer:
            writer.write_table(table)
    return bytes(out.getvalue().to_pybytes())


def _share(outcome: str, share: Estimate) -> Json:
    return {"id": outcome, "p": _round(share.mean), **_ends(share)}


def _difference(row: Row) -> Json:
    moved = row.difference
    return {
        "id": row.outcome,
        "change": _round(moved.mean),
        **_ends(moved),
        "isClear": moved.low > 0 or moved.high < 0,
    }


def _ends(estimate: Estimate) -> Json:
    return {"low": _round(estimate.low), "high": _round(estimate.high)}


def _round(share: float) -> float:
    return round(float(share), _DIGITS)


def _sentences(words: Words, scenario: Scenario, compared: Contrast) -> list[str]:
    likeliest = max(compared.rows, key=lambda row: row.alternative.mean)
    said = outcome_name(words, scenario, likeliest.outcome)
    return [
        contrast_sentence(words, scenario, compared),
        words.say(
            "“{outcome}”: {said}",
            outcome=said,
            said=share_sentence(words, likeliest.alternative),
        ),
    ]
