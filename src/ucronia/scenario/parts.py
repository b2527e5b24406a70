"""What every part of a scenario has: its mark, strict fields, texts in both languages."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Slug = str
Basis = Literal["sourced", "fitted", "judged"]


class Mark(BaseModel):
    """Where a value stands: file inside the scenario, line and column from 1."""

    model_config = ConfigDict(frozen=True)
    file: str
    line: int
    column: int = 0


class Part(BaseModel):
    """What every part has: strict fields, and the mark of its row or mapping."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    at: Mark = Mark(file="", line=0)
    spots: dict[str, tuple[int, int]] = Field(default={}, repr=False, exclude=True)
    """Line and column of each field's own value, by path: `when`, `options.1.weight`."""

    def mark(self, path: str) -> Mark:
        """Where the value of a field stands; where the whole part does if that isn't known."""
        line, column = self.spots.get(path, (self.at.line, self.at.column))
        return Mark(file=self.at.file, line=line, column=column)


class Text(BaseModel):
    """A text that a reader sees, in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    es: str
    en: str
