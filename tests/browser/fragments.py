"""Hostile HTML of our own: everything that may run, load or lead away, multiplied with ways to hide it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PARTS = json.loads((Path(__file__).parent / "hostile" / "parts.json").read_text(encoding="utf-8"))
HIT = "http://hit.invalid/"


@dataclass(frozen=True, slots=True)
class Fragment:
    """``number`` is what it says when it runs and asks for when it loads."""

    number: int
    html: str


def _templates() -> Iterator[str]:
    yield from PARTS["loads"]
    yield from PARTS["quotings"]
    yield from PARTS["beacons"]
    for address in PARTS["addresses"]:
        for spelled in PARTS["spellings"].values():
            yield address.replace("%URL%", spelled.replace('"', "&quot;"))
    for context in PARTS["contexts"]:
        for inner in PARTS["inner"]:
            yield context.replace("%X%", inner)
    for number, tag in enumerate(PARTS["tags"]):
        family, _, local = tag.rpartition(":")
        # Every tag with a third of the events, so that each pair of neighbours differs.
        for event in PARTS["events"][number % 3 :: 3]:
            element = f"<{local} on{event}=%JS%>x</{local}>"
            yield f"<{family}>{element}</{family}>" if family else element


@cache
def fragments() -> tuple[Fragment, ...]:
    """All of them; the same in each run."""
    return tuple(
        Fragment(
            number,
            template.replace("%JS%", f"top.pwn({number})")
            .replace("%MSG%", f"top.postMessage({number},/\\*/.source.slice(1))")
            .replace("%HIT%", f"{HIT}{number}")
            .replace("%N%", str(number)),
        )
        for number, template in enumerate(dict.fromkeys(_templates()))
    )


NAUGHTY: tuple[str, ...] = tuple(PARTS["naughty"])
