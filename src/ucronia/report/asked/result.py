"""What every result can do: be shown, be written as JSON, and go elsewhere through Arrow."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from rich.console import Console, RenderableType

from ucronia.analysis.outcomes import Origin
from ucronia.report.asked.shown import show
from ucronia.report.tables import Row, save_table, to_arrow

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]


class _Found(Protocol):
    """What a question found: it says where it comes from."""

    @property
    def origin(self) -> Origin: ...


Found = TypeVar("Found", bound=_Found)


class Result(ABC):
    """What every result can do; `table` names one of `tables`, the first where left out."""

    @property
    @abstractmethod
    def origin(self) -> Origin:
        """Where it comes from."""

    @abstractmethod
    def tables(self) -> dict[str, list[Row]]:
        """Give the result as tables: name to rows."""

    @abstractmethod
    def to_dict(self) -> Row | list[Row]:
        """Give the result as `--json` prints it."""

    @abstractmethod
    def told(self, lang: str = "en") -> list[RenderableType]:
        """Give the result as it is printed in a terminal, in `es` or `en`."""

    @property
    def is_stopped(self) -> bool:
        """True where an interrupt left a part of it out."""
        return False

    def show(self, lang: str = "en") -> None:
        """Print the result."""
        show(Console(highlight=False), self.told(lang))

    def save(self, path: str | Path, table: str | None = None) -> Path:
        """Write one table to a .csv or .parquet file; give its path."""
        return save_table(Path(path), self.to_arrow(table))

    def to_arrow(self, table: str | None = None) -> pa.Table:
        """Give one table as Arrow, its origin in the schema's metadata."""
        tables = self.tables()
        name = table or next(iter(tables))
        if name not in tables:
            raise KeyError(f"no table {name!r}; there are {', '.join(tables)}")
        return to_arrow(tables[name], self.origin)

    def to_pandas(self, table: str | None = None) -> pd.DataFrame:
        """Give one table as a pandas data frame; pandas must be installed."""
        frame: pd.DataFrame = self.to_arrow(table).to_pandas()
        return frame

    def to_polars(self, table: str | None = None) -> pl.DataFrame:
        """Give one table as a polars data frame; polars must be installed."""
        import polars

        frame = polars.from_arrow(self.to_arrow(table))
        assert isinstance(frame, polars.DataFrame)
        return frame

    def __repr__(self) -> str:
        """Say what it is and where it comes from, in one line."""
        origin = self.origin
        return (
            f"<{type(self).__name__} of {origin.scenario} {origin.hash}: "
            f"{origin.replicas} replicas, seed {origin.seed}>"
        )


@dataclass(frozen=True, repr=False)
class Answer(Result, Generic[Found]):
    """A result that wraps what a question found.

    Parameters
    ----------
    found : Found
        All that was found.
    """

    found: Found

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return self.found.origin

    @property
    def is_stopped(self) -> bool:
        """True where an interrupt left a part of it out."""
        return bool(getattr(self.found, "stopped", False))
