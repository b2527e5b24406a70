"""What the board's page may ask, checked at the door."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ucronia.ensemble.run import LARGEST_SEED

Lang = Literal["es", "en"]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*$")]
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]
MOST_REPLICAS = 4000


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Asked):
    """Something set otherwise, written as at the shell."""

    text: Name


class ForkAsked(_Asked):
    """The record's own choice against another.

    Either an entry and an option, or facts and what is forbidden on a day, or all of it.
    """

    entry: Name | None = None
    option: Name | None = None
    day: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    facts: tuple[Said, ...] = Field(default=(), max_length=8)
    forbid: tuple[Said, ...] = Field(default=(), max_length=16)
    replicas: Annotated[int, Field(ge=2, le=MOST_REPLICAS)] = 1000
    seed: Seed = 0
    lang: Lang = "en"

    def id_in(self, scenario: str) -> str:
        """Give the id of the question: the same for the same question of the same scenario.

        Parameters
        ----------
        scenario : str
            Hash of the scenario and version of the program.

        Returns
        -------
        str
            20 hexadecimal digits.
        """
        told = self.model_dump_json(exclude={"lang"})
        return hashlib.sha256(f"{scenario} {told}".encode()).hexdigest()[:20]


class Chosen(_Asked):
    """A choice made in a leader's place."""

    day: Annotated[int, Field(ge=0, le=1_000_000)]
    rule: Name
    instance: Annotated[int, Field(ge=0, le=1_000_000)]
    option: Name


class PlayAsked(_Asked):
    """A play from a leader's place: the whole of it is in the question."""

    leader: Name
    seed: Seed = 0
    day: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    choices: tuple[Chosen, ...] = Field(default=(), max_length=64)
    lang: Lang = "en"
