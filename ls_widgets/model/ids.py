"""Ids that cannot collide in practice, in the alphabet of Label Studio's editor."""

from __future__ import annotations

import hashlib
import secrets

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


def new_id(length: int = 10) -> str:
    """A random id of letters, digits, ``_`` and ``-``."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def derived_id(*parts: object, length: int = 10) -> str:
    """The same id for the same parts, always."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    return "".join(_ALPHABET[byte % 64] for byte in digest[:length])
