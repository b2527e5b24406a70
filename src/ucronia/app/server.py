"""The board's server: the page, its story, and what it asks while a person looks on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Query, Request
from fastapi import Path as InPath
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import (
    HTMLResponse,
    JSONResponse,
    Response,
    StreamingResponse,
)

import ucronia
from ucronia.app.board.asked import ForkAsked, Lang, PlayAsked
from ucronia.app.board.desk import Desk
from ucronia.app.board.files import FOLDER, Held, page_files, stories
from ucronia.app.board.jobs import BusyError, Job
from ucronia.app.board.shield import Shield
from ucronia.errors import UcroniaError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver")
_LOOK_EVERY = 0.1
"""[s] Between two looks at a job whose news is streamed."""
Id = Annotated[str, InPath(pattern=r"^[0-9a-f]{20}$")]
Number = Annotated[int, InPath(ge=0, le=99)]
InLang = Annotated[Lang, Query()]
Form = Literal["csv", "arrow"]
MEDIA = {"csv": "text/csv", "arrow": "application/vnd.apache.arrow.stream"}


class _NotFoundError(UcroniaError):
    """What was asked for isn't there."""


def make_app(desk: Desk, hosts: tuple[str, ...] = LOOPBACK, folder: Path = FOLDER) -> FastAPI:
    """Make the server of a desk.

    Parameters
    ----------
    desk : Desk
        What answers.
    hosts : tuple of str
        Names by which the server may be called; `*` for any.
    folder : Path
        Where the stories are.

    Returns
    -------
    FastAPI
        An ASGI application; its end ends all work.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        desk.start()
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(
        title="Ucronía",
        version=ucronia.__version__,
        lifespan=life,
        redoc_url=None,
        docs_url=None,
        responses={404: {"description": "Not there"}, 422: {"description": "Can't be asked"}},
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(Shield)
    _tell_problems(app)
    _answer_forks(app, desk)
    _tell_forks(app, desk)
    _answer_more(app, desk)
    _serve_files(app, folder)
    return app


def _tell_problems(app: FastAPI) -> None:
    """Make one line of every problem."""

    def say(status: int) -> Callable[[Request, Exception], JSONResponse]:
        return lambda request, error: JSONResponse({"problem": _line(str(error))}, status)

    def invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        parts = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        return JSONResponse({"problem": _line("; ".join(parts))}, 422)

    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(BusyError, say(429))
    app.add_exception_handler(_NotFoundError, say(404))
    app.add_exception_handler(UcroniaError, say(422))


def _line(text: str) -> str:
    return " ".join(text.split())[:500]


def _job_of(desk: Desk, id: str) -> Job:
    job = desk.find(id)
    if job is None:
        raise _NotFoundError("no such fork; ask it again with POST /api/forks")
    return job


def _answer_forks(app: FastAPI, desk: Desk) -> None:
    @app.post("/api/forks", status_code=202)
    def ask(asked: ForkAsked, request: Request) -> dict[str, Any]:
        """Ask what would follow from another choice; the same question has the same id."""
        client = request.client.host if request.client else ""
        job = desk.submit(asked, client)
        return desk.told(job, asked.lang)

    @app.get("/api/forks/{id}")
    def look(id: Id, lang: InLang = "en") -> dict[str, Any]:
        """Give what is known of a fork so far."""
        return desk.told(_job_of(desk, id), lang)

    @app.delete("/api/forks/{id}")
    def cancel(id: Id, lang: InLang = "en") -> dict[str, Any]:
        """End a fork that isn't wanted any more."""
        job = desk.jobs.cancel(id)
        if job is None:
            raise _NotFoundError("no such fork is in hand")
        return desk.told(job, lang)

    @app.get("/api/forks/{id}/events")
    async def follow(id: Id, request: Request, lang: InLang = "en") -> StreamingResponse:
        """Stream what is known of a fork until it is done."""
        news = _news(desk, _job_of(desk, id), request, lang)
        return StreamingResponse(
            news, media_type="text/event-stream", headers={"cache-control": "no-store"}
        )


def _tell_forks(app: FastAPI, desk: Desk) -> None:
    @app.get("/api/forks/{id}/lines/{number}")
    def line(id: Id, number: Number, lang: InLang = "en") -> dict[str, Any]:
        """Give one of a fork's typical histories."""
        return desk.line(_job_of(desk, id), number, lang)

    @app.get("/api/forks/{id}/print")
    def sheet(id: Id, lang: InLang = "en") -> HTMLResponse:
        """Give a fork as a page to print."""
        return HTMLResponse(desk.sheet(_job_of(desk, id), lang))

    @app.get("/api/forks/{id}/table")
    def table(id: Id, lang: InLang = "en", form: Form = "csv") -> Response:
        """Give a fork's outcomes as CSV, or as an Arrow stream."""
        name = f'attachment; filename="ucronia-{id}.{form}"'
        content = desk.table(_job_of(desk, id), lang, form)
        return Response(content, media_type=MEDIA[form], headers={"content-disposition": name})


async def _news(desk: Desk, job: Job, request: Request, lang: str) -> AsyncIterator[str]:
    """Tell a job whenever something new is known of it."""
    last: tuple[object, str] | None = None
    while not await request.is_disconnected():
        is_over, now = job.is_over, (job.told, job.status)
        if last is None or now[0] is not last[0] or now[1] != last[1]:
            last = now
            yield f"data: {json.dumps(desk.told(job, lang), ensure_ascii=False)}\n\n"
        if is_over:
            return
        await asyncio.sleep(_LOOK_EVERY)


def _answer_more(app: FastAPI, desk: Desk) -> None:
    @app.get("/api/health")
    def health() -> dict[str, Any]:
        """Say whether histories can be played."""
        return desk.health()

    @app.post("/api/plays")
    def play(asked: PlayAsked) -> dict[str, Any]:
        """Play on in a leader's place."""
        return desk.play(asked)

    @app.get("/api/basis/{name}")
    def basis(
        name: Annotated[str, InPath(max_length=120)], lang: InLang = "en"
    ) -> dict[str, Any]:
        """Say what anything is and rests on."""
        return desk.basis(name, lang)


def _serve_files(app: FastAPI, folder: Path) -> None:
    told, files = stories(folder), page_files()

    @app.get("/api/story", response_class=Response)
    def story(request: Request, lang: InLang = "en") -> Response:
        """Give all that the page shows before anything is played."""
        if lang not in told:
            raise _NotFoundError("no story is shipped; make one with ucronia board --prepare")
        return _file(told[lang], request)

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        if path not in files:
            raise _NotFoundError("no such page")
        return _file(files[path], request, lasts=path.startswith("assets/"))


def _file(file: Held, request: Request, lasts: bool = False) -> Response:
    """Serve a file, or say that the reader has it already."""
    keep = "public, max-age=31536000, immutable" if lasts else "no-cache"
    headers = {"etag": f'"{file.tag}"', "cache-control": keep, "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    content = file.content
    if file.is_zipped and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    elif file.is_zipped:
        content = file.unzipped()
    return Response(content, media_type=file.kind, headers=headers)
