"""The wheel holds all that the package needs: histories, texts, templates, standard parameters.

python -m tools.check_wheel
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools.findings import PACKAGE, ROOT, tell

PAGE = "ucronia/board/static/index.html"
"""What hatch_build.py makes, and no repository holds."""


def needed(package: Path) -> set[str]:
    """Give every file of the package, caches left out, as the wheel names them.

    Parameters
    ----------
    package : Path
        Its folder.

    Returns
    -------
    set of str
        As "ucronia/locale/es/LC_MESSAGES/ucronia.po".
    """
    found = set()
    for path in package.rglob("*"):
        inside = path.relative_to(package.parent)
        if path.is_file() and not any(p.startswith((".", "__pycache__")) for p in inside.parts):
            found.add(inside.as_posix())
    return found


def findings() -> Iterator[str]:
    """Build a wheel and look for what it lacks.

    Yields
    ------
    str
        Findings.
    """
    with tempfile.TemporaryDirectory() as made:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", made]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        wheels = list(Path(made).glob("*.whl"))
        if done.returncode or not wheels:
            yield f"no wheel could be built: {(done.stdout + done.stderr).strip()[-300:]}"
            return
        with zipfile.ZipFile(wheels[0]) as wheel:
            inside = set(wheel.namelist())
    if PAGE not in inside:
        yield f"src/{PAGE}: the board's page was not built: there is no Node, or no network"
    for name in sorted(needed(PACKAGE) - inside):
        yield f"src/{name}: is not in the wheel"


if __name__ == "__main__":
    tell("Wheel", findings())
