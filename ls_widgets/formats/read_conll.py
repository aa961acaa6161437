"""CoNLL-2003 as it is read: a token and its tags a line, a blank line after each text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ls_widgets.errors import FormatError
from ls_widgets.formats.reading import Reading
from ls_widgets.formats.sample import Mark, Sample

DOCUMENT = "-DOCSTART-"
NOTE = "texts are tokens with blanks between: load the file into a project that has the texts to keep them"
_BEGINS = "BSU"
_GOES_ON = "ILE"


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each text, read line by line."""
    path, tokens, first = reading.path, [], 0
    if not reading.matched:
        reading.notes[NOTE] = None
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as stream:
            for number, line in enumerate(stream, 1):
                parts = line.split()
                if parts and (parts[0] != DOCUMENT or parts[1:3] == ["-X-", "_"]):
                    if len(parts) < 2:
                        raise FormatError(f"'{path}', line {number}: must have a token and its tag.")
                    first = first or number
                    # A label may have blanks where there are no other columns than those of exports.
                    tag = " ".join(parts[3:]) if parts[1:3] == ["-X-", "_"] else parts[-1]
                    tokens.append((parts[0], tag))
                elif tokens:
                    yield _sample(tokens, f"'{path}', line {first}")
                    tokens, first = [], 0
    except UnicodeDecodeError as error:
        raise FormatError(f"'{path}', after line {number}: is not UTF-8.") from error
    except OSError as error:
        raise FormatError(f"'{path}' cannot be read: {error.strerror or error}.") from error
    if tokens:
        yield _sample(tokens, f"'{path}', line {first}")


def _sample(tokens: Sequence[tuple[str, str]], where: str) -> Sample:
    sample = Sample(where, text=" ".join(token for token, _ in tokens))
    at, open_span = 0, None
    for token, tag in tokens:
        head, dash, label = tag.partition("-")
        label = label if dash and head in {*_BEGINS, *_GOES_ON} else "" if tag == "O" else tag
        begins = bool(label) and (head in _BEGINS or open_span is None or open_span.labels != [label])
        if begins:
            open_span = Mark("span", [label], (at, at + len(token)), where=where)
            sample.marks.append(open_span)
        elif label and open_span is not None:
            open_span.geometry = (open_span.geometry[0], at + len(token))
        if not label or head in ("L", "E", "U", "S"):
            open_span = None
        at += len(token) + 1
    return sample
