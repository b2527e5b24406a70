"""A folder read whole: hostile files, problems all at once, inheritance, the hash."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenario.folders import add, copy, edit, told
from ucronia.errors import ScenarioError
from ucronia.scenario import read as reading
from ucronia.scenario.new import TEMPLATE, new_scenario
from ucronia.scenario.read import find_scenario, load, read

FILES = sorted(str(p.relative_to(TEMPLATE)) for p in TEMPLATE.rglob("*.*") if p.is_file())


def test_the_small_scenario_passes_check(tmp_path: Path) -> None:
    folder = new_scenario(tmp_path / "mine")
    scenario, problems = read(folder)
    assert problems == () and scenario is not None
    assert [len(scenario.polities), len(scenario.places)] == [2, 5]
    assert len(scenario.hash) == 12 and scenario.folder == str(folder)


def test_new_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ScenarioError, match="holds files already"):
        new_scenario(tmp_path)
    with pytest.raises(ScenarioError, match="is a file"):
        new_scenario(tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_values_of_every_kind(tmp_path: Path) -> None:
    scenario = load(copy(tmp_path))
    battle = next(entry for entry in scenario.entries if entry.kind == "battle")
    assert battle.what == "army_baja > army_alta" and battle.text.en.startswith("Baja attacks")
    assert scenario.entries[0].bind == {"q": "alta", "e": "baja"}
    assert scenario.versions[1].values == {"men": 1700.0, "guns": 4.0}
    assert scenario.versions[2].values["winner"] == "b"
    assert scenario.provinces[0].leanings == {"union": 0.3, "separate": 0.4, "obedience": 0.3}
    assert scenario.circuits[0].places == ("muelle", "huerta", "paso", "minas")
    assert scenario.rules[0].options[1].weight == "0"
    assert scenario.rules[0].over == {"q": "polity"}
    assert scenario.rules[0].among == {"e": ("alta", "baja")}
    assert scenario.rules[1].names is None and scenario.places[2].fort == "yes"
    assert scenario.parameters[-1].prior == {"lognormal": [1, 0.5]}
    assert scenario.sources[1].kind == "eyewitness"


def test_values_know_their_own_place(tmp_path: Path) -> None:
    scenario = load(copy(tmp_path))
    lines = (TEMPLATE / "rules/war.yaml").read_text().splitlines()
    rule = scenario.rules[0]
    for path, text in (("when", rule.when), ("options.1.weight", "0"), ("rate", "war_occ")):
        mark = rule.mark(path)
        assert lines[mark.line - 1][mark.column - 1 :].startswith(text)
    version = scenario.versions[2]
    line = (TEMPLATE / "record/versions.csv").read_text().splitlines()[version.at.line - 1]
    assert line[version.mark("values.losses_b").column - 1 :].startswith("90;")


def test_all_problems_at_once_each_in_its_place(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "record/entries.csv", "position,army_alta,paso", "position,army_alta,Passo")
    edit(folder, "rules/war.yaml", "threat(q, e)", "thread(q, e)")
    edit(folder, "world/places.csv", "-15.10", "-95.10")
    edit(folder, "world/routes.csv", "65,3,3.5,", "65,three,3.5,")
    edit(folder, "actors/leaders.csv", "office,0.7", "ofice,0.7")
    edit(folder, "actors/causes.yaml", "es: La unión, ", "")
    lines = told(folder)
    assert any(
        line == 'record/entries.csv:3:62: place "Passo" is not in world/places.csv; '
        'did you mean "paso"?'
        for line in lines
    )
    starts = [
        'rules/war.yaml:12:25: "thread" is not a function',
        "world/places.csv:2:20: lat should be greater than or equal to -90, not -95.1",
        'world/routes.csv:4:21: days_infantry should be a number, not "three"',
        'actors/leaders.csv:2:37: status "ofice" is not one of office',
        'actors/causes.yaml:3:9: name has no text in "es"',
    ]
    for start in starts:
        assert any(line.startswith(start) for line in lines), (start, lines)
    with pytest.raises(ScenarioError) as raised:
        load(folder)
    assert len(raised.value.problems) == len(lines)


def test_a_row_that_cannot_be_read_is_not_unknown_elsewhere(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "actors/leaders.csv", "Gathered the army of Alta in 1838.", "")
    line = (folder / "actors/leaders.csv").read_text(encoding="utf-8").splitlines()[1]
    column = line.rindex(",") + 1
    assert told(folder) == [
        f'actors/leaders.csv:2:{column}: conduct has no text in "en"; '
        "a reader sees both languages"
    ]


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "-1e400", "0x10", "1_000", "٣"])
def test_strange_numbers_are_told(tmp_path: Path, number: str) -> None:
    folder = copy(tmp_path)
    edit(folder, "world/routes.csv", "cumbre,minas,trail,60,", f"cumbre,minas,trail,{number},")
    lines = told(folder)
    assert len(lines) == 1 and lines[0].startswith("world/routes.csv:2:20: distance_km"), lines


def test_missing_empty_and_misplaced_folders(tmp_path: Path) -> None:
    assert "no such folder" in told(tmp_path / "nowhere")[0]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "scenario.yaml: is missing; a scenario can't be without it" in told(empty)
    assert "a scenario is a folder" in told(TEMPLATE / "scenario.yaml")[0]
    assert "can't be read" in told(Path("a\0b"))[0] or "no such" in told(Path("a\0b"))[0]
    assert told(Path("x" * 5000))


@pytest.mark.parametrize("file", ["scenario.yaml", "world/places.csv", "sources.bib"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x00\x01\x02", "binary"),
        ("é".encode("latin-1"), "not UTF-8"),
        (b"", "is"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, file: str, content: bytes, reason: str) -> None:
    folder = copy(tmp_path)
    (folder / file).write_bytes(content)
    assert any(line.startswith(file) and reason in line for line in told(folder)) or (
        file == "sources.bib" and not content
    )


def test_a_huge_file_is_never_read(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with open(folder / "world/places.csv", "wb") as opened:
        opened.truncate(2**30)  # a sparse gigabyte
    began = time.perf_counter()
    assert told(folder) == ["world/places.csv: is larger than 16 MB; split it"]
    assert time.perf_counter() - began < 2


def test_links_out_of_the_folder_and_in_a_ring(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    outside = tmp_path / "secret.yaml"
    outside.write_text("- id: x")
    for name, target in (("variables.yaml", outside), ("parameters.yaml", "parameters.yaml")):
        (folder / name).unlink()
        (folder / name).symlink_to(target)
    lines = told(folder)
    assert "variables.yaml: is a link that leads out of the folder; copy the file" in lines
    assert any(line.startswith("parameters.yaml: can't be read") for line in lines)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "variables.yaml").unlink()
    os.mkfifo(folder / "variables.yaml")
    assert told(folder) == ["variables.yaml: is not a plain file"]


def test_geojson_is_kept_or_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    layer = folder / "world/land.geojson"
    layer.write_text('{"type": "FeatureCollection", "features": []}')
    assert list(load(folder).geojson) == ["land.geojson"]
    for text in ("[" * 100_000, '{"type": 1}', '{"a": NaN}', '{"a": 1e999}', '{"a":1,"a":2}'):
        layer.write_text(text)
        lines = told(folder)
        assert len(lines) == 1 and lines[0].startswith("world/land.geojson"), lines


def test_a_file_that_nothing_reads_is_a_warning(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "world/place.csv").write_text("id\n")
    assert told(folder) == [
        'world/place.csv: warning: nothing reads this file; did you mean "world/places.csv"?'
    ]
    assert load(folder).id == "two_valleys"


def test_a_source_that_cannot_be_read_is_not_unknown_elsewhere(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "sources.bib", "year = {1855},", "year = {1855")
    lines = told(folder)
    assert len(lines) == 1 and lines[0].startswith("sources.bib:2: is not BibTeX"), lines


def test_columns_that_are_unknown_or_missing(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "world/places.csv", "elevation_m", "elevation")
    lines = told(folder)
    assert 'world/places.csv:1: column "elevation_m" is missing' in lines
    assert any('"elevation" is not known here; did you mean "elevation_m"?' in x for x in lines)


def test_an_entry_may_have_a_name_in_both_languages_or_none(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    path = folder / "record" / "entries.csv"
    head, war, *rest = path.read_text(encoding="utf-8").splitlines()
    named = [f"{head},name_es,name_en", f"{war},Guerra,War", *(f"{row},," for row in rest)]
    path.write_text("\n".join(named) + "\n", encoding="utf-8")
    entries = load(folder).entries
    assert entries[0].name is not None and entries[0].name.en == "War"
    assert entries[1].name is None
    path.write_text(path.read_text(encoding="utf-8").replace("Guerra,War", "Guerra,"))
    assert any(line.startswith("record/entries.csv:2:") for line in told(folder)), told(folder)


def test_many_bad_rows_are_told_in_bounded_number(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    add(folder, "record/versions.csv", *["x,y"] * 3000)
    add(folder, "record/entries.csv", *[f"e{n},{'x,' * 12}" for n in range(3000)])
    began = time.perf_counter()
    assert len(told(folder)) < 700
    assert time.perf_counter() - began < 10


def test_the_hash_follows_the_content(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    first = load(folder).hash
    assert load(folder).hash == first
    add(folder, "docs/left_out.md", "more")
    assert load(folder).hash == first
    edit(folder, "world/places.csv", "9000", "9001")
    assert load(folder).hash != first


def test_standard_parameters_are_inherited_and_overridden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard = tmp_path / "standard.yaml"
    text = (
        "- {{id: {id}, text: {{es: x, en: x}}, unit: day, prior: {{fixed: {value}}}, "
        "basis: sourced, source: A book of 1799, theme: march}}\n"
    )
    standard.write_text(text.format(id="pace", value=1) + text.format(id="war_temper", value=2))
    monkeypatch.setattr(reading, "STANDARD", standard)
    folder = copy(tmp_path)
    # it names standard parameters, of which there are two now
    (folder / "systems.yaml").unlink()
    scenario = load(folder)
    priors = {parameter.id: parameter.prior for parameter in scenario.parameters}
    assert list(priors)[:2] == ["pace", "war_temper"] and len(priors) == 4
    assert priors["pace"] == {"fixed": 1} and priors["war_temper"] == {"normal": [-0.5, 0.5]}


def test_standard_parameters_bring_the_sources_that_they_cite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "standard.yaml").write_text(
        "- {id: pace, text: {es: x, en: x}, unit: day, prior: {fixed: 1}, "
        "basis: sourced, source: clausewitz, theme: march}\n"
    )
    book = "@book{{{key}, title = {{T}}, year = {{1832}}, keywords = {{eyewitness}}}}\n"
    (tmp_path / "standard.bib").write_text(
        book.format(key="clausewitz") + book.format(key="uncited")
    )
    monkeypatch.setattr(reading, "STANDARD", tmp_path / "standard.yaml")
    folder = copy(tmp_path)
    (folder / "systems.yaml").unlink()
    keys = [source.key for source in load(folder).sources]
    assert keys.count("clausewitz") == 1 and "uncited" not in keys


def test_a_head_that_breaks_its_shape_is_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "scenario.yaml", "es: Valle bajo", "s: Valle bajo")
    assert any("scenario.yaml" in str(problem) for problem in told(folder))


def test_find_scenario_by_name_or_path(tmp_path: Path) -> None:
    assert find_scenario("confederacion-1835").name == "confederacion-1835"
    assert find_scenario(str(tmp_path)) == tmp_path
    with pytest.raises(ScenarioError, match="did you mean"):
        find_scenario("confederacion-1836")
    with pytest.raises(ScenarioError):
        find_scenario("../\0")


@pytest.fixture(scope="module")
def soil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("soil"))


@given(file=st.sampled_from(FILES), data=st.data())
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_in_any_file_give_problems_never_exceptions(
    soil: Path, file: str, data: st.DataObject
) -> None:
    good = (TEMPLATE / file).read_bytes()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 60)))
    chunks = st.one_of(
        st.binary(max_size=40),
        st.text(max_size=20).map(lambda text: text.encode("utf-8", "ignore")),
        st.sampled_from(
            [b"[", b"{", b'"', b"\n", b",", b": ", b"- ", b"@", b"&a", b"*a", b"!x"]
        ),
    )
    is_whole = data.draw(st.booleans())
    chunk = data.draw(chunks)
    (soil / file).write_bytes(chunk if is_whole else good[:start] + chunk + good[end:])
    try:
        scenario, problems = read(soil)
    finally:
        (soil / file).write_bytes(good)
    assert (scenario is None) == any(not problem.warning for problem in problems)
    for problem in problems:
        assert "\n" not in str(problem) and len(str(problem)) < 800
