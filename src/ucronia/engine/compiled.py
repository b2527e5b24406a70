"""How functions of the engine are compiled.

numba makes machine code of every function by itself, with all that it calls linked in and
optimised anew: of some 250 functions that call one another that took five minutes. Here an
inner function is only lowered to LLVM's language, and the few entries that Python calls link,
optimise and cache the whole once. The entries' cache can't see an edit of an inner function, so
the cache's folder is named by a hash of the engine's sources (`cache_folder`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import njit
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering

Function = TypeVar("Function", bound=Callable[..., object])


def cache_folder() -> Path:
    """Give the folder that compiled code of this version of the engine is kept in.

    Returns
    -------
    Path
        Under NUMBA_CACHE_DIR or the user's cache folder, named by a hash of the sources and of
        numba's version.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ucronia"
    base = Path(os.environ.get("NUMBA_CACHE_DIR") or base)
    digest = hashlib.sha256(numba.__version__.encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return base / f"engine-{digest.hexdigest()[:16]}"


numba.config.CACHE_DIR = str(cache_folder())


def _no_code(*_: object) -> Any:
    """Stand for the machine code that an inner function does not have.

    numba wants a built-in of its own for every function: this one fails whatever it is given.
    """
    return [].remove


def _only_link(library: Any) -> None:
    library._finalize_dynamic_globals()
    library._finalized = True


def _nothing() -> None:
    pass


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerOnly(NativeLowering):  # type: ignore[misc]
    """Lower a function without optimising or making machine code of it by itself."""

    _name = "lower_only"

    def run_pass(self, state: Any) -> bool:
        """Lower, with the two costly steps of the library and of the context left out."""
        library = state.targetctx.codegen().create_library(state.func_id.func_qualname)
        library._optimize_final_module = _nothing
        library._finalize_final_module = partial(_only_link, library)
        state.library = library
        state.targetctx.get_executable = _no_code
        try:
            return bool(super().run_pass(state))
        finally:
            del state.targetctx.get_executable


class _InnerCompiler(CompilerBase):  # type: ignore[misc]
    """numba's own pipeline with its last step replaced."""

    def define_pipelines(self) -> list[Any]:
        """Give the pipeline."""
        manager = DefaultPassBuilder.define_nopython_pipeline(self.state)
        manager.passes = [
            (_LowerOnly, "lower only") if made is NativeLowering else (made, name)
            for made, name in manager.passes
        ]
        manager.finalize()
        return [manager]


compiled = cast(
    Callable[[Function], Function],
    njit(
        nogil=True,
        error_model="numpy",
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
        pipeline_class=_InnerCompiler,
    ),
)
"""Compile an inner function, called by compiled code only; silent on division by 0."""

entry = cast(
    Callable[[Function], Function],
    njit(cache=True, nogil=True, error_model="numpy"),
)
"""Compile a function that Python calls: all that it calls linked in, free of the interpreter's
lock, cached on disk."""


def from_python(function: Function) -> Function:
    """Make an inner function callable from Python, for tests and for looking at it.

    Parameters
    ----------
    function : callable
        Decorated with `compiled`.

    Returns
    -------
    callable
        The same, compiled by itself and not cached; the plain function where the compiler is
        off.
    """
    plain = getattr(function, "py_func", None)
    if plain is None:
        return function
    return cast(Function, njit(nogil=True, error_model="numpy")(plain))
