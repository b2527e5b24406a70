"""Which part of the land a map shows: where forces marched and fought, and little beyond."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from ucronia.report.figures.ground import Box
from ucronia.report.maps.campaign import Campaign, Track

Points = NDArray[np.float64]
APART_DEGREES = 3.5
"""What lies farther than this from all the rest is shown in an inset."""
MOST_INSETS, LEAST_WEIGHT = 2, 1.5
"""Insets of what lies far off, and how much must lie there: a march or a battle. A force that
only stood far off is not shown."""
CROWD_SHARE, CROWD, CROWD_PLACES = 0.055, 9, 4
"""Stays and battles that lie within this share of the map's width of one another are a crowd,
if so many at so many places, and are shown larger in an inset."""
LARGEST_CROWD = 0.42
"""Width of a crowd's inset to the map's, at the most: a wider one would show nothing larger."""
MARGIN_SHARE, LEAST_MARGIN = 0.09, 0.22
"""Room about what is drawn: a share of its length, and degrees at the least."""
LEAST_SPAN, LEAST_DETAIL = 1.6, 0.36
"""Degrees that a map and the inset of a crowd show at least."""
REACH_SHARE, LEAST_REACH = 0.45, 1.5
"""A port to which forces only sailed is shown where it lies so near: a share of the length of
what is shown, and degrees at the least. Passages from farther off run over the map's edge."""
NARROWEST, WIDEST = 0.96, 1.5
"""Width of a map to its height."""


@dataclass(frozen=True)
class Region:
    """What is shown, in degrees.

    Parameters
    ----------
    main : Box
        The map.
    insets : tuple of Box
        What lies far off.
    detail : Box or None
        Where the map is crowded.
    """

    main: Box
    insets: tuple[Box, ...] = ()
    detail: Box | None = None

    def shows(self, lon: float, lat: float) -> bool:
        """Tell whether a place is on the map or in an inset.

        Parameters
        ----------
        lon : float
            Longitude.
        lat : float
            Latitude.

        Returns
        -------
        bool
            True where it is.
        """
        return any(holds(box, lon, lat) for box in (self.main, *self.insets))


def holds(box: Box, lon: float, lat: float) -> bool:
    """Tell whether a place lies in a box.

    Parameters
    ----------
    box : Box
        In degrees.
    lon : float
        Longitude.
    lat : float
        Latitude.

    Returns
    -------
    bool
        True inside.
    """
    return box[0] < lon < box[2] and box[1] < lat < box[3]


def region(campaign: Campaign) -> Region:
    """Choose what a map shows.

    Parameters
    ----------
    campaign : Campaign
        The span.

    Returns
    -------
    Region
        The part with most marches and battles, and what lies far off from it.
    """
    ashore = np.array(list(_ashore(campaign)), dtype=np.float64).reshape(-1, 3)
    ports = np.array(list(_ports(campaign)), dtype=np.float64).reshape(-1, 2)
    if _is_naval(campaign) or not len(ashore):
        return Region(_box(np.vstack([ashore[:, :2], ports])))
    near, *far = _groups(ashore)
    main = _box(_with_ports(near[:, :2], ports))
    insets = [
        _box(_with_ports(group[:, :2], ports))
        for group in far
        if group[:, 2].max() >= 1 and group[:, 2].sum() >= LEAST_WEIGHT
    ]
    # what the map is wide enough to show needs no inset
    apart = [box for box in insets if not holds(main, *_middle(box))]
    return Region(main, tuple(apart[:MOST_INSETS]), _detail(campaign, main))


def _is_naval(campaign: Campaign) -> bool:
    """Ask whether nothing but passages is drawn: then all ports are shown on one map."""
    legs = [leg for track in campaign.tracks for leg in track.legs]
    return bool(legs) and all(leg.is_sea for leg in legs)


