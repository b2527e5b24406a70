"""The server answers what the page asks, says no in one line, and leaves nothing at work."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from ucronia.app.board.desk import Desk
from ucronia.app.board.kept import Kept
from ucronia.app.server import make_app

pytestmark = pytest.mark.compiled
FORK = {"entry": "paucarpata", "option": "hold_prisoner", "replicas": 60, "lang": "es"}
SOON = 120.0


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    desk = Desk("confederacion-1835", Kept(kept), 2)
    with TestClient(make_app(desk)) as client:
        wait_for(lambda: client.get("/api/health").json()["ready"])
        yield client
    assert not [t for t in threading.enumerate() if t.name == "board-jobs"]


def wait_for(is_so: Any) -> None:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < SOON
        time.sleep(0.05)


def news(client: TestClient, id: str, lang: str = "es") -> list[dict[str, Any]]:
    with client.stream("GET", f"/api/forks/{id}/events?lang={lang}") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


@pytest.fixture(scope="module")
def done(client: TestClient) -> dict[str, Any]:
    asked = client.post("/api/forks", json=FORK)
    assert asked.status_code == 202
    return news(client, asked.json()["id"])[-1]


def test_a_fork_is_told_to_its_end(client: TestClient, done: dict[str, Any]) -> None:
    assert done["status"] == "done"
    assert done["done"] == done["of"] == FORK["replicas"]
    for part in ("outcomes", "base"):
        assert sum(row["p"] for row in done[part]) == pytest.approx(1.0, abs=0.001)
        assert all(row["low"] <= row["p"] <= row["high"] for row in done[part])
    gaps = {row["id"]: row["change"] for row in done["difference"]}
    for one, two in zip(done["outcomes"], done["base"], strict=True):
        assert gaps[one["id"]] == pytest.approx(one["p"] - two["p"], abs=0.002)
    shares = done["standing"]["shares"]
    assert len(shares) == len(done["standing"]["days"])
    # on the day of classification they stand as they end
    ends = [row["p"] for row in done["outcomes"]]
    assert shares[-1] == pytest.approx(ends, abs=0.001)
    assert sum(line["share"] for line in done["lines"]) == pytest.approx(1.0, abs=0.01)
    assert "En este modelo" in " ".join(done["words"])
    assert done["judged"]["text"]
    assert 0 <= done["judged"].get("share", 0) <= 1


def test_the_same_question_is_not_played_again(
    client: TestClient, done: dict[str, Any], kept: Path
) -> None:
    again = client.post("/api/forks", json=FORK | {"lang": "en"}).json()
    assert (again["id"], again["status"]) == (done["id"], "done")
    assert again["difference"] == done["difference"]
    assert (kept / f"{done['id']}.json").is_file()
    desk = Desk("confederacion-1835", Kept(kept), 1)
    job = desk.find(done["id"])
    assert job is not None
    assert desk.told(job, "es")["outcomes"] == done["outcomes"]
    assert desk.close()


def test_a_line_is_a_history_on_the_map(client: TestClient, done: dict[str, Any]) -> None:
    line = client.get(f"/api/forks/{done['id']}/lines/0?lang=es").json()
    assert line["outcome"] == done["lines"][0]["outcome"]
    assert line["from"] == done["day"]
    assert min(row["day"] for row in line["frames"]["forces"]) == done["day"]
    assert line["chronicle"][0]["day"] >= done["day"]
    assert client.get(f"/api/forks/{done['id']}/lines/77").status_code == 422


def test_a_fork_is_printed_and_saved(client: TestClient, done: dict[str, Any]) -> None:
    page = client.get(f"/api/forks/{done['id']}/print?lang=es").text
    assert "Paucarpata" in page
    assert "Fuentes" in page
    table = client.get(f"/api/forks/{done['id']}/table").text.splitlines()
    assert table[0].replace('"', "").startswith("outcome,name,recorded")
    assert len(table) == len(done["outcomes"]) + 1
    arrow = client.get(f"/api/forks/{done['id']}/table?form=arrow").content
    read = pa.ipc.open_stream(arrow).read_all()
    assert read["alternative"].to_pylist() == [row["p"] for row in done["outcomes"]]
    assert set(read["n"].to_pylist()) == {FORK["replicas"]}


def test_a_fork_is_ended_when_it_is_not_wanted(client: TestClient) -> None:
    id = client.post("/api/forks", json=FORK | {"replicas": 4000, "seed": 5}).json()["id"]
    wait_for(lambda: client.get(f"/api/forks/{id}").json()["done"] > 0)
    client.delete(f"/api/forks/{id}")
    assert news(client, id)[-1]["status"] == "cancelled"
    assert client.get("/api/health").json()["queue"] == 0


def test_too_many_questions_of_one_client_are_refused(client: TestClient) -> None:
    asked = [
        client.post("/api/forks", json=FORK | {"replicas": 4000, "seed": 100 + number})
        for number in range(8)
    ]
    statuses = [answer.status_code for answer in asked]
    assert statuses[0] == 202
    assert statuses[-1] == 429
    assert "waiting" in asked[-1].json()["problem"]
    for answer in asked:
        if answer.status_code == 202:
            client.delete(f"/api/forks/{answer.json()['id']}")
    wait_for(lambda: client.get("/api/health").json()["queue"] == 0)


def test_a_leader_is_asked_and_his_choices_are_weighed(client: TestClient) -> None:
    play: dict[str, Any] = {"leader": "santa_cruz", "seed": 4, "day": 1000, "lang": "es"}
    chosen: list[dict[str, Any]] = []
    for _ in range(40):
        told = client.post("/api/plays", json=play | {"choices": chosen}).json()
        if told["status"] == "ended":
            break
        asks = told["asks"]
        assert len(asks["options"]) > 1
        assert asks["situation"]
        chosen.append(
            {
                "day": asks["day"],
                "rule": asks["rule"],
                "instance": asks["instance"],
                "option": asks["options"][0]["id"],
            }
        )
    assert chosen
    assert told["status"] == "ended"
    assert len(told["end"]["choices"]) == len(chosen)
    for choice in told["end"]["choices"]:
        for option in choice["options"]:
            assert sum(row["p"] for row in option["outcomes"]) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"entry": "paucarpata"}, "goes with an option"),
        ({"entry": "paucarpatta", "option": "x"}, "paucarpata"),
        ({"entry": "paucarpata", "option": "x"}, "hold_prisoner"),
        ({"facts": [{"text": "nobody.men=*2"}], "day": 900}, "nobody"),
        ({"replicas": 100000}, "replicas"),
        ({"surprise": 1}, "surprise"),
        ({}, "nothing is set otherwise"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(
    client: TestClient, asked: dict[str, Any], said: str
) -> None:
    answer = client.post("/api/forks", json=asked)
    assert answer.status_code == 422
    problem = answer.json()["problem"]
    assert said in problem
    assert "\n" not in problem


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/assets/../../x", "/%2e%2e/x", "/api/forks/..%2f..%2fx"]
)
def test_no_path_reaches_the_file_system(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 422)


def test_every_answer_is_guarded(client: TestClient) -> None:
    for path in ("/", "/api/health", "/api/forks/zz", "/nowhere"):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    long = client.post("/api/forks", content=b"x" * 70_000)
    assert long.status_code == 413


def test_anything_is_explained(client: TestClient) -> None:
    card = client.get("/api/basis/paucarpata?lang=es").json()["cards"][0]
    assert card["id"] == "paucarpata"
    assert client.get("/api/basis/qwertyuiop").status_code == 422
