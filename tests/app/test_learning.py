"""What the shell is told of calibration: the file, the lesson, and parameters to play with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.shell import Shell

pytestmark = pytest.mark.compiled


@pytest.fixture
def taught(shell: Shell, valleys: str) -> str:
    """The small scenario, with a posterior in its folder."""
    where = str(Path(valleys) / "posterior.parquet")
    status, out, err = shell(
        *("calibrate", valleys, "--sweeps", "12", "--chains", "2", "--out", where),
        *("--lang", "en", "--figures", "drawn"),
    )
    assert status == 0, err
    assert "could tell of" in out and "--out posterior.parquet` makes it" in " ".join(
        out.split()
    )
    assert Path("drawn/taught.svg").exists()
    return valleys


def test_calibrate_learn_and_play(shell: Shell, taught: str) -> None:
    status, out, _ = shell("learn", "pin_sd", "-s", taught, "--lang", "en")
    assert status == 0 and "Before the record" in out
    status, out, _ = shell("learn", "surprise_floor", "-s", taught, "--lang", "es")
    assert status == 0 and "nada puede enseñarle" in out
    status, out, _ = shell("learn", "sea_transports", "-s", taught, "--lang", "en")
    assert status == 0 and "says nothing of it" in out
    status, out, _ = shell("learn", "pin_sd", "-s", taught, "--json")
    found = json.loads(out)
    assert found["told"] and found["until"] == "1840-08-31"
    assert {"prior_low", "posterior_high", "contraction", "r_hat", "teachers"} <= set(found)
    ends = []
    for parameters in ("prior", "posterior"):
        how = ("--parameters", parameters, "-n", "8", "--json")
        status, out, _ = shell("run", "-s", taught, *how)
        assert status == 0
        ends.append(json.loads(out)["parameters"])
    assert ends == ["prior", "1840-08-31"]
    status, out, _ = shell(
        "run", "-s", taught, "-n", "8", "--parameters", "posterior", "--lang", "en"
    )
    assert "uses nothing that happened later but these" in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("learn", "pin_sdd"), 'no parameter "pin_sdd"'),
        (("learn", "pin_sd", "--parameters", "prior"), "nothing is learned"),
        (("learn", "pin_sd", "--parameters", "no.parquet"), "no posterior can be read there"),
        (("run", "-n", "2", "--parameters", "posterior"), "no posterior can be read there"),
    ],
)
def test_a_slip_is_one_line(
    shell: Shell, valleys: str, words: tuple[str, ...], said: str
) -> None:
    status, _, err = shell(*words, "-s", valleys)
    assert status == 1
    assert said in err and err.count("\n") == 1