def clipped(campaign: Campaign, shown: Region) -> Campaign:
    """Leave out of a span what lies off the map.

    Parameters
    ----------
    campaign : Campaign
        The span.
    shown : Region
        What is shown.

    Returns
    -------
    Campaign
        With the names of what was left out.
    """
    tracks = tuple(track for track in campaign.tracks if _is_seen(track, shown))
    fights = tuple(f for f in campaign.fights if shown.shows(f.place.lon, f.place.lat))
    off = [
        f"{track.name} \N{EN DASH} {track.stays[-1].place.name}"
        for track in campaign.tracks
        if track not in tracks
    ]
    off += [fight.name for fight in campaign.fights if fight not in fights]
    return replace(campaign, tracks=tracks, fights=fights, elsewhere=tuple(off))


def _is_seen(track: Track, shown: Region) -> bool:
    spots = [(stay.place.lon, stay.place.lat) for stay in track.stays]
    ways = [spot for leg in track.legs for piece in leg.pieces for spot in piece.points]
    return any(shown.shows(float(lon), float(lat)) for lon, lat in (*spots, *ways))


def _detail(campaign: Campaign, main: Box) -> Box | None:
    """Find where stays and battles crowd one another."""
    spots = [(stay.place.lon, stay.place.lat) for t in campaign.tracks for stay in t.stays]
    spots += [(fight.place.lon, fight.place.lat) for fight in campaign.fights]
    table = np.array([spot for spot in spots if holds(main, *spot)]).reshape(-1, 2)
    if len(table) < CROWD:
        return None
    label = fcluster(linkage(table, "single"), CROWD_SHARE * (main[2] - main[0]), "distance")
    crowds = [table[label == which] for which in np.unique(label)]
    crowd = max(crowds, key=len)
    box = _box(crowd, LEAST_DETAIL)
    is_crowd = len(crowd) >= CROWD and len(np.unique(crowd, axis=0)) >= CROWD_PLACES
    is_small = box[2] - box[0] <= LARGEST_CROWD * (main[2] - main[0])
    return box if is_crowd and is_small else None


def _ashore(campaign: Campaign) -> Iterator[tuple[float, float, float]]:
    """Give what must be seen, with how much it weighs: battles, and marches on land."""
    for fight in campaign.fights:
        yield fight.place.lon, fight.place.lat, 3.0
    for track in campaign.tracks:
        marched = [leg for leg in track.legs if not leg.is_sea]
        for leg in marched:
            for piece in leg.pieces:
                yield from ((float(lon), float(lat), 0.2) for lon, lat in piece.points)
            yield leg.end.lon, leg.end.lat, 1.0
        if not track.legs and track.force.kind != "fleet":
            place = track.stays[0].place
            yield place.lon, place.lat, 0.5


def _ports(campaign: Campaign) -> Iterator[tuple[float, float]]:
    """Give the places to which forces only sailed."""
    for track in campaign.tracks:
        for stay in track.stays:
            yield stay.place.lon, stay.place.lat


def _groups(spots: Points) -> list[Points]:
    """Part spots into those that lie together, the weightiest first."""
    if len(spots) < 2:
        return [spots]
    tree = linkage(spots[:, :2], method="single")
    label = fcluster(tree, APART_DEGREES, criterion="distance")
    groups = [spots[label == which] for which in np.unique(label)]
    return sorted(groups, key=lambda group: -float(group[:, 2].sum()))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _with_ports(spots: Points, ports: Points) -> Points:
    low, high = spots.min(axis=0), spots.max(axis=0)
    reach = max(LEAST_REACH, REACH_SHARE * float((high - low).max()))
    is_near = ((ports > low - reach) & (ports < high + reach)).all(axis=1)
    return np.vstack([spots, ports[is_near]])


def _box(spots: Points, least: float = LEAST_SPAN) -> Box:
    low, high = spots.min(axis=0), spots.max(axis=0)
    margin = max(LEAST_MARGIN * least / LEAST_SPAN, MARGIN_SHARE * float((high - low).max()))
    half = np.maximum((high - low) / 2 + margin, least / 2)
    half[0] = max(half[0], half[1] * NARROWEST)
    half[1] = max(half[1], half[0] / WIDEST)
    (west, south), (east, north) = (low + high) / 2 - half, (low + high) / 2 + half
    return float(west), float(south), float(east), float(north)
