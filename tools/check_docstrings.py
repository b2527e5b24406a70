"""Docstrings agree with what they describe: pydoclint, made to read this house's style.

python -m tools.check_docstrings

pydoclint takes `a, b : float` for one parameter of that odd name, and compares types word for
word where ours are told to a reader. So sources are checked in a copy with such lines unfolded,
and what it says of types is passed over. Public names of the package must tell all sections.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.findings import PACKAGE, ROOT, at, tell

_FOLDED = re.compile(r"^(\s+)(\w+(?:, \*{0,2}\w+)+) : (.*)$")
_SAID = re.compile(r"^\s+(\d+): (DOC\d+): (.*)$")
_ASIDE = re.compile(r"\(Or could be .*?\)\. ")
_PASSED_OVER = {
    "DOC105",  # types are told to a reader
    "DOC502",  # what is raised may be raised by a helper
    "DOC503",
}
_PUBLIC_MOST = 15


def unfold(text: str) -> tuple[str, list[int]]:
    """Give each of several parameters told together a line of its own.

    Parameters
    ----------
    text : str
        A source file.

    Returns
    -------
    tuple of str and list of int
        The file unfolded, and for each of its lines the line that it came from, from 1.
    """
    lines: list[str] = []
    origin: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _FOLDED.match(line)
        names = found[2].split(", ") if found else []
        made = [f"{found[1]}{name} : {found[3]}" for name in names] if found else [line]
        lines += made
        origin += [number] * len(made)
    return "\n".join(lines) + "\n", origin


def _unfolded_copy(folder: Path, copy: Path) -> dict[str, list[int]]:
    origins = {}
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(ROOT)
        text, origins[str(name)] = unfold(path.read_text(encoding="utf-8"))
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    return origins


def disagreements(*folders: Path) -> Iterator[str]:
    """Let pydoclint compare the docstrings under some folders with their functions.

    Parameters
    ----------
    *folders : Path
        Folders of the repository.

    Yields
    ------
    str
        Findings.
    """
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made)
        origins: dict[str, list[int]] = {}
        for folder in folders:
            origins |= _unfolded_copy(folder, copy)
        command = ["-m", "pydoclint.main", "-q", "--config", str(ROOT / "pyproject.toml"), "."]
        done = subprocess.run(
            [sys.executable, *command], cwd=copy, capture_output=True, text=True, check=False
        )
        name = ""
        for line in (done.stdout + done.stderr).splitlines():
            found = _SAID.match(line)
            if line in origins:
                name = line
            elif found and found[2] not in _PASSED_OVER:
                where = origins[name][int(found[1]) - 1]
                yield at(ROOT / name, where, f"{found[2]} {_ASIDE.sub('', found[3])}")
        if done.returncode not in (0, 1):
            yield f"pydoclint ended with status {done.returncode}: {done.stderr[-300:]}"


def public_names(package: Path) -> dict[str, Path]:
    """Give the names that the package says are public, and where each comes from.

    Parameters
    ----------
    package : Path
        Its folder; it isn't imported.

    Returns
    -------
    dict of str to Path
        The file of each name; the package's own where it is made there.
    """
    home = package / "__init__.py"
    module = ast.parse(home.read_text(encoding="utf-8"))
    names: dict[str, Path] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names = dict.fromkeys(ast.literal_eval(node.value), home)
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            file = package.parent / (node.module.replace(".", "/") + ".py")
            names |= {alias.name: file for alias in node.names if alias.name in names}
    return names


def untold(package: Path) -> Iterator[str]:
    """Check that public functions tell their parameters and what they return, and aren't many.

    Parameters
    ----------
    package : Path
        Its folder.

    Yields
    ------
    str
        Findings.
    """
    names = public_names(package)
    if len(names) > _PUBLIC_MOST:
        home = package / "__init__.py"
        yield at(home, 1, f"{len(names)} public names; at most {_PUBLIC_MOST}")
    for path in sorted(set(names.values())):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and names.get(node.name) == path:
                yield from _sections_missing(path, node)


def _sections_missing(path: Path, function: ast.FunctionDef) -> Iterator[str]:
    text = ast.get_docstring(function) or ""
    takes = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
    gives = function.returns is not None and ast.unparse(function.returns) != "None"
    for section, is_due in (("Parameters", bool(takes)), ("Returns", gives)):
        if is_due and f"{section}\n{'-' * len(section)}" not in text:
            yield at(path, function.lineno, f"{function.name} tells no {section}")


def findings() -> Iterator[str]:
    """Check the package's docstrings.

    Yields
    ------
    str
        Findings.
    """
    yield from disagreements(PACKAGE, ROOT / "fits", ROOT / "benchmarks", ROOT / "tools")
    yield from untold(PACKAGE)


if __name__ == "__main__":
    tell("Docstrings", findings())
