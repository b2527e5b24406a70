"""A what-if as a plain dictionary: what `what-if --json` prints."""

from __future__ import annotations

from dataclasses import asdict

from ucronia.analysis.contrasts import Lever, Reason
from ucronia.analysis.outcomes import outcome_ids
from ucronia.analysis.questions.whatif import Held, Part, WhatIfFound
from ucronia.report.asked.assumed import assumed_rows
from ucronia.report.asked.dicts import clean, ends, event_rows, until_dict
from ucronia.report.asked.moved import moved_rows
from ucronia.report.chronicle import Names, chronicle, happening_sentence
from ucronia.report.replies import what_if_json
from ucronia.report.rested import rests_dict
from ucronia.report.tables import Row
from ucronia.report.words import LANGUAGES, Words


def what_if_dict(found: WhatIfFound) -> Row:
    """Give a what-if as `what-if --json` prints it.

    Parameters
    ----------
    found : WhatIfFound
        The answer.

    Returns
    -------
    dict
        The contract's keys; beside them when the arms part, typical histories, and why.
    """
    arms = found.arms
    told = what_if_json(
        found.contrast,
        arms.decision,
        (arms.option, arms.was),
        found.date.isoformat(),
        found.origin,
    )
    names = {lang: Names(Words(lang), found.scenario, found.pools) for lang in LANGUAGES}
    outcomes = outcome_ids(found.scenario)
    more: Row = {
        "assumed": assumed_rows(found.scenario, arms.alternative.held),
        "gain": found.contrast.gain,
        **clean(rests_dict(found.rests)),
        "parting": {"quartiles": found.parting.quartiles, "never": found.parting.never},
        "moves": moved_rows(found.scenario, found.moves),
        "lines": [
            {
                "replica": line.replica,
                "outcome": outcomes[line.outcome],
                "share": line.share,
                "events": event_rows(
                    *(chronicle(names[lang], *found.told[line.replica]) for lang in LANGUAGES)
                ),
            }
            for line in found.lines
        ],
        "why": {
            "outcome": found.contrast.largest.outcome,
            "events": [_reason(names, reason) for reason in found.reasons],
            "without": [_part(names, part) for part in found.parts],
            "parameters": [_lever(lever) for lever in found.levers],
            "held": [_held(held) for held in found.held],
        },
        "histories": found.origin.histories,
        "seconds": found.origin.seconds,
        "stopped": found.stopped,
        **until_dict(found.narrowed),
    }
    answer: Row = clean({**told, **more})
    return answer


def _reason(names: dict[str, Names], reason: Reason) -> Row:
    event = {lang: happening_sentence(names[lang], reason.happening) for lang in names}
    return {
        "event": event,
        "recorded": reason.recorded,
        "alternative": reason.alternative,
        **ends("moves_", reason.moves),
        "p_value": reason.p_value,
    }


def _part(names: dict[str, Names], part: Part) -> Row:
    event = {lang: happening_sentence(names[lang], part.reason.happening) for lang in names}
    return {
        "event": event,
        **ends("difference_", part.without),
        **ends("moved_", part.moved),
    }


def _lever(lever: Lever) -> Row:
    return asdict(lever)


def _held(held: Held) -> Row:
    return {
        "parameter": held.parameter,
        "values": held.values,
        **ends("low_", held.low),
        **ends("high_", held.high),
        **ends("moved_", held.moved),
    }
