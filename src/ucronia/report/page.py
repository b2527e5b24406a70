"""One page that holds everything: both languages, pictures inside, no network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ucronia.analysis.evaluation import share_at
from ucronia.analysis.grades import Grade
from ucronia.analysis.turning import TurningPoint
from ucronia.errors import StoreError
from ucronia.report.digits import ends, p_value, span
from ucronia.report.graded import grade_sentence, horizon_sentence, survival_sentence
from ucronia.report.likely import in_words, scale_rows
from ucronia.report.limits import limits
from ucronia.report.living import evidence_rows, living_rows
from ucronia.report.pictures import MOST_POINTS, Pictures
from ucronia.report.points import point_title
from ucronia.report.put import put
from ucronia.report.rested import rests_sentence
from ucronia.report.sentences import (
    CAN_NOT_TELL,
    doubt_sentence,
    ending_sentence,
    point_sentence,
    rank_sentence,
    split_sentence,
)
from ucronia.report.tables import Findings
from ucronia.report.terminal import origin_line
from ucronia.report.words import LANGUAGES, Words, entries_named, option_name
from ucronia.scenario.model import Scenario

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = Path(__file__).parent / "page.html.j2"


def page(
    scenario: Scenario,
    findings: Findings,
    pictures: Mapping[str, Pictures],
    reasons: Mapping[int, Mapping[str, list[str]]] | None = None,
) -> str:
    """Write the report of an evaluation as one HTML page.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    findings : Findings
        The evaluation.
    pictures : mapping of str to Pictures
        Its pictures in each language.
    reasons : mapping or None
        Day of a turning point to language to sentences on why.

    Returns
    -------
    str
        HTML that needs nothing else.
    """
    parts = [
        _part(scenario, findings, Words(lang), pictures[lang], reasons or {})
        for lang in LANGUAGES
    ]
    title = {lang: Words(lang).text(scenario.title) for lang in LANGUAGES}
    return _template().render(title=title, parts=parts, origin=findings.origin)


def write_page(
    path: Path,
    scenario: Scenario,
    findings: Findings,
    pictures: Mapping[str, Pictures],
    reasons: Mapping[int, Mapping[str, list[str]]] | None = None,
) -> Path:
    """Write the report of an evaluation to a file.

    Parameters
    ----------
    path : Path
        The file; its folder is made if need be.
    scenario : Scenario
        The scenario.
    findings : Findings
        The evaluation.
    pictures : mapping of str to Pictures
        As in `page`.
    reasons : mapping or None
        As in `page`.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    StoreError
        If it can't be written.
    """
    text = page(scenario, findings, pictures, reasons)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, text.encode())
    except OSError as error:
        raise StoreError(f"{path}: can't write the page: {error.strerror}") from error
    return path


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _part(
    scenario: Scenario,
    findings: Findings,
    words: Words,
    pictures: Pictures,
    reasons: Mapping[int, Mapping[str, list[str]]],
) -> dict[str, Any]:
    """Gather what one language's half of the page shows."""
    told = [point for point in findings.turning_points if point.distinguishable]
    curve = findings.curve
    return {
        "lang": words.lang,
        "say": words.say,
        "title": words.text(scenario.title),
        "summary": words.text(scenario.summary),
        "curve": pictures.curve,
        "ribbons": pictures.ribbons,
        "outcomes": _outcomes(scenario, findings, words),
        "ending": _ending(scenario, findings, words),
        "ends": [words.date(curve.dates[at]) for at in (0, -1)],
        "points": [
            _point(scenario, point, words, pictures, reasons) for point in told[:MOST_POINTS]
        ],
        "intervals": len(findings.turning_points),
        "told": len(told),
        "grades": [_grade(scenario, grade, words) for grade in findings.grades],
        "systems": living_rows(words, scenario, findings.systems),
        "evidence": evidence_rows(words, scenario, findings.systems),
        "counted": words.number(
            findings.systems[0].signs[0].share.n if _shown(findings) else 0
        ),
        "doubt": doubt_sentence(words, curve),
        "campaigns": pictures.campaigns,
        "rests": rests_sentence(words, findings.rests),
        "scale": scale_rows(words),
        "can_not_tell": [
            *limits(words, scenario, findings),
            *(words.say(message) for message in CAN_NOT_TELL),
        ],
        "credits": [*scenario.credits, scenario.licence],
        "origin": origin_line(words, findings.origin),
        "replicas": words.number(findings.origin.replicas),
        "draws": words.number(-(-findings.origin.replicas // findings.origin.per_draw)),
        "widest": words.number(100 * curve.widest),
    }


def _shown(findings: Findings) -> bool:
    return any(living.signs for living in findings.systems[:1])


def _ending(scenario: Scenario, findings: Findings, words: Words) -> str:
    if findings.ending is None:
        return ""
    said = ending_sentence(words, scenario, findings.ending)
    return f"{words.say('Played on from the first day.')} {said}"


def _outcomes(scenario: Scenario, findings: Findings, words: Words) -> list[dict[str, Any]]:
    curve = findings.curve
    rows = []
    for outcome in scenario.outcomes:
        shares = [share_at(curve, curve.dates[at], outcome.id) for at in (0, -1)]
        rows.append(
            {
                "name": words.text(outcome.name),
                "definition": words.text(outcome.definition),
                "colour": outcome.colour,
                "first": span(words, shares[0]),
                "last": span(words, shares[1]),
                "likely": [in_words(words, share) for share in shares],
            }
        )
    return rows


def _point(
    scenario: Scenario,
    point: TurningPoint,
    words: Words,
    pictures: Pictures,
    reasons: Mapping[int, Mapping[str, list[str]]],
) -> dict[str, Any]:
    entries = entries_named(scenario)
    name = point_title(words, scenario, point)
    inside = [entries[id] for id in point.entries if id in entries]
    return {
        "name": name,
        "sentence": point_sentence(words, scenario, point),
        "rank": rank_sentence(words, point),
        "split": split_sentence(words, point),
        "entries": [words.text(entry.text) for entry in inside[:4]],
        "more": max(0, len(inside) - 4),
        "figure": pictures.points[point.day],
        "p": p_value(words, point.p_value),
        "why": reasons.get(point.day, {}).get(words.lang, []),
    }


def _told(text: str) -> str:
    """Give the first clause of an entry: what was decided, as the record says it."""
    return re.split(r"[;:.](?:\s|$)", text, maxsplit=1)[0]


def _grade(scenario: Scenario, grade: Grade, words: Words) -> dict[str, Any]:
    names = {leader.id: leader.name for leader in scenario.leaders}
    names |= {polity.id: words.text(polity.name) for polity in scenario.polities}
    entry = entries_named(scenario).get(grade.choice.entry)
    aims = {aim.decider: aim for aim in scenario.aims}
    aim = aims.get(grade.choice.decider)
    return {
        "name": _told(words.text(entry.text)) if entry else grade.choice.entry,
        "date": words.date(grade.choice.date),
        "decider": names.get(grade.choice.decider, grade.choice.decider),
        "sentence": grade_sentence(words, scenario, grade),
        "survival": survival_sentence(words, grade),
        "mark": grade.mark,
        "aims": words.text(aim.reason) if aim else "",
        "horizon": horizon_sentence(words, aim) if aim else "",
        "options": [
            {
                "name": option_name(words, scenario, grade, option),
                "recorded": at == grade.choice.recorded,
                "utility": words.number(ends(utility, 1)[0]),
            }
            for at, (option, utility) in enumerate(
                zip(grade.choice.options, grade.utilities, strict=True)
            )
        ],
    }
