"""Label Studio's run-length code of brush masks, read and written without ever building RGBA pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

PIXELS_LIMIT = 1 << 29
"""Pixels of the largest mask that is read: a few bytes can claim any size."""

_HEADER_BITS = 53
_SIZES = (3, 4, 8, 16)
_LONGEST = 1 << 16
_HEAD = (7 << 16) | (2 << 12) | (3 << 8) | (7 << 4) | 15
"""The 21 header bits after the count: words of 8 bits, lengths of 3, 4, 8 and 16."""
_BATCH = 1 << 18


def decode(rle: bytes | Sequence[int] | Bytes) -> Bytes:
    """All values of a code: R, G, B, A of each pixel, row by row.

    Raises ResultError for a code that is corrupt. `mask_from_rle` needs a quarter of the memory.
    """
    import numpy as np

    data = _as_bytes(rle)
    count = _count(data)
    if count > 4 * PIXELS_LIMIT:
        raise ResultError(f"the RLE claims {count} values; at most {4 * PIXELS_LIMIT} are read.")
    values, ends = _runs(data, count)
    return np.repeat(values, np.diff(ends, prepend=0))


def encode(values: Bytes | bytes | Sequence[int]) -> bytes:
    """The code of values from 0 to 255, byte for byte as Label Studio's editor writes it."""
    import numpy as np

    plain = np.frombuffer(_as_bytes(values), np.uint8)
    if plain.size >= 1 << 32:
        raise ResultError(f"{plain.size} values are more than RLE can count.")
    starts = np.flatnonzero(np.diff(plain, prepend=~plain[:1]))
    return _packed(plain[starts], np.diff(starts, append=plain.size), plain.size)


def mask_from_rle(rle: bytes | Sequence[int] | Bytes, width: int, height: int) -> Bytes:
    """The mask of a brush result: alpha from 0 to 255 as an array of shape (height, width).

    Edges that the editor draws are smooth: a pixel belongs to the mask where ``alpha > 0``, which is
    what Label Studio's exports take. Raises ResultError for a corrupt code and for one of another size.

    >>> rle = [0, 0, 0, 16, 57, 27, 252, 127, 243, 128, 71, 254]
    >>> mask_from_rle(rle, 2, 2).tolist()
    [[255, 0], [0, 255]]
    """
    import numpy as np

    values, alphas = _alpha_runs(rle, width, height)
    return np.repeat(values, alphas).reshape(height, width)


def painted(rle: bytes | Sequence[int] | Bytes, width: int, height: int) -> int:
    """How many pixels of a brush result have any alpha; no pixel is made for it.

    Raises ResultError for a corrupt code and for one of another size.
    """
    import numpy as np

    values, alphas = _alpha_runs(rle, width, height)
    return int(np.sum(alphas[values > 0]))


def rle_from_mask(mask: Any) -> list[int]:
    """The ``rle`` of a brush result from an array of shape (height, width).

    Booleans become 255 where they are true; integers from 0 to 255 are alpha as they are. Raises
    ResultError for any other array.

    >>> rle_from_mask([[True, False], [False, True]])
    [0, 0, 0, 16, 57, 27, 252, 127, 243, 128, 71, 254]
    """
    import numpy as np

    alpha = alpha_of(mask).ravel()
    starts = np.flatnonzero(np.diff(alpha, prepend=~alpha[:1]))
    lengths = np.diff(starts, append=alpha.size) * 4
    return list(_packed(alpha[starts], lengths, alpha.size * 4))


def alpha_of(mask: Any) -> Bytes:
    """A mask as alpha from 0 to 255: what is true becomes 255. ResultError for what is no mask."""
    import numpy as np

    try:
        array = np.asarray(mask)
    except Exception as error:  # arrays of other libraries raise errors of every kind
        raise ResultError(f"a mask must be an array: {error}.") from error
    if array.ndim != 2 or 0 in array.shape:
        raise ResultError(f"a mask must have the shape (height, width), not {array.shape}.")
    check_size(array.shape[1], array.shape[0])
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype == np.uint8:
        return array
    if array.dtype.kind not in "iu" or array.min() < 0 or array.max() > 255:
        raise ResultError(
            f"a mask holds booleans, or alpha from 0 to 255; this array of {array.dtype} does not: "
            "compare it first, such as mask > 0.5."
        )
    return array.astype(np.uint8)


