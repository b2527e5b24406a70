"""Two habits of the rooms: no arithmetic in `app`, and nothing imported that isn't declared.

python -m tools.check_rooms
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.findings import PACKAGE, ROOT, at, sources, tell

_PACKAGE_OF = {"yaml": "pyyaml", "sklearn": "scikit-learn", "pydantic_core": "pydantic"}
"""Packages that are imported under another name, or that another brings as its own part."""
_OPTIONAL = {"arviz", "pandas", "polars"}
"""Extras: imported only where a reader asks for them."""
_SYMBOL = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
}


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_list(node: ast.expr) -> bool:
    return isinstance(node, ast.List | ast.Tuple | ast.ListComp)


def _joins(operator: ast.operator, parts: tuple[ast.expr, ast.expr]) -> bool:
    """Tell whether an operator joins words, lists or paths, which is no arithmetic."""
    if isinstance(operator, ast.Add):
        return any(_is_text(part) or _is_list(part) for part in parts)
    return isinstance(operator, ast.Div | ast.Mod | ast.Mult) and any(map(_is_text, parts))


def arithmetic(path: Path, module: ast.Module) -> Iterator[str]:
    """Find arithmetic in a module.

    Parameters
    ----------
    path : Path
        Its file.
    module : ast.Module
        The module.

    Yields
    ------
    str
        Findings.
    """
    for node in ast.walk(module):
        if isinstance(node, ast.BinOp):
            parts = (node.left, node.right)
        elif isinstance(node, ast.AugAssign):
            parts = (node.target, node.value)
        else:
            continue
        symbol = _SYMBOL.get(type(node.op))
        if symbol and not _joins(node.op, parts):
            text = ast.unparse(node)[:60]
            yield at(path, node.lineno, f"{symbol} in app: {text}; it belongs to a room below")


def imported(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Give the top names that a module imports, with their lines."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0], node.lineno


def declared(project: Path) -> set[str]:
    """Give the packages that a pyproject.toml depends on, in small letters.

    Parameters
    ----------
    project : Path
        The file.

    Returns
    -------
    set of str
        Names, without extras or versions.
    """
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    names = (re.match(r"[\w.-]+", text) for text in table["dependencies"])
    return {name[0].lower() for name in names if name}


def undeclared(folder: Path, packages: set[str]) -> Iterator[str]:
    """Find imports of packages that aren't declared, and declared ones that nothing imports.

    Parameters
    ----------
    folder : Path
        The package's sources.
    packages : set of str
        Those declared.

    Yields
    ------
    str
        Findings.
    """
    known = sys.stdlib_module_names | {"ucronia"} | _OPTIONAL
    used = set()
    for path, module in sources(folder):
        for name, line in imported(module):
            package = _PACKAGE_OF.get(name, name)
            used.add(package)
            if package not in packages and name not in known:
                yield at(
                    path, line, f"{name} is imported, and pyproject.toml doesn't declare it"
                )
    for package in sorted(packages - used):
        yield f"pyproject.toml: {package} is declared, and nothing imports it"


def findings() -> Iterator[str]:
    """Check both habits.

    Yields
    ------
    str
        Findings.
    """
    for path, module in sources(PACKAGE / "app"):
        yield from arithmetic(path, module)
    yield from undeclared(PACKAGE, declared(ROOT / "pyproject.toml"))


if __name__ == "__main__":
    tell("Rooms", findings())
