"""How problems speak: quoted data, near matches, names of tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

_SHOWN = 200
_COMPARED = 64


def quote(value: object) -> str:
    """Data as text in quotes, cut to 200 characters, control and bidi characters made visible."""
    text = value if isinstance(value, str) else str(value)
    cut = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    visible = "".join(
        char if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} else f"\\u{ord(char):04x}"
        for char in cut
    )
    return f'"{visible}"'


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely meant, whatever its case."""
    return _near(word[: _COMPARED + 1], tuple(known))


@lru_cache(maxsize=2048)
def _near(word: str, known: tuple[str, ...]) -> str | None:
    if not word or len(word) > _COMPARED:
        return None
    folded = {candidate.lower(): candidate for candidate in known if len(candidate) <= _COMPARED}
    found = get_close_matches(word.lower(), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the near match, or nothing."""
    match = near(word, known)
    return f"Did you mean {quote(match)}?" if match is not None else ""


def listing(names: Sequence[str], most: int = 20) -> str:
    """Names in one line, the first few of many."""
    shown = ", ".join(quote(name) for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "") if names else "none"
