"""Stock configs: ``<name>.xml``, whose first line says what it is for, and ``<name>.json``, sample tasks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from ls_widgets.config.words import did_you_mean, listing, quote

__all__ = ["Template", "templates"]


@dataclass(frozen=True, slots=True)
class Template:
    """A stock config as XML to use or to change, and tasks to try it with."""

    name: str
    title: str
    config: str
    tasks: list[dict[str, Any]]

    def __repr__(self) -> str:
        return f"Template({self.name!r}: {self.title} {len(self.tasks)} sample tasks)\n\n{self.config}"


class Templates(Mapping[str, Template]):
    """Stock configs by name; a name also stands for its config: ``Annotator(tasks, "sentiment")``.

    Each look-up reads the template anew, so what a caller changes stays with the caller.

    >>> template = templates["sentiment"]
    >>> template.title, list(template.tasks[0])
    ('Tone of a short text: one answer.', ['text'])
    """

    @cached_property
    def _names(self) -> dict[str, None]:
        found = (path.name for path in files(__name__).iterdir())
        return dict.fromkeys(sorted(name.removesuffix(".xml") for name in found if name.endswith(".xml")))

    def __getitem__(self, name: str) -> Template:
        if name not in self._names:
            hint = did_you_mean(str(name), self._names) or f"Templates: {listing([*self._names])}."
            raise KeyError(f"no template {quote(name)}. {hint}")
        home = files(__name__)
        config = (home / f"{name}.xml").read_text(encoding="utf-8")
        tasks = json.loads((home / f"{name}.json").read_text(encoding="utf-8"))
        title = config.partition("-->")[0].removeprefix("<!--").strip()
        return Template(name, title, config, tasks)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        width = max(map(len, self._names), default=0)
        lines = (f"  {name:{width}}  {template.title}" for name, template in self.items())
        return "\n".join([f"{len(self)} templates:", *lines])


templates = Templates()
"""All stock configs."""
