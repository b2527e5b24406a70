"""The command that opens the board."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ucronia.app import console
from ucronia.app.options import BUNDLED, LANG, First, Json, Language, Seed, Threads

if TYPE_CHECKING:
    from ucronia.scenario.model import Scenario

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for a whole network.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="0 for any free one.")]
SERVING = {
    "en": "The board is at {url} (Ctrl-C ends it)",
    "es": "El tablero está en {url} (se cierra con Ctrl-C)",
}
PREPARING = {
    "en": "Playing what the board opens with (once for this scenario, some minutes)…",
    "es": "Preparando aquello con que se abre el tablero (una vez por escenario, unos minutos)…",
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
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Open the board."""
    loaded = console.load_it(scenario)
    folder = _stories(loaded, prepare, lang, seed, threads)
    if prepare:
        console.print_json({"folder": str(folder)}) if json else print(folder)
        return
    if export:
        from ucronia.app.board.site import export_site

        with console.progress(lang) as tell:
            told = export_site(loaded, export, folder, threads=threads, progress=tell)
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

    where = (host, port)
    how = {"browser": browser, "kiosk": kiosk}
    serve(loaded, folder, where, ready, lang=lang, threads=threads, **how)


def _stories(loaded: Scenario, anew: bool, lang: str, seed: int, threads: int | None) -> Path:
    """Give the folder of a scenario's stories; play them where they aren't there yet."""
    from ucronia.app import board_files, scenarios
    from ucronia.app.board.files import FOLDER

    folder, is_there = board_files.story_folder(loaded)
    if is_there and not anew:
        return folder
    if not anew:
        print(PREPARING[lang], file=sys.stderr, flush=True)
    elif loaded.id == BUNDLED:
        folder = FOLDER
    world = scenarios.world_of(console.open_it(loaded, lang))
    with console.progress(lang) as tell:
        asked = board_files.asked_for_stories(seed, threads, tell)
        board_files.prepare(world, asked, folder)
    return folder
