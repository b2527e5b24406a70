"""The command line, called in this process and in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ucronia
from ucronia.app import cli


class Shell:
    """Runs commands and keeps what they print."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        """Give exit status, what was printed, what was complained of."""
        self.monkeypatch.setattr(sys, "argv", ["ucronia", *words])
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = self.capsys.readouterr()
        assert "Traceback" not in out + err
        return int(left.value.code or 0), out, err


def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own, with this package."""
    source = str(Path(ucronia.__file__).parent.parent)
    path = os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
