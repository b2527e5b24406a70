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
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import njit, types
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.targetconfig import TargetConfig
from numba.core.typed_passes import AnnotateTypes, NativeLowering

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


@cache
def _defaults(config: Any) -> dict[str, object]:
    return {name: option.default for name, option in config.options.items()}


def _values(config: Any) -> dict[str, object]:
    """Give all options of a compilation at once."""
    kind: Any = type(config)
    return _defaults(kind) | cast(dict[str, object], config._values)


numba.config.CACHE_DIR = str(cache_folder())
# numba writes out the types of a function's arguments again for every pass over it, and looks
# every option of the compiler up one by one whenever it resolves a call: a sixth of the time
numba.types.Record.__repr__ = cache(numba.types.Record.__repr__)
TargetConfig.values = _values


def _no_code(*_: object) -> Any:
    """Stand for the machine code that an inner function does not have.

    numba wants a built-in of its own for every function: this one fails whatever it is given.
    """
    return [].remove


def _close(library: Any) -> None:
    """Close an inner function's library with what it calls left out: the entry links it all."""
    library._finalize_dynamic_globals()
    library._finalized = True


def _link_all(library: Any) -> None:
    """Close an entry's library, with all that it calls and that is called in turn linked in."""
    whole: dict[int, Any] = {}
    waiting = list(library._linking_libraries)
    while waiting:
        called = waiting.pop()
        if id(called) not in whole:
            whole[id(called)] = called
            waiting += called._linking_libraries
    library._linking_libraries = list(whole.values())
    type(library).finalize(library)


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerOnly(NativeLowering):  # type: ignore[misc]
    """Lower a function without optimising or making machine code of it by itself."""

    _name = "lower_only"

    def run_pass(self, state: Any) -> bool:
        """Lower, with the two costly steps of the library and of the context left out."""
        library = state.targetctx.codegen().create_library(state.func_id.func_qualname)
        library.finalize = partial(_close, library)
        state.library = library
        state.targetctx.get_executable = _no_code
        try:
            return bool(super().run_pass(state))
        finally:
            del state.targetctx.get_executable


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerApart(_LowerOnly):
    """The same, and keep the optimiser from putting the function into its callers."""

    _name = "lower_apart"

    def run_pass(self, state: Any) -> bool:
        """Lower, and mark every function of the library."""
        done = super().run_pass(state)
        for function in state.library._final_module.functions:
            if not function.is_declaration:
                function.add_function_attribute("noinline")
        return done


@register_pass(mutates_CFG=True, analysis_only=False)
class _LowerWhole(NativeLowering):  # type: ignore[misc]
    """Lower an entry, and link all that it calls at once."""

    _name = "lower_whole"

    def run_pass(self, state: Any) -> bool:
        """Lower."""
        library = state.targetctx.codegen().create_library(state.func_id.func_qualname)
        library.enable_object_caching()
        library.finalize = partial(_link_all, library)
        state.library = library
        return bool(super().run_pass(state))


class _InnerCompiler(CompilerBase):  # type: ignore[misc]
    """numba's own pipeline with its last step replaced."""

    lowering: type[NativeLowering] = _LowerOnly

    def define_pipelines(self) -> list[Any]:
        """Give the pipeline."""
        manager = DefaultPassBuilder.define_nopython_pipeline(self.state)
        manager.passes = [
            (self.lowering, "lower only") if made is NativeLowering else (made, name)
            for made, name in manager.passes
            if made is not AnnotateTypes
        ]
        manager.finalize()
        return [manager]


class _ApartCompiler(_InnerCompiler):
    """The same for functions that stay apart."""

    lowering = _LowerApart


class _EntryCompiler(_InnerCompiler):
    """The same for entries."""

    lowering = _LowerWhole


def _widened(kind: Any) -> Any:
    """Give the type that a function is compiled for, of the type that it is called with."""
    kind = types.unliteral(kind)
    if isinstance(kind, types.Integer) and kind.signed:
        return types.int64
    if isinstance(kind, types.Tuple | types.UniTuple):
        return types.Tuple([_widened(part) for part in kind])
    return kind


def _compiled_once(function: Function, **options: Any) -> Function:
    """Compile a function once for all calls of it.

    numba compiles one anew for every constant that it is called with, and for every width of
    integer: the calls are made with the widest type instead, and their arguments cast.
    """
    made: Any = njit(**options)(function)
    look_up = getattr(made, "get_call_template", None)
    if look_up is not None:

        def get_call_template(args: Any, kws: Any) -> Any:
            wide = {name: _widened(kind) for name, kind in kws.items()}
            return look_up(tuple(_widened(kind) for kind in args), wide)

        made.get_call_template = get_call_template
    return cast(Function, made)


_OUTER: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "pipeline_class": _EntryCompiler,
}
_INNER: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "pipeline_class": _InnerCompiler,
    # said outright: a function inherits the choice of the one that has it compiled
    "forceinline": False,
}
compiled = cast(Callable[[Function], Function], partial(_compiled_once, **_INNER))
"""Compile an inner function, called by compiled code only; silent on division by 0."""

inlined = cast(
    Callable[[Function], Function], partial(_compiled_once, **(_INNER | {"forceinline": True}))
)
"""The same for a small one that is called very often: its code is put into its callers'."""

apart = cast(
    Callable[[Function], Function],
    partial(_compiled_once, **(_INNER | {"pipeline_class": _ApartCompiler})),
)
"""The same for a long one called from a loop: in its caller it would spill what the loop has
in hand."""

entry = cast(
    Callable[[Function], Function],
    njit(cache=True, **_OUTER),
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
    return cast(Function, njit(**_OUTER)(plain))
