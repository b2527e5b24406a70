"""The built page in a browser, from a folder without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.board.page import AXE, opened, read_story, write_folder

# the browser's own pipes are closed by its process, not by the test
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site, in a folder."""
    yield write_folder(tmp_path_factory.mktemp("site"))


def test_a_visitor_guesses_and_is_told(site: Path) -> None:
    with opened(site, "l=en") as page:
        page.get_by_role("button", name="Begin").click()
        page.locator("#guess").fill("20")
        assert "20" in page.locator("output").inner_text()
        page.get_by_role("button", name="Reveal").click()
        told = page.locator(".reveal").inner_text()
        moment = read_story("en")["moments"][0]
        chosen = next(o for o in moment["options"] if o["id"] == moment["chosen"])
        assert f"{chosen['p'] * 100:.0f}" in told
        happened = read_story("en")["evaluation"]["actual"] == moment["outcome"]
        assert f"{(0.2 - happened) ** 2:.2f}" in told
        page.get_by_role("button", name="Next").click()
        assert "Moment 2 of 5" in page.locator(".moment").inner_text()


def test_the_day_moves_map_curve_and_chronicle_together(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=100") as page:
        first = page.locator(".date").inner_text()
        page.locator("body").press("ArrowRight")
        assert page.locator(".date").inner_text() != first
        page.locator(".timebar input").fill("1428")
        assert page.locator(".date").inner_text() == "20 January 1839"
        assert "Yungay" in page.locator(".chronicle li.now").inner_text()
        page.wait_for_function("location.hash.includes('d=1428')")


def test_a_day_is_drawn_in_under_50_ms(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=900") as page:
        page.wait_for_timeout(800)
        # the middle of many days: what else the machine does shall not decide
        spent = page.evaluate(
            """async () => {
              const input = document.querySelector('.timebar input');
              const times = [];
              for (let day = 900; day < 940; day++) {
                const began = performance.now();
                input.value = String(day);
                input.dispatchEvent(new Event('input', { bubbles: true }));
                await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
                times.push(performance.now() - began);
              }
              return times.sort((a, b) => a - b)[20];
            }"""
        )
        assert spent < 50


def test_a_battle_s_card_tells_both_sides_and_every_source(site: Path) -> None:
    with opened(site, "v=explore&l=en&e=yungay") as page:
        card = page.locator(".card")
        said = card.inner_text()
        assert "5,267" in said and "4,052" in said and "6,100" in said
        entry = next(e for e in read_story("en")["entries"] if e["id"] == "yungay")
        card.get_by_text("Sources", exact=False).last.click()
        assert page.locator(".card .sources li").count() == len(entry["versions"])


def test_the_language_changes_all_that_is_said(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=999&e=paucarpata") as page:
        page.get_by_role("button", name="Español").click()
        page.get_by_role("heading", name="Tratado de Paucarpata").wait_for()
        assert page.evaluate("document.documentElement.lang") == "es"
        assert page.locator(".date").inner_text() == "17 de noviembre de 1837"
        assert "Crónica" in page.locator(".chronicle").inner_text()


def test_a_fork_kept_in_the_folder_is_shown_and_stepped(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=999&e=paucarpata") as page:
        page.get_by_role("button", name="What if?").click()
        page.get_by_text("What a test says.").wait_for()
        assert page.locator(".arms tbody tr").count() == 8
        page.locator(".lines button").first.click()
        page.get_by_text("A line's own.").wait_for()
        page.wait_for_function("location.hash.includes('n=0')")


def test_an_address_opens_a_fork_and_its_line(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=999&e=paucarpata&o=hold_prisoner&n=0") as page:
        page.get_by_text("A line's own.").wait_for()


def test_what_is_not_in_the_folder_is_said_so(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=999&e=paucarpata&o=fight") as page:
        page.get_by_text("This copy holds no answer to that.", exact=False).wait_for()


def test_each_of_the_ten_sentences_answers(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=999&e=paucarpata") as page:
        for number in range(10):
            page.locator(".top .ask").click()
            page.locator(".asks > li > button").nth(number).click()
            answered = page.locator(".answer, .fork")
            answered.first.wait_for()
            assert len(answered.first.inner_text()) > 20
            page.keyboard.press("Escape")


def test_a_number_says_how_it_was_worked_out(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=999") as page:
        page.locator(".bar li button").nth(2).click()
        page.locator(".said .link").click()
        told = page.locator("dialog").inner_text()
        assert f"{read_story('en')['evaluation']['n']} histories" in told
        page.keyboard.press("Escape")
        # who came by keyboard goes on where he was
        page.wait_for_function("document.activeElement.className === 'link'")


def test_keys_open_help_and_the_views(site: Path) -> None:
    with opened(site, "v=explore&l=en&d=999") as page:
        page.keyboard.press("?")
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("1")
        page.get_by_role(
            "heading", name="Five moments that could have gone otherwise"
        ).wait_for()


def test_the_chronicle_is_searched(site: Path) -> None:
    with opened(site, "v=explore&l=es&d=0") as page:
        page.locator(".chronicle input").fill("yanacocha")
        assert page.locator(".chronicle li").count() > 1
        page.locator(".chronicle input").fill("zzz")
        page.get_by_text("Nada en el registro", exact=False).wait_for()


def test_a_class_s_codes_make_a_table(site: Path) -> None:
    with opened(site, "v=lesson&l=en") as page:
        code = page.locator(".code code").inner_text()
        page.locator("textarea").fill(f"Ana {code}\nnothing")
        assert "Ana" in page.locator("table").inner_text()
        page.get_by_text("This line is no code: nothing").wait_for()


def test_a_kiosk_asks_for_no_typing(site: Path) -> None:
    with opened(site, "l=es", query="?kiosk=1") as page:
        page.get_by_role("button", name="Explorar", exact=True).click()
        typed = "input[type=search], input:not([type]), input[type=number], textarea"
        assert page.locator(typed).count() == 0


@pytest.mark.parametrize("view", ["moments", "moments&m=2", "explore&d=999&e=yungay"])
def test_a_phone_shows_it_without_scrolling_sideways(site: Path, view: str) -> None:
    with opened(site, f"l=es&v={view}", size=(390, 844)) as page:
        page.wait_for_timeout(200)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390


@pytest.mark.parametrize(
    "address",
    [
        "v=moments",
        "v=moments&m=1",
        "v=explore&d=999&e=paucarpata&o=hold_prisoner",
        "v=explore&d=1428&e=yungay",
        "v=lesson",
        "v=evidence",
    ],
)
def test_axe_finds_nothing_to_mend(site: Path, address: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: npm ci in web/")
    with opened(site, f"l=en&{address}") as page:
        page.wait_for_timeout(300)
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run().then((told) => told.violations)")
        said = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]
        assert said == []
