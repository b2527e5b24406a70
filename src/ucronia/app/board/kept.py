"""Answers kept on disk, so that the same question is never played twice."""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

from ucronia.report.put import put

_ID = re.compile(r"[0-9a-f]{20}\Z")


def board_folder() -> Path:
    """Give the folder in which answers are kept.

    Returns
    -------
    Path
        Under UCRONIA_BOARD_CACHE or the user's cache folder; made where it isn't there.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ucronia"
    return Path(os.environ.get("UCRONIA_BOARD_CACHE") or base / "board")


class Kept:
    """A folder of answers, each by the id of its question.

    Parameters
    ----------
    folder : Path
        Made where it isn't there; where it can't be, nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)

    def write(self, id: str, asked: dict[str, Any], told: dict[str, Any]) -> None:
        """Keep an answer; what can't be kept is left.

        Parameters
        ----------
        id : str
            Of the question.
        asked, told : dict
            The question and the answer.
        """
        content = json.dumps({"asked": asked, "told": told}, ensure_ascii=False).encode()
        with contextlib.suppress(OSError):
            put(self._folder / f"{id}.json", content)

    def read(self, id: str) -> dict[str, Any] | None:
        """Look an answer up.

        Parameters
        ----------
        id : str
            Of the question; anything but 20 hexadecimal digits is none.

        Returns
        -------
        dict or None
            `asked` and `told`; None where nothing is kept, or not whole.
        """
        if not _ID.match(id):
            return None
        try:
            found: dict[str, Any] = json.loads((self._folder / f"{id}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return found if {"asked", "told"} <= set(found) else None
