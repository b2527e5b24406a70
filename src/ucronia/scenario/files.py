"""The files of a scenario folder: which there are, and their text, read within bounds."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ucronia.errors import Problem

LARGEST_BYTES = 16 * 2**20
"""Beyond this a file is refused unread."""
MOST_FILES = 500
ROOMS = ("world", "actors", "rules", "record", "docs")
"""Folders inside a scenario."""


class Folder:
    """A scenario's folder; what can't be read becomes a Problem, never an exception.

    Parameters
    ----------
    root : Path
        The folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.names: tuple[str, ...] = ()
        if self._is_folder():
            self.names = self._list()

    def text(self, name: str) -> str | None:
        """Read one file as UTF-8 text.

        Parameters
        ----------
        name : str
            Path inside the folder, with forward slashes.

        Returns
        -------
        str or None
            None where it can't be read; `problems` then says why.
        """
        content = self.content(name)
        if content is None:
            return None
        if b"\0" in content:
            self._refuse(name, "is binary (it holds a NUL byte); write it as text")
            return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - content.rfind(b"\n", 0, error.start)
            self._refuse(name, "is not UTF-8; save it as UTF-8", line, column)
            return None

    def content(self, name: str) -> bytes | None:
        """Read one file's bytes, `LARGEST_BYTES` at most.

        Parameters
        ----------
        name : str
            Path inside the folder, with forward slashes.

        Returns
        -------
        bytes or None
            None where it can't be read; `problems` then says why.
        """
        path = self.root / name
        try:
            if not path.resolve(strict=True).is_relative_to(self.root.resolve()):
                self._refuse(name, "is a link that leads out of the folder; copy the file")
                return None
            with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as opened:
                status = os.fstat(opened.fileno())
                if not stat.S_ISREG(status.st_mode):
                    self._refuse(name, "is not a plain file")
                    return None
                content = opened.read(LARGEST_BYTES + 1)
        except (OSError, RuntimeError, ValueError) as error:  # links in a ring: RuntimeError
            self._refuse(name, f"can't be read: {_reason(error)}")
            return None
        if len(content) > LARGEST_BYTES:
            self._refuse(name, f"is larger than {LARGEST_BYTES // 2**20} MB; split it")
            return None
        return content

    def _is_folder(self) -> bool:
        shown = str(self.root)
        try:
            if not self.root.exists():
                text = "there is no such folder; `ucronia new PATH` writes a small scenario"
            elif not self.root.is_dir():
                text = "is a file; a scenario is a folder that holds scenario.yaml"
            else:
                return True
        except (OSError, ValueError) as error:
            text = f"can't be read: {_reason(error)}"
        self.problems.append(Problem(shown.replace("\0", "?"), 0, 0, text))
        return False

    def _list(self) -> tuple[str, ...]:
        names: list[str] = []
        for room in ("", *ROOMS):
            names += self._list_room(room)
        if len(names) > MOST_FILES:
            text = f"holds more than {MOST_FILES} files; is it a scenario's folder?"
            self.problems.append(Problem(str(self.root), 0, 0, text))
            return ()
        return tuple(sorted(names))

    def _list_room(self, room: str) -> list[str]:
        names: list[str] = []
        try:
            with os.scandir(self.root / room) as found:
                for item in found:
                    is_room = not room and item.name in ROOMS
                    if item.name.startswith(".") or is_room or len(names) > MOST_FILES:
                        continue
                    names.append(f"{room}/{item.name}" if room else item.name)
        except FileNotFoundError:
            pass
        except OSError as error:
            self._refuse(room or ".", f"can't be read: {_reason(error)}")
        return [name for name in names if _is_text(name)]

    def _refuse(self, name: str, text: str, line: int = 0, column: int = 0) -> None:
        self.problems.append(Problem(_shown(name), line, column, text))


def _is_text(name: str) -> bool:
    """Leave out names with strange characters: no file of a scenario has them."""
    return name.isprintable() and name.isascii()


def _shown(name: str) -> str:
    return name.encode("ascii", "replace").decode()


def _reason(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return " ".join(reason.split())[:120]
