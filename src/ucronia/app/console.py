"""The shell's side of things: progress, JSON, one-line errors, exit statuses."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from ucronia.report.asked.result import Result
    from ucronia.scenario.model import Scenario

DONE, FAILED, MISUSED, STOPPED = 0, 1, 2, 130
"""Exit statuses: 130 is what shells give for an interrupt."""
COMPILING = {
    "en": "Compiling the engine (once, about 40 s)…",
    "es": "Compilando el motor (una sola vez, unos 40 s)…",
}


class StoppedError(Exception):
    """An interrupt of which it has been told what is kept."""


def default_language() -> str:
    """Give the language of the shell: Spanish where its locale is, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "es" if os.environ[name].startswith("es") else "en"
    return "en"


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    is_plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    json.dump(value, sys.stdout, ensure_ascii=is_plain, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def print_bytes(content: bytes) -> None:
    """Print a file's content as it is, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def show(parts: Sequence[RenderableType]) -> None:
    """Print an answer."""
    from rich.console import Console

    from ucronia.report.asked.shown import show as show_parts

    show_parts(Console(highlight=False), parts)


def complain(text: str) -> None:
    """Print an error as one line."""
    line = " ".join(text.split())
    encoding = sys.stderr.encoding or "utf-8"
    plain = f"ucronia: {line}".encode(encoding, "replace").decode(encoding)
    print(plain, file=sys.stderr)


def first_of(problems: Sequence[object], folder: str) -> str:
    """Tell a scenario's first problem, and how to see the rest."""
    first, *others = problems
    tail = f" (and {len(others)} more: ucronia check {folder})" if others else ""
    return f"{first}{tail}"


@contextmanager
def progress(lang: str) -> Iterator[Callable[[str, int, int], None] | None]:
    """Show how far a question has got, where someone is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from ucronia.report.words import Words

    words, tasks = Words(lang), {}
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}/{task.total:,.0f}"),
        TimeRemainingColumn(),
    )
    console: Console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as bar:

        def tell(stage: str, done: int, whole: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(words.say(stage), total=whole)
            bar.update(tasks[stage], completed=done, total=whole)

        yield tell


def load_it(scenario: str) -> Scenario:
    """Load a scenario by its name or folder."""
    from ucronia.app import scenarios

    return scenarios.load(scenario)


def open_it(scenario: str | Scenario, lang: str) -> Scenario:
    """Load a scenario and make it ready to play, telling of a first compilation."""
    from ucronia.app import scenarios

    loaded = scenarios.load(scenario)
    if not scenarios.is_compiled():
        print(COMPILING[lang], file=sys.stderr, flush=True)
    scenarios.warm(loaded)
    return loaded


def answer_it(found: Result, lang: str, json: bool) -> None:
    """Print an answer, told or as JSON."""
    if json:
        print_json(found.to_dict())
    else:
        found.show(lang)


def end_it(found: Result) -> None:
    """Leave as interrupted, where an interrupt left a part of the answer out."""
    if found.is_stopped:
        kept = found.origin.replicas
        complain(f"stopped; kept: {kept} replicas at each fork, as printed")
        raise StoppedError
