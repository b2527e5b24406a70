"""JSON laid out one thing a line."""

from __future__ import annotations

import json

import pytest

from ucronia.report.exports.lines import json_lines


def test_it_is_json_and_each_thing_has_a_line() -> None:
    things = [{"a": "x\ny"}, {"b": [1, None, "ñ"]}]
    made = json_lines({"head": {"k": 1}, "next": "z"}, "things", things).decode()
    assert json.loads(made) == {"head": {"k": 1}, "next": "z", "things": things}
    assert len(made.splitlines()) == 8 and "ñ" in made
    assert json.loads(json_lines({}, "things", [])) == {"things": []}


def test_a_page_finds_no_end_of_a_script_in_it() -> None:
    made = json_lines({}, "t", [{"</script>": "</script><!--"}])
    assert b"<" not in made
    assert json.loads(made) == {"t": [{"</script>": "</script><!--"}]}


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_lines({}, "t", [{"a": float("nan")}])
