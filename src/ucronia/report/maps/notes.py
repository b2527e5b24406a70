"""What stands under a map: what it rests on, what it leaves out, who is to be credited."""

from __future__ import annotations

from ucronia.report.maps.campaign import Campaign
from ucronia.report.words import Words

MAP_DATA = ("GeoNames", "Natural Earth", "OpenStreetMap", "map")
"""Words by which the credits of what is on the map are known."""


def notes(campaign: Campaign, words: Words) -> list[str]:
    """Say what a map rests on, and who is to be credited.

    Parameters
    ----------
    campaign : Campaign
        The span, as it is shown.
    words : Words
        The language.

    Returns
    -------
    list of str
        Paragraphs.
    """
    found = [
        words.say(
            "Positions by the record's reference readings. Between them the quickest road of "
            "the time or the shortest sea lane is drawn, which is not always the way that was "
            "taken; a date is that of arrival, a month alone where the day is not known. "
            "Dashed grey: departments about 1837, undefined or disputed in places; no "
            "position is taken on present claims."
        )
    ]
    if campaign.left_out:
        found.append(
            words.say(
                "Of {count} forces, those that moved most are drawn; --force draws the others.",
                count=campaign.left_out + len(campaign.tracks) + len(campaign.elsewhere),
            )
        )
    if campaign.elsewhere:
        names = "; ".join(campaign.elsewhere)
        found.append(words.say("Off the map: {names}.", names=names))
    found.append(_credits(campaign, words))
    return found


def _credits(campaign: Campaign, words: Words) -> str:
    scenario = campaign.scenario
    named = [credit for credit in scenario.credits if any(word in credit for word in MAP_DATA)]
    record = words.text(scenario.title)
    text = words.say("Record: {name} ({licence}).", name=record, licence=scenario.licence)
    return f"{text} {'; '.join(named)}." if named else text
