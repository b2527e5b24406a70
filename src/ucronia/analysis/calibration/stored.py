"""A posterior as one Parquet file: a row a draw, and in its metadata where it comes from."""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ucronia.analysis.calibration.calibrated import Calibrated
from ucronia.analysis.calibration.chains import Chain, Sampled, Sampling
from ucronia.analysis.calibration.lessons import Lesson, Teacher
from ucronia.analysis.calibration.predictive import Check, Timing
from ucronia.compiler.posterior import Posterior
from ucronia.errors import QuestionError, StoreError

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

MANIFEST = b"ucronia.posterior"
"""Key of the metadata under which the manifest lies, as JSON."""
CHAINS = ".chains.npz"
"""End of the file beside it that keeps chains until they are whole."""


def write_posterior(path: Path, found: Calibrated) -> Path:
    """Write a posterior whole or not at all.

    Parameters
    ----------
    path : Path
        The file.
    found : Calibrated
        The posterior, and what was found of it.

    Returns
    -------
    Path
        The file: the same bytes for the same posterior, with one version of Arrow.

    Raises
    ------
    StoreError
        If it can't be written.
    """
    import pyarrow
    import pyarrow.parquet  # type: ignore[import-untyped]

    posterior = found.posterior
    columns = {name: posterior.values[:, k] for k, name in enumerate(posterior.names)}
    table = pyarrow.table(columns).replace_schema_metadata(
        {MANIFEST: json.dumps(manifest(found), sort_keys=True).encode()}
    )
    room = io.BytesIO()
    pyarrow.parquet.write_table(table, room, compression="zstd", use_dictionary=False)
    _put(path, room.getvalue())
    return path


def manifest(found: Calibrated) -> dict[str, Any]:
    """Give what is told beside the draws: no time of day, nothing of the machine."""
    posterior = found.posterior
    return {
        "scenario": found.origin.scenario,
        "hash": found.origin.hash,
        "version": found.origin.version,
        "until": posterior.until.isoformat(),
        "key": posterior.key,
        "seed": posterior.seed,
        "command": posterior.command,
        "sampling": {k: v for k, v in asdict(found.sampling).items() if k != "threads"},
        "sweeps_done": found.sweeps_done,
        "lessons": [asdict(one) for one in found.lessons],
        "checks": [asdict(one) for one in found.checks],
        "timings": [asdict(one) for one in found.timings],
        "untold": list(found.untold),
    }


def read_posterior(path: Path) -> tuple[Posterior, dict[str, Any]]:
    """Read a posterior.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    posterior : Posterior
        Its draws.
    manifest : dict
        What was told beside them.

    Raises
    ------
    StoreError
        Where there is no such file, or it is no posterior.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        table: pa.Table = pyarrow.parquet.read_table(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise StoreError(
            f"{path}: no posterior can be read there; ucronia calibrate --out {path} makes one"
        ) from error
    told = (table.schema.metadata or {}).get(MANIFEST)
    if told is None:
        raise StoreError(f"{path}: a table, but no posterior; ucronia calibrate makes one")
    found = json.loads(told)
    values = np.column_stack([table.column(name).to_numpy() for name in table.column_names])
    posterior = Posterior(
        names=tuple(table.column_names),
        values=values,
        until=datetime.date.fromisoformat(found["until"]),
        key=found["key"],
        seed=int(found["seed"]),
        command=found["command"],
    )
    return posterior, found


def lessons_of(told: dict[str, Any]) -> tuple[Lesson, ...]:
    """Read the lessons of a manifest."""
    return tuple(
        Lesson(
            **{
                **one,
                "prior": tuple(one["prior"]),
                "posterior": tuple(one["posterior"]),
                "whitened": tuple(one["whitened"]),
                "teachers": tuple(Teacher(**teacher) for teacher in one["teachers"]),
            }
        )
        for one in told["lessons"]
    )


def checks_of(told: dict[str, Any]) -> tuple[tuple[Check, ...], tuple[Timing, ...]]:
    """Read the checks and timings of a manifest."""
    timings = [{**one, "residuals": tuple(one["residuals"])} for one in told["timings"]]
    return (
        tuple(Check(**one) for one in told["checks"]),
        tuple(Timing(**one) for one in timings),
    )


def keep_chains(path: Path, sampled: Sampled, sampling: Sampling, key: str) -> None:
    """Keep chains that are not whole beside the file that they are to make.

    Parameters
    ----------
    path : Path
        That file.
    sampled : Sampled
        The chains.
    sampling : Sampling
        How they were run.
    key : str
        Of scenario, version and day.
    """
    arrays: dict[str, Any] = {"told": np.array(sampled.told, dtype=np.int64)}
    arrays["key"] = np.array(_key_of(sampling, key))
    for chain in sampled.chains:
        name = f"chain{chain.number}"
        arrays[f"{name}_point"] = chain.point
        arrays[f"{name}_sweep"] = np.array(chain.sweep)
        arrays[f"{name}_kept"] = np.array(chain.kept).reshape(len(chain.kept), len(chain.point))
        arrays[f"{name}_score"] = np.array(chain.score)
        arrays[f"{name}_warmed"] = np.array(chain.warmed)
    room = io.BytesIO()
    np.savez(room, **arrays)
    _put(chains_path(path), room.getvalue())


def drop_chains(path: Path) -> None:
    """Drop what was kept of the chains of a posterior's file, once that is written."""
    chains_path(path).unlink(missing_ok=True)


def chains_path(path: Path) -> Path:
    """Give the file that keeps the chains of a posterior's file."""
    return path.with_name(path.name + CHAINS)


def take_chains(path: Path, begun: Sampled, sampling: Sampling, key: str) -> Sampled:
    """Take chains up again where an interrupt left them.

    Parameters
    ----------
    path : Path
        The file that they are to make.
    begun : Sampled
        As begun anew.
    sampling : Sampling
        How they are to be run: as before.
    key : str
        Of scenario, version and day.

    Returns
    -------
    Sampled
        The same chains, further on.

    Raises
    ------
    QuestionError
        Where nothing is kept there, or it was begun otherwise.
    """
    source = chains_path(path)
    try:
        with np.load(source, allow_pickle=False) as held:
            arrays = dict(held)
    except (OSError, ValueError, EOFError) as error:
        raise QuestionError(
            f"{source}: no chains to go on with; leave --resume out to begin"
        ) from error
    if str(arrays.get("key")) != _key_of(sampling, key):
        raise QuestionError(
            f"{source}: chains begun with other options or another scenario; leave --resume out"
        )
    chains = tuple(
        Chain(
            chain.number,
            arrays[f"chain{chain.number}_point"],
            int(arrays[f"chain{chain.number}_sweep"]),
            list(arrays[f"chain{chain.number}_kept"]),
            [float(score) for score in arrays[f"chain{chain.number}_score"]],
            list(arrays[f"chain{chain.number}_warmed"]),
        )
        for chain in begun.chains
    )
    return dataclasses.replace(begun, chains=chains)


def _key_of(sampling: Sampling, key: str) -> str:
    told = {k: v for k, v in asdict(sampling).items() if k != "threads"}
    return json.dumps({**told, "key": key}, sort_keys=True)


def _put(path: Path, content: bytes) -> None:
    half = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        os.replace(half, path)
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)
