"""The command for battles: odds of one, or a file of them scored."""

# a command's options are its parameters
# ruff: noqa: PLR0913

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ucronia.app import console
from ucronia.app.options import LANG, Json, Language, Seed


class Ground(StrEnum):
    """Kinds of ground that CDB90 codes."""

    open = "open"
    hills = "hills"
    mountains = "mountains"
    woods = "woods"
    town = "town"
    marsh = "marsh"


class Works(StrEnum):
    """The defender's works, as CDB90 grades them."""

    none = "none"
    hasty = "hasty"
    prepared = "prepared"
    fortified = "fortified"


class Surprise(StrEnum):
    """Who has the surprise."""

    none = "none"
    attacker = "attacker"
    defender = "defender"


Share = Annotated[float, typer.Option(help="Cavalry, share of the men, 0 to 1.")]
Name = Annotated[str, typer.Option(help="As CDB90 names it, or a part of the name.")]


def battle(
    attacker: Annotated[float | None, typer.Option(help="The attacker's men.")] = None,
    defender: Annotated[float | None, typer.Option(help="The defender's men.")] = None,
    ground: Annotated[Ground, typer.Option(help="Told of, but moves no odds.")] = Ground.open,
    works: Annotated[Works, typer.Option(help="The defender's works.")] = Works.none,
    surprise: Annotated[Surprise, typer.Option(help="Who has it.")] = Surprise.none,
    cavalry_attacker: Share = 0.15,
    cavalry_defender: Share = 0.15,
    commander_attacker: Name = "",
    commander_defender: Name = "",
    army_attacker: Name = "",
    army_defender: Name = "",
    war: Name = "",
    year: Annotated[
        int | None, typer.Option(help="Only earlier years' battles are known.")
    ] = None,
    score: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score forecasts of a file's battles.")
    ] = None,
    no_learning: Annotated[
        bool, typer.Option("--no-learning", help="With --score: learn nothing from the file.")
    ] = False,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="With --score: fit without the file's wars.")
    ] = False,
    seed: Seed = 0,
    lang: Language = LANG,
    json: Json = False,
) -> None:
    """Give the odds of a battle, or score a file of them."""
    if score is not None:
        if attacker is not None or defender is not None:
            raise typer.BadParameter("give --score, or --attacker and --defender, not both")
        _score(score, not no_learning, held_out, lang, json)
        return
    if attacker is None or defender is None:
        raise typer.BadParameter("give --attacker and --defender their men, or --score FILE")
    if no_learning or held_out:
        raise typer.BadParameter("--no-learning and --held-out go with --score")
    from ucronia.analysis.battle.asked import Asked, answer
    from ucronia.report.asked.battle import BattleOdds

    asked = Asked(
        attacker,
        defender,
        ground.value,
        works.value,
        surprise.value,
        cavalry_attacker=cavalry_attacker,
        cavalry_defender=cavalry_defender,
        commander_attacker=commander_attacker,
        commander_defender=commander_defender,
        army_attacker=army_attacker,
        army_defender=army_defender,
        war=war,
        year=year,
    )
    found = BattleOdds(answer(asked, seed))
    if json:
        console.print_json(found.to_dict())
    else:
        found.show(lang)


def _score(path: Path, is_learning: bool, is_held_out: bool, lang: str, json: bool) -> None:
    from ucronia.analysis.battle.scoring import score_file
    from ucronia.errors import ScenarioError
    from ucronia.report.asked.battle_score import BattleScore

    try:
        found = BattleScore(score_file(path, is_learning, is_held_out))
    except ScenarioError as error:
        # a file's rows are told of all at once, one line each
        for problem in error.problems:
            console.complain(str(problem))
        raise typer.Exit(console.FAILED) from None
    if json:
        console.print_json(found.to_dict())
    else:
        found.show(lang)
