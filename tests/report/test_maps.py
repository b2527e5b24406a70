"""A campaign map shows a span of the record: nothing collides, or sails over land."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ucronia.errors import QuestionError, StoreError
from ucronia.report.maps.campaign import Campaign, campaign
from ucronia.report.maps.coast import HARBOUR
from ucronia.report.maps.draw import draw_map
from ucronia.report.maps.legend import legend_blocks
from ucronia.report.maps.naming import Told
from ucronia.report.maps.pens import pens
from ucronia.report.maps.region import holds, region
from ucronia.report.maps.ways import Ways
from ucronia.report.maps.written import write_map
from ucronia.report.words import Words
from ucronia.scenario.model import Scenario
from ucronia.scenario.read import find_scenario, load

ES, EN = Words("es"), Words("en")
SPANS = (
    ("1835-07-01", "1835-08-20"),
    ("1835-10-01", "1836-02-18"),
    ("1837-09-01", "1837-12-31"),
    ("1838-07-15", "1838-11-10"),
    ("1838-11-01", "1839-01-31"),
    ("1839-01-20", "1839-08-31"),
    ("1841-01-01", "1841-05-31"),
    ("1841-09-01", "1841-12-01"),
    ("1841-12-01", "1842-06-15"),
    ("1835-02-22", "1842-06-15"),
    ("1837-05-01", "1838-07-31"),
)


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load(find_scenario("confederacion-1835"))


@pytest.mark.parametrize("number", range(len(SPANS)))
def test_no_label_covers_another_nor_leaves_the_sheet(world: Scenario, number: int) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    words = (ES, EN)[number % 2]
    found = campaign(world, words, *SPANS[number])
    figure = draw_map(found, words)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    drawn = [text for text in figure.findobj(Text) if text.get_text()]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    # the letters alone: a line's leading may touch the next line's
    boxes = [Text.get_window_extent(text, renderer).padded(-0.5) for text in drawn]
    pairs = zip(combinations(drawn, 2), combinations(boxes, 2), strict=True)
    assert [(a.get_text(), b.get_text()) for (a, b), (c, d) in pairs if c.overlaps(d)] == []
    sheet = figure.bbox
    assert all(sheet.x0 <= box.x0 and box.x1 <= sheet.x1 for box in boxes)
    assert all(sheet.y0 <= box.y0 and box.y1 <= sheet.y1 for box in boxes)
    said = " ".join(text.get_text().replace("\n", " ") for text in drawn)
    assert all(fight.name in said for fight in found.fights)
    assert words.date(found.first) in said and "GeoNames" in said and "Natural Earth" in said


def test_every_force_on_the_map_is_named_on_it_or_in_the_legend(world: Scenario) -> None:
    from matplotlib.text import Text

    found = campaign(world, EN, *SPANS[0])
    figure = draw_map(found, EN)
    drawn = [text.get_text().replace("\n", " ") for text in figure.findobj(Text)]
    for track in found.tracks:
        assert sum(track.name in text for text in drawn) == 2, track.name


def _inland(world: Scenario, points: np.ndarray[Any, Any]) -> float:
    """Say which share of points lies on land."""
    from matplotlib.path import Path as Ring

    from ucronia.report.figures.ground import land_rings

    rings = [Ring(np.column_stack(ring)) for ring in land_rings(world) if len(ring[0]) > 2]
    inside = np.any([ring.contains_points(points) for ring in rings], axis=0)
    return float(inside.mean())


def _dense(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    at = np.linspace(0, len(points) - 1, 60)
    axes = [np.interp(at, np.arange(len(points)), points[:, axis]) for axis in (0, 1)]
    return np.column_stack(axes)


def test_marches_keep_to_the_land_and_passages_to_the_sea(world: Scenario) -> None:
    found = campaign(world, EN, world.start, world.end, [f.id for f in world.forces])
    legs = [leg for track in found.tracks for leg in track.legs]
    assert sum(leg.is_sea for leg in legs) > 20 and sum(not leg.is_sea for leg in legs) > 100
    for leg in legs:
        for piece in leg.pieces:
            points = _dense(piece.points)
            far = np.min([np.hypot(*(points - end).T) for end in points[[0, -1]]], axis=0)
            # the coast is drawn coarsely, and a port or a road may lie on its other side
            if leg.is_sea and (far > HARBOUR).any():
                assert _inland(world, points[far > HARBOUR]) < 0.06, piece.ends
        if not leg.is_sea:
            whole = np.vstack([_dense(piece.points) for piece in leg.pieces])
            assert _inland(world, whole) > 0.75, (leg.start.id, leg.end.id)


def test_a_way_follows_its_routes_there_and_back(world: Scenario) -> None:
    ways = Ways(world)
    there = ways.way("puno", "lampa", False)
    back = ways.way("lampa", "puno", False)
    assert [piece.ends for piece in there] == [("puno", "juliaca"), ("juliaca", "lampa")]
    assert np.allclose(there[0].points, back[-1].points[::-1])
    # the open sea leads past the ports between, and a cape doesn't
    assert [p.ends for p in ways.way("juan_fernandez", "talcahuano", True)] == [
        ("juan_fernandez", "talcahuano")
    ]
    assert len(ways.way("huacho", "casma", True)) > 1
    # no sea leads to La Paz: a straight line is better than none
    (straight,) = ways.way("la_paz", "callao", True)
    assert len(straight.points) == 2


def test_tracks_stand_on_the_side_of_their_day(world: Scenario) -> None:
    def sides(*span: str) -> dict[str, tuple[str, str]]:
        found = campaign(world, EN, *span, [f.id for f in world.forces])
        return {t.force.id: (t.polity, t.commander.rpartition(" ")[2]) for t in found.tracks}

    early = sides("1835-02-22", "1835-06-30")
    assert early["salaverry_army"] == ("peru_salaverry", "Salaverry")
    assert sides("1841-01-01", "1841-04-01")["vivanco_army"][0] == "peru_vivanco"
    ingavi = sides("1841-10-01", "1841-11-20")
    assert ingavi["bolivian_army"] == ("bolivia", "Ballivián")
    assert ingavi["peru_army"] == ("peru", "Gamarra")


def test_only_the_part_where_something_happened_is_shown(world: Scenario) -> None:
    west, south, east, north = region(campaign(world, EN, "1838-12-01", "1839-01-25")).main
    assert holds((west, south, east, north), -77.74, -9.14)
    assert east - west < 6 and north - south < 6
    shown = region(campaign(world, EN, "1837-09-01", "1837-12-31"))
    # the fights at Humahuaca have an inset; the passage from Chile runs over the edge
    assert any(holds(box, -65.35, -23.2) for box in shown.insets)
    assert not shown.shows(-71.63, -33.04)
    crowd = region(campaign(world, EN, "1841-09-01", "1841-12-01")).detail
    assert crowd is not None and holds(crowd, -68.32, -16.615)


def test_a_war_at_sea_has_all_its_ports_on_one_map(world: Scenario) -> None:
    span = ("1837-01-01", "1838-12-31")
    shown = region(campaign(world, EN, *span, ["chilean_squadron", "confederate_squadron"]))
    assert not shown.insets and shown.shows(-71.63, -33.04) and shown.shows(-77.13, -12.05)


def test_the_legend_explains_the_signs_that_are_there(world: Scenario) -> None:
    def signs(found: Campaign) -> tuple[str, ...]:
        return legend_blocks(Told(found, pens(found), EN, False), 3.0)[-1].head

    assert signs(campaign(world, EN, *SPANS[0])) == (
        "march",
        "battle",
        "town where a force stood",
    )
    fleet = campaign(world, EN, "1837-10-01", "1837-12-31", ["confederate_squadron"])
    assert signs(fleet) == ("passage by sea", "town where a force stood")


def test_sides_differ_in_more_than_colour(world: Scenario) -> None:
    found = pens(campaign(world, EN, *SPANS[2]))
    assert len({pen.sign for pen in found.values()}) == len(found) > 3
    assert len({str(pen.dash) for pen in found.values()}) == len(found)


def test_a_span_is_read_for_some_forces(world: Scenario) -> None:
    found = campaign(world, EN, "1837-09-01", "1837-12-31", ["First restoring expedition"])
    (track,) = found.tracks
    assert track.force.id == "first_expedition" and found.fights == ()
    first, *inland, last = [leg.is_sea for leg in track.legs]
    assert first and last and len(inland) >= 2 and not any(inland)
    assert track.stays[0].first == date(1837, 9, 15)


@pytest.mark.parametrize(
    ("span", "forces", "says"),
    [
        (("1840-01-01", "1840-02-01"), (), "has no position and no battle from 1840-01-01"),
        (("1840-02-01", "1840-01-01"), (), "before it begins"),
        (("spring", "1840-01-01"), (), '"spring" is no date'),
        (SPANS[0], ("second_expedition",), "has no position of second_expedition"),
        (SPANS[0], ("second_expedishon",), 'did you mean "second_expedition"'),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    world: Scenario, span: tuple[str, str], forces: tuple[str, ...], says: str
) -> None:
    with pytest.raises(QuestionError, match=says) as raised:
        campaign(world, EN, *span, forces)
    assert "\n" not in str(raised.value)


def test_a_map_is_written_whole_and_the_same_each_time(
    world: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Campaign = campaign(world, EN, *SPANS[6])
    write_map(found, EN, tmp_path / "one.svg", "A title")
    write_map(found, EN, tmp_path / "two.svg", "A title")
    one = (tmp_path / "one.svg").read_bytes()
    assert one == (tmp_path / "two.svg").read_bytes()
    assert ET.fromstring(one).tag.endswith("svg")
    write_map(found, EN, tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.png", "one.svg", "two.svg"]
    with pytest.raises(QuestionError, match=r'"\.gif" should be \.svg or \.png'):
        write_map(found, EN, tmp_path / "map.gif")
    with pytest.raises(StoreError, match="can't be written"):
        write_map(found, EN, tmp_path / "nowhere" / "map.svg")
