"""What formats share: sources cited in a line, texts without signs of control, numbers."""

from __future__ import annotations

from tests.report.exports.made import FORMULA, SHOWN, whole
from ucronia.report.exports.extract import Extract, clean, number_text, value_text, work
from ucronia.scenario.model import Source, Version


def test_a_version_is_cited_in_a_line() -> None:
    source = Source(key="a", kind="general", author="Ana", title="Annals", year="1841")
    assert work(source) == "Ana: Annals (1841)"
    assert work(source.model_copy(update={"author": "", "year": ""})) == "Annals"
    scenario = whole().scenario.model_copy(update={"sources": (source,)})
    extract = Extract(scenario, (), "1")
    version = Version(entry="x", source="a", locator="p. 3", weight=1)
    assert extract.cited(version) == "Ana: Annals (1841), p. 3"
    assert extract.cited(version.model_copy(update={"locator": ""})) == "Ana: Annals (1841)"
    assert extract.cited(version.model_copy(update={"source": "b"})) == "b, p. 3"


def test_texts_lose_signs_of_control_alone() -> None:
    assert clean(FORMULA) == SHOWN
    assert clean("a\r\nb\rc\td") == "a\nb\nc\td"
    assert clean("Junín “ñ” — 10 %") == "Junín “ñ” — 10 %"


def test_numbers_are_written_as_the_tables_have_them() -> None:
    assert (number_text(1500.0), number_text(0.5), number_text(-5.0892)) == (
        "1500",
        "0.5",
        "-5.0892",
    )
    assert (value_text(20.0), value_text("1835-03-17")) == ("20", "1835-03-17")
