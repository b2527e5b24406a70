"""The door from the shell: `ucronia COMMAND`. Every command asks one question."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from ucronia import __version__
from ucronia.app import (
    backtesting,
    battles,
    boarding,
    calibrating,
    console,
    doubts,
    looking,
    maps,
    playing,
)
from ucronia.app.help import HELP, INTRO, PURPOSE, SHORT, TRY
from ucronia.app.options import LANG

COMMANDS: dict[str, Callable[..., None]] = {
    "board": boarding.board,
    "evaluate": playing.evaluate,
    "what-if": playing.what_if,
    "run": playing.run,
    "compare": playing.compare,
    "when": playing.when,
    "believe": playing.believe,
    "sensitivity": doubts.sensitivity,
    "history": playing.history,
    "plausible": playing.plausible,
    "foresee": playing.foresee,
    "battle": battles.battle,
    "backtest": backtesting.backtest,
    "calibrate": calibrating.calibrate,
    "learn": calibrating.learn,
    "replay": looking.replay,
    "map": maps.draw,
    "record": looking.record,
    "export": looking.export,
    "disputes": looking.disputes,
    "explain": looking.explain,
    "check": looking.check,
    "new": looking.new,
}
"""In the order in which the help lists them."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=PURPOSE,
)


@app.callback(invoke_without_command=True, help=PURPOSE)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Say what this is, where no command is given."""
    if version:
        print(f"ucronia {__version__}")
    elif context.invoked_subcommand is None:
        print("\n".join((*INTRO[LANG], *(f"  {line}" for line in TRY))))


for _name, _command in COMMANDS.items():
    app.command(_name, help=HELP[_name], short_help=SHORT[_name])(_command)


def main() -> None:
    """Run a command, and leave with its exit status; errors are one line each."""
    status = _guarded()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has gone: what is left must not be flushed at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(status)


def _guarded() -> int:
    try:
        status = int(app(prog_name="ucronia", standalone_mode=False) or console.DONE)
    except console.StoppedError:
        return console.STOPPED
    except (KeyboardInterrupt, typer.Abort):
        status = console.STOPPED
    except typer.TyperException as error:
        return _misused(error)
    except BrokenPipeError:
        return console.DONE
    except Exception as error:  # a person at a shell gets one line, whatever went wrong
        return _failed(error)
    if status == console.STOPPED:
        # typer makes an exit status of an interrupt
        console.complain("stopped; nothing is kept")
    return status


def _misused(error: typer.TyperException) -> int:
    """Tell what is wrong with a command line."""
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    console.complain(f"{text} (ucronia --help)")
    return console.MISUSED


def _failed(error: Exception) -> int:
    from ucronia.errors import ScenarioError, UcroniaError

    if os.environ.get("UCRONIA_TRACEBACK"):
        raise error
    if isinstance(error, ScenarioError):
        console.complain(console.first_of(error.problems, "FOLDER"))
    elif isinstance(error, UcroniaError):
        console.complain(str(error))
    else:
        where = f"{type(error).__name__}: {error}"
        console.complain(f"internal error ({where}); UCRONIA_TRACEBACK=1 shows where")
    return console.FAILED


if __name__ == "__main__":
    main()
