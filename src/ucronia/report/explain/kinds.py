"""Kinds, stations and traits, said as a reader would: messages of the catalogues."""

from __future__ import annotations

from ucronia.report.words import KINDS, Words

SAID = {
    "city": "city",
    "town": "town",
    "port": "port",
    "battlefield": "field of battle",
    "pass": "mountain pass",
    "republic": "republic",
    "confederation": "confederation",
    "member": "member of a confederation",
    "rival": "rival government",
    "party": "party",
    "communities": "communities",
    "army": "army",
    "column": "column",
    "garrison": "garrison",
    "montonera": "montonera",
    "fleet": "fleet",
    "office": "in office",
    "command": "in command",
    "exile": "in exile",
    "prisoner": "prisoner",
    "private": "private person",
    "road": "by road",
    "trail": "by trail",
    "sea": "by sea",
    "lake": "over the lake",
    "head": "head of state",
    "protector": "protector",
    "commander": "commander",
    "minister": "minister",
    "ambition": "ambition",
    "boldness": "boldness",
    "loyalty": "loyalty",
    "skill": "skill",
    "judged": "judged",
    "sourced": "sourced",
    "fitted": "fitted",
}
"""Words of the scenario's files to messages."""


def kind_name(words: Words, kind: str) -> str:
    """Say a kind in the reader's language.

    Parameters
    ----------
    words : Words
        The language.
    kind : str
        As the scenario's files write it.

    Returns
    -------
    str
        As it is said; the word itself where it has no message.
    """
    if kind in SAID:
        return words.say(SAID[kind])
    return words.say(KINDS[kind][1]).lower() if kind in KINDS else kind
