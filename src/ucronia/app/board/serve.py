"""The board's server run until it is interrupted."""

from __future__ import annotations

import errno
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from ucronia.app.board.desk import Desk
from ucronia.app.board.kept import Kept, board_folder
from ucronia.app.server import LOOPBACK, make_app
from ucronia.errors import StoreError
from ucronia.scenario.model import Scenario

_ANYWHERE = ("0.0.0.0", "::")
_MOST_AT_ONCE = 400
"""Connections; more are told to come back."""


def serve(  # noqa: PLR0913 (all but the first four are named)
    scenario: Scenario,
    folder: Path,
    where: tuple[str, int],
    ready: Callable[[str], None],
    *,
    browser: bool = True,
    kiosk: bool = False,
    lang: str = "en",
    threads: int | None = None,
) -> None:
    """Serve the board until it is interrupted.

    Parameters
    ----------
    scenario : Scenario
        What it shows.
    folder : Path
        Where its stories are.
    where : tuple of (str, int)
        Address and port; 0 for any free port.
    ready : callable
        Called with the board's address once it can be opened.
    browser : bool
        Open it in a browser.
    kiosk : bool
        Open it as a museum shows it.
    lang : str
        Language in which it opens.
    threads : int or None
        Threads that play histories.

    Raises
    ------
    StoreError
        If the address can't be listened on.
    """
    host, _ = where
    listening = _listen(*where)
    url = _url(host, listening.getsockname()[1], lang, kiosk)
    desk = Desk(scenario, Kept(board_folder()), threads)
    hosts = ("*",) if host in _ANYWHERE else (*LOOPBACK, host)
    config = uvicorn.Config(
        make_app(desk, hosts, folder),
        log_level="warning",
        access_log=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    ready(url)
    if browser:
        threading.Timer(0.5, webbrowser.open, [url]).start()
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        # the server has ended its work by now: an interrupt is how a board is closed
        return
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise StoreError(f"port {port} is taken; another with --port, or 0") from error
        raise StoreError(f"can't listen on {host}:{port}: {error.strerror or error}") from error
    return listening


def _url(host: str, port: int, lang: str, kiosk: bool) -> str:
    name = "localhost" if host in _ANYWHERE else host
    name = f"[{name}]" if ":" in name else name
    tail = "&kiosk=1" if kiosk else ""
    return f"http://{name}:{port}/?lang={lang}{tail}"
