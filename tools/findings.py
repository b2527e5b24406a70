"""How the checks of this folder read sources and tell what they find."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "ucronia"


def sources(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Give the Python files under a folder, parsed, in order.

    Parameters
    ----------
    folder : Path
        Where to look.

    Yields
    ------
    tuple of Path and ast.Module
        Each file.
    """
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"), str(path))


def at(path: Path, line: int, text: str) -> str:
    """Give a finding as one line: where, and what is wrong."""
    place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return f"{place}:{line}: {text}"


def tell(what: str, found: Iterable[str]) -> None:
    """Print the findings of a check and end the program: status 1 if there are any.

    Parameters
    ----------
    what : str
        What was looked for, said as what is well.
    found : iterable of str
        One line each.
    """
    lines = list(found)
    for line in lines:
        print(line)
    print(f"{what}: {len(lines)} findings" if lines else f"{what}: all is well")
    sys.exit(1 if lines else 0)
