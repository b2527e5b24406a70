"""A crowd of readers and a stream of bad questions leave the server serving."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ucronia.app.board.desk import Desk
from ucronia.app.board.jobs import MOST_WAITING
from ucronia.app.board.kept import Kept
from ucronia.app.server import make_app
from ucronia.scenario.new import TEMPLATE

READERS, READS = 100, 5


class Server(uvicorn.Server):
    """Runs in a thread of the test, which takes no signals."""

    def install_signal_handlers(self) -> None:
        return


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    # never started: what is asked waits, as while the engine is being compiled
    desk = Desk(str(TEMPLATE), Kept(tmp_path_factory.mktemp("kept")), 1)
    yield desk
    assert desk.close(), "work was left over"


@pytest.fixture(scope="module")
def url(desk: Desk) -> Iterator[str]:
    app = make_app(desk)
    app.router.lifespan_context = _no_life
    config = uvicorn.Config(app, port=0, log_level="critical", limit_concurrency=400)
    server = Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


class _no_life:  # noqa: N801 (stands for a function that gives a context)
    def __init__(self, app: object) -> None:
        del app

    async def __aenter__(self) -> None:
        return

    async def __aexit__(self, *error: object) -> None:
        return


def read(url: str) -> list[int]:
    with httpx2.Client(base_url=url, timeout=30) as client:
        paths = ("/", "/api/health", "/nowhere", "/api/basis/battle_morale", "/openapi.json")
        return [client.get(path).status_code for path in paths * (READS // len(paths))]


def test_a_hundred_readers_at_once(url: str) -> None:
    with ThreadPoolExecutor(READERS) as pool:
        answers = list(pool.map(read, [url] * READERS))
    assert all(answer == [200, 200, 404, 200, 200] for answer in answers)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_questions_made_up_from_its_own_description(
    url: str, desk: Desk, mode: schemathesis.GenerationMode
) -> None:
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    statuses = []
    for found in schema.get_all_operations():
        operation = found.ok()
        can_be_wrong = bool(list(operation.iter_parameters()) or list(operation.body))
        # a stream goes on for as long as its job waits
        if can_be_wrong and not operation.path.endswith("/events"):
            ask_all(operation.as_strategy(generation_mode=mode), statuses)
    assert len(statuses) > len(schema) * 5
    assert max(statuses) < 500
    assert httpx2.get(f"{url}/api/health").status_code == 200
    assert desk.jobs.waiting <= MOST_WAITING


def ask_all(cases: st.SearchStrategy[schemathesis.Case], statuses: list[int]) -> None:
    """Ask so many questions of a kind."""

    @given(cases)
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        statuses.append(case.call(timeout=30).status_code)

    ask()


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x00\xff\x00\xff\r\n\r\n",
        b"POST /api/forks HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_question_is_refused(url: str, sent: bytes) -> None:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(sent)
        line.settimeout(10)
        answer = line.recv(200)
    assert answer == b"" or answer.split()[1].startswith(b"4")
    assert httpx2.get(f"{url}/api/health").status_code == 200
