"""The out-of-sample tables of the battle model, and the figure of its calibration.

`python -m fits.battle` prints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from fits.battles import Floats
from fits.trials import MEASURES, MODEL, Scores, Trial, chances, scored, trials_by_scheme

FIGURE = Path(__file__).resolve().parents[1] / "docs/figures/battle_calibration.svg"
BINS = 5
RESAMPLES = 300
Reliability = list[tuple[float, float, int]]


def reliability(chance: Floats, won: Floats) -> Reliability:
    """Hold forecasts against what came, in bins of as many battles each.

    Parameters
    ----------
    chance : array of float
        [T] that the attacker wins.
    won : array of float
        [T] 1 where it did.

    Returns
    -------
    list of tuple
        Mean forecast, share that came, battles.
    """
    parts = np.array_split(np.argsort(chance, kind="stable"), BINS)
    return [
        (float(chance[part].mean()), float(won[part].mean()), part.size)
        for part in parts
        if part.size
    ]


def score_lines(title: str, table: dict[str, Scores]) -> list[str]:
    """Write a table of scores as Markdown.

    Parameters
    ----------
    title : str
        How battles were left out.
    table : dict
        Name of the forecaster to its scores.

    Returns
    -------
    list of str
        Lines.
    """
    lines = [f"**{title}**", "", "| forecast | AUC | right | Brier | log loss |"]
    lines.append("|---|---|---|---|---|")
    for name, found in table.items():
        cells = " | ".join(_cell(*found[measure]) for measure in MEASURES)
        lines.append(f"| {name} | {cells} |")
    return [*lines, ""]


def _cell(value: float, low: float, high: float) -> str:
    return f"{value:.2f} [{low:.2f}, {high:.2f}]"


def report(folds: int, repeats: int, seed: int, figure: Path = FIGURE) -> list[str]:
    """Score the model and what it should beat in every way of leaving battles out.

    Parameters
    ----------
    folds, repeats, seed : int
        Of the lots.
    figure : Path
        Where the calibration is drawn.

    Returns
    -------
    list of str
        Markdown.
    """
    lines: list[str] = []
    curves: dict[str, Reliability] = {}
    for title, trials in trials_by_scheme(count=folds, repeats=repeats, seed=seed).items():
        found = chances(trials)
        table = {
            name: scored(trials, chance, RESAMPLES, seed) for name, chance in found.items()
        }
        whole = f"{title} (n = {len(trials)})"
        lines += score_lines(whole, table)
        print("\n".join(score_lines(whole, table)), flush=True)
        curves[title] = reliability(found[MODEL], _won(trials))
    draw(curves, figure)
    return [*lines, *reliability_lines(curves)]


def _won(trials: Sequence[Trial]) -> Floats:
    return np.array([float(battle.winner == 1) for battle, _ in trials])


def reliability_lines(curves: dict[str, Reliability]) -> list[str]:
    """Write the calibration as Markdown: forecast to what came, a fifth of battles each.

    Parameters
    ----------
    curves : dict
        By scheme.

    Returns
    -------
    list of str
        Lines.
    """
    lines = ["| left out | forecast / came, by fifths |", "|---|---|"]
    for title, curve in curves.items():
        cells = ", ".join(f"{said:.2f} / {came:.2f}" for said, came, _ in curve)
        lines.append(f"| {title} | {cells} |")
    return [*lines, ""]


def draw(curves: dict[str, Reliability], path: Path) -> None:
    """Draw the calibration.

    Parameters
    ----------
    curves : dict
        By scheme.
    path : Path
        An .svg file.
    """
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "battle"
    from matplotlib import pyplot as plt

    drawn, axes = plt.subplots(figsize=(5.2, 4.6), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for marker, (title, curve) in zip("osD^v", curves.items(), strict=False):
        said, came, _ = zip(*curve, strict=True)
        axes.plot(said, came, marker=marker, markersize=4, linewidth=1, label=title)
    axes.set(xlabel="forecast: attacker wins", ylabel="share that came", xlim=(0, 1))
    axes.set(ylim=(0, 1))
    axes.legend(fontsize=7, frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn.savefig(path, metadata={"Date": None})
    plt.close(drawn)
