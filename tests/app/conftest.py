"""A shell in a folder of its own, and a small scenario there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.shell import Shell
from tests.scenario.folders import copy


@pytest.fixture
def shell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Shell:
    """Commands run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return Shell(monkeypatch, capsys)


@pytest.fixture
def valleys(tmp_path: Path) -> str:
    """The small scenario's folder."""
    return str(copy(tmp_path))
