"""What no answer can tell, read off its own results and off trials of free play kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from ucronia.analysis.outcomes import Origin
from ucronia.analysis.questions.resting import Rests
from ucronia.errors import StoreError
from ucronia.report.digits import hundredths
from ucronia.report.forecasts import NONE, SORTS, WORSE, sorts_named
from ucronia.report.words import Words
from ucronia.scenario.model import Scenario
from ucronia.scenario.tried import (
    FORECASTS,
    RATES,
    Of,
    TriedForecasts,
    TriedRate,
    TriedRates,
    tried_forecasts,
    tried_rates,
)


def untold(
    words: Words, scenario: Scenario, origin: Origin, rests: Rests | None = None
) -> list[str]:
    """Say what an answer can't tell, whatever was asked.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Beside which trials may be kept.
    origin : Origin
        Of the answer.
    rests : Rests or None
        What it rests on.

    Returns
    -------
    list of str
        Sentences made from results; one that does not apply is left out.
    """
    said = [
        _full_logs(words, origin),
        _judged(words, rests),
        _kept(words, RATES, lambda: _rates(words, scenario, origin)),
        _kept(words, FORECASTS, lambda: _forecasts(words, scenario, origin)),
    ]
    return [sentence for sentence in said if sentence]


def untold_parts(words: Words, sentences: Iterable[str]) -> list[RenderableType]:
    """Lay out what can't be told, under its heading.

    Parameters
    ----------
    words : Words
        The language.
    sentences : iterable of str
        One a line.

    Returns
    -------
    list of RenderableType
        Nothing where there is no sentence.
    """
    lines = [Text(f"- {sentence}") for sentence in sentences]
    if not lines:
        return []
    return [Text(), Text(words.say("What it can't tell you"), "bold"), *lines]


def _full_logs(words: Words, origin: Origin) -> str:
    if not origin.full_logs:
        return ""
    return words.say(
        "What the last lines of {share} of 100 histories' logs would have said: those logs "
        "were full. How they end is known all the same.",
        share=words.hundredths(origin.full_logs),
    )


def _judged(words: Words, rests: Rests | None) -> str:
    if rests is None:
        return ""
    low, high = hundredths(words, rests.judged)[1:]
    if not rests.is_told or rests.judged.low == 0:
        return words.say(
            "How much of it rests on judged numbers: with {draws} draws, anything from "
            "{low} to {high} of 100 parts.",
            draws=words.number(rests.draws),
            low=low,
            high=high,
        )
    return words.say(
        "What other judgements would give: at least {low} of 100 parts of the doubt of "
        "numbers, as far as they explain it one by one, rest on judged ones.",
        low=low,
    )


def _kept(words: Words, command: str, say: Callable[[], str]) -> str:
    """Say what a kept trial says; where its file can't be read, that."""
    try:
        return say()
    except StoreError:
        return words.say(
            "What `ucronia {command}` found of free play: the file kept of it can't be read; "
            "`ucronia {command} --keep` writes it anew.",
            command=command,
        )


def _rates(words: Words, scenario: Scenario, origin: Origin) -> str:
    kept = tried_rates(scenario)
    out = [rate for rate in kept.rates if rate.in_range is False] if kept else []
    if kept is None or not out:
        return ""
    said = words.say(
        "What hangs on things whose frequency, size or length is off in free play: {count} of "
        "{whole} reference rates lie out of their range.",
        count=words.number(len(out)),
        whole=words.number(len(kept.rates)),
    )
    parts = []
    if low := _low(out):
        parts.append(words.say("Too low: {names}.", names=_named(words, scenario, low)))
    if high := _high(out):
        parts.append(words.say("Too high: {names}.", names=_named(words, scenario, high)))
    return " ".join([said, *parts, *_tried(words, kept, origin)])


def _low(rates: Sequence[TriedRate]) -> list[TriedRate]:
    return [rate for rate in rates if rate not in _high(rates)]


def _high(rates: Sequence[TriedRate]) -> list[TriedRate]:
    # a length of which more than half outlast the play has no value: it is without bound
    return [
        rate
        for rate in rates
        if rate.value is None or (rate.high is not None and rate.value > rate.high)
    ]


def _named(words: Words, scenario: Scenario, rates: Sequence[TriedRate]) -> str:
    names = {rate.id: words.text(rate.name) for rate in scenario.rates}
    return "; ".join(names.get(rate.id, rate.id) for rate in rates)


def _forecasts(words: Words, scenario: Scenario, origin: Origin) -> str:
    kept = tried_forecasts(scenario)
    if kept is None:
        return ""
    sorts = {
        skill: [
            (one.kind, one.horizon)
            for one in kept.forecasts
            if one.skill == skill and one.kind in SORTS
        ]
        for skill in (NONE, WORSE)
    }
    first, last = (words.date(date.fromisoformat(day)) for day in (kept.first, kept.last))
    said = []
    if sorts[NONE]:
        said.append(
            words.say(
                "What comes next, so many days ahead, where forecasts held out, {first} to "
                "{last}, show no skill to be told from noise beside some baseline: {what}.",
                first=first,
                last=last,
                what=sorts_named(words, sorts[NONE]),
            )
        )
    if sorts[WORSE]:
        said.append(
            words.say(
                "What a baseline foretells better than free play, by some score, held out, "
                "{first} to {last}: {what}.",
                first=first,
                last=last,
                what=sorts_named(words, sorts[WORSE]),
            )
        )
    return " ".join([*said, *_tried(words, kept, origin)]) if said else ""


def _tried(words: Words, kept: TriedRates | TriedForecasts, origin: Origin) -> list[str]:
    """Say by what it was tried, where that is not what is asked here."""
    of: Of = kept.of
    same = (of.hash, of.version, of.parameters)
    if same == (origin.hash, origin.version, origin.parameters):
        return []
    return [
        words.say(
            "(So tried with ucronia {version} on {scenario} {hash}, parameters {parameters}: "
            "not what is played here.)",
            version=of.version,
            scenario=of.scenario,
            hash=of.hash,
            parameters=of.parameters,
        )
    ]
