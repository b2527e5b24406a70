"""The page's files and its stories, read once: no question reaches the file system."""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from ucronia.report.words import LANGUAGES

FOLDER = Path(__file__).parents[2] / "board"
_NO_PAGE = (
    "<!doctype html><meta charset=utf-8><title>Ucronía</title><p>The board's page is not "
    "built: install the package again (pip install .) with the network at hand. The server "
    "answers all the same: <a href=/openapi.json>/openapi.json</a>."
)
_ZIPPED = {"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"}


@dataclass(frozen=True)
class Held:
    """A file as it is served.

    Parameters
    ----------
    content : bytes
        Compressed where `is_zipped`.
    kind : str
        Its media type.
    tag : str
        Changes with its content.
    is_zipped : bool
        True where it is compressed by gzip.
    """

    content: bytes
    kind: str
    tag: str
    is_zipped: bool

    def unzipped(self) -> bytes:
        """Give the content for a reader that knows no gzip."""
        return gzip.decompress(self.content) if self.is_zipped else self.content


def held(content: bytes, kind: str) -> Held:
    """Make a file ready to be served.

    Parameters
    ----------
    content : bytes
        What it holds.
    kind : str
        Its media type.

    Returns
    -------
    Held
        Compressed, if its kind gains by it.
    """
    tag = hashlib.sha256(content).hexdigest()[:16]
    if kind in _ZIPPED:
        return Held(gzip.compress(content, 9, mtime=0), kind, tag, True)
    return Held(content, kind, tag, False)


def page_files(folder: Path = FOLDER) -> dict[str, Held]:
    """Read the built page.

    Parameters
    ----------
    folder : Path
        Whose `static` holds it.

    Returns
    -------
    dict
        Path from the page's root to the file; "" is the page itself.
    """
    found = {}
    root = folder / "static"
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            found[path.relative_to(root).as_posix()] = held(path.read_bytes(), kind)
    found[""] = found.get("index.html") or held(_NO_PAGE.encode(), "text/html")
    return found


def told_of(folder: Path) -> tuple[str, str] | None:
    """Say of which scenario a folder's stories tell.

    Parameters
    ----------
    folder : Path
        With stories, or without.

    Returns
    -------
    tuple of str or None
        Its id and hash; None where there is no whole story.
    """
    found = stories(folder)
    if len(found) < len(LANGUAGES):
        return None
    try:
        story = json.loads(found["en"].unzipped())
        return story["scenario"], story["hash"]
    except (OSError, ValueError, KeyError):
        return None


def stories(folder: Path = FOLDER) -> dict[str, Held]:
    """Read the shipped stories.

    Parameters
    ----------
    folder : Path
        That holds `story.es.json.gz` and `story.en.json.gz`.

    Returns
    -------
    dict
        Language to story; empty where none is shipped.
    """
    found = {}
    for lang in LANGUAGES:
        path = folder / f"story.{lang}.json.gz"
        if path.is_file():
            content = path.read_bytes()
            tag = hashlib.sha256(content).hexdigest()[:16]
            found[lang] = Held(content, "application/json", tag, True)
    return found
