"""A file written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: no reader meets half of it.

    Parameters
    ----------
    path : Path
        The file; its folder must be there.
    content : bytes
        What it is to hold.

    Raises
    ------
    OSError
        If it can't be written; the old file, if any, is still there then.
    """
    half = path.with_name(path.name + ".part")
    try:
        half.write_bytes(content)
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
