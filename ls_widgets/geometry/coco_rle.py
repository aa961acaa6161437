"""COCO's run-length masks: lengths of runs down the columns, zeros first, as a list or as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.geometry.rle import alpha_of, check_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def coco_from_mask(mask: Any, *, compressed: bool = False) -> dict[str, Any]:
    """A COCO segmentation from an array of shape (height, width), where > 0 is inside.

    ``counts`` is a list, or COCO's text for ``compressed=True``.

    >>> coco_from_mask([[False, True], [False, True]])
    {'size': [2, 2], 'counts': [2, 2]}
    """
    import numpy as np

    inside = alpha_of(mask) > 0
    flat = inside.ravel(order="F")
    edges = np.flatnonzero(np.diff(flat, prepend=False))
    counts = np.diff(edges, prepend=0, append=flat.size).tolist()
    return {"size": list(inside.shape), "counts": counts_text(counts) if compressed else counts}


def mask_from_coco(segmentation: Any) -> NDArray[np.bool_]:
    """The bool array of a COCO segmentation ``{"size": [height, width], "counts": …}``.

    Raises ResultError where the counts are no runs, or do not add up to the size.
    """
    import numpy as np

    size = segmentation.get("size") if isinstance(segmentation, Mapping) else None
    if not isinstance(size, list | tuple) or len(size) != 2:
        raise ResultError("a COCO RLE must have size [height, width] and counts.")
    height, width = size
    check_size(width, height)
    counts = segmentation.get("counts")
    if isinstance(counts, bytes):
        counts = counts.decode("ascii", "replace")
    if isinstance(counts, str):
        counts = text_counts(counts)
    if not isinstance(counts, list | tuple) or not all(_is_length(count) for count in counts):
        raise ResultError("the counts of a COCO RLE must be whole numbers of at least 0.")
    if sum(counts) != width * height:
        raise ResultError(
            f"the counts of the COCO RLE add up to {sum(counts)}, not to {width}×{height} pixels."
        )
    values = np.arange(len(counts)) % 2 == 1
    return np.repeat(values, np.array(counts, np.int64)).reshape((height, width), order="F")


def counts_text(counts: Sequence[int]) -> str:
    """COCO's text of counts: differences to the count before the last, six bits a character."""
    out: list[int] = []
    for at, count in enumerate(counts):
        left = count - counts[at - 2] if at > 2 else count
        more = True
        while more:
            part, left = left & 31, left >> 5
            more = left != (-1 if part & 16 else 0)
            out.append(48 + (part | (32 if more else 0)))
    return bytes(out).decode("ascii")


def text_counts(text: str) -> list[int]:
    """The counts of a COCO text. ResultError for one that is cut off or has other characters."""
    counts: list[int] = []
    value, shift = 0, 0
    for character in text:
        part = ord(character) - 48
        if not 0 <= part < 64 or shift > 60:
            raise ResultError(f"the text of a COCO RLE cannot hold {character!r} there.")
        value |= (part & 31) << shift
        shift += 5
        if part & 32:
            continue
        if part & 16:
            value -= 1 << shift
        counts.append(value + (counts[-2] if len(counts) > 2 else 0))
        value, shift = 0, 0
    if shift:
        raise ResultError("the text of the COCO RLE is cut off.")
    return counts


def _is_length(count: Any) -> bool:
    return isinstance(count, int) and not isinstance(count, bool) and count >= 0
