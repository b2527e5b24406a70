"""How a number of the curve is worked out, told step by step."""

from __future__ import annotations

from ucronia.analysis.questions.steps import Steps
from ucronia.report.digits import hundredths
from ucronia.report.explain.cards import Card, Pen
from ucronia.report.words import Words, outcome_name


def number_card(words: Words, found: Steps) -> Card:
    """Tell how the curve is worked out on one day.

    Parameters
    ----------
    words : Words
        The language.
    found : Steps
        The numbers of every step.

    Returns
    -------
    Card
        One step a fact.
    """
    pen = Pen(words, found.scenario)
    replicas = found.origin.replicas
    for number, text in enumerate(_steps(words, found, replicas), start=1):
        pen.facts.append((str(number), text))
    ends = zip(found.outcomes, found.counts, found.shares, found.doubts, strict=True)
    for outcome, count, share, doubt in ends:
        mean, low, high = hundredths(words, share)
        said = words.say(
            "{count} of {all}: {share} of 100 ({low}\N{EN DASH}{high}); draws set {draw} of "
            "100 parts of its variance",
            count=count,
            all=replicas,
            share=mean,
            low=low,
            high=high,
            draw="?" if doubt.draw != doubt.draw else words.number(doubt.draw * 100),
        )
        pen.facts.append((outcome_name(words, found.scenario, outcome), said))
    day = found.date.isoformat()
    commands = [f"ucronia history --from {day} --replica 0", f"ucronia replay --to {day}"]
    commands += [f"ucronia explain {id}" for id in (found.last_entry,) if id]
    title = words.say("The curve on {date}", date=words.date(found.date))
    return pen.card("number", day, title, commands)


def _steps(words: Words, found: Steps, replicas: int) -> list[str]:
    draws = -(-replicas // found.origin.per_draw)
    return [
        words.say(
            "Draw: {draws} draws, each of {parameters} parameters from their priors, a reading "
            "of each of {disputes} disputes by the weight of its sources, a day for every "
            "imprecise date, and the latent qualities of armies and commanders.",
            draws=words.number(draws),
            parameters=words.number(found.parameters),
            disputes=words.number(found.disputes),
        ),
        words.say(
            "Replay: under each draw the record is followed up to that morning; in the first, "
            "{entries} entries, the last {last}.",
            entries=words.number(found.entries),
            last=found.last_entry or "—",
        ),
        words.say(
            "Condition: the latent qualities are drawn anew given the {battles} battles fought "
            "so far, and nothing later.",
            battles=words.number(found.battles),
        ),
        words.say(
            "Play on: from that state {m} histories a draw, {replicas} in all, run freely for "
            "{days} days by the rules alone; none can see the calendar or the record.",
            m=found.origin.per_draw,
            replicas=words.number(replicas),
            days=words.number(found.days),
        ),
        words.say(
            "Tell: on {date} each history falls in the first outcome whose condition holds; "
            "the share of histories is the number. Its interval is Wilson's, at 95 %, on the "
            "effective number of independent histories, clustered by draw.",
            date=found.scenario.classified_on,
        ),
    ]
