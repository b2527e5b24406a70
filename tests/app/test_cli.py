"""What the shell is told: answers, contracts, exit statuses, one-line errors."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.app.shell import Shell, python
from tests.scenario.folders import edit
from ucronia.app.cli import COMMANDS
from ucronia.app.help import HELP, SHORT

HEAVY = (
    "numba numpy scipy matplotlib pyarrow babel yaml rich jinja2 icalendar ucronia.scenario"
).split()
"""Slow to import; pydantic is not here because typer itself imports it."""
LOOK = (
    "import sys; from ucronia.app.cli import main\n"
    "try: main()\n"
    "except SystemExit as left: code = left.code\n"
    f"heavy = [m for m in {HEAVY} if m in sys.modules]\n"
    "print('heavy:', heavy, code)"
)


@pytest.mark.parametrize(
    "words", [("--help",), ("--version",), (), ("evaluate", "--help"), ("export", "--help")]
)
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    done = python(LOOK, *words)
    assert "heavy: [] 0" in done.stdout, done


def test_importing_the_package_imports_nothing_heavy() -> None:
    done = python(f"import sys, ucronia; print([m for m in {HEAVY} if m in sys.modules])")
    assert done.stdout.strip() == "[]", done


def test_bare_says_what_it_is_and_three_commands(shell: Shell) -> None:
    status, out, err = shell()
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("  ucronia ") for line in lines[2:])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(shell: Shell, command: str) -> None:
    status, out, _ = shell(command, "--help")
    assert status == 0
    assert f"Example: ucronia {command}" in out
    for option in ("--json", "--lang", "--seed"):
        assert option in out
    assert {command} <= set(HELP) and {command} <= set(SHORT)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("evalute",), 2, "No such command 'evalute'"),
        (("evaluate", "--replica", "3"), 2, "--replicas"),
        (("compare", "1840-01-01"), 2, "Missing argument"),
        (("evaluate", "--every", "fortnight"), 2, "days, as 30d"),
        (("evaluate", "--threads", "0"), 2, "--threads"),
        (("evaluate", "--lang", "qu"), 2, "qu"),
        (("evaluate", "nowhere"), 1, "no such folder"),
        (("evaluate", ""), 1, ""),
        (("evaluate", "\N{SNOWMAN}"), 1, "no such folder"),
        (("record", "confederacion_1835"), 1, 'did you mean "confederacion-1835"'),
        (("check", "nowhere"), 1, ""),
        (("new", "/proc/nowhere/war"), 1, "can't be written"),
        (("history", "--replica", "-1"), 2, "--replica"),
        (("believe",), 2, "Missing argument"),
        (("export",), 2, "Missing argument"),
        (("export", "xlsx"), 2, "geojson"),
        (("export", "csv", "--json"), 2, "--out"),
        (("export", "csv", "--at-least", "101"), 2, "--at-least"),
        (("export", "csv", "--text", "zeppelin"), 1, "nothing in the record fits"),
        (("export", "csv", "--out", "no/where.csv"), 1, "can't be written"),
        (("map", "--out", "map.gif"), 1, '".gif" should be .svg or .png'),
        (("map", "--from", "spring"), 1, '"spring" is no date'),
    ],
)
def test_nonsense_is_one_line(
    shell: Shell, words: tuple[str, ...], status: int, says: str
) -> None:
    found, out, err = shell(*words)
    assert found == status
    assert says in out + err
    assert len((out + err).strip().splitlines()) == 1


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("what-if", "war_declared=waitt"), 'did you mean "wait"'),
        (("what-if", "war_declared"), "should be ENTRY=OPTION"),
        (("what-if", "war_declared=war"), "is what the record has"),
        (("what-if", "battle_of_paso=wait"), "realises no rule"),
        (("what-if", "--fact", "army_baja.men=-3"), "number"),
        (("what-if", "--fact", "army_baha.men=3"), 'did you mean "army_baja"'),
        (("what-if", "--forbid", "peace_of_pasa"), 'did you mean "peace_of_paso"'),
        (("what-if", "--set", "fog_curier=1"), 'did you mean "fog_courier"'),
        (("what-if", "--set", "fog_courier=-1"), "multiple of a courier's days, 0 or more"),
        (("run", "--set", "fog_courier"), "should be NAME=NUMBER"),
        (("what-if",), "no entry says when"),
        (("what-if", "--at", "1840-03-01"), "nothing is set otherwise"),
        (("what-if", "--at", "1840-02-31"), "is no date"),
        (("run", "--from", "then"), "is no date"),
        (("run", "--from", "1850-01-01"), "is not between"),
        (("run", "--seed", "-1"), "seed is -1"),
        (("run", "-n", "2", "--out", "ends.xlsx"), '".xlsx" should be'),
        (("run", "-n", "2", "--out", "no/ends.csv"), "can't be written"),
        (("when", "unite"), "the outcomes are united, apart"),
        (("when", "united", "--level", "2"), "level is 2"),
        (("believe", "union"), "no outcome"),
        (("sensitivity", "--outcome", "union"), "no outcome"),
        (("sensitivity", "--outcome", "united", "-n", "40"), "160 or more will do"),
        (("history", "--outcome", "united", "--replica", "3"), "leave --outcome out"),
        (("disputes", "paso_loses"), 'did you mean "paso_losses"'),
        (("disputes", "paso_losses", "--at", "1850-01-01"), "is not between"),
        (("replay", "--from", "then"), "is no date"),
        (("replay", "--from", "1840-04-03", "--to", "1840-04-03"), "nothing is told"),
        (("explain", "war_declaration"), 'did you mean "war_declared"'),
    ],
)
def test_what_a_scenario_does_not_hold_is_one_line(
    shell: Shell, valleys: str, words: tuple[str, ...], says: str
) -> None:
    status, out, err = shell(*words, "-s", valleys)
    assert (status, out) == (1, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_check_tells_all_problems_and_fails(shell: Shell, valleys: str) -> None:
    assert shell("check", valleys, "--no-play")[0] == 0
    edit(Path(valleys), "rules/war.yaml", "theme: war\n  over: {q: polity}\n  roles", "roles")
    status, out, _ = shell("check", valleys)
    assert status == 1
    lines = out.splitlines()
    assert lines and all(re.match(r"\S+:\d+", line) for line in lines)
    status, out, _ = shell("check", valleys, "--json")
    assert status == 1
    found = json.loads(out)
    told = found["problems"]
    assert found["coverage"] is None
    assert set(told[0]) == {"file", "line", "column", "text", "warning"}
    assert len(told) == len(lines)
    status, _, err = shell("evaluate", valleys)
    assert (status == 1 and "ucronia check" in err) or len(told) == 1


@pytest.mark.compiled
@pytest.mark.parametrize("lang", ["es", "en"])
def test_check_plays_what_files_alone_do_not_show(
    shell: Shell, valleys: str, lang: str
) -> None:
    status, out, err = shell("check", valleys, "--lang", lang)
    assert (status, err) == (0, "")
    assert ("5 recorridos" if lang == "es" else "Tried by 5 replays") in out
    edit(Path(valleys), "rules/war.yaml", "and not at_war(q, e)", "and at_war(q, e)")
    status, out, err = shell("check", valleys, "--lang", lang)
    assert (status, err) == (0, "")
    assert re.match(r"record/entries\.csv:2:\d+: warning: rule \"declare_war\" is not", out)
    status, out, _ = shell("check", valleys, "--json")
    (told,) = json.loads(out)["problems"]
    assert set(told) == {"file", "line", "column", "text", "warning"} and told["warning"]
    status, out, _ = shell("check", valleys, "--no-play", "--lang", lang)
    assert "warning" not in out
    assert ("No se jugó nada" if lang == "es" else "Nothing was played") in out


def test_nothing_is_played_where_the_files_are_wrong(
    shell: Shell, valleys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ucronia.app import scenarios

    def played(*_: object, **__: object) -> object:
        raise AssertionError("it is played")

    for name in ("warm", "try_it", "world_of"):
        monkeypatch.setattr(scenarios, name, played)
    edit(Path(valleys), "rules/war.yaml", "declare_war(q, e)", "declare_war(q)")
    status, out, err = shell("check", valleys)
    assert (status, err) == (1, "") and "declare_war(polity" in out


def test_new_can_be_checked(shell: Shell) -> None:
    status, out, _ = shell("new", "war")
    assert status == 0 and "ucronia evaluate war" in out
    assert shell("check", "war", "--no-play")[0] == 0
    status, _, err = shell("new", "war")
    assert status == 1 and "holds files already" in err


def test_record_json_keeps_its_contract(shell: Shell, valleys: str) -> None:
    status, out, _ = shell("record", valleys, "--json")
    assert status == 0
    entries = json.loads(out)
    assert len(entries) == 5
    keys = {"id", "date", "precision", "kind", "place", "text", "versions"}
    for entry in entries:
        assert set(entry) == keys
        assert set(entry["text"]) == {"es", "en"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["date"]) and all(entry["text"].values())
        assert entry["precision"] in ("day", "month", "year", "interval") and entry["versions"]
        for version in entry["versions"]:
            assert set(version) == {"source", "locator", "values", "weight"}
            assert isinstance(version["values"], dict) and version["weight"] > 0


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_campaign_is_drawn(shell: Shell, valleys: str, lang: str) -> None:
    words = ("map", "-s", valleys, "--from", "1840-03-01", "--to", "1840-05-01", "--lang", lang)
    status, out, err = shell(*words)
    assert (status, err) == (0, "")
    assert out.startswith("map_1840-03-01_1840-05-01.svg\n")
    assert Path("map_1840-03-01_1840-05-01.svg").stat().st_size > 1000
    status, out, _ = shell(*words, "--out", "paso.png", "--force", "army_baja", "--json")
    told = json.loads(out)
    assert (status, told["file"], told["from"]) == (0, "paso.png", "1840-03-01")
    (force,) = told["forces"]
    assert force["id"] == "army_baja" and force["stays"][0]["place"] == "paso"
    assert [battle["entry"] for battle in told["battles"]] == ["battle_of_paso"]
    assert Path("paso.png").read_bytes().startswith(b"\x89PNG")
    status, out, err = shell("map", "-s", valleys, "--to", "1840-01-02")
    assert (status, out) == (1, "") and "has no position" in err
    assert not list(Path().glob("*.part"))


def test_the_record_is_filtered(shell: Shell, valleys: str) -> None:
    def ids(*words: str) -> list[str]:
        return [
            entry["id"] for entry in json.loads(shell("record", valleys, *words, "--json")[1])
        ]

    assert ids("--kind", "battle") == ["battle_of_paso"]
    assert ids("--from", "1840-04-03") == ["baja_home", "peace_of_paso"]
    assert ids("--to", "1840-03-01") == ["war_declared"]
    assert ids("--place", "huerta") == ids("--place", "HUÉRTA") == ["baja_home"]
    assert ids("--person", "ana rios") == ids("--person", "ana_rios")
    assert ids("--source", "letters", "--kind", "battle") == ["battle_of_paso"]
    assert ids("--text", "LETTERS") == ["battle_of_paso", "baja_home"]
    status, _, err = shell("record", valleys, "--kind", "batle")
    assert status == 1 and 'did you mean "battle"' in err
    assert shell("record", valleys, "--from", "spring")[0] == 1
    assert shell("record", valleys, "--text", "zeppelin", "--lang", "es")[1].startswith("Nada")


def test_the_record_goes_elsewhere(shell: Shell, valleys: str) -> None:
    own = ("--scenario", valleys)
    status, out, err = shell("export", "geojson", *own)
    assert (status, err) == (0, "")
    features = json.loads(out)["features"]
    assert len([f for f in features if f["properties"]["feature"] == "entry"]) == 5
    assert shell("export", "geojson", *own, "--out", "x.geojson") == (0, "x.geojson\n", "")
    assert json.loads(Path("x.geojson").read_text(encoding="utf-8"))["features"] == features
    status, out, _ = shell("export", "ics", *own, "--out", ".", "--kind", "battle", "--json")
    assert json.loads(out) == {"format": "ics", "file": "two_valleys.ics", "entries": 1}
    assert Path("two_valleys.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    es = shell("export", "timelinejs", *own, "--lang", "es")[1]
    assert "La guerra de los dos valles" in es and "Baja attacks" not in es


def test_the_same_entries_are_exported_as_are_listed(shell: Shell, valleys: str) -> None:
    def ids(*words: str, history: str = valleys) -> list[str]:
        found = shell("export", "csv", "--scenario", history, *words)[1]
        rows = csv.DictReader(io.StringIO(found, newline=""))
        return list(dict.fromkeys(row["entry"] for row in rows))

    for words in (
        ("--kind", "battle"),
        ("--from", "1840-04-03"),
        ("--to", "1840-03-01"),
        ("--place", "HUÉRTA"),
        ("--source", "letters"),
        ("--text", "LETTERS"),
        ("--from", "1840-03-02", "--to", "1840-04-02", "--kind", "position"),
    ):
        listed = json.loads(shell("record", valleys, *words, "--json")[1])
        assert ids(*words) == [entry["id"] for entry in listed] != []
    bundled, person = "confederacion-1835", ("--person", "salaverry")
    listed = json.loads(shell("record", bundled, *person, "--json")[1])
    assert ids(*person, history=bundled) == [entry["id"] for entry in listed] != []
    assert ids("--at-least", "80") == ["war_declared", "battle_of_paso"]


@pytest.mark.compiled
def test_evaluate_json_keeps_its_contract(shell: Shell, valleys: str) -> None:
    status, out, err = shell("evaluate", valleys, "-n", "60", "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert {
        *("scenario", "seed", "replicas", "outcomes", "curve"),
        *("turning_points", "grades", "histories", "seconds"),
    } <= set(told)
    assert told["outcomes"] == ["united", "apart"] and told["replicas"] == 60
    for day in told["curve"]:
        assert set(day) == {"date", "p"}
        for mean, low, high in day["p"].values():
            assert 0 <= low <= mean <= high <= 1
    point, grade = told["turning_points"][0], told["grades"][0]
    assert {"date", "entry", "outcome", "change", "low", "high"} <= set(point)
    assert {
        *("decision", "date", "decider", "option", "best"),
        *("loss", "low", "high", "mark"),
    } <= set(grade)
    assert grade["mark"] in ("!!", "!", "?!", "?", "??", "")
    assert grade["verdict"] in ("marked", "too small to mark", "not distinguishable")
    assert bool(grade["mark"]) == (grade["verdict"] == "marked")
    assert grade["low"] <= grade["loss"] <= grade["high"]
    assert not list(Path().glob("ucronia-report"))


@pytest.mark.compiled
def test_what_if_json_keeps_its_contract(shell: Shell, valleys: str) -> None:
    words = ("what-if", "war_declared=wait", "-s", valleys, "-n", "60", "--no-why", "--json")
    status, out, err = shell(*words)
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert {"decision", "option", "recorded", "date", "outcomes", "replicas"} <= set(told)
    assert told["decision"] == "war_declared" and told["replicas"] == 60
    assert list(told["outcomes"]) == ["united", "apart"]
    assert (told["option"], told["recorded"], told["date"]) == ("wait", "war", "1840-03-01")
    for arm in told["outcomes"].values():
        assert set(arm) == {"recorded", "alternative", "difference", "low", "high"}
        assert arm["low"] <= arm["difference"] <= arm["high"]
    assert (
        shell(*words, "--threads", "1")[1].split('"histories"')[0]
        == out.split('"histories"')[0]
    )


@pytest.mark.compiled
@pytest.mark.parametrize(
    ("lang", "says"), [("es", "se cambia un supuesto"), ("en", "An assumption is changed")]
)
@pytest.mark.parametrize("command", ["what-if", "run"])
def test_a_parameter_held_is_told_as_an_assumption(
    shell: Shell, valleys: str, command: str, lang: str, says: str
) -> None:
    words = (command, "--set", "war_occasions=0", "-s", valleys, "-n", "40")
    status, out, err = shell(*words, "--lang", lang)
    assert (status, err) == (0, "")
    flat = " ".join(out.split())
    assert says in flat and "(war_occasions): 0" in flat
    told = json.loads(shell(*words, "--json")[1])
    assert [(row["parameter"], row["value"]) for row in told["assumed"]] == [
        ("war_occasions", 0)
    ]


@pytest.mark.compiled
@pytest.mark.parametrize("lang", ["es", "en"])
def test_evaluate_prints_and_writes_a_report(shell: Shell, valleys: str, lang: str) -> None:
    status, out, err = shell("evaluate", valleys, "-n", "80", "--lang", lang, "--every", "90d")
    assert (status, err) == (0, "")
    page = Path("ucronia-report/index.html")
    assert str(page) in out and page.is_file()
    assert not re.search(r"(src|href)=.https?:|@import|<link", page.read_text("utf-8"))
    for name in ("evaluation_es.svg", "evaluation_en.png", "campaigns_en.svg"):
        assert (page.parent / "figures" / name).stat().st_size > 1000
    for name in ("curve.csv", "curve.parquet", "turning_points.csv", "origin.json"):
        assert (page.parent / "tables" / name).is_file()
    assert ("Decisiones" if lang == "es" else "Graded decisions") in out


@pytest.mark.compiled
def test_a_report_that_cannot_be_written_is_told_of_first(shell: Shell, valleys: str) -> None:
    Path("taken").write_text("")
    status, out, err = shell("evaluate", valleys, "--out", "taken")
    assert (status, out) == (1, "")
    assert "can't be written" in err


@pytest.mark.compiled
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("what-if", "war_decl=wait", "-n", "100"),
        ("what-if", "--forbid", "peace_of_paso", "-n", "60"),
        ("what-if", "--fact", "army_baja.men=*2", "--at", "1840-03-20", "-n", "60", "--no-why"),
        ("run", "--from", "1840-03-20", "-n", "40"),
        ("compare", "1840-03-01", "1840-03-02", "-n", "40"),
        ("compare", "1840-03-01", "1840-03-01", "-n", "40", "--outcome", "apart"),
        ("when", "united", "-n", "40"),
        ("believe", "united", "-n", "100"),
        ("sensitivity", "--outcome", "united", "-n", "160"),
        ("sensitivity", "war_declared=wait", "--outcome", "united", "-n", "160"),
        ("run", "-n", "40", "--rests", "200"),
        ("compare", "1840-03-01", "1840-03-02", "-n", "40", "--rests", "80"),
        ("history", "--from", "1840-03-01", "--replica", "3", "--all"),
        ("history", "war_declared=wait", "--typical", "-n", "40"),
        ("history", "--from", "1840-03-02", "--outcome", "united", "-n", "40"),
        ("replay", "--to", "1840-04-03"),
        ("replay", "--from", "1840-04-01", "--to", "1840-04-03", "--all"),
        ("disputes",),
        ("disputes", "battle_of_paso", "-n", "40"),
        ("disputes", "--effect", "--top", "1", "-n", "40", "--at", "1840-03-02"),
        ("explain", "1840-04-03", "-n", "40"),
    ],
)
def test_every_question_is_answered_in_words_and_json(
    shell: Shell, valleys: str, words: tuple[str, ...], lang: str
) -> None:
    status, out, err = shell(*words, "-s", valleys, "--lang", lang)
    assert (status, err) == (0, "")
    assert len(out.splitlines()) >= 3
    assert not re.search(r"[{}]|\bnan\b|\binf\b", out)
    status, out, err = shell(*words, "-s", valleys, "--lang", lang, "--json")
    assert (status, err) == (0, "")
    json.loads(out)


@pytest.mark.compiled
@pytest.mark.parametrize("lang", ["es", "en"])
def test_free_play_is_held_against_rates(shell: Shell, valleys: str, lang: str) -> None:
    status, out, err = shell("plausible", valleys, "-n", "10", "--lang", lang)
    assert (status, err) == (0, "")
    assert not re.search(r"[{}]|\bnan\b|\binf\b", out)
    status, out, err = shell("plausible", valleys, "-n", "10", "--json", "--out", "lines.csv")
    assert (status, err) == (0, "")
    lines = json.loads(out)
    assert [line["id"] for line in lines] == ["peaces", "battle_men"]
    for line in lines:
        assert {"name", "value", "low", "high", "in_range", "source", "hash"} <= line.keys()
        assert line["in_range"] == (line["low"] <= line["value"] <= line["high"])
        assert len(line["by_date"]) == 10 and line["source"] == "annals"
    assert len(Path("lines.csv").read_text().splitlines()) == 3
    status, out, err = shell("explain", "peaces", "-s", valleys, "--lang", lang)
    assert (status, err) == (0, "") and "0.050\N{EN DASH}2.00" in out.replace(",", ".")


@pytest.mark.compiled
@pytest.mark.parametrize("lang", ["es", "en"])
def test_what_came_is_foreseen_or_not(shell: Shell, valleys: str, lang: str) -> None:
    status, out, err = shell("foresee", valleys, "-n", "20", "--lang", lang)
    assert (status, err) == (0, "")
    assert not re.search(r"[{}]|\bnan\b|\binf\b", out)
    status, out, err = shell("foresee", valleys, "-n", "20", "--json", "--out", "eves.csv")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["entries"] and found["nonevents"] == [] and found["hash"]
    for row in found["entries"]:
        assert 0 <= row["chance_low"] <= row["chance"] <= row["chance_high"] <= 1
    assert len(Path("eves.csv").read_text().splitlines()) == 1 + len(found["entries"])


@pytest.mark.compiled
@pytest.mark.parametrize("lang", ["es", "en"])
def test_forecasts_are_held_against_what_came(shell: Shell, valleys: str, lang: str) -> None:
    few = ("backtest", valleys, "-n", "20", "--every", "15d", "--weighty", "3")
    status, out, err = shell(*few, "--lang", lang)
    assert (status, err) == (0, "")
    assert not re.search(r"[{}]|\bnan\b|\binf\b", out)
    status, out, err = shell(*few, "--json", "--held-out-from", "1840-07-01")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["in_sample"]["30"]["any_kind"]["n"] > 0 and found["hash"]
    assert found["blocks"]["held_out"]["first"] == "1840-07-01"


@pytest.mark.compiled
def test_unknown_parameters_are_refused_in_a_line(shell: Shell, valleys: str) -> None:
    status, out, err = shell("backtest", valleys, "--parameters", "guesses")
    assert (status, out) == (1, "") and len(err.splitlines()) == 1 and "guesses" in err


@pytest.mark.compiled
def test_run_writes_every_historys_end(shell: Shell, valleys: str) -> None:
    status, _, _ = shell("run", "-s", valleys, "-n", "20", "--out", "ends.csv")
    assert status == 0
    lines = Path("ends.csv").read_text().splitlines()
    assert lines[0] == '"replica","draw","outcome","later","stood_days"'
    assert len(lines) == 21


@pytest.mark.parametrize("lang", ["es", "en"])
def test_anything_is_explained(shell: Shell, valleys: str, lang: str) -> None:
    names = (
        *("war_declared", "battle_of_paso", "declare_war", "peace_rate", "battle_skill"),
        *("united", "ana_rios", "alta", "army_baja", "paso", "alta_province"),
        *("president_baja", "silver_road", "annals", "paso_losses", "war_decl"),
    )
    for name in names:
        status, out, err = shell("explain", name, "-s", valleys, "--lang", lang)
        assert (status, err) == (0, ""), name
        assert name.split("_")[0] in out and "{" not in out.replace("{q", ""), out
        status, out, _ = shell("explain", name, "-s", valleys, "--json")
        assert set(json.loads(out)[0]) == {
            "kind",
            "id",
            "title",
            "facts",
            "sources",
            "versions",
            "life",
            "disputes",
            "commands",
        }


@pytest.mark.compiled
def test_an_interrupt_says_what_is_kept(
    shell: Shell, valleys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ucronia.analysis.questions import batches
    from ucronia.ensemble.run import run_forks

    calls: list[int] = []

    def stopped(*given: object, **more: object) -> object:
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return run_forks(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "run_forks", stopped)
    monkeypatch.setattr(batches, "BATCH", 20)
    status, out, err = shell("evaluate", valleys, "-n", "60", "--no-report", "--lang", "en")
    assert status == 130
    assert "kept: 20 replicas" in err and "20 at each fork" in out
    status, out, err = shell("run", "-s", valleys, "-n", "60")
    assert (status, out) == (130, "")
    assert err == "ucronia: stopped; nothing is kept\n"


@pytest.mark.compiled
@pytest.mark.parametrize("json_too", [(), ("--json",)])
@pytest.mark.parametrize(
    "words",
    [
        ("run",),
        ("compare", "1840-03-01", "1840-03-02"),
        ("when", "united"),
        ("believe", "united"),
        ("what-if", "war_declared=wait"),
        ("history", "--typical"),
    ],
)
def test_every_interrupt_says_what_is_kept(
    shell: Shell,
    valleys: str,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    json_too: tuple[str, ...],
) -> None:
    from ucronia.analysis.questions import batches
    from ucronia.ensemble.run import run_forks

    calls: list[int] = []

    def stopped(*given: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return run_forks(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "run_forks", stopped)
    monkeypatch.setattr(batches, "BATCH", 20)
    more = ("-s", valleys, "-n", "60", "--lang", "en", *json_too)
    status, out, err = shell(*words, *more)
    assert status == 130
    assert err == "ucronia: stopped; kept: 20 replicas at each fork, as printed\n"
    if json_too:
        assert json.loads(out)["stopped"] is True
    else:
        assert len(out.splitlines()) >= 3


@pytest.mark.compiled
@pytest.mark.parametrize(
    "words",
    [
        ("evaluate", "--no-report", "--grades", "0", "--every", "200d", "--weighty", "0"),
        ("run",),
        ("compare", "1840-03-01", "1840-03-02"),
        ("believe", "united"),
        ("what-if", "war_declared=wait", "--no-why"),
    ],
)
def test_how_narrow_it_became_is_said(
    shell: Shell, valleys: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    from ucronia.analysis.questions import narrowing

    where = (valleys,) if words[0] == "evaluate" else ("-s", valleys)
    more = (*where, "-n", "20", "--until")
    status, out, err = shell(*words, *more, "0.1", "--lang", "en")
    assert (status, err) == (0, "")
    assert re.search(r"The widest interval is ±\d+\.\d of 100, with \d+ histories", out)
    status, out, _ = shell(*words, *more, "0.1", "--json")
    told = json.loads(out)
    assert set(told["until"]) == {"asked", "widest", "reached"}
    assert told["until"]["reached"] and told["until"]["widest"] <= 0.1 and not told["stopped"]
    for name in ("MOST_REPLICAS", "MOST_TOLD"):
        monkeypatch.setattr(narrowing, name, 40)
    status, out, _ = shell(*words, *more, "0.01", "--lang", "es")
    assert status == 0 and "No se llegó al ancho pedido (±1,0 de cada 100)" in " ".join(
        out.split()
    )
    status, out, err = shell(*words, *more, "0")
    assert (status, out) == (1, "") and "until is 0.0" in err


def test_a_bug_is_one_line_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from ucronia.app import scenarios

    def broken(*_: object) -> object:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(scenarios, "examine", broken)
    status, _, err = shell("check")
    assert status == 1
    assert err.splitlines() == [
        "ucronia: internal error (RuntimeError: two lines); UCRONIA_TRACEBACK=1 shows where"
    ]


@pytest.mark.compiled
def test_a_trial_kept_is_said_by_later_answers(shell: Shell, valleys: str) -> None:
    run = ("run", "-s", valleys, "-n", "60", "--lang", "en")
    _, before, _ = shell(*run)
    assert "reference rates" not in before
    assert shell("plausible", valleys, "-n", "20", "--keep")[0] == 0
    path = Path(valleys) / "tried" / "plausible.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert (kept["of"]["replicas"], kept["of"]["parameters"]) == (20, "prior")
    # these valleys lie in range: let one rate lie out of it
    kept["rates"][0] |= {"value": 99.0, "in_range": False}
    path.write_text(json.dumps(kept), encoding="utf-8")
    _, after, _ = shell(*run)
    assert "Too high: Peaces made." in " ".join(after.split())
    assert "not what is played here" not in after
    done = shell("backtest", valleys, "--every", "15d", "-n", "20", "--keep", "--json")
    assert done[0] == 0 and (Path(valleys) / "tried" / "backtest.json").is_file()


@pytest.mark.compiled
def test_what_an_answer_rests_on_is_written_and_played_for(shell: Shell, valleys: str) -> None:
    asked = ("--outcome", "united", "-n", "160", "-s", valleys, "--json")
    status, out, _ = shell("sensitivity", *asked, "--out", "rests.csv")
    assert status == 0 and json.loads(out)["stopped"] is False
    assert Path("rests.csv").read_text(encoding="utf-8").startswith('"id","group"')
    assert shell("sensitivity", *asked, "--out", "rests.svg")[0] == 0
    assert "<svg" in Path("rests.svg").read_text(encoding="utf-8")
    more = ("when", "united", "-s", valleys, "-n", "40", "--rests", "40", "--json")
    status, out, _ = shell(*more)
    assert status == 0 and json.loads(out)["rests"]["draws"] == 40