def opaque(mask: Any) -> Any:
    """The array, as bool where it holds nothing but 0 and 1: as alpha these would hardly be seen."""
    import numpy as np

    array = np.asarray(mask)
    binary = array.dtype.kind in "iu" and array.size > 0 and array.max() == 1 and array.min() >= 0
    return array > 0 if binary else array


def check_size(width: Any, height: Any) -> None:
    """Refuses a size that no picture has, and one too large for a mask."""
    for name, side in (("width", width), ("height", height)):
        if not isinstance(side, int) or isinstance(side, bool) or side < 1:
            raise ResultError(f"the {name} of a mask must be a whole number of pixels, not {side!r}.")
    if width * height > PIXELS_LIMIT:
        raise ResultError(f"a mask of {width}×{height} pixels is too large: at most {PIXELS_LIMIT}.")


def _as_bytes(rle: Any) -> bytes:
    if isinstance(rle, bytes | bytearray | memoryview):
        return bytes(rle)
    listed = rle.tolist() if getattr(rle, "ndim", None) == 1 else rle
    if not isinstance(listed, list | tuple):
        raise ResultError(f"the RLE must be a list of bytes, not {type(rle).__name__}.")
    try:
        return bytes(listed)
    except (TypeError, ValueError, OverflowError):
        raise ResultError("the RLE must hold whole numbers from 0 to 255 only.") from None


def _count(data: bytes) -> int:
    if len(data) * 8 < _HEADER_BITS:
        raise ResultError(f"the RLE is cut off: {len(data)} bytes do not hold its header.")
    if data[4] >> 3 != 7:
        raise ResultError(f"the RLE holds words of {(data[4] >> 3) + 1} bits; masks have 8.")
    return int.from_bytes(data[:4], "big")


def _alpha_runs(rle: Any, width: int, height: int) -> tuple[Bytes, NDArray[np.int64]]:
    """Alphas and how many pixels in a row have each."""
    import numpy as np

    check_size(width, height)
    data = _as_bytes(rle)
    count = _count(data)
    if count != width * height * 4:
        raise ResultError(
            f"the RLE holds {count} values; a picture of {width}×{height} pixels has {width * height * 4}."
        )
    values, ends = _runs(data, count)
    return values, np.diff(ends >> 2, prepend=0)  # every fourth value is the alpha of a pixel


def _runs(data: bytes, count: int) -> tuple[Bytes, NDArray[np.int64]]:
    """Values and where their runs end, for as many as there are up to ``count``."""
    import numpy as np

    places, lengths, literal = _blocks(data, count)
    each = np.where(literal, lengths, 1)
    firsts = np.cumsum(each) - each
    total = int(each.sum())
    place = np.repeat(places - 8 * firsts, each) + 8 * np.arange(total)
    pairs = np.ndarray(len(data), ">u2", data + b"\0\0", strides=(1,))[place >> 3]
    values = (pairs >> (8 - (place & 7)).astype(np.uint16)).astype(np.uint8)
    ends = np.cumsum(np.repeat(np.where(literal, 1, lengths), each))
    return values, np.minimum(ends, count)


