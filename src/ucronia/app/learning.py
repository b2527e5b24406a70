"""The door from Python to what the record teaches of the parameters."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path

import ucronia
from ucronia.analysis.calibration import calibrated, stored, synthetic
from ucronia.analysis.calibration.chains import Sampling
from ucronia.analysis.outcomes import PRIOR, Origin
from ucronia.analysis.questions.batches import Progress
from ucronia.app.scenarios import BUNDLED, Which, check_known, iso_text, load, world_of
from ucronia.compiler.build import World
from ucronia.compiler.posterior import check_fits, with_posterior
from ucronia.ensemble.odds import last_day
from ucronia.errors import QuestionError
from ucronia.report.asked.calibrated import Calibration, Learned
from ucronia.report.asked.ranked import Ranked

POSTERIOR = "posterior"
FILE = "posterior.parquet"
"""The posterior that comes with a scenario: in its folder."""


def calibrate(  # noqa: PLR0913 (all but the first are named)
    scenario: Which = BUNDLED,
    *,
    until: str | date = "",
    chains: int = 4,
    sweeps: int = 1200,
    out: str | Path | None = None,
    resume: bool = False,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Sample the parameters given the record up to a day.

    Parameters
    ----------
    scenario : Which
        The scenario.
    until : str or date
        Last day of the record that counts; that before the scenario's `held_out_from` where
        left out.
    chains : int
        How many.
    sweeps : int
        Of each; a third of them is not kept.
    out : str or Path, optional
        Write the posterior there; an interrupt keeps the chains beside it.
    resume : bool
        Go on where an interrupt left it.
    seed : int
        Of the chains.
    threads : int, optional
        All processors where left out; the bytes are the same.
    progress : callable, optional
        Told of the sweeps done.

    Returns
    -------
    Calibration
        Prior and posterior of each parameter, what taught it, and checks.

    Raises
    ------
    QuestionError
        If it is to go on, and no file is named.
    """
    world = world_of(scenario)
    day = calibrated.until_of(world, iso_text(until)).isoformat()
    sampling = Sampling.of(chains, sweeps, seed, threads)
    name = _named(scenario, world)
    command = (
        f"ucronia calibrate {name} --until {day} --chains {chains} --sweeps {sweeps} "
        f"--seed {seed} --out {FILE}"
    )
    plan = calibrated.Plan(until=day, sampling=sampling, command=command)
    path = Path(out) if out else None
    key = f"{world.scenario.hash} {ucronia.__version__} {day}"
    if resume and path is None:
        raise QuestionError("there is nothing to go on with: name the file in out")
    room = path or Path(FILE)
    take = functools.partial(stored.take_chains, room, sampling=sampling, key=key)
    keep = functools.partial(stored.keep_chains, room, sampling=sampling, key=key)
    found = calibrated.calibrate(
        world,
        plan,
        ucronia.__version__,
        progress,
        take=take if resume else None,
        keep=keep if path else None,
    )
    if path:
        stored.write_posterior(path, found)
        if not found.stopped:
            stored.drop_chains(path)
    return Calibration(found)


def has_chains(out: str | Path) -> bool:
    """Tell whether chains are kept for a posterior's file.

    Parameters
    ----------
    out : str or Path
        The file that they are to make.

    Returns
    -------
    bool
        True where `resume` has something to go on with.
    """
    return stored.chains_path(Path(out)).is_file()


def check_ranks(  # noqa: PLR0913 (all but the first are named)
    scenario: Which = BUNDLED,
    *,
    until: str | date = "",
    chains: int = 2,
    sweeps: int = 60,
    records: int = 20,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Ranked:
    """Check the chains on records that the model itself makes on the record's days.

    Parameters
    ----------
    scenario : Which
        The scenario.
    until : str or date
        Last day of the record that is made anew; as for `calibrate` where left out.
    chains, sweeps : int
        For each record.
    records : int
        How many.
    seed : int
        Of all of it.
    threads : int, optional
        All processors where left out.
    progress : callable, optional
        Told of the records done.

    Returns
    -------
    Ranked
        Whether the truth's ranks among the draws are uniform.
    """
    world = world_of(scenario)
    day = last_day(world, calibrated.until_of(world, iso_text(until)).isoformat())
    sampling = Sampling.of(chains, sweeps, seed, threads)
    found = synthetic.check_ranks(world, day, sampling, records, progress)
    one = world.scenario
    origin = Origin(one.id, one.hash, ucronia.__version__, seed, records, 1, records, 0.0)
    return Ranked(found, origin)


def learn(scenario: Which, parameter: str, *, parameters: str | Path = POSTERIOR) -> Learned:
    """Say what the record teaches of one parameter.

    Parameters
    ----------
    scenario : Which
        The scenario.
    parameter : str
        Its id.
    parameters : str or Path
        `posterior` for the one that comes with the scenario, or a file.

    Returns
    -------
    Learned
        Prior, posterior, what taught it; or that nothing did.

    Raises
    ------
    QuestionError
        If the priors are asked what they learned.
    """
    loaded = load(scenario)
    check_known("parameter", parameter, [p.id for p in loaded.parameters])
    if str(parameters) == PRIOR:
        raise QuestionError(
            "by the priors nothing is learned; --parameters posterior, or a file"
        )
    posterior, told = stored.read_posterior(_file(loaded.folder, parameters))
    check_fits(loaded, posterior)
    lessons = {lesson.id: lesson for lesson in stored.lessons_of(told)}
    origin = Origin(
        told["scenario"],
        told["hash"],
        told["version"],
        posterior.seed,
        len(posterior.values),
        1,
        len(posterior.values),
        0.0,
        posterior.until.isoformat(),
    )
    part = next(p for p in loaded.parameters if p.id == parameter)
    return Learned(loaded, part, lessons.get(parameter), posterior.until, origin)


def world_with(scenario: Which, parameters: str | Path) -> World:
    """Make a scenario ready to play, with the parameters asked for.

    Parameters
    ----------
    scenario : Which
        The scenario.
    parameters : str or Path
        `prior`; `posterior` for the one that comes with the scenario; or a file.

    Returns
    -------
    World
        For the questions of `ucronia.analysis.questions`.
    """
    world = world_of(scenario)
    if str(parameters) == PRIOR:
        return world
    path = _file(world.scenario.folder, parameters)
    return with_posterior(world, stored.read_posterior(path)[0])


def _file(folder: str, parameters: str | Path) -> Path:
    if str(parameters) != POSTERIOR:
        return Path(parameters)
    return Path(folder).joinpath(FILE)


def _named(scenario: Which, world: World) -> str:
    return str(scenario) if isinstance(scenario, str) else world.scenario.id
