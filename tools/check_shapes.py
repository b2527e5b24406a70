"""Every array of the engine says its shape, and says the same shape that it has.

python -m tools.check_shapes
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.findings import PACKAGE, at, sources, tell

_ARRAY = re.compile(r"\b(Floats|Ints|NDArray)\b")
_SHAPE = re.compile(r"\[([^\[\]]+)\]")
_LETTER = re.compile(r"[A-Z]")
_FIXED_LETTER = "G"
"""Lines of the log: as many for every scenario."""


def fields(made: ast.ClassDef) -> Iterator[tuple[ast.AnnAssign, str]]:
    """Give the fields of a class, each with the docstring that follows it ('' for none)."""
    for place, field in enumerate(made.body):
        if isinstance(field, ast.AnnAssign):
            after = made.body[place + 1] if place + 1 < len(made.body) else None
            yield field, _text(after)


def _text(node: ast.stmt | None) -> str:
    is_text = (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
    return str(ast.literal_eval(node.value)) if is_text else ""  # type: ignore[union-attr]


def shape_told(text: str) -> tuple[str, ...] | None:
    """Give the axes of the first shape in a docstring, or None where it tells none.

    Parameters
    ----------
    text : str
        A docstring, as "[V, C] sums to 1."

    Returns
    -------
    tuple of str or None
        As ("V", "C").
    """
    found = _SHAPE.search(text)
    return tuple(axis.strip() for axis in found[1].split(",")) if found else None


def contradicts(told: tuple[str, ...], letters: str) -> bool:
    """Tell whether a shape told isn't the one that the array has.

    Parameters
    ----------
    told : tuple of str
        Axes of the docstring; a letter stands for itself, a name for any axis.
    letters : str
        A letter for each axis that grows with the scenario, 0 for one of fixed size.

    Returns
    -------
    bool
        True where the number of axes or a letter differs.
    """
    if len(told) != len(letters):
        return True
    pairs = zip(told, letters, strict=True)
    return any(
        _LETTER.fullmatch(word) and word not in (letter, _FIXED_LETTER)
        for word, letter in pairs
    )


def legend(layout: ast.Module) -> set[str]:
    """Give the shape letters that the layout's docstring explains."""
    return set(re.findall(r"\[([A-Z])\]", ast.get_docstring(layout) or ""))


def _is_record(made: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "NamedTuple" for base in made.bases)


def check_class(
    path: Path, made: ast.ClassDef, letters: set[str], shapes: dict[str, str]
) -> Iterator[str]:
    """Check the fields of one record of arrays.

    Parameters
    ----------
    path : Path
        The file that it stands in.
    made : ast.ClassDef
        The class.
    letters : set of str
        Letters that are explained.
    shapes : dict
        Shape of each field as the layout makes it, where it does.

    Yields
    ------
    str
        Findings.
    """
    common = shape_told((ast.get_docstring(made) or "").splitlines()[0])
    for field, text in fields(made):
        if not _ARRAY.search(ast.unparse(field.annotation)):
            continue
        name = ast.unparse(field.target)
        told = shape_told(text) or common
        if told is None:
            yield at(path, field.lineno, f"{made.name}.{name} does not say its [shape]")
            continue
        unknown = [axis for axis in told if _LETTER.fullmatch(axis) and axis not in letters]
        if unknown:
            yield at(path, field.lineno, f"{made.name}.{name}: no one says what {unknown} is")
        if name in shapes and contradicts(told, shapes[name]):
            has = ", ".join(shapes[name])
            yield at(path, field.lineno, f"{made.name}.{name} says {told}, and is [{has}]")


def _shapes(made: ast.ClassDef) -> dict[str, str]:
    """Give the shapes of the layout's own records, from the record type that they make."""
    from ucronia.engine import layout, records

    room = {letter: size for size, letter in enumerate(records.LETTERS, start=50)}
    capacity = layout.Sizes(*(room[letter] for letter in records.LETTERS))
    by_size = {size: letter for letter, size in room.items()}
    kind = records.record_type(getattr(layout, made.name), capacity)
    return {
        name: "".join(by_size.get(size, "0") for size in kind[name].shape)
        for name in kind.names or ()
        if kind[name].names is None
    }


def findings() -> Iterator[str]:
    """Check every record of arrays in the engine.

    Yields
    ------
    str
        Findings.
    """
    engine = PACKAGE / "engine"
    parsed = dict(sources(engine))
    letters = legend(parsed[engine / "layout.py"])
    for path, module in parsed.items():
        for made in ast.walk(module):
            if isinstance(made, ast.ClassDef) and _is_record(made):
                is_own = path.name == "layout.py" and made.name not in ("Sizes", "Fate")
                yield from check_class(path, made, letters, _shapes(made) if is_own else {})


if __name__ == "__main__":
    tell("Shapes", findings())
