"""What a file says of one picture, text or row: the common ground of all readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SHAPES = ("rectangle", "corners", "polygon", "ellipse", "keypoint", "vector", "mask", "span")
"""Kinds of marks; ``corners`` are the four points of a turned box."""


@dataclass(slots=True)
class Mark:
    """A region with its labels.

    ``geometry`` of a rectangle is a `Box`, of a polygon or an open line its points, of an ellipse its
    middle, radii and turn, of a key point its place, of a mask an array of shape (height, width), of a
    span its start and end in code points. Numbers are pixels, or parts of 1 where the sample says so.
    """

    shape: str
    labels: list[str]
    geometry: Any
    id: str = ""
    parent: str = ""
    """Id of the mark that this one is a part of."""
    score: float | None = None
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    """Further keys of the result's value."""
    where: str = ""
    """Place in the file, for messages."""


@dataclass(slots=True)
class Answer:
    """An answer about the whole sample, or about one mark: ``choices``, ``textarea`` or ``number``."""

    kind: str
    values: list[Any]
    control: str = ""
    """The name that the file gives the question; empty where it has none."""
    mark: str = ""
    """Id of the mark that it is about."""
    multiple: bool = False
    """Whether several could have been chosen."""
    choices: list[str] = field(default_factory=list)
    """What could have been answered, where the file says it."""


@dataclass(slots=True)
class Sample:
    """One task of a file."""

    where: str
    """Place in the file, for messages."""
    task: Any = None
    """Id of the task, where the file has one."""
    picture: str = ""
    """Name or address of the picture, as the file has it."""
    text: str | None = None
    size: tuple[int, int] | None = None
    """Width and height of the picture in pixels."""
    fractions: bool = False
    """Geometry is given in parts of the picture's sides."""
    marks: list[Mark] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    relations: list[tuple[str, str, list[str]]] = field(default_factory=list)
    """Ids of two marks, and the labels between them."""
    data: dict[str, Any] = field(default_factory=dict)
    """What else the task has."""
    labeled: bool = True
    """False for a task that nobody has looked at: it gets no annotation."""
    skipped: bool = False
    score: float | None = None
    author: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    """Further fields of the annotation."""
