"""JSON laid out to be read and compared: one thing a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def json_lines(head: Mapping[str, Any], key: str, things: Iterable[Mapping[str, Any]]) -> bytes:
    """Write a JSON object that ends in a list.

    Parameters
    ----------
    head : mapping
        Its other members.
    key : str
        Name of the list.
    things : iterable of mapping
        What stands in it.

    Returns
    -------
    bytes
        In UTF-8, each thing on a line of its own.
    """
    members = [f" {_text(name)}: {_text(value)},\n" for name, value in head.items()]
    listed = ",\n".join(f"  {_text(thing)}" for thing in things)
    return f"{{\n{''.join(members)} {_text(key)}: [\n{listed}\n ]\n}}\n".encode()


def _text(value: Any) -> str:
    # a page that the file is pasted into must not find the end of a script in it
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
