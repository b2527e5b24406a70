"""Results as plain dictionaries and rows: what `--json` prints and tables hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ucronia.analysis.estimates import Estimate
from ucronia.analysis.outcomes import Origin, outcome_ids
from ucronia.analysis.questions.beliefs import Believed
from ucronia.analysis.questions.histories import Told
from ucronia.analysis.questions.moments import Compared, Lost, Ran
from ucronia.analysis.questions.narrowing import Narrowed
from ucronia.report.asked.assumed import assumed_rows
from ucronia.report.replies import DIGITS, evaluate_json
from ucronia.report.rested import rests_dict
from ucronia.report.tables import Findings, Row, turning_rows


def origin_dict(origin: Origin) -> Row:
    """Give what every answer carries.

    Parameters
    ----------
    origin : Origin
        Where it comes from.

    Returns
    -------
    dict
        scenario, hash, version, seed, replicas, histories, seconds.
    """
    found = asdict(origin)
    del found["per_draw"]
    return {**found, "seconds": round(origin.seconds, 3)}


def clean(value: Any) -> Any:
    """Make a value fit for JSON: numbers short, none of them infinite or no number.

    Parameters
    ----------
    value : Any
        Of dictionaries, lists and plain values.

    Returns
    -------
    Any
        The same, with None where there is no number.
    """
    if isinstance(value, dict):
        return {key: clean(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(part) for part in value]
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else None
    return value


def evaluation_dict(findings: Findings) -> Row:
    """Give an evaluation as `evaluate --json` prints it.

    Parameters
    ----------
    findings : Findings
        The evaluation.

    Returns
    -------
    dict
        The contract's keys.
    """
    found: Row = clean(evaluate_json(findings))
    return found


def until_dict(narrowed: Narrowed | None) -> Row:
    """Give how narrow an answer became, where that was asked.

    Parameters
    ----------
    narrowed : Narrowed or None
        What came of it.

    Returns
    -------
    dict
        until: asked, widest, reached; empty where nothing was asked.
    """
    if narrowed is None:
        return {}
    told = {"asked": narrowed.until, "widest": narrowed.widest, "reached": narrowed.is_reached}
    return {"until": clean(told)}


def share_rows(found: Ran) -> list[Row]:
    """Lay the outcomes of an ensemble out, one row each.

    Parameters
    ----------
    found : Ran
        The histories.

    Returns
    -------
    list of dict
        Share with its interval, then and later, and what its variance rests on.
    """
    end = found.ending
    later: Sequence[Estimate | None] = end.later or [None] * len(end.shares)
    parts = zip(end.outcomes, end.shares, later, found.doubts, strict=True)
    rows: list[Row] = clean(
        [
            {
                "outcome": outcome,
                **ends("", share),
                **ends("later_", after),
                "chance": doubt.chance,
                "draw": doubt.draw,
                "n": share.n,
            }
            for outcome, share, after, doubt in parts
        ]
    )
    return rows


def replica_rows(found: Ran) -> list[Row]:
    """Lay an ensemble out, one row a history.

    Parameters
    ----------
    found : Ran
        The histories.

    Returns
    -------
    list of dict
        replica, draw, outcome, later, stood_days.
    """
    runs, outcomes = found.runs, outcome_ids(found.scenario)
    rows = zip(runs.outcome[0], runs.later[0], runs.stood_days[0], strict=True)
    return [
        {
            "replica": replica,
            "draw": replica // runs.per_draw,
            "outcome": outcomes[int(end)],
            "later": outcomes[int(later)] if later >= 0 else None,
            "stood_days": int(stood),
        }
        for replica, (end, later, stood) in enumerate(rows)
    ]


def run_dict(found: Ran) -> Row:
    """Give an ensemble as `run --json` prints it.

    Parameters
    ----------
    found : Ran
        The histories.

    Returns
    -------
    dict
        date, outcomes, stood_days, lines and the origin.
    """
    outcomes, end = outcome_ids(found.scenario), found.ending
    rows = {row.pop("outcome"): row for row in share_rows(found)}
    answer: Row = clean(
        {
            "date": found.date.isoformat(),
            "assumed": assumed_rows(found.scenario, found.runs.forks[0].held),
            "outcomes": rows,
            "stood_days": {
                **ends("", end.stood),
                "quantiles": end.stood_quantiles,
            },
            "lines": [
                {
                    "replica": line.replica,
                    "outcome": outcomes[line.outcome],
                    "share": line.share,
                }
                for line in found.lines
            ],
            **rests_dict(found.rests),
            **until_dict(found.narrowed),
            "stopped": found.stopped,
            **origin_dict(found.origin),
        }
    )
    return answer


def comparison_rows(found: Compared) -> list[Row]:
    """Lay a comparison out.

    Parameters
    ----------
    found : Compared
        One outcome on two days.

    Returns
    -------
    list of dict
        One row.
    """
    row: Row = {
        "outcome": found.outcome,
        "first_date": found.dates[0].isoformat(),
        "second_date": found.dates[1].isoformat(),
        **ends("first_", found.first),
        **ends("second_", found.second),
        "difference": found.difference.mean,
        "low": found.difference.low,
        "high": found.difference.high,
        "told_apart": found.is_told_apart,
    }
    return [clean(row)]


def fall_rows(found: Lost) -> list[Row]:
    """Lay out the turning points that took an outcome away.

    Parameters
    ----------
    found : Lost
        When it was lost.

    Returns
    -------
    list of dict
        The greatest first.
    """
    rows: list[Row] = clean(turning_rows(found.falls))
    return rows


def lost_dict(found: Lost) -> Row:
    """Give the answer as `when --json` prints it.

    Parameters
    ----------
    found : Lost
        When it was lost.

    Returns
    -------
    dict
        outcome, level, last_above, surely_below, falls and the origin.
    """
    above, below = found.loss.last_above, found.loss.surely_below
    return {
        "outcome": found.outcome,
        "level": found.level,
        "last_above": above.isoformat() if above else None,
        "surely_below": below.isoformat() if below else None,
        "falls": fall_rows(found),
        **clean(rests_dict(found.rests)),
        "stopped": found.stopped,
        **origin_dict(found.origin),
    }


def belief_rows(found: Believed) -> list[Row]:
    """Lay beliefs out, one row a parameter or reading.

    Parameters
    ----------
    found : Believed
        What one would have to believe.

    Returns
    -------
    list of dict
        The surest first.
    """
    rows: list[Row] = clean([asdict(belief) for belief in found.beliefs])
    return rows


def believed_dict(found: Believed) -> Row:
    """Give the answer as `believe --json` prints it.

    Parameters
    ----------
    found : Believed
        What one would have to believe.

    Returns
    -------
    dict
        outcome, date, share, draws, beliefs, if_held, gained and the origin.
    """
    answer: Row = clean(
        {
            "outcome": found.outcome,
            "date": found.date.isoformat(),
            **ends("", found.share),
            "draws": found.draws,
            "beliefs": belief_rows(found),
            **ends("if_held_", found.if_held),
            **ends("gained_", found.gained),
            **until_dict(found.narrowed),
            "stopped": found.stopped,
            **origin_dict(found.origin),
        }
    )
    return answer


def told_dict(found: Told) -> Row:
    """Give a history's head as `history --json` prints it.

    Parameters
    ----------
    found : Told
        The history.

    Returns
    -------
    dict
        replica, date, outcome, share and the origin.
    """
    return {
        "replica": found.replica,
        "date": found.date.isoformat(),
        "outcome": found.outcome,
        "share": found.share,
        "stopped": found.stopped,
        **origin_dict(found.origin),
    }


def event_rows(es: Sequence[tuple[str, str]], en: Sequence[tuple[str, str]]) -> list[Row]:
    """Lay a chronicle out in both languages.

    Parameters
    ----------
    es : sequence of (str, str)
        Date and sentence.
    en : sequence of (str, str)
        The same in English.

    Returns
    -------
    list of dict
        date, es, en.
    """
    return [
        {"date": day, "es": one, "en": two} for (day, one), (_, two) in zip(es, en, strict=True)
    ]


def ends(name: str, estimate: Estimate | None) -> Row:
    """Give an estimate and its interval as three numbers.

    Parameters
    ----------
    name : str
        What the keys begin with.
    estimate : Estimate or None
        The estimate.

    Returns
    -------
    dict
        mean, low, high; None where there is no estimate.
    """
    keys = (f"{name}mean", f"{name}low", f"{name}high")
    if estimate is None:
        return dict.fromkeys(keys)
    return dict(zip(keys, (estimate.mean, estimate.low, estimate.high), strict=True))
