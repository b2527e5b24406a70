"""Results as the JSON that other tools rely on."""

from __future__ import annotations

from ucronia.analysis.contrasts import Contrast
from ucronia.analysis.evaluation import Curve
from ucronia.analysis.outcomes import Origin
from ucronia.report.rested import rests_dict
from ucronia.report.tables import Findings, Row, grade_rows, turning_rows
from ucronia.scenario.model import Scenario

DIGITS = 6
"""Decimals kept: far below any interval."""


def evaluate_json(findings: Findings) -> Row:
    """Give an evaluation as `evaluate --json` prints it.

    Parameters
    ----------
    findings : Findings
        The evaluation.

    Returns
    -------
    dict
        scenario, seed, replicas, outcomes, curve, turning_points, grades, histories, seconds;
        hash and version beside them. A grade's `mark` is empty where it earns none; `verdict`
        says why: `too small to mark` or `not distinguishable`. `survives`: at any weight of
        the own fate; `survives_horizon`: at half and twice the horizon and by the end state
        alone.
    """
    curve, origin = findings.curve, findings.origin
    return {
        "scenario": origin.scenario,
        "hash": origin.hash,
        "version": origin.version,
        "seed": origin.seed,
        "replicas": origin.replicas,
        "outcomes": list(curve.outcomes),
        "curve": [
            {"date": when.isoformat(), "p": _shares(curve, row)}
            for row, when in enumerate(curve.dates)
        ],
        "turning_points": [_plain(row) for row in turning_rows(findings.turning_points)],
        "grades": [_plain(row) for row in grade_rows(findings.grades)],
        **rests_dict(findings.rests),
        "histories": origin.histories,
        "seconds": round(origin.seconds, 3),
        "parameters": origin.parameters,
    }


def what_if_json(
    contrast: Contrast, decision: str, options: tuple[str, str], when: str, origin: Origin
) -> Row:
    """Give a contrast as `what-if --json` prints it.

    Parameters
    ----------
    contrast : Contrast
        The two arms.
    decision : str
        Id of the decision.
    options : tuple of str
        The other option and the recorded one.
    when : str
        ISO date of the fork.
    origin : Origin
        Where it comes from.

    Returns
    -------
    dict
        decision, option, recorded, date, outcomes, replicas; seed, hash and version beside.
    """
    return {
        "decision": decision,
        "option": options[0],
        "recorded": options[1],
        "date": when,
        "outcomes": {
            row.outcome: _plain(
                {
                    "recorded": row.recorded.mean,
                    "alternative": row.alternative.mean,
                    "difference": row.difference.mean,
                    "low": row.difference.low,
                    "high": row.difference.high,
                }
            )
            for row in contrast.rows
        },
        "replicas": contrast.replicas,
        "scenario": origin.scenario,
        "seed": origin.seed,
        "hash": origin.hash,
        "version": origin.version,
    }


def record_json(scenario: Scenario) -> list[Row]:
    """Give the record as `record --json` prints it.

    Parameters
    ----------
    scenario : Scenario
        The scenario.

    Returns
    -------
    list of dict
        id, date, precision, kind, place, text and versions of each entry.
    """
    versions: dict[str, list[Row]] = {}
    for version in scenario.versions:
        versions.setdefault(version.entry, []).append(
            {
                "source": version.source,
                "locator": version.locator,
                "values": dict(version.values),
                "weight": version.weight,
            }
        )
    return [
        {
            "id": entry.id,
            "date": entry.date,
            "precision": entry.precision,
            "kind": entry.kind,
            "place": entry.place,
            "text": {"es": entry.text.es, "en": entry.text.en},
            "versions": versions.get(entry.id, []),
        }
        for entry in scenario.entries
    ]


def _shares(curve: Curve, row: int) -> dict[str, list[float]]:
    ends = (curve.mean, curve.low, curve.high)
    return {
        outcome: [round(float(part[row, column]), DIGITS) for part in ends]
        for column, outcome in enumerate(curve.outcomes)
    }


def _plain(row: Row) -> Row:
    return {
        key: round(value, DIGITS) if isinstance(value, float) else value
        for key, value in row.items()
    }
