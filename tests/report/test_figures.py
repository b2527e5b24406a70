"""Figures hold what they should, labels keep apart, and bytes are the same each time."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from tests.report.findings import contrast, findings, scenario
from ucronia.errors import StoreError
from ucronia.report.figures import bars, campaigns, charts, files, panels, roads
from ucronia.report.pictures import campaigns_figure
from ucronia.report.words import Words
from ucronia.scenario.read import find_scenario, load

ES, EN = Words("es"), Words("en")


def texts(figure: object) -> list[str]:
    from matplotlib.text import Text

    return [t.get_text() for t in figure.findobj(Text) if t.get_text()]  # type: ignore[attr-defined]


def test_matplotlib_is_not_loaded_until_something_is_drawn() -> None:
    code = (
        "import sys, ucronia.report.page, ucronia.report.terminal\n"
        "assert not {'matplotlib', 'pyarrow', 'jinja2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_curve_names_its_turning_point_and_outcomes() -> None:
    found = findings()
    figure = charts.evaluation_chart(scenario(), found.curve, found.turning_points, ES)
    said = texts(figure)
    assert any(text.startswith("Batalla de Yungay, 20 ene 1839\n") for text in said)
    assert not any("Arequipa" in text for text in said)
    assert {"unión de los tres", "dos repúblicas", "sin arreglo"} <= set(said)


def test_labels_never_cover_one_another_nor_another_line() -> None:
    days, texts_ = [0, 30, 60, 400, 900, 910], ["a" * 30] * 6
    lanes = charts._lanes(days, texts_, days_inch=100)
    width = charts._label_width("a" * 30) * 100
    for one, two in combinations(range(6), 2):
        if days[two] < days[one] + width:
            # the later, whose line stands under the earlier's text, lies lower
            assert lanes[two] < lanes[one]
    assert charts._lanes([], [], 100) == []


def test_a_band_bears_its_name_only_where_it_holds_all_of_it() -> None:
    dates = np.linspace(0, 1000, 101)
    wide = np.where(dates < 500, 2.0, 60.0)
    spot = charts._spot(dates, np.zeros(101), wide, "union")
    assert spot is not None and spot[0] > 500 and spot[1] == 30.0
    assert charts._spot(dates, np.zeros(101), np.full(101, 3.0), "union") is None


def test_a_turning_point_shows_before_after_and_parts() -> None:
    found = findings()
    point = found.turning_points[0]
    figure = bars.turning_chart(scenario(), found.curve, point, EN)
    said = texts(figure)
    assert "Battle of Yungay, 20 January 1839" in said
    assert {"what was done", "what it taught", "before, 20 Jan 1839"} <= set(said)
    bare = bars.turning_chart(scenario(), found.curve, found.turning_points[1], EN)
    assert "what was done" not in texts(bare)


def test_a_contrast_shows_both_arms_and_the_difference() -> None:
    said = texts(bars.contrast_chart(scenario(), contrast(), ES, "parley=hold"))
    assert {"documentada", "alternativa", "parley=hold", "unión de los tres"} <= set(said)


def test_ribbons_leave_out_what_never_happens() -> None:
    said = texts(charts.ribbon_chart(scenario(), findings().curve, EN))
    assert "union of the three" in said and "no settlement" not in said


def test_marches_and_battles_come_from_the_record() -> None:
    world = scenario()
    forces = ["second_expedition", "protectoral_army", "nobody"]
    (march,) = campaigns.marches_of(world, ES, forces)
    assert march.force == "second_expedition"
    assert march.stops[0] == (date(1838, 8, 7), -77.04, -12.05)
    assert campaigns.marches_of(world, ES, ["second_expedition"], "1839-01-01") == []
    (battle,) = campaigns.battles_of(world, ES, "1838-01-01")
    assert (battle.name, battle.when) == ("Yungay", date(1839, 1, 20))
    figure = campaigns.campaign_map(world, [march], [battle], ES, "1839")
    said = texts(figure)
    assert {"Yungay, 20 ene 1839", "1", "Lima", "1839", "batalla"} <= set(said)


def test_a_map_of_nothing_is_a_map_of_the_places() -> None:
    figure = campaigns.campaign_map(scenario(), [], [], EN)
    assert "Arequipa" in texts(figure)


def test_map_labels_go_round_one_another() -> None:
    from matplotlib.figure import Figure

    axes = Figure().add_subplot(xlim=(0, 10), ylim=(0, 10))
    panel = panels.Panel(axes, (0, 0, 10, 10), 5.0, 5.0)
    wrote = [panels.write_label(panel, (5, 5), "Arequipa") for _ in range(30)]
    near = sum(wrote)
    assert wrote[0] and not wrote[-1]
    # a city's name goes farther off before it is left out
    assert panels.write_label(panel, (5, 5), "Arequipa", is_city=True)
    assert len(panel.taken) == near + 1
    assert not any(panels.overlap(a, b) for a, b in combinations(panel.taken, 2))


def test_discs_move_apart_and_off_cities_each_time_alike() -> None:
    homes = [(1.0, 1.0)] * 5 + [(0.0, 0.0), (3.0, 1.5)]
    one, two = (panels.spread(homes, [(1.05, 1.0)], (4.0, 2.0), 0.1) for _ in range(2))
    assert np.array_equal(one, two)
    for a, b in combinations(one, 2):
        assert np.hypot(*(a - b)) > 0.2 - 1e-3
    assert all(np.hypot(*(at - (1.05, 1.0))) > 0.1 for at in one)
    assert (one >= 0.1).all() and np.allclose(one[-1], (3.0, 1.5), atol=0.011)
    assert panels.spread([], [], (1.0, 1.0), 0.1).shape == (0, 2)


def test_passages_are_told_from_marches() -> None:
    world = scenario()
    port, other = (place.model_copy(update={"zone": "sea"}) for place in world.places[:2])
    world = world.model_copy(update={"places": (port, other, *world.places[2:])})
    stops = [(port.lon, port.lat), (other.lon, other.lat)]
    inland = (world.places[2].lon, world.places[2].lat)
    day = date(1838, 1, 1)
    route = (*stops, stops[0], inland)
    march = roads.March("none", "None", "#000000", tuple((day, *spot) for spot in route))
    there, inward = roads.legs_of(world, march)
    assert there.is_sea and not there.has_arrow  # made both ways, and drawn once
    assert not inward.is_sea and inward.has_arrow


@pytest.mark.parametrize("words", [ES, EN], ids=["es", "en"])
def test_nothing_collides_on_the_map_of_the_bundled_history(words: Words) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    world = load(find_scenario("confederacion-1835"))
    figure = campaigns_figure(world, words)
    assert figure is not None
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    drawn = [text for text in figure.findobj(Text) if text.get_text()]
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call]
    boxes = [Text.get_window_extent(text, renderer) for text in drawn]
    # the letters alone: a line's leading may touch the next line's
    boxes = [box.padded(-0.5) for box in boxes]
    pairs = zip(combinations(drawn, 2), combinations(boxes, 2), strict=True)
    assert [(a.get_text(), b.get_text()) for (a, b), (c, d) in pairs if c.overlaps(d)] == []
    whole = figure.bbox
    assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 for box in boxes)
    assert all(whole.y0 <= box.y0 and box.y1 <= whole.y1 for box in boxes)
    said = [text.get_text() for text in drawn]
    count = len(campaigns.battles_of(world, words))
    # once on the map, once in the key
    assert all(said.count(str(number)) == 2 for number in range(1, count + 1))
    assert {"Lima", "Cuzco", "Arequipa", "La Paz", "Chuquisaca", "Valparaíso"} <= set(said)


def test_what_lies_far_off_goes_to_an_inset() -> None:
    north = [(-77.0 + 0.5 * at, -12.0 - 0.4 * at) for at in range(8)]
    near, far = campaigns._apart(np.array([*north, (-71.6, -33.0)]))
    assert len(near) == 8 and far.tolist() == [[-71.6, -33.0]]
    near, far = campaigns._apart(np.array(north))
    assert len(near) == 8 and len(far) == 0


def test_svg_is_whole_the_same_each_time_and_told_in_words(tmp_path: Path) -> None:
    found = findings()
    one, two = (
        files.svg_element(
            files.svg_file(
                charts.evaluation_chart(scenario(), found.curve, found.turning_points, ES)
            ),
            'a "curve" & <more>',
        )
        for _ in range(2)
    )
    assert one == two
    root = ET.fromstring(one)
    assert root.get("aria-label") == 'a "curve" & <more>'
    assert root.get("width") is None and root.get("viewBox")
    assert len(one) < 400_000


def test_figures_are_saved_as_svg_and_png(tmp_path: Path) -> None:
    figure = charts.ribbon_chart(scenario(), findings().curve, EN)
    text = files.save(figure, tmp_path / "f", "ribbons")
    assert (tmp_path / "f" / "ribbons.svg").read_text(encoding="utf-8") == text
    ET.fromstring(text.encode())
    assert (tmp_path / "f" / "ribbons.png").read_bytes().startswith(b"\x89PNG")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="can't write the figure"):
        files.save(figure, tmp_path / "file" / "f", "ribbons")


def test_a_title_is_cut_where_a_heading_says_it() -> None:
    text = '<?xml?><svg width="720pt" height="300pt" viewBox="0 0 720 300"></svg>'
    assert 'viewBox="0 36 720 264"' in files.svg_element(text, "", 0.5)
    assert 'viewBox="0 0 720 300"' in files.svg_element(text)
