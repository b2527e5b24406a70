"""Results as tables: rows, Arrow, CSV and Parquet."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ucronia.analysis.contrasts import Contrast
from ucronia.analysis.estimates import Estimate
from ucronia.analysis.evaluation import Curve
from ucronia.analysis.grades import Grade
from ucronia.analysis.outcomes import Ending, Origin
from ucronia.analysis.questions.resting import Rests
from ucronia.analysis.systems import Living
from ucronia.analysis.turning import TurningPoint
from ucronia.errors import StoreError
from ucronia.report.put import put

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

Row = dict[str, Any]
METADATA = b"ucronia"
"""Key of the Arrow schema's metadata that holds the origin."""


@dataclass(frozen=True)
class Findings:
    """All that an evaluation found.

    Parameters
    ----------
    origin : Origin
        Where it comes from.
    curve : Curve
        The evaluation curve.
    turning_points : tuple of TurningPoint
        The greatest first.
    grades : tuple of Grade
        By date.
    ending : Ending or None
        How the histories played from the first day ended.
    systems : tuple of Living
        What of each system lives in them.
    rests : Rests or None
        What the variance from draw to draw rests on.
    """

    origin: Origin
    curve: Curve
    turning_points: tuple[TurningPoint, ...] = ()
    grades: tuple[Grade, ...] = ()
    ending: Ending | None = None
    systems: tuple[Living, ...] = ()
    rests: Rests | None = None


def curve_rows(curve: Curve) -> list[Row]:
    """Lay the curve out, one row a day and outcome.

    Parameters
    ----------
    curve : Curve
        The evaluation.

    Returns
    -------
    list of dict
        day, date, outcome, mean, low, high, chance, draw, draw_sd, n.
    """
    return [
        {
            "day": int(curve.days[row]),
            "date": when.isoformat(),
            "outcome": outcome,
            "mean": float(curve.mean[row, column]),
            "low": float(curve.low[row, column]),
            "high": float(curve.high[row, column]),
            "chance": _number(curve.chance[row, column]),
            "draw": _number(curve.draw[row, column]),
            "draw_sd": _number(curve.draw_sd[row, column]),
            "n": curve.replicas,
        }
        for row, when in enumerate(curve.dates)
        for column, outcome in enumerate(curve.outcomes)
    ]


def turning_rows(points: Sequence[TurningPoint]) -> list[Row]:
    """Lay turning points out, one row each.

    Parameters
    ----------
    points : sequence of TurningPoint
        The turning points.

    Returns
    -------
    list of dict
        Dates, entries, change with interval, its parts, p value.
    """
    rows = []
    for point in points:
        row: Row = {
            "date": point.date.isoformat(),
            "until": point.until.isoformat(),
            "entry": point.entry,
            "entries": " ".join(point.entries),
            "outcome": point.outcome,
            "before": point.before,
            "after": point.after,
            "change": point.change,
            "low": point.low,
            "high": point.high,
            "total_variation": point.total_variation,
            "p_value": point.p_value,
            "distinguishable": point.distinguishable,
            "keeps_rank": _number(point.keeps),
            "among_top": _number(point.leads),
        }
        for name in ("act", "learned", "pinned"):
            row |= _ends(name, getattr(point, name))
        rows.append(row)
    return rows


def grade_rows(grades: Sequence[Grade]) -> list[Row]:
    """Lay grades out, one row a decision.

    Parameters
    ----------
    grades : sequence of Grade
        The grades.

    Returns
    -------
    list of dict
        Decision, decider, options, loss with interval, mark; verdict: `marked`, `too small to
        mark` (the interval leaves 0 out, but its bound passes no threshold) or `not
        distinguishable`; `horizon` in years, `lost_at` those of `half`, `double` and `end` (the
        end state alone) at which a mark does not stay.
    """
    return [
        {
            "decision": grade.choice.entry,
            "rule": grade.choice.rule,
            "date": grade.choice.date.isoformat(),
            "decider": grade.choice.decider,
            "option": grade.choice.options[grade.choice.recorded],
            "best": grade.best,
            "loss": grade.loss.mean,
            "low": grade.loss.low,
            "high": grade.loss.high,
            "mark": grade.mark,
            "verdict": grade.verdict,
            "survives": grade.survives,
            "holds_from": grade.holds_for[0],
            "holds_to": grade.holds_for[1],
            "horizon": grade.horizon,
            "survives_horizon": grade.survives_horizon,
            "lost_at": " ".join(grade.lost_at),
            "n": grade.loss.n,
        }
        for grade in grades
    ]


