"""A reference rate explained: what is counted, its range, and where that comes from."""

from __future__ import annotations

from ucronia.report.asked.shown import short
from ucronia.report.explain.cards import Card, Pen, listed
from ucronia.report.words import Words
from ucronia.scenario.model import Rate, Scenario
from ucronia.scenario.recorded import QUANTILES

COUNTED = {
    "firings": "how often the rules fire, in a year of free play",
    "heads": "heads of state who take office, in a year of free play",
    "battles": "battles in a year of free play",
    "battle_men": "men on both sides of a battle",
    "winner_loss": "share of its men that the winner of a battle loses",
    "loser_loss": "share of its men that the loser of a battle loses",
    "attacker_wins": "share of decided battles that the attacker wins",
    "battle_draws": "share of battles that nobody wins",
    "war_days": "median days of a war between nations that began in free play",
    "civil_war_days": "median days of a war within a nation that began in free play",
    "great_civil_war_days": "median days of a war within a nation with a thousand battle dead "
    "that began in free play",
    "war_over": "share of wars between nations over within so many days",
    "occupation_days": "median days that a province is held by another nation than its own",
    "march_km": "km a day of a march that reached its goal",
    "revenue": "revenue and customs in a year, on the day of classification",
    "army_men": "men under arms on the day of classification, irregulars left out",
}
"""What each measure is: messages of the catalogues."""


def rate_card(words: Words, scenario: Scenario, rate: Rate) -> Card:
    """Explain a reference rate.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        Whose.
    rate : Rate
        The rate.

    Returns
    -------
    Card
        With its range and its source.
    """
    pen = Pen(words, scenario)
    pen.fact("What is counted", words.say(COUNTED[rate.measure]))
    pen.fact("Rules", listed(rate.rules))
    pen.fact("Of", listed([pen.called("polities", id) for id in rate.of]))
    pen.fact("Days", short(words, rate.days) if rate.days else "")
    if rate.measure in QUANTILES:
        pen.fact("Share that lies below it", short(words, rate.part))
    pen.fact("Unit", words.text(rate.unit))
    if rate.low is None or rate.high is None:
        own = words.say("the record’s own figure with its interval, for want of another")
        pen.fact("Known range", own)
    else:
        span = f"{short(words, rate.low)}\N{EN DASH}{short(words, rate.high)}"
        pen.fact("Known range", span)
    pen.basis(rate)
    return pen.card("rate", rate.id, words.text(rate.name), ["ucronia plausible"])
