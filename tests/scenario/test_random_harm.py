"""A world whose files are harmed is read and checked to its end: Problems, and nothing else.

What `check` lets pass all the same is sound enough to be compiled.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as some

from tests.random_worlds import AFRESH, Sketch, harmed, read_files, worlds, write
from ucronia.compiler.build import build

DEEP = int(os.environ.get("UCRONIA_WORLDS", "0"))
WORLDS = DEEP or 80
MOST_SECONDS = 20.0
"""Of a processor, to read and check one world: nearly all take a twentieth of one."""
KEPT = Path(".hypothesis") / "worlds" / "harmed"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("harmed") / "folder"


def test_harm_is_told_of_and_never_raised(folder: Path) -> None:
    ends: Counter[str] = Counter()

    @settings(
        backend=AFRESH,
        deadline=None,
        derandomize=not DEEP,
        max_examples=WORLDS,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )
    @given(sketch=worlds(), data=some.data())
    def each(sketch: Sketch, data: Any) -> None:
        files = data.draw(harmed(sketch)).files
        began = time.process_time()
        try:
            scenario, problems = read_files(files, folder)
            if scenario is not None:
                build(scenario)
        except Exception:
            note(f"the world is in {write(files, KEPT)}")
            raise
        assert time.process_time() - began < MOST_SECONDS, write(files, KEPT)
        # one that is refused says why, each reason in a line
        assert scenario is not None or any(not problem.warning for problem in problems)
        assert all("\n" not in str(problem) for problem in problems)
        ends["let pass" if scenario else "refused"] += 1

    each()
    print(dict(ends))
    assert ends["refused"] > 0.3 * WORLDS
