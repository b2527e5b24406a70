"""The real server on a free port, and a page of it that may complain of nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import uvicorn

from tests.board.page import browser
from ucronia.app.board.desk import Desk
from ucronia.app.board.kept import Kept
from ucronia.app.server import make_app

HISTORY = "confederacion-1835"
DESKTOP, PHONE = (1280, 800), (390, 844)
_ABORTED = "net::ERR_ABORTED"


class _Server(uvicorn.Server):
    """Runs in a thread of the test, which takes no signals."""

    def install_signal_handlers(self) -> None:
        return


@contextmanager
def served(kept: Path, threads: int = 2) -> Iterator[str]:
    """Serve the bundled history; gives the address once histories can be played."""
    desk = Desk(HISTORY, Kept(kept), threads)
    config = uvicorn.Config(make_app(desk), port=0, log_level="critical")
    server = _Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not (server.started and desk.is_ready):
            time.sleep(0.05)
            assert thread.is_alive(), "the server ended"
            assert not desk.health()["problem"], desk.health()
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(20)
    assert not thread.is_alive(), "work was left over"


@contextmanager
def visit(url: str, address: str, *, size: tuple[int, int], query: str = "") -> Iterator[Any]:
    """Open a page of the server.

    What it complains of, asks for in vain or asks of anyone else fails the test; what it gave
    up itself, as the news of a fork that was left, doesn't.
    """
    problems: list[str] = []
    context = browser().new_context(
        viewport={"width": size[0], "height": size[1]}, locale="en-GB", reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        _listen(page, url, problems)
        page.goto(f"{url}{query}#{address}")
        page.wait_for_selector(".top")
        yield page
    finally:
        context.close()
    assert problems == []


def _listen(page: Any, url: str, problems: list[str]) -> None:
    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            problems.append(message.text)

    def asked(request: Any) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            problems.append(f"asked elsewhere: {request.url}")

    def failed(request: Any) -> None:
        if request.failure != _ABORTED:
            problems.append(f"{request.failure}: {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on(
        "response",
        lambda told: problems.append(f"{told.status} {told.url}") if told.status >= 400 else 0,
    )


def read(url: str) -> str:
    """Fetch a text as a person's browser would, without the page."""
    with urlopen(url) as answer:
        assert answer.status == 200
        text: str = answer.read().decode()
    return text