def _blocks(data: bytes, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Where the values of each block begin, in bits, how long it is, and which are literal."""
    import numpy as np

    head = int.from_bytes(data[4:7], "big") >> 3
    sizes = np.array([((head >> shift) & 15) + 1 for shift in (12, 8, 4, 0)] * 2)
    bits = np.unpackbits(np.frombuffer(data + b"\0", np.uint8))
    kinds = (bits[:-2] << np.uint8(2)) | (bits[1:-1] << np.uint8(1)) | bits[2:]
    starts = _starts(data, kinds, sizes.tolist())
    kind = kinds[starts]
    size, literal = sizes[kind], kind < 4
    words = np.ndarray(len(data), ">u4", data + bytes(4), strides=(1,))[starts >> 3]
    lengths = ((words >> (29 - (starts & 7) - size)) & ((1 << size) - 1)) + 1
    places = starts + 3 + size
    made = np.cumsum(lengths)
    used = int(np.searchsorted(made, count)) + 1 if count else 0
    places, lengths, literal = places[:used], lengths[:used], literal[:used]
    if literal.any():
        np.minimum(lengths, count - made[:used] + lengths, out=lengths, where=literal)
    whole = places + 8 * np.where(literal, lengths, 1) <= 8 * len(data)
    if len(made) < used or not whole.all():
        end = int(made[:used][whole].max(initial=0))
        raise ResultError(f"the RLE is cut off: {len(data)} bytes end at value {end} of {count}.")
    return places, lengths, literal


def _starts(data: bytes, kinds: Bytes, sizes: list[int]) -> NDArray[np.int64]:
    """The bits at which blocks begin; ``kinds`` are the three bits from each on."""
    import numpy as np

    # A run of any length takes as many bits as its kind says; only literals must be looked at.
    steps = np.array([0] * 4 + [size + 11 for size in sizes[4:]], np.uint8)[kinds].tobytes()
    stop, padded = len(data) * 8, data + bytes(4)
    begins = bytearray(stop)
    at = _HEADER_BITS
    while at < stop:
        begins[at] = 1
        step = steps[at]
        if not step:
            size = sizes[kinds[at]]
            word = int.from_bytes(padded[at >> 3 : (at >> 3) + 4], "big")
            step = size + 11 + 8 * ((word >> (29 - (at & 7) - size)) & ((1 << size) - 1))
        at += step
    return np.flatnonzero(np.frombuffer(begins, np.bool_))


def _packed(values: Bytes, lengths: NDArray[Any], count: int) -> bytes:
    """The bytes of a code: runs as runs, neighbours that occur once as literals."""
    import numpy as np

    parts = [(np.array([count, _HEAD], np.uint64), np.array([32, 21], np.uint8))]
    parts.extend(_tokens(values, lengths))
    out: list[bytes] = []
    left = np.zeros(0, np.uint8)
    for numbers, widths in parts:
        for start in range(0, len(numbers), _BATCH):
            bits = _bits(numbers[start : start + _BATCH], widths[start : start + _BATCH])
            bits = np.concatenate([left, bits])
            whole = bits.size & ~7
            out.append(np.packbits(bits[:whole]).tobytes())
            left = bits[whole:]
    return b"".join([*out, np.packbits(left).tobytes()])


def _bits(numbers: NDArray[np.uint64], widths: Bytes) -> Bytes:
    """The low bits of each number, as many as its width says, one after the other."""
    import numpy as np

    shifted = (numbers << (np.uint64(32) - widths)).astype(">u4")
    bits = np.unpackbits(shifted.view(np.uint8).reshape(-1, 4), axis=1)
    return bits[np.arange(32, dtype=np.uint8) < widths[:, None]]


def _tokens(values: Bytes, lengths: NDArray[Any]) -> Iterator[tuple[NDArray[np.uint64], Bytes]]:
    """What is written, as numbers and their widths in bits."""
    import numpy as np

    lengths = lengths.astype(np.int64)
    pieces = -(-lengths // _LONGEST)
    if pieces.size and pieces.max() > 1:
        last = np.cumsum(pieces) - 1
        values, rest = np.repeat(values, pieces), lengths - (pieces - 1) * _LONGEST
        lengths = np.full(len(values), _LONGEST, np.int64)
        lengths[last] = rest
    single = lengths == 1
    if single.size and single[-1] and not single[-2:-1].any():
        single[-1] = False  # the editor's encoder writes a lonely last value as a run
    edges = np.flatnonzero(np.diff(single, prepend=False, append=False))
    done = 0
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        yield _run_tokens(values[done:start], lengths[done:start])
        for at in range(start, stop, _LONGEST):
            block = values[at : min(at + _LONGEST, stop)]
            yield _head_tokens(np.array([len(block)]), 0)
            yield block.astype(np.uint64), np.full(len(block), 8, np.uint8)
        done = stop
    yield _run_tokens(values[done:], lengths[done:])


def _head_tokens(lengths: NDArray[Any], run: int) -> tuple[NDArray[np.uint64], Bytes]:
    import numpy as np

    less = (lengths - 1).astype(np.uint64)
    index = (less >= 8).astype(np.uint8) + (less >= 16) + (less >= 256)
    size = np.array(_SIZES, np.uint8)[index]
    return (np.uint64(4 * run) + index << size.astype(np.uint64)) | less, size + np.uint8(3)


def _run_tokens(values: Bytes, lengths: NDArray[Any]) -> tuple[NDArray[np.uint64], Bytes]:
    import numpy as np

    head, width = _head_tokens(lengths, 1)
    return (head << np.uint64(8)) | values, width + np.uint8(8)
