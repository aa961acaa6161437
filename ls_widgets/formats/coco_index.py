"""Where the images and annotations of a COCO file lie, and which belong together: numbers alone."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.json_parts import Part


class _Places:
    """Where each part of a list begins and ends."""

    def __init__(self) -> None:
        self._starts, self._sizes = array("q"), array("i")

    def add(self, part: Part) -> None:
        self._starts.append(part.start)
        self._sizes.append(part.stop - part.start)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, at: int) -> tuple[int, int]:
        start = self._starts[at]
        return start, start + self._sizes[at]


class CocoIndex:
    """Images and annotations in the order of their lists, some thirty bytes for each annotation."""

    def __init__(self, place: str) -> None:
        self.images, self.annotations = _Places(), _Places()
        self._place = place
        self._known: dict[Any, int] = {}
        """Id of an image, listed or referred to -> its number here."""
        self._listed = array("i")
        """Number of an image -> its position in the list, or -1."""
        self._belong = array("i")
        """Position of an annotation -> number of its image."""
        self._ids, self._ids_at = array("q"), array("i")
        self._odd_ids: set[Any] = set()
        """Ids that are texts, or longer than 64 bits."""

    def add_image(self, identity: int | str, part: Part) -> None:
        """Notes an image of the list. FormatError for an id that is there already."""
        number = self._number(identity)
        if self._listed[number] >= 0:
            where = f"{self._place}, images[{part.at}].id"
            raise FormatError(f"{where}: {identity!r} is the id of another image too.")
        self._listed[number] = len(self.images)
        self.images.add(part)

    def add_annotation(self, identity: int | str | None, image: int | str, part: Part) -> None:
        """Notes an annotation of the list, which may come before that of the images."""
        at = len(self.annotations)
        try:
            if identity is not None:
                self._ids.append(identity)  # type: ignore[arg-type] - what is no number goes the other way
                self._ids_at.append(at)
        except (OverflowError, TypeError):
            if identity in self._odd_ids:
                self._refuse_id(at, identity)
            self._odd_ids.add(identity)
        self._belong.append(self._number(image))
        self.annotations.add(part)

    def images_by_id(self, key: Any) -> list[int]:
        """Positions of the images in the order of their ids."""
        known = self._known
        return [self._listed[known[one]] for one in sorted(known, key=key) if self._listed[known[one]] >= 0]

    def groups(self) -> _Groups:
        """The annotations of each image. FormatError for ids twice, and for images that are not listed."""
        import numpy as np

        ids = np.asarray(self._ids)
        order = np.argsort(ids, kind="stable")
        twice = np.flatnonzero(ids[order][1:] == ids[order][:-1])
        if twice.size:
            second = int(order[twice + 1].min())
            self._refuse_id(self._ids_at[second], self._ids[second])
        listed = np.asarray(self._listed)
        for identity, number in self._known.items():
            # VIA writes some of the numbers as texts.
            if listed[number] < 0 and isinstance(identity, str) and identity.isdecimal():
                meant = self._known.get(int(identity))
                listed[number] = -1 if meant is None else listed[meant]
        belong = listed[np.asarray(self._belong)]
        lost = np.flatnonzero(belong < 0)
        if lost.size:
            at = int(lost[0])
            name = next(one for one, number in self._known.items() if number == self._belong[at])
            where = f"{self._place}, annotations[{at}].image_id"
            raise FormatError(f"{where}: there is no image {name!r}.")
        order = np.argsort(belong, kind="stable")
        return _Groups(order, np.searchsorted(belong[order], np.arange(len(self.images) + 1)))

    def _number(self, identity: int | str) -> int:
        number = self._known.setdefault(identity, len(self._listed))
        if number == len(self._listed):
            self._listed.append(-1)
        return number

    def _refuse_id(self, at: int, identity: Any) -> None:
        where = f"{self._place}, annotations[{at}].id"
        raise FormatError(f"{where}: {identity!r} is the id of another annotation too.")


class _Groups:
    def __init__(self, order: Any, bounds: Any) -> None:
        self._order, self._bounds = order, bounds

    def __getitem__(self, image: int) -> Iterator[int]:
        """Positions of the annotations of the image at this position, in their order."""
        return map(int, self._order[self._bounds[image] : self._bounds[image + 1]])
