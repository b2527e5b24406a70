"""Measure speed and memory, and print them as JSON. README.md says by what rules.

python -m benchmarks.bench [--quick] [--scenario PATH]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HISTORY = ROOT / "src" / "ucronia" / "histories" / "confederacion-1835"
HISTORIES = 1000
ROUNDS = 5
_KILOBYTES = 1024.0 if sys.platform != "darwin" else 1024.0**2
"""What getrusage counts memory in, as a share of a megabyte."""
_ENTRY = "from ucronia.app.cli import main; main()"


@dataclass(frozen=True)
class Done:
    """A process that has ended well: seconds from start to end, megabytes, what it printed."""

    seconds: float
    peak_mb: float
    printed: str


def run(code: str, *arguments: str, cache: Path) -> Done:
    """Run Python code in a process of its own.

    Parameters
    ----------
    code : str
        What to run.
    *arguments : str
        Its sys.argv[1:].
    cache : Path
        Where compiled code is kept; an empty folder makes the first run.

    Returns
    -------
    Done
        How it went.

    Raises
    ------
    SystemExit
        If it failed; its last lines are told.
    """
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache), "MPLBACKEND": "Agg"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], stdout=out, stderr=errors, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        out.seek(0)
        errors.seek(0)
        if process.returncode:
            told = errors.read().decode(errors="replace").strip().splitlines()[-5:]
            raise SystemExit("\n".join([f"status {process.returncode}: {code[:60]}", *told]))
        return Done(seconds, usage.ru_maxrss / _KILOBYTES, out.read().decode())


_WORLD = """
import json, sys, time
from ucronia.compiler.build import build
from ucronia.ensemble import plan, run
from ucronia.scenario.read import load
world = build(load(sys.argv[1]))
"""
_WARM = "print(run.warm_up(world))"
_PLAY = """
count, rounds = int(sys.argv[2]), int(sys.argv[3])
run.run_forks(world, [plan.Fork(0)], 20, threads=1)
rates = []
for turn in range(rounds):
    began = time.process_time()
    run.run_forks(world, [plan.Fork(0)], count, seed=turn, threads=1)
    rates.append(count / (time.process_time() - began))
print(json.dumps(rates))
"""


def measure(scenario: Path, quick: bool) -> dict[str, object]:
    """Take every measurement.

    Parameters
    ----------
    scenario : Path
        Folder of the history to play.
    quick : bool
        A tenth of the histories and one round, and no evaluation: to see that it runs.

    Returns
    -------
    dict
        What is printed.
    """
    count, rounds = (HISTORIES // 10, 1) if quick else (HISTORIES, ROUNDS)
    with tempfile.TemporaryDirectory() as folder:
        cache, out = Path(folder) / "cache", Path(folder) / "report"
        cache.mkdir()
        first = run(_WORLD + _WARM, str(scenario), cache=cache)
        again = run(_WORLD + _WARM, str(scenario), cache=cache)
        played = run(_WORLD + _PLAY, str(scenario), str(count), str(rounds), cache=cache)
        rates = json.loads(played.printed)
        found: dict[str, object] = {
            "histories_per_second_per_core": round(statistics.median(rates), 1),
            "histories_per_second_range": [round(min(rates), 1), round(max(rates), 1)],
            "compile_seconds": round(float(first.printed), 2),
            "first_start_seconds": round(first.seconds, 2),
            "cached_start_seconds": round(again.seconds, 2),
            "peak_memory_mb": round(played.peak_mb),
        }
        if not quick:
            report = run(
                _ENTRY, "evaluate", str(scenario), "--out", str(out), "--json", cache=cache
            )
            found["evaluate_seconds"] = round(report.seconds, 1)
            found["evaluate_histories"] = json.loads(report.printed)["histories"]
            found["peak_memory_mb"] = round(max(report.peak_mb, played.peak_mb))
    return {**found, "histories": count, "rounds": rounds, "machine": machine()}


def machine() -> dict[str, object]:
    """Give what the figures depend on: processor, cores, Python, libraries."""
    processor = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        lines = about.read_text(encoding="utf-8", errors="replace").splitlines()
        named = [
            line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
        ]
        processor = named[0] if named else processor
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "load_before": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        **{name: version(name) for name in ("ucronia", "numba", "numpy")},
    }


def main() -> None:
    """Measure, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="see that it runs")
    parser.add_argument("--scenario", type=Path, default=HISTORY)
    wanted = parser.parse_args()
    print(json.dumps(measure(wanted.scenario, wanted.quick), indent=2))


if __name__ == "__main__":
    main()
