"""A figure as text to stand in a page, and as files."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ucronia.errors import StoreError
from ucronia.report.figures.charts import drawing
from ucronia.report.put import put

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS_PER_INCH, POINTS_AN_INCH = 160, 72


def svg_file(figure: Figure) -> str:
    """Give a figure as the text of an SVG file, the same bytes each time.

    Parameters
    ----------
    figure : Figure
        The figure.

    Returns
    -------
    str
        The file's text.
    """
    buffer = io.StringIO()
    with drawing():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def svg_element(text: str, title: str = "", cut_inch: float = 0.0) -> str:
    """Make of an SVG file what may stand inside a page.

    Parameters
    ----------
    text : str
        The file's text.
    title : str
        What a reader who can't see it is told.
    cut_inch : float
        [inches] left out at the top: a title, where a heading says the same.

    Returns
    -------
    str
        The svg element alone, with ids of its own.
    """
    text = text[text.index("<svg") :]
    text = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'viewBox="([^"]*)"', lambda found: _cut(found[1], cut_inch), text, count=1)
    # a page holds many figures: a name met twice would point into a hidden one
    own = hashlib.sha256((title + text).encode()).hexdigest()[:8]
    text = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{own}-", text)
    label = title.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)


def _cut(box: str, cut_inch: float) -> str:
    """Give a figure's viewBox without so much of its top: what lies outside isn't shown."""
    left, top, width, height = map(float, box.split())
    cut = cut_inch * POINTS_AN_INCH
    return f'viewBox="{left:g} {top + cut:g} {width:g} {height - cut:g}"'


def save(figure: Figure, folder: Path, name: str) -> str:
    """Write a figure as SVG and PNG.

    Parameters
    ----------
    figure : Figure
        The figure.
    folder : Path
        Made if need be.
    name : str
        Of the files, without their ends.

    Returns
    -------
    str
        The SVG file's text.

    Raises
    ------
    StoreError
        If a file can't be written.
    """
    vector, raster = svg_file(figure), _png_file(figure)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(folder / f"{name}.svg", vector.encode())
        put(folder / f"{name}.png", raster)
    except OSError as error:
        where = folder / f"{name}.svg"
        raise StoreError(f"{where}: can't write the figure: {error.strerror}") from error
    return vector


def save_figure(figure: Figure, path: Path) -> Path:
    """Write a figure to one file.

    Parameters
    ----------
    figure : Figure
        The figure.
    path : Path
        Its end, .svg or .png, says how.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    StoreError
        If it can't be written.
    """
    content = svg_file(figure).encode() if path.suffix == ".svg" else _png_file(figure)
    try:
        put(path, content)
    except OSError as error:
        raise StoreError(f"{path}: can't write the figure: {error.strerror}") from error
    return path


def _png_file(figure: Figure) -> bytes:
    raster = io.BytesIO()
    with drawing():
        figure.savefig(raster, dpi=DOTS_PER_INCH, format="png", metadata={"Software": None})
    return raster.getvalue()
