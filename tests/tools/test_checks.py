"""The gate's own checks find what they look for, and nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.check_docstrings import public_names, unfold, untold
from tools.check_rooms import arithmetic, declared, undeclared
from tools.check_shapes import check_class, contradicts, shape_told

HERE = Path("x.py")


@pytest.mark.parametrize(
    "line",
    ["a + 1", "a - b", "2 * a", "a / b", "a // 7", "a % 3", "a ** 2", "a @ b", "n += 1"],
)
def test_arithmetic_is_found(line: str) -> None:
    assert len(list(arithmetic(HERE, ast.parse(line)))) == 1


@pytest.mark.parametrize(
    "line",
    ["a + 'x'", "f'{a}' + b", "'%s' % a", "folder / 'report'", "[1] + a", "'-' * n", "a | b"],
)
def test_joining_words_lists_and_paths_is_no_arithmetic(line: str) -> None:
    assert list(arithmetic(HERE, ast.parse(line))) == []


def test_imports_and_what_is_declared(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import yaml, json\nfrom numpy import zeros\nimport pandas\n"
    )
    assert list(undeclared(tmp_path, {"pyyaml", "numpy"})) == []
    found = list(undeclared(tmp_path, {"numpy", "rich"}))
    assert [line.split(": ", 1)[1].split(" is ")[0] for line in found] == ["yaml", "rich"]
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\ndependencies = ["PyYAML>=6", "numba==0.68.*", "typer[x]"]\n')
    assert declared(project) == {"pyyaml", "numba", "typer"}


@pytest.mark.parametrize(
    ("text", "told"),
    [("[V, C] sums to 1.", ("V", "C")), ("Days [R] of", ("R",)), ("no shape", None)],
)
def test_shapes_are_read(text: str, told: tuple[str, ...] | None) -> None:
    assert shape_told(text) == told


@pytest.mark.parametrize(
    ("told", "letters", "wrong"),
    [
        (("V", "C"), "VC", False),
        (("V", "C"), "VQ", True),
        (("V",), "VC", True),
        (("V", "12"), "V0", False),
        (("NEWS_SLOTS",), "0", False),
        (("G",), "0", False),
        (("V",), "0", True),
    ],
)
def test_a_shape_that_is_told_wrongly(told: tuple[str, ...], letters: str, wrong: bool) -> None:
    assert contradicts(told, letters) == wrong


def test_fields_without_a_shape_are_found() -> None:
    source = '''
class Room(NamedTuple):
    """Things."""

    men: Floats
    """[F] men."""
    place: Ints
    """Where."""
    days: int
    weight: Floats
    """[Y] odd."""
'''
    made = ast.parse(source).body[0]
    assert isinstance(made, ast.ClassDef)
    found = list(check_class(HERE, made, {"F"}, {"men": "P"}))
    assert ["men says" in found[0], "place does not" in found[1], "Y" in found[2]] == [True] * 3
    assert len(found) == 3


def test_parameters_told_together_are_unfolded() -> None:
    text, origin = unfold("first\n    a, b : float\n        Both.\nlast\n")
    assert text.splitlines() == [
        "first",
        "    a : float",
        "    b : float",
        "        Both.",
        "last",
    ]
    assert origin == [1, 2, 2, 3, 4]


def test_public_names_tell_all_sections(tmp_path: Path) -> None:
    package = tmp_path / "pack"
    package.mkdir()
    (package / "__init__.py").write_text(
        '__all__ = ["load", "seed"]\nif TYPE_CHECKING:\n    from pack.a import load, seed\n'
    )
    (package / "a.py").write_text(
        'def load(path: str) -> int:\n    """Load."""\n\n\n'
        'def seed() -> None:\n    """Seed."""\n\n\n'
        'def other(path: str) -> int:\n    """Other."""\n'
    )
    assert public_names(package) == dict.fromkeys(("load", "seed"), package / "a.py")
    found = [line.split(": ", 1)[1] for line in untold(package)]
    assert found == ["load tells no Parameters", "load tells no Returns"]
