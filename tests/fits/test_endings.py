"""How wars end: the fit finds a known Weibull, and the bundled history holds its numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

import ucronia
from fits.endings import OUT, compromises, fit_all, fit_ends
from fits.rates import INTRASTATE

PARAMETERS = Path(ucronia.__file__).parent / "histories/confederacion-1835/parameters.yaml"


def test_a_known_weibull_is_found_again_with_its_errors() -> None:
    count, shape, scale = 4000, 0.8, 400.0
    days = scale * np.random.default_rng(1).weibull(shape, count)
    found = fit_ends(days.tolist())
    assert found["n"] == count
    assert abs(found["shape"] - shape) < 4 * found["shape_se"]
    assert abs(np.log(found["scale"] / scale)) < 4 * found["scale_log_se"]
    # Fisher's information of a Weibull: var(k) = .608 k² / n, var(log s) = 1.109 / (n k²)
    assert found["shape_se"] == pytest.approx(np.sqrt(0.608 / count) * shape, rel=0.1)
    assert found["scale_log_se"] == pytest.approx(np.sqrt(1.109 / count) / shape, rel=0.1)


def test_a_compromise_counts_once_a_war(tmp_path: Path) -> None:
    rows = ["WarNum,StartYear1,Outcome", "1,1830,4", "1,1830,4", "2,1840,1", "3,1850,3"]
    path = tmp_path / "wars.csv"
    path.write_text("\n".join([*rows, "4,1950,4"]), encoding="latin-1")
    assert compromises(path) == (1, 2)


def test_a_new_run_gives_the_numbers_of_the_file() -> None:
    if not INTRASTATE.exists():
        pytest.skip(f"the wars of the Correlates of War are not here: {INTRASTATE.name}")
    kept = yaml.safe_load(OUT.read_text(encoding="utf-8"))
    for kind, line in fit_all().items():
        assert line == pytest.approx(kept[kind], rel=0.01), kind


def test_the_bundled_history_has_the_fitted_priors() -> None:
    kept = yaml.safe_load(OUT.read_text(encoding="utf-8"))["for_government"]
    rows = yaml.safe_load(PARAMETERS.read_text(encoding="utf-8"))
    prior = {row["id"]: row["prior"] for row in rows}
    assert prior["civil_end_shape"]["normal"] == [kept["shape"], kept["shape_se"]]
    scale, error = prior["civil_end_scale"]["lognormal"]
    assert scale == pytest.approx(kept["scale"], abs=0.5)
    assert error == kept["scale_log_se"]
