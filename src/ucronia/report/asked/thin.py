"""Where a record is thin, told in a few lines, listed, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ucronia.report.words import Words, entry_name
from ucronia.scenario.model import Scenario
from ucronia.scenario.thinness import WEIGHTY, Followed, Thinness


def thin_dict(thin: Thinness) -> dict[str, Any]:
    """Give where a record is thin as `check --json` prints it.

    Parameters
    ----------
    thin : Thinness
        What was found.

    Returns
    -------
    dict
        positions, marches, one_witness, disputes, texts: counts and lists.
    """
    return {
        "positions": {
            "pins": sum(force.pins for force in thin.forces),
            "median_gap": thin.median_gap,
            "forces": [force._asdict() for force in thin.forces],
        },
        "marches": {"count": thin.marched.marches, "impossible": list(thin.marched.told)},
        "one_witness": {
            "entries": thin.entries,
            "count": len(thin.alone),
            "share": len(thin.alone) / max(1, thin.entries),
            "weighty": [entry._asdict() for entry in thin.weighty],
            "all": [entry._asdict() for entry in thin.alone],
        },
        "disputes": {
            "one_reading": list(thin.single_disputes),
            "no_value": list(thin.idle_disputes),
        },
        "texts": [text._asdict() for text in thin.untold],
    }


def thin_lines(
    words: Words, scenario: Scenario, thin: Thinness, is_whole: bool = False
) -> list[str]:
    """Say where a record is thin.

    Parameters
    ----------
    words : Words
        The language.
    scenario : Scenario
        For names.
    thin : Thinness
        What was found.
    is_whole : bool
        Whether each count is followed by what it counts.

    Returns
    -------
    list of str
        A heading and a line for each idea.
    """
    teller = _Teller(words, scenario, thin)
    parts = (
        (teller.positions(), teller.forces()),
        (teller.marches(), iter(thin.marched.told)),
        (teller.witnesses(), teller.alone()),
        (teller.disputes(), teller.disputed()),
        (teller.texts(), teller.untold()),
    )
    lines = [words.say("Where the record is thin:")]
    for head, items in parts:
        lines.append(f"  {head}")
        lines += [f"    {item}" for item in items] if is_whole else []
    return lines


class _Teller:
    """Says each idea of what is thin."""

    def __init__(self, words: Words, scenario: Scenario, thin: Thinness) -> None:
        self.words, self.scenario, self.thin = words, scenario, thin
        self.forces_named = {force.id: words.text(force.name) for force in scenario.forces}

    def positions(self) -> str:
        """Count pins and gaps."""
        thin, say = self.thin, self.words.say
        pins = self._number(sum(force.pins for force in thin.forces))
        unseen = sum(not force.pins for force in thin.forces)
        longest = next((force for force in thin.forces if force.longest_gap is not None), None)
        if longest is None or thin.median_gap is None:
            return say(
                "{pins} positions of {forces} forces ({unseen} never seen).",
                pins=pins,
                forces=len(thin.forces),
                unseen=unseen,
            )
        return say(
            "{pins} positions of {forces} forces ({unseen} never seen). Between one and the "
            "next, while the force stands: {days} days in the median; longest out of sight: "
            "{force}, {most} days ({span}).",
            pins=pins,
            forces=len(thin.forces),
            unseen=unseen,
            days=self._number(thin.median_gap),
            force=self.forces_named[longest.force],
            most=self._number(longest.longest_gap or 0),
            span=self._span(longest),
        )

    def forces(self) -> Iterator[str]:
        """List the forces, the longest out of sight first."""
        say = self.words.say
        for force in self.thin.forces:
            name = self.forces_named[force.force]
            if force.longest_gap is None or force.median_gap is None:
                yield say("{force}: pins {pins}.", force=name, pins=force.pins)
                continue
            yield say(
                "{force}: pins {pins}; days between them {days} in the median, {most} at "
                "most ({span}).",
                force=name,
                pins=force.pins,
                days=self._number(force.median_gap),
                most=self._number(force.longest_gap),
                span=self._span(force),
            )

    def marches(self) -> str:
        """Count marches, and those that no force could make."""
        return self.words.say(
            "Marches: {marches} by the reference rows; faster than a courier, or to two places "
            "on one day, under any reading: {told}.",
            marches=self._number(self.thin.marched.marches),
            told=len(self.thin.marched.told),
        )

    def witnesses(self) -> str:
        """Count entries that one witness tells, or none."""
        thin = self.thin
        return self.words.say(
            "On one witness or none: {alone} of {entries} entries ({share} of 100), {bare} of "
            "them with no page behind them; of weight {least} or more: {weighty}.",
            alone=len(thin.alone),
            entries=thin.entries,
            share=self.words.hundredths(len(thin.alone) / max(1, thin.entries)),
            bare=sum(not entry.witness for entry in thin.alone),
            least=WEIGHTY,
            weighty=len(thin.weighty),
        )

    def alone(self) -> Iterator[str]:
        """List the weighty entries among them."""
        entries = {entry.id: entry for entry in self.scenario.entries}
        for found in self.thin.weighty:
            name = entry_name(self.words, self.scenario, entries[found.entry])
            witness = found.witness or self.words.say("no page")
            yield f"{found.entry} ({name}, {found.weight:g}): {witness}"

    def disputes(self) -> str:
        """Count disputes that leave nothing to choose."""
        return self.words.say(
            "Disputes with one reading only: {single}; with readings in words alone, of which "
            "no value follows: {idle}.",
            single=len(self.thin.single_disputes),
            idle=len(self.thin.idle_disputes),
        )

    def disputed(self) -> Iterator[str]:
        """List them."""
        yield from (
            self.words.say("{dispute}: one reading", dispute=id)
            for id in self.thin.single_disputes
        )
        yield from (
            self.words.say("{dispute}: in words alone", dispute=id)
            for id in self.thin.idle_disputes
        )

    def texts(self) -> str:
        """Count texts in one language only."""
        return self.words.say(
            "Texts in one language only: {count}.", count=len(self.thin.untold)
        )

    def untold(self) -> Iterator[str]:
        """List them."""
        for text in self.thin.untold:
            if text.missing == "both":
                yield self.words.say("{where}: the same in both", where=text.where)
            else:
                yield self.words.say("{where}: no {lang}", where=text.where, lang=text.missing)

    def _number(self, value: float) -> str:
        return self.words.number(value, 0 if float(value).is_integer() else 1)

    def _span(self, force: Followed) -> str:
        ends = (force.longest_from, force.longest_to)
        dates = [self.words.date(date.fromisoformat(end), "medium") for end in ends]
        return " \N{EN DASH} ".join(dates)
