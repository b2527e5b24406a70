"""A campaign map as a file, and what is said of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ucronia.errors import QuestionError, StoreError
from ucronia.report.figures.charts import drawing
from ucronia.report.figures.files import DOTS_PER_INCH, svg_file
from ucronia.report.maps.campaign import Campaign, Track
from ucronia.report.maps.draw import draw_map
from ucronia.report.put import put
from ucronia.report.words import Words

KINDS = (".svg", ".png")


@dataclass(frozen=True)
class Written:
    """A map that was drawn.

    Parameters
    ----------
    path : Path
        The file.
    campaign : Campaign
        What is on it.
    """

    path: Path
    campaign: Campaign

    def lines(self, words: Words) -> list[str]:
        """Say what was drawn.

        Parameters
        ----------
        words : Words
            The language.

        Returns
        -------
        list of str
            The file, and how much is on it.
        """
        forces, fights = len(self.campaign.tracks), len(self.campaign.fights)
        counts = words.say(
            "Forces: {forces}; battles: {battles}.", forces=forces, battles=fights
        )
        return [str(self.path), f"  {counts}"]

    def to_dict(self) -> dict[str, Any]:
        """Give what is on the map as `--json` prints it.

        Returns
        -------
        dict
            File, span, forces with their stays, battles.
        """
        campaign = self.campaign
        return {
            "file": str(self.path),
            "from": campaign.first.isoformat(),
            "to": campaign.last.isoformat(),
            "forces": [_track(track) for track in campaign.tracks],
            "battles": [
                {
                    "entry": fight.entry,
                    "name": fight.name,
                    "date": fight.when.isoformat(),
                    "place": fight.place.id,
                }
                for fight in campaign.fights
            ],
            "left_out": campaign.left_out,
        }


def write_map(campaign: Campaign, words: Words, path: Path, title: str = "") -> Written:
    """Draw a span of the record into a file, whole or not at all.

    Parameters
    ----------
    campaign : Campaign
        What is to be drawn.
    words : Words
        The language.
    path : Path
        The file; its end says what it becomes.
    title : str
        Above the map; the scenario's where left out.

    Returns
    -------
    Written
        What was drawn.

    Raises
    ------
    StoreError
        If the file can't be written.
    """
    check_kind(path)
    figure = draw_map(campaign, words, title)
    if path.suffix.lower() == ".svg":
        content = svg_file(figure).encode()
    else:
        raster = io.BytesIO()
        with drawing():
            figure.savefig(raster, dpi=DOTS_PER_INCH, format="png", metadata={"Software": None})
        content = raster.getvalue()
    try:
        put(path, content)
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error
    return Written(path, campaign)


def check_kind(path: Path) -> None:
    """Make sure that a map can be written as such a file.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    QuestionError
        If its end is no kind of picture that is drawn.
    """
    if path.suffix.lower() not in KINDS:
        kinds = " or ".join(KINDS)
        raise QuestionError(f'{path}: "{path.suffix}" should be {kinds}')


def _track(track: Track) -> dict[str, Any]:
    return {
        "id": track.force.id,
        "name": track.name,
        "polity": track.polity,
        "commander": track.commander,
        "stays": [
            {
                "place": stay.place.id,
                "from": stay.first.isoformat(),
                "to": stay.last.isoformat(),
                "day_known": stay.is_day_known,
            }
            for stay in track.stays
        ],
        "passages": [[leg.start.id, leg.end.id] for leg in track.legs if leg.is_sea],
    }
