"""Which task a sample of another tool is about: by its picture's name, its text, or its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ls_widgets.config.variables import find
from ls_widgets.model.span_text import shown_text
from ls_widgets.tasks.cells import json_value
from ls_widgets.tasks.keys import row_digest

if TYPE_CHECKING:
    from ls_widgets.project.project import Project

NO_TASK = "no task of the project shows it"
SEVERAL = "several tasks of the project show a picture of this name"
BLOCK = 5_000


@dataclass(frozen=True, slots=True)
class Spot:
    """An object of a task, or a page of it."""

    index: int
    to_name: str = ""
    page: int | None = None
    address: str = ""
    """Of a picture, as the task has it."""


class TaskIndex:
    """The tasks of a project by what they show; each look-up table is made when it is first needed."""

    def __init__(self, project: Project) -> None:
        from ls_widgets.formats.layout import Layout
        from ls_widgets.project.exporting import TaskMedia

        self._project = project
        self.layout = Layout(project.config)
        self._media = TaskMedia(project)
        self._tables: dict[int, dict[str, list[Spot] | None]] = {}
        self._used: dict[Any, int] = {}
        """How often samples were found in the same several spots."""

    def find(self, sample: Any) -> tuple[str, Any] | str:
        """Key and place of the task of a sample; why there is none."""
        spots = self._spots(sample)
        if isinstance(spots, str):
            return spots
        if len(spots) == 1:
            return self._placed(spots[0], sample)
        turn = self._used.get(spots[0], 0)
        self._used[spots[0]] = turn + 1
        return self._placed(spots[turn % len(spots)], sample)

    def _spots(self, sample: Any) -> Sequence[Spot] | str:
        if sample.task is not None and str(sample.task) in self._ids:
            spot = self._ids[str(sample.task)]
            if sample.text is None and not sample.picture:
                return (spot,)
            same = [one for one in self._texts.get(_bare(sample.text or ""), ()) if one.index == spot.index]
            if same:
                return tuple(same)
        if sample.picture:
            return self._pictured(sample.picture)
        found = self._texts.get(_bare(sample.text)) if sample.text is not None else None
        return tuple(found) if found else NO_TASK

    def _pictured(self, name: str) -> Sequence[Spot] | str:
        for way, asked in enumerate(_names(name)):
            table = self._pictures(way)
            if asked in table:
                return table[asked] or SEVERAL
        return NO_TASK

    def _placed(self, spot: Spot, sample: Any) -> tuple[str, Any]:
        from ls_widgets.formats.building import Place

        place = Place(spot.to_name, spot.page)
        key = self._project.source.key(spot.index)
        variable = self.layout.variable(spot.to_name, spot.page or 0) if spot.to_name else None
        if variable is None:
            return key, place
        if sample.text is not None:
            place.text = self._text(spot, self._project.source.data(spot.index))
        elif sample.size is None and sample.marks:
            shown = self._media.picture(spot.index, variable)
            place.size = None if shown is None else (shown.width, shown.height)
        return key, place

    def _text(self, spot: Spot, data: Mapping[str, Any]) -> str | None:
        tag = self.layout.object(spot.to_name)
        encoding = str(tag.get("encoding") or "none") if tag is not None else "none"
        return shown_text(self.layout.shown(data, spot.to_name), encoding)

    def _rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        source = self._project.source
        for start in range(0, len(source), BLOCK):
            stop = min(start + BLOCK, len(source))
            source.key(stop - 1)  # the keys of a whole block at once
            yield from enumerate(source.rows.block(start, stop), start)

    def _pictures(self, way: int) -> dict[str, list[Spot] | None]:
        """For a way to name a picture: name -> where it is shown; None for what several are named."""
        from ls_widgets.formats.names import media_name

        if way in self._tables:
            return self._tables[way]
        table = self._tables[way] = {}
        for index, row in self._rows():
            for name in self.layout.pictures:
                for page, address in self._addresses(row, name):
                    spot = Spot(index, name, page, address)
                    for known in (address, media_name(address)):
                        _note(table, _names(known)[way], spot)
        return table

    def _addresses(self, row: Mapping[str, Any], name: str) -> Iterator[tuple[int | None, str]]:
        tag = self.layout.object(name)
        if tag is not None and tag.attrs.get("valueList"):
            variable = (self.layout.variable(name) or "").removesuffix("[0]")
            pages = find(row, variable)[1]
            for page, address in enumerate(pages if isinstance(pages, list | tuple) else ()):
                if isinstance(address, str):
                    yield page, address
            return
        shown = self.layout.shown(row, name)
        if shown is not None and not isinstance(shown, str):
            shown = json_value(shown)
        if isinstance(shown, str):
            yield None, shown

    @cached_property
    def _texts(self) -> dict[str, list[Spot]]:
        found: dict[str, list[Spot]] = {}
        names = [tag.name for tag in self.layout.objects("Text") if tag.name and "{{" not in tag.name]
        for index, row in self._rows():
            for name in names:
                text = self._text(Spot(index, name), row)
                if text:
                    found.setdefault(_bare(text), []).append(Spot(index, name))
        return found

    @cached_property
    def _ids(self) -> dict[str, Spot]:
        source = self._project.source
        found: dict[str, Spot] = {}
        for index in range(len(source)):
            envelope = source.envelope(index)
            identity = index + 1 if envelope is None else envelope.get("id", index + 1)
            found.setdefault(str(identity), Spot(index))
        return found

    def of_task(self, task: Mapping[str, Any]) -> str | None:
        """The key of a Label Studio task: equal data, else the same id; None where there is none."""
        data, source = task.get("data"), self._project.source
        if isinstance(data, Mapping):
            digest = row_digest(dict(data))
            spots = self._data.get(digest)
            if spots:
                turn = self._used.get(digest, 0)
                self._used[digest] = turn + 1
                return source.key(spots[turn % len(spots)])
        spot = self._ids.get(str(task["id"])) if task.get("id") is not None else None
        return None if spot is None else source.key(spot.index)

    @cached_property
    def _data(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index, row in self._rows():
            found.setdefault(row_digest(row), []).append(index)
        return found


def _bare(text: str) -> str:
    """A short name for a text without its white space."""
    return sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _names(name: str) -> tuple[str, str, str]:
    """A picture's name as it is, without its folders, and without its suffix."""
    plain = name.replace("\\", "/").partition("?d=")[2] or name.replace("\\", "/")
    last = plain.partition("?")[0].rpartition("/")[2]
    return name, last, last.rpartition(".")[0] or last


def _note(table: dict[str, list[Spot] | None], name: str, spot: Spot) -> None:
    spots = table.setdefault(name, [])
    if spots and spots[0].address != spot.address:
        table[name] = None
    elif spots is not None and spots[-1:] != [spot]:
        spots.append(spot)
