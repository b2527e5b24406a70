"""The hook that builds the board's page, without building it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def hook(tmp_path: Path) -> Any:
    """The hook of a project with a page of two files."""
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    web = tmp_path / "web"
    (web / "node_modules" / "vite").mkdir(parents=True)
    (web / "package.json").write_text("{}")
    (web / "package-lock.json").write_text("{}")
    return module.PageHook(str(tmp_path), {}, None, None, "", "wheel")


def built(hook: Any) -> Path:
    """Say that the page is built from what is there."""
    hook._static.mkdir(parents=True, exist_ok=True)
    stamp: Path = hook._static / "sources.txt"
    stamp.write_text(hook._sources())
    return stamp


def test_node_is_asked_for_only_where_there_is_something_to_build(hook: Any) -> None:
    assert hook.dependencies() != []
    built(hook)
    assert hook.dependencies() == []
    (Path(hook.root) / "web" / "index.html").write_text("new")
    assert hook.dependencies() != []


def test_packages_of_others_are_no_sources(hook: Any) -> None:
    built(hook)
    (Path(hook.root) / "web" / "node_modules" / "vite" / "x.js").write_text("other")
    assert hook.dependencies() == []


def test_a_page_can_be_left_out(hook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UCRONIA_PAGE", "skip")
    assert hook.dependencies() == []
    hook.initialize("standard", {})
    assert not hook._static.exists()


def test_packages_older_than_their_lock_are_fetched_anew(hook: Any) -> None:
    import os

    there = Path(hook.root) / "web" / "node_modules"
    (there / "vite" / "package.json").write_text("{}")
    seen = there / ".package-lock.json"
    assert not hook._has_packages()
    seen.write_text("{}")
    lock = Path(hook.root) / "web" / "package-lock.json"
    os.utime(lock, (1, 1))
    assert hook._has_packages()
    os.utime(lock, (1e10, 1e10))
    assert not hook._has_packages()
