"""The board as a person uses it: the real server, a fork that fills, a play to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.board.live import DESKTOP, PHONE, read, served, visit
from tests.board.page import AXE
from ucronia.app.board.files import page_files, stories

# the browser's own pipes are closed by its process, not by the test
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
PAIRS = 200
"""Three batches: few enough to wait for, enough to see the bars fill."""
CARD = "v=explore&d=999&e=paucarpata"
FORK = f"{CARD}&o=hold_prisoner"
PLAY = "v=play&p=gamarra&s=4"
MOST_CHOICES = 40
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
LANGS = pytest.mark.parametrize("lang", ["en", "es"])


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The board's address, its engine ready."""
    if "index.html" not in page_files() or not stories():
        pytest.skip("the page is not built: pip install . builds it, as does npm run build")
    with served(tmp_path_factory.mktemp("kept")) as address:
        yield address


@contextmanager
def forked(url: str, size: tuple[int, int], lang: str = "en") -> Iterator[Any]:
    """Open the fork's own address; played once, it is at hand."""
    with visit(url, f"l={lang}&{FORK}", size=size, query=f"?n={PAIRS}") as page:
        page.locator(".fork .lines button").first.wait_for(timeout=60_000)
        yield page


def picture(page: Any) -> str:
    """The map as it is drawn now."""
    return str(page.evaluate("document.querySelector('.map canvas').toDataURL()"))


