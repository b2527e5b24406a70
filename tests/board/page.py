"""A built page opened in a browser, from a folder: what the tests of the board share."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ucronia.app.board.files import FOLDER, page_files, stories
from ucronia.report.board.site import write_site

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
KEY = "paucarpata=hold_prisoner"


def chromium() -> str:
    """Find a browser; skip where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("UCRONIA_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), ""
    )
    if not found:
        pytest.skip("no Chromium here: apt install chromium, or name it in UCRONIA_CHROMIUM")
    return found


def read_story(lang: str) -> dict[str, Any]:
    """Read the shipped story."""
    story: dict[str, Any] = json.loads(
        gzip.decompress((FOLDER / f"story.{lang}.json.gz").read_bytes())
    )
    return story


def write_folder(folder: Path) -> Path:
    """Write the site with one fork in it, made up of the story's own frames."""
    files, told = page_files(), stories()
    if "index.html" not in files or not told:
        pytest.skip("the page is not built: pip install . builds it, as does npm run build")
    page = {path: file.unzipped() for path, file in files.items() if path}
    forks = {KEY: _fork()}
    shown = {lang: file.unzipped() for lang, file in told.items()}
    return Path(write_site(folder, page, shown, forks)["page"])


def _fork() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    story = read_story("en")
    day = next(entry["day"] for entry in story["entries"] if entry["id"] == "paucarpata")
    ids = [outcome["id"] for outcome in story["outcomes"]]
    shares = [1 / len(ids)] * len(ids)
    rows = [
        {"id": id, "p": p, "low": p / 2, "high": p * 2}
        for id, p in zip(ids, shares, strict=True)
    ]
    moved = [{"id": id, "change": 0.1, "low": 0.02, "high": 0.2, "isClear": True} for id in ids]
    fork = {
        "id": "a" * 20,
        "status": "done",
        "done": 100,
        "of": 100,
        "day": day,
        "date": "1837-11-17",
        "choice": {"entry": "paucarpata", "option": "hold_prisoner", "label": "Hold them"},
        "outcomes": rows,
        "base": rows,
        "difference": moved,
        "standing": {"days": [day, day + 900, 2600], "shares": [shares] * 3},
        "words": ["What a test says."],
        "lines": [{"n": 0, "outcome": ids[2], "title": "Union", "share": 0.3}],
    }
    later = {
        name: [row for row in rows if row["day"] >= day] if name == "forces" else rows
        for name, rows in story["frames"].items()
    }
    told = [{"day": day + 5, "date": "1837-11-22", "text": "A line's own.", "place": "lima"}]
    line = {
        "n": 0,
        "title": "Union",
        "outcome": ids[2],
        "from": day,
        "frames": later,
        "chronicle": told,
    }
    return {"es": fork, "en": fork}, [{"es": line, "en": line}]


_held: list[Any] = []


def browser() -> Any:
    """Give the one browser of all tests; each has a context of its own."""
    if not _held:
        sync = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
        path = chromium()
        player = sync.sync_playwright().start()
        _held.extend((player, player.chromium.launch(executable_path=path, args=ARGS)))
    return _held[1]


def close() -> None:
    """End the browser, if one was opened."""
    if _held:
        _held[1].close()
        _held[0].stop()
        _held.clear()


@contextmanager
def opened(
    page: Path, address: str = "", *, size: tuple[int, int] = (1280, 800), query: str = ""
) -> Iterator[Any]:
    """Open a page; what it complains of, or asks for in vain, fails the test."""
    problems: list[str] = []
    context = browser().new_context(
        viewport={"width": size[0], "height": size[1]}, locale="en-GB", reduced_motion="reduce"
    )
    try:
        shown = context.new_page()
        shown.on(
            "console",
            lambda said: problems.append(said.text) if said.type in ("error", "warning") else 0,
        )
        shown.on("pageerror", lambda error: problems.append(str(error)))
        shown.on("requestfailed", lambda request: problems.append(request.url))
        shown.on(
            "request",
            lambda request: (
                problems.append(request.url) if request.url.startswith("http") else 0
            ),
        )
        shown.goto(f"{page.as_uri()}{query}#{address}")
        shown.wait_for_selector(".top")
        yield shown
    finally:
        context.close()
    assert problems == []
