"""Who led a force and for whom it fought, day by day, as the record's effects tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ucronia.scenario.model import Entry, Force, Scenario

_SIDE = re.compile(r"\b(?:defect|raise_force)\s*\(\s*(\w+)\s*,\s*(\w+)")
_COMMAND = re.compile(r"\bcommand\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_LEAVES = re.compile(r"\b(exile|capture|kill|execute|retire)\s*\(\s*(\w+)")
_ENDS = re.compile(r"\b(dissolve|transfer)\s*\(\s*(\w+)")


class Change(NamedTuple):
    """A force gets a commander, or a side."""

    date: str
    """ISO; empty for what holds from the first day on."""
    to: str
    """Id of a leader or polity; empty where its commander is lost."""


class Allegiance:
    """Follows commanders and sides through the record.

    Parameters
    ----------
    scenario : Scenario
        With its record.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def commanders(self, force: Force, until: str = "9999") -> list[Change]:
        """List who led a force.

        Parameters
        ----------
        force : Force
            Which.
        until : str
            ISO date of the last day that counts; one who is lost on it led it on it.

        Returns
        -------
        list of Change
            In order of time.
        """
        found = [Change("", force.commander)]
        for entry in self._up_to(until):
            has_left = any(who == found[-1].to for _, who in _effects(entry, _LEAVES))
            if has_left and entry.date < until:
                found.append(Change(entry.date, ""))
            for leader, led in _effects(entry, _COMMAND):
                if led == force.id and leader != found[-1].to:
                    found.append(Change(entry.date, leader))
        return found

    def sides(self, force: Force, until: str = "9999") -> list[Change]:
        """List for whom a force fought.

        An army goes with its commander where he rises as the head of a rival government, until
        that ends, or the army changes sides.

        Parameters
        ----------
        force : Force
            Which.
        until : str
            ISO date of the last day that counts.

        Returns
        -------
        list of Change
            In order of time.
        """
        found = [Change("", force.polity)]
        for date, _, side, is_end in sorted(self._turns(force, until)):
            if not is_end:
                found.append(Change(date, side))
            elif found[-1].to == side:
                found.append(Change(date, found[-2].to))
        # of two turns of one day the later holds
        days = {change.date: change for change in found}
        kept = list(days.values())
        return [c for n, c in enumerate(kept) if n == 0 or c.to != kept[n - 1].to]

    def _turns(self, force: Force, until: str) -> Iterator[tuple[str, int, str, bool]]:
        """Give the days on which a force turned to a side, or on which its rival side ended."""
        for entry in self._up_to(until):
            for one, side in _effects(entry, _SIDE):
                if one == force.id:
                    yield entry.date, 0, side, False
        told = self._days_of(force.id)
        born = "" if force.exists or not told else told[0]
        for polity in self.scenario.polities:
            if polity.kind != "rival":
                continue
            his = {polity.head, polity.id.removeprefix(f"{polity.nation}_")} - {""}
            for rose, ended in self._reigns(polity.id, until):
                if rose >= born and self.commanders(force, rose)[-1].to in his:
                    yield rose, 1, polity.id, False
                    if ended and told[-1:] > [ended]:
                        yield ended, 2, polity.id, True

    def _days_of(self, force: str) -> list[str]:
        """List the days on which a force is told of, in order."""
        named = re.compile(rf"\b{re.escape(force)}\b")
        return sorted(
            entry.date
            for entry in self.scenario.entries
            if named.search(" ".join((entry.what, *entry.effects)))
        )

    def _reigns(self, polity: str, until: str) -> list[tuple[str, str]]:
        """Give the days on which a rival government rose and ended; no end where it stands."""
        found: list[tuple[str, str]] = []
        rose, named = "", re.compile(rf"\b{re.escape(polity)}\b")
        for entry in self._up_to(until):
            if any(named.search(effect) for effect in entry.effects):
                if not any(gone == polity for _, gone in _effects(entry, _ENDS)):
                    rose = rose or entry.date
                elif rose:
                    found.append((rose, entry.date))
                    rose = ""
        return [*found, (rose, "")] if rose else found

    def _up_to(self, until: str) -> Iterator[Entry]:
        return (entry for entry in self._acting if entry.date <= until)

    @cached_property
    def _acting(self) -> list[Entry]:
        acting = (entry for entry in self.scenario.entries if entry.effects)
        return sorted(acting, key=lambda entry: entry.date)


def _effects(entry: Entry, effect: re.Pattern[str]) -> list[tuple[str, str]]:
    """List the arguments of an entry's effects of one kind."""
    return [pair for text in entry.effects for pair in effect.findall(text)]
