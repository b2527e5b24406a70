"""The command that opens the board."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ucronia.app import console
from ucronia.app.options import BUNDLED, LANG, First, Json, Language, Threads

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for a whole network.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="0 for any free one.")]
SERVING = {
    "en": "The board is at {url} (Ctrl-C ends it)",
    "es": "El tablero está en {url} (se cierra con Ctrl-C)",
}
OPEN = {
    "en": "Anyone who reaches this machine can read and ask; nothing of it can be changed.",
    "es": "Quien llegue a esta máquina puede leer y preguntar; nada de ella puede cambiarse.",
}


def board(
    scenario: First = BUNDLED,
    host: Host = "127.0.0.1",
    port: Port = 8035,
    browser: Annotated[bool, typer.Option(help="Open it in a browser.")] = True,
    kiosk: Annotated[bool, typer.Option("--kiosk", help="For a museum: no typing.")] = False,
    export: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a site that needs no server.")
    ] = None,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Play anew what it opens with.")
    ] = False,
    threads: Threads = None,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Open the board."""
    if prepare:
        _prepare(scenario, threads, lang, json)
        return
    loaded = console.load_it(scenario)
    if export:
        from ucronia.app.board.site import export_site

        with console.progress(lang) as tell:
            told = export_site(loaded, export, threads=threads, progress=tell)
        console.print_json(told) if json else print(told["page"])
        return
    from ucronia.app.board.serve import serve

    def ready(url: str) -> None:
        if json:
            console.print_json({"url": url})
        else:
            print(SERVING[lang].format(url=url))
        if host not in ("127.0.0.1", "localhost", "::1"):
            print(OPEN[lang], file=sys.stderr)
        sys.stdout.flush()

    serve(loaded, (host, port), ready, browser=browser, kiosk=kiosk, lang=lang, threads=threads)


def _prepare(scenario: str, threads: int | None, lang: str, json: bool) -> None:
    """Write the stories that the package ships."""
    from ucronia.app import board_files, scenarios

    loaded = console.open_it(scenario, lang)
    world = scenarios.world_of(loaded)
    with console.progress(lang) as tell:
        asked = board_files.asked_for_stories(threads, tell)
        written = board_files.prepare(world, asked)
    files = [str(path) for path in written]
    console.print_json({"files": files}) if json else print("\n".join(files))
