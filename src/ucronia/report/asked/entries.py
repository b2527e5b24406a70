"""Entries of the record: listed, and taken elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import RenderableType

from ucronia.analysis.outcomes import Origin
from ucronia.report.asked import dicts
from ucronia.report.asked.result import Result
from ucronia.report.asked.shown import entry_table
from ucronia.report.exports.extract import Extract
from ucronia.report.replies import record_json
from ucronia.report.tables import Row
from ucronia.report.words import Words
from ucronia.scenario.model import Entry, Scenario


@dataclass(frozen=True, repr=False)
class Entries(Result):
    """Entries of the record, with all their versions.

    Parameters
    ----------
    scenario : Scenario
        Whose record.
    entries : tuple of Entry
        In order of date.
    version : str
        Of this package.
    """

    scenario: Scenario
    entries: tuple[Entry, ...]
    version: str

    @property
    def origin(self) -> Origin:
        """Where it comes from; nothing was played."""
        return Origin(self.scenario.id, self.scenario.hash, self.version, 0, 0, 0, 0, 0.0)

    def tables(self) -> dict[str, list[Row]]:
        """Give entries, one row each, and versions, one row a source of each."""
        rows = self.to_list()
        versions = [
            {
                "entry": row["id"],
                **version,
                "values": "; ".join(
                    f"{key}={value}" for key, value in version["values"].items()
                ),
            }
            for row in rows
            for version in row["versions"]
        ]
        plain = [
            {k: v for k, v in row.items() if k not in ("text", "versions")} for row in rows
        ]
        for row, entry in zip(plain, self.entries, strict=True):
            row |= {"es": entry.text.es, "en": entry.text.en}
        return {"entries": plain, "versions": versions}

    def to_list(self) -> list[Row]:
        """Give the array that `record --json` prints."""
        kept = {row["id"]: row for row in record_json(self.scenario)}
        return [kept[entry.id] for entry in self.entries]

    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give one line an entry, with its sources."""
        words, ids = Words(lang), [entry.id for entry in self.entries]
        if not ids:
            return [words.say("Nothing in the record fits.")]
        return [entry_table(words, self.scenario, ids)]

    def to_dict(self) -> Row:
        """Give the entries with their origin."""
        return {"entries": self.to_list(), **dicts.origin_dict(self.origin)}

    def chosen(self, format: str, at_least: float | None = None) -> Extract:
        """Give the entries that a format writes: those that weigh enough."""
        from ucronia.report.exports.formats import choose

        return choose(Extract(self.scenario, self.entries, self.version), format, at_least)

    def export(self, format: str, lang: str = "en", *, at_least: float | None = None) -> bytes:
        """Give what `write` would write."""
        from ucronia.report.exports.formats import export

        return export(self.chosen(format, at_least), format, lang)

    def write(
        self,
        path: str | Path,
        format: str,
        lang: str = "en",
        *,
        at_least: float | None = None,
    ) -> Path:
        """Write the entries as `ucronia export` does; give the file's path.

        Parameters
        ----------
        path : str or Path
            A file, or a folder for one named after the scenario.
        format : str
            `csv`, `geojson`, `ics`, `jsonld` or `timelinejs`.
        lang : str
            `es` or `en`, for `ics` and `timelinejs`; the others are in both languages.
        at_least : float, optional
            Weight from which an entry is written, 0..100; all where left out, and of
            `timelinejs` those from 50.

        Returns
        -------
        Path
            The file, whole.
        """
        from ucronia.report.exports.formats import save

        return save(Path(path), self.chosen(format, at_least), format, lang)
