"""The story that a board opens with: all that its page needs before anything is computed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from ucronia.analysis.questions.batches import Asked
from ucronia.analysis.questions.evaluation import Evaluated
from ucronia.analysis.turning import TurningPoint
from ucronia.compiler.build import World
from ucronia.report.board.frames import Frames
from ucronia.report.board.story_entries import Entries
from ucronia.report.board.story_frames import record_frames
from ucronia.report.board.story_moments import moment_rows, play_moments, read_text
from ucronia.report.board.story_things import things
from ucronia.report.sentences import (
    CAN_NOT_TELL,
    point_sentence,
    split_sentence,
)
from ucronia.report.words import LANGUAGES, Words, entry_name
from ucronia.scenario.dates import day_of

Row = dict[str, Any]
DIGITS = 3
"""Decimals of shares: far below any interval."""
LEVEL = 9
"""Of compression."""


def stories(world: World, found: Evaluated, asked: Asked) -> dict[str, Row]:
    """Make the story in every language.

    Parameters
    ----------
    world : World
        What is told.
    found : Evaluated
        An evaluation of its record.
    asked : Asked
        How the options of the moments are played.

    Returns
    -------
    dict
        Language to story.
    """
    frames = record_frames(world, found.origin.seed)
    played = play_moments(world, asked)
    return {lang: _story(world, found, frames, played, Words(lang)) for lang in LANGUAGES}


def _story(
    world: World, found: Evaluated, frames: Frames, played: dict[str, Row], words: Words
) -> Row:
    scenario = world.scenario
    grades = {grade.choice.entry: grade for grade in found.grades}
    last = day_of(scenario, scenario.end) or world.end_day
    return {
        "key": f"{scenario.id}-{scenario.hash}-{found.origin.version}",
        "scenario": scenario.id,
        "hash": scenario.hash,
        "version": found.origin.version,
        "licence": scenario.licence,
        "title": words.text(scenario.title),
        "lead": words.text(scenario.summary),
        "lang": words.lang,
        "first": scenario.start,
        "days": last + 1,
        "classified": day_of(scenario, scenario.classified_on) or world.end_day,
        **things(scenario, words),
        "frames": frames,
        "entries": Entries(world, words, grades).rows(),
        "evaluation": evaluation_row(words, found),
        "moments": moment_rows(world, words, played),
        "glossary": [
            {"word": row["word"][words.lang], "text": row["text"][words.lang]}
            for row in read_text("glossary")
        ],
        "credits": list(scenario.credits),
        "limits": [words.say(text) for text in CAN_NOT_TELL],
    }


def evaluation_row(words: Words, found: Evaluated) -> Row:
    """Tell an evaluation as the page draws it.

    Parameters
    ----------
    words : Words
        The language.
    found : Evaluated
        The evaluation.

    Returns
    -------
    dict
        The curve with its intervals, what of its variance the draw sets, the turning points.
    """
    curve = found.curve
    points = [point for point in found.turning_points if point.distinguishable]
    return {
        "n": curve.replicas,
        "seed": found.origin.seed,
        "histories": found.origin.histories,
        "parameters": "prior",
        "days": curve.days.tolist(),
        "dates": [when.isoformat() for when in curve.dates],
        "p": curve.mean.round(DIGITS).tolist(),
        "low": curve.low.round(DIGITS).tolist(),
        "high": curve.high.round(DIGITS).tolist(),
        "draw": [[_share(part) for part in row] for row in curve.draw.tolist()],
        "actual": curve.outcomes[int(curve.mean[-1].argmax())],
        "turning": [
            _turning(words, found, point) for point in sorted(points, key=lambda p: p.day)
        ],
    }


def _share(value: float) -> float | None:
    return round(value, 2) if value == value else None


def _turning(words: Words, found: Evaluated, point: TurningPoint) -> Row:
    scenario = found.scenario
    entries = {entry.id: entry for entry in scenario.entries}
    named = entries.get(point.entry)
    said = point_sentence(words, scenario, point), split_sentence(words, point)
    ends = {"change": point.change, "low": point.low, "high": point.high}
    move = {name: round(end, DIGITS) for name, end in ends.items()}
    return {
        "day": point.day,
        "until": point.until_day,
        "entry": point.entry,
        "title": entry_name(words, scenario, named) if named else words.date(point.date),
        "text": " ".join(filter(None, said)),
        "moves": [{"outcome": point.outcome, **move}],
    }


def write_story(story: Row, path: Path) -> int:
    """Write a story, the same bytes each time.

    Parameters
    ----------
    story : dict
        The story.
    path : Path
        Where to, as `story.es.json.gz`.

    Returns
    -------
    int
        Bytes written.
    """
    text = json.dumps(story, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = gzip.compress(text.encode(), LEVEL, mtime=0)
    path.write_bytes(packed)
    return len(packed)