def wide(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def complaints(page: Any) -> list[Any]:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: npm ci in web/")
    # a script in the page's own text would be refused, as it should be
    found = page.evaluate(
        f"{AXE.read_text('utf-8')};\naxe.run().then((told) => told.violations)"
    )
    return [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]


@SIZES
def test_a_fork_fills_before_the_reader_s_eyes(url: str, size: tuple[int, int]) -> None:
    # another number of pairs for each size: another question, not one that is kept
    pairs = PAIRS if size == DESKTOP else PAIRS - 40
    with visit(url, f"l=en&{CARD}", size=size, query=f"?n={pairs}") as page:
        page.get_by_role("heading", name="Treaty of Paucarpata").first.wait_for()
        page.evaluate(
            """() => {
              window.seen = [];
              new MutationObserver(() => {
                const bar = document.querySelector('.fork progress');
                const rows = document.querySelectorAll('.arms tbody tr').length;
                if (bar && rows) window.seen.push(bar.value);
              }).observe(document.body, { subtree: true, childList: true, attributes: true });
            }"""
        )
        option = page.locator(".choices li", has_text="Hold it prisoner")
        option.get_by_role("button", name="What if?").click()
        page.locator(".fork .lines button").first.wait_for(timeout=60_000)
        seen = set(page.evaluate("window.seen"))
        assert len(seen) >= 2 and max(seen) < pairs, seen
        rows = page.locator(".arms tbody tr")
        assert rows.count() >= 2
        for row in rows.all():
            number = r"[<>]?\d+"
            assert re.search(rf"{number}\s+{number}–{number}", row.inner_text())
        assert page.locator(".fork progress").count() == 0
        assert wide(page) <= size[0]


@SIZES
def test_a_line_is_stepped_on_the_map(url: str, size: tuple[int, int]) -> None:
    with forked(url, size) as page:
        page.locator(".fork .lines button").nth(1).click()
        page.locator(".on-line").wait_for()
        page.wait_for_url(re.compile(r"n=1\b"))
        first, drawn = page.locator(".date").inner_text(), picture(page)
        for _ in range(30):
            page.get_by_role("button", name="a day on", exact=False).first.click()
        assert page.locator(".date").inner_text() != first
        assert picture(page) != drawn
        told = page.locator(".chronicle li")
        assert told.count() > 5
        assert wide(page) <= size[0]


@SIZES
def test_an_open_fork_and_its_line_change_language(url: str, size: tuple[int, int]) -> None:
    with forked(url, size) as page:
        page.locator(".fork .lines button").first.click()
        page.locator(".on-line").wait_for()
        page.locator("body").press("ArrowRight")
        page.wait_for_url(re.compile("d=1000"))
        english = page.locator(".arms tbody").inner_text()
        numbers = page.locator(".arms tbody td").all_inner_texts()
        page.get_by_role("button", name="Español").click()
        page.get_by_text("Historia 1", exact=False).first.wait_for()
        page.get_by_role("heading", name="Retenerlo prisionero", exact=False).wait_for()
        assert page.locator(".date").inner_text() == "18 de noviembre de 1837"
        assert page.locator(".arms tbody").inner_text() != english
        assert page.locator(".arms tbody td").all_inner_texts() == numbers
        assert page.locator(".lines li.shown").count() == 1


def test_a_fork_left_for_another_language_while_it_fills_is_played_on(url: str) -> None:
    query = f"?n={PAIRS - 20}"
    with visit(url, f"l=en&{FORK}", size=DESKTOP, query=query) as page:
        methods: list[str] = []
        page.on("request", lambda request: methods.append(request.method))
        page.locator(".arms tbody tr").first.wait_for(timeout=60_000)
        page.get_by_role("button", name="Español").click()
        page.locator(".fork .lines button").first.wait_for(timeout=60_000)
        assert page.get_by_role("heading", name="Retenerlo prisionero", exact=False).count()
        assert "DELETE" not in methods


@LANGS
def test_the_curve_has_its_room_beside_a_fork(url: str, lang: str) -> None:
    with forked(url, DESKTOP, lang) as page:
        drawn = page.locator(".curve .plot canvas").bounding_box()
        assert drawn["height"] > 100
        note = page.locator(".curve header .note").bounding_box()
        assert note["width"] > 200


@LANGS
def test_the_fork_prints_with_its_sources(url: str, lang: str) -> None:
    with forked(url, DESKTOP, lang) as page:
        sheet = page.locator(".fork .acts a[target]").get_attribute("href")
        told = read(url + sheet)
        assert f'lang="{lang}"' in told
        sources = told.split({"en": "Sources", "es": "Fuentes"}[lang] + "</h2>")[1]
        assert sources.count("<li>") >= 1
        table = read(url + page.locator(".fork .acts a[download]").get_attribute("href"))
        assert len(table.splitlines()) > 2


@SIZES
def test_axe_finds_nothing_to_mend_in_a_fork(url: str, size: tuple[int, int]) -> None:
    with forked(url, size) as page:
        page.locator(".fork .lines button").first.click()
        page.locator(".on-line").wait_for()
        assert complaints(page) == []


def play_out(page: Any) -> list[str]:
    """Take the first option of everything asked; gives what was asked."""
    page.locator(".playing .main").click()
    asked: list[str] = []
    for made in range(1, MOST_CHOICES):
        page.locator(".playing .ended, .asks button:enabled").first.wait_for(timeout=60_000)
        if page.locator(".playing .ended").count():
            return asked
        page.locator(".playing .working").wait_for(state="detached")
        asked.append(page.locator(".asks.card h2").inner_text())
        page.locator(".asks.card ul button").first.click()
        # the address holds what was chosen once it is answered
        page.wait_for_url(re.compile(f"(&h=[^&]*){{{made}}}"), timeout=60_000)
    raise AssertionError(f"not over after {MOST_CHOICES} choices")


def test_a_leader_s_place_is_played_to_the_end(url: str) -> None:
    with visit(url, f"l=en&{PLAY}", size=DESKTOP) as page:
        asked = play_out(page)
        assert asked
        end = page.locator(".ended")
        said = end.inner_text()
        assert "Gamarra" in said
        judged = end.locator(".judged > li")
        assert judged.locator("p.asked").all_inner_texts() == asked
        for choice in judged.all():
            assert choice.locator(".ways > li").count() >= 2
            assert choice.locator(".taken").count() == 1
            assert re.search(r"\d+ <?\d+–>?\d+", choice.locator(".odds").first.inner_text())
        assert complaints(page) == []
        address = page.evaluate("location.hash.slice(1)")
        page.get_by_role("button", name="Español").click()
        page.get_by_role("heading", name="Cómo acabó").wait_for()
        page.get_by_text("tu elección").first.wait_for()
    # a link to the end tells the same end
    with visit(url, address, size=PHONE) as page:
        page.locator(".ended").wait_for(timeout=60_000)
        assert page.locator(".ended").inner_text() == said
        assert wide(page) <= PHONE[0]
        assert complaints(page) == []
        # another leader's play is not this one's
        page.locator(".playing select").select_option("santa_cruz")
        page.locator(".ended").wait_for(state="detached")
        page.wait_for_url(re.compile(r"p=santa_cruz&s=4$"))
