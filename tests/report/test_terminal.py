"""What the terminal shows fits it, with colour and without, in any encoding."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tests.report.findings import contrast, findings, scenario
from ucronia.report import terminal
from ucronia.report.asked.shown import show
from ucronia.report.words import Words


def printed(width: int, lang: str, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    console = Console(file=file, width=width, color_system=None)
    show(console, terminal.findings_parts(console, scenario(), findings(), Words(lang)))
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("lang", ["es", "en"])
def test_no_line_is_wider_than_the_terminal(width: int, lang: str) -> None:
    assert max(len(line) for line in printed(width, lang).splitlines()) <= width


def test_bands_are_as_high_as_their_shares() -> None:
    """Half of the histories end in union at first: half of the first column is a."""
    rows = [line for line in printed(80, "en").splitlines() if "│" in line]
    assert len(rows) == terminal.ROWS
    first = "".join(row.split("│")[1][0] for row in rows)
    mean = findings().curve.mean
    for column, letter in enumerate("abc"):
        assert first.count(letter) == pytest.approx(terminal.ROWS * mean[0, column], abs=1)
    last = "".join(row.split("│")[1].rstrip()[-1] for row in rows)
    assert last.count("a") == pytest.approx(terminal.ROWS * mean[-1, 0], abs=1)


def test_the_plot_does_without_colour_and_beyond_ascii() -> None:
    console = Console(file=io.StringIO(), width=60, color_system=None)
    curve = findings().curve
    with console.capture() as capture:
        plot = terminal.curve_plot(scenario(), curve, Words("en"), 60, True, False)
        console.print(plot)
    body = capture.get()
    axis = next(line for line in body.splitlines() if "+--" in line)
    assert axis.isascii() and "1839" in body and "│" not in body


def test_a_terminal_without_the_signs_gets_plainer_ones() -> None:
    assert "b" in printed(120, "en", "ascii") and "?" in printed(120, "es", "ascii")
    assert "Batalla de Yungay" in printed(120, "es", "cp1252")
    assert terminal.fold("\N{EN DASH}50 “ñ”", "latin-1") == '-50 "ñ"'


def test_all_is_said_in_words_too() -> None:
    found = printed(120, "en")
    assert "Battle of Yungay" in found and "Costly choice" in found
    assert "It does not say what would have happened." in found
    assert "seed 1839" in found and "0123456789ab" in found


def test_nothing_told_from_noise_is_said_so() -> None:
    console = Console(file=io.StringIO(), width=80)
    with console.capture() as capture:
        console.print(terminal.turning_table(scenario(), (), Words("es")))
        console.print(terminal.contrast_table(scenario(), contrast(), Words("es")))
    assert "se distingue del azar" in capture.get()
    assert "Documentada" in capture.get()