def option_rows(grades: Sequence[Grade]) -> list[Row]:
    """Lay the graded options out, one row each.

    Parameters
    ----------
    grades : sequence of Grade
        The grades.

    Returns
    -------
    list of dict
        Decision, option, whether recorded, expected utility with interval.
    """
    return [
        {
            "decision": grade.choice.entry,
            "option": option,
            "recorded": at == grade.choice.recorded,
            "utility": utility.mean,
            "low": utility.low,
            "high": utility.high,
        }
        for grade in grades
        for at, (option, utility) in enumerate(
            zip(grade.choice.options, grade.utilities, strict=True)
        )
    ]


def contrast_rows(contrast: Contrast) -> list[Row]:
    """Lay a contrast out, one row an outcome.

    Parameters
    ----------
    contrast : Contrast
        The two arms.

    Returns
    -------
    list of dict
        Shares in both arms with intervals, and the paired difference.
    """
    return [
        {
            "outcome": row.outcome,
            **_ends("recorded", row.recorded),
            **_ends("alternative", row.alternative),
            **_ends("difference", row.difference),
            "n": contrast.replicas,
        }
        for row in contrast.rows
    ]


def to_arrow(rows: Sequence[Row], origin: Origin | None = None) -> pa.Table:
    """Turn rows into an Arrow table, which pandas, polars and duckdb read as it is.

    Parameters
    ----------
    rows : sequence of dict
        The rows.
    origin : Origin or None
        Kept in the schema's metadata.

    Returns
    -------
    pa.Table
        One column a key.
    """
    import pyarrow as pa

    table = pa.Table.from_pylist(list(rows))
    if origin is None:
        return table
    return table.replace_schema_metadata({METADATA: json.dumps(asdict(origin)).encode()})


def write_tables(
    folder: Path, tables: Mapping[str, Sequence[Row]], origin: Origin
) -> list[Path]:
    """Write each table as CSV and Parquet, and the origin beside them.

    Parameters
    ----------
    folder : Path
        Made if need be.
    tables : mapping of str to sequence of dict
        Name of the file, without its end, to rows; an empty table is left out.
    origin : Origin
        Where the results come from.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    StoreError
        If a file can't be written.
    """
    import pyarrow.csv  # type: ignore[import-untyped]
    import pyarrow.parquet  # type: ignore[import-untyped]

    written = [folder / "origin.json"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(written[0], (json.dumps(asdict(origin), indent=2) + "\n").encode())
        for name, rows in tables.items():
            if rows:
                table = to_arrow(rows, origin)
                lines, columns = io.BytesIO(), io.BytesIO()
                pyarrow.csv.write_csv(table, lines)
                pyarrow.parquet.write_table(table, columns)
                put(folder / f"{name}.csv", lines.getvalue())
                put(folder / f"{name}.parquet", columns.getvalue())
                written += [folder / f"{name}.csv", folder / f"{name}.parquet"]
    except OSError as error:
        raise StoreError(f"{folder}: can't write the tables: {error.strerror}") from error
    return written


def save_table(path: Path, table: pa.Table) -> Path:
    """Write one table to a file.

    Parameters
    ----------
    path : Path
        Its end, .csv or .parquet, says how.
    table : pa.Table
        The table.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    StoreError
        If it has another end, or can't be written.
    """
    import pyarrow.csv
    import pyarrow.parquet

    content = io.BytesIO()
    if path.suffix == ".csv":
        pyarrow.csv.write_csv(table, content)
    elif path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, content)
    else:
        raise StoreError(f'{path}: the end "{path.suffix}" should be .csv or .parquet')
    try:
        put(path, content.getvalue())
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: can't be written: {error}") from error
    return path


def findings_tables(findings: Findings) -> dict[str, list[Row]]:
    """Give every table of an evaluation.

    Parameters
    ----------
    findings : Findings
        The evaluation.

    Returns
    -------
    dict
        Name to rows, for `write_tables`.
    """
    return {
        "curve": curve_rows(findings.curve),
        "turning_points": turning_rows(findings.turning_points),
        "grades": grade_rows(findings.grades),
        "options": option_rows(findings.grades),
    }


def _ends(name: str, estimate: Estimate | None) -> Row:
    if estimate is None:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    return {name: estimate.mean, f"{name}_low": estimate.low, f"{name}_high": estimate.high}


def _number(value: float) -> float | None:
    """JSON and CSV have no nan: what can't be told is blank."""
    return None if math.isnan(value) else float(value)
