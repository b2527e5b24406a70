"""A board as a folder of files: it opens in any browser, without a server or a network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ucronia.errors import QuestionError

STATIC = Path(__file__).parents[2] / "board" / "static"
"""Where the package keeps its built page."""
SERVER = '<meta name="ucronia-mode" content="server" />'
SCRIPT = '<script defer src="./board.js"></script>'


def write_page(
    folder: Path,
    stories: Mapping[str, Any],
    forks: Mapping[str, Mapping[str, Any]] | None = None,
    static: Path = STATIC,
) -> Path:
    """Write a board's page into a folder, with all that it opens.

    Parameters
    ----------
    folder : Path
        Where to; made if it is not there.
    stories : mapping
        Language to story.
    forks : mapping, optional
        Language to forks by their key, as `paucarpata=hold_prisoner` (see `fork_key`); a fork
        may hold its lines under `lineData`, by their number.
    static : Path
        The built page.

    Returns
    -------
    Path
        The page to open.

    Raises
    ------
    QuestionError
        If the page has not been built.
    """
    page = static / "index.html"
    if not page.is_file():
        raise QuestionError(
            f"{static} holds no page: `pip install` builds it, as does `npm run build` in web/"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(static.iterdir()):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
    # data are scripts: a page that is opened from a folder may not fetch what lies beside it
    for lang, story in stories.items():
        told = f"(window.UCRONIA??={{}}).stories={{...window.UCRONIA?.stories,{lang}:"
        (folder / f"story.{lang}.js").write_text(f"{told}{_script(story)}}};\n", "utf-8")
    kept = f"(window.UCRONIA??={{}}).forks={_script(dict(forks or {}))};\n"
    (folder / "forks.js").write_text(kept, "utf-8")
    text = page.read_text("utf-8")
    text = text.replace(SERVER, SERVER.replace("server", "static"))
    text = text.replace(SCRIPT, f'<script defer src="./forks.js"></script>{SCRIPT}')
    target = folder / "index.html"
    target.write_text(text, "utf-8")
    return target


def fork_key(
    entry: str = "", option: str = "", day: int = 0, facts: str = "", forbid: str = ""
) -> str:
    """Name a question to a fork as the page does.

    Parameters
    ----------
    entry, option : str
        A decision and what is chosen in it.
    day : int
        Day of the fork, where no entry is named.
    facts, forbid : str
        What is changed and what must not happen, several joined by `&`.

    Returns
    -------
    str
        The key.

    Examples
    --------
    >>> fork_key("paucarpata", "fight")
    'paucarpata=fight'
    >>> fork_key(day=831, forbid="quillota_mutiny")
    '@831||quillota_mutiny'
    """
    what = f"{entry}={option}" if entry else f"@{day}"
    return "|".join((what, facts, forbid)).rstrip("|")


def _script(value: Any) -> str:
    """Write a value as a script may hold it: no end of a script in a text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
