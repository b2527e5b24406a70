"""Tables of text for spreadsheets: nothing in a cell is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from ucronia.report.exports.extract import clean, number_text

Cell = str | float | None
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Signs with which a spreadsheet begins a formula, narrow and wide."""
GUARD = "'"
"""What spreadsheets begin a text with that is to be nothing else."""


def write_cells(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """Write a table as CSV.

    Parameters
    ----------
    columns : sequence of str
        Names of the columns, in order.
    rows : iterable of mapping
        Column to cell; what a row lacks is blank.

    Returns
    -------
    bytes
        In UTF-8, by RFC 4180: cells with commas, quotes or ends of lines stand in quotes.
    """
    lines = io.StringIO(newline="")
    pen = csv.writer(lines)
    pen.writerow(columns)
    for row in rows:
        pen.writerow([cell_text(row.get(column)) for column in columns])
    return lines.getvalue().encode()


def cell_text(cell: Cell) -> str:
    """Write a cell.

    Parameters
    ----------
    cell : str, float or None
        A number is written as one, a text so that no spreadsheet reckons it.

    Returns
    -------
    str
        A text that begins as a formula would has an apostrophe before it.
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return number_text(cell)
    text = clean(cell)
    return GUARD + text if text.lstrip().startswith(_FORMULA) else text
