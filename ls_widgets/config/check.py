"""What is wrong with a config: faults that keep it from working, and warnings about the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ls_widgets.config.names import Names
from ls_widgets.config.tree import OPTIONS, Tag
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import Problem

MAX_PROBLEMS = 200

_CHOOSERS = ("Labels", "Choices")
_SHAPELESS = ("image", "video")


def find_faults(root: Tag, names: Names) -> list[Problem]:
    """Every fault that keeps the config from working, in document order."""
    return [*names.faults, *(problem for tag in root.walk() for problem in _faults(tag))]


def find_warnings(root: Tag, names: Names) -> list[Problem]:
    """What works here but is odd, has no effect, or is refused by Label Studio's server."""
    found = [*names.warnings]
    found.extend(_placement(root))
    drawn = {name for tag in names.control_tags if tag.spec and tag.spec.shape for name in tag.to_name}
    for tag in root.walk():
        found.extend(_attributes(tag, names))
        found.extend(_options(tag))
    for tag in names.control_tags:
        found.extend(_pairing(tag, names, drawn))
    return found


def capped(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by line, the first of very many."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0)
    if len(ordered) <= MAX_PROBLEMS:
        return ordered
    return [*ordered[:MAX_PROBLEMS], Problem("config", f"{len(ordered) - MAX_PROBLEMS} more like these.")]


def _faults(tag: Tag) -> Iterator[Problem]:
    spec = tag.spec
    if spec is None:
        return
    declared = spec.attrs.get("value")
    if spec.role == "object" and declared and declared.required and tag.value is None:
        yield Problem(
            str(tag), "has no value to show.", tag.line, 'Write value="$column" to show a column of the data.'
        )
    chooses = tag.tag in _CHOOSERS and "value" not in tag.attrs and not tag.get("allowEmpty")
    if chooses and not _has_options(tag):
        hint = f'Add <{spec.child} value="…"/>, or value="$column" to take them from the data.'
        yield Problem(str(tag), f"has no {spec.child}: there is nothing to choose.", tag.line, hint)
    if tag.get("perRegion") is True and tag.get("perItem") is True:
        yield Problem(str(tag), "has both perRegion and perItem.", tag.line, "Choose one of them.")


def _has_options(tag: Tag) -> bool:
    return any(below.tag in OPTIONS for below in tag.walk() if below is not tag)


def _placement(root: Tag) -> Iterator[Problem]:
    """Children outside the tags that give them a meaning."""
    stack: list[tuple[Tag, tuple[Tag, ...]]] = [(root, ())]
    while stack:
        tag, holders = stack.pop()
        spec = tag.spec
        if spec and spec.role == "label" and not any(_holds(holder, tag) for holder in holders):
            wanted = spec.parents or ("a labels control",)
            yield Problem(str(tag), f"stands outside of {' or '.join(wanted)} and has no effect.", tag.line)
        inside = (tag,) if spec is None or spec.role != "visual" else holders
        stack.extend((child, inside) for child in reversed(tag.children))


def _holds(holder: Tag, child: Tag) -> bool:
    spec = holder.spec
    if spec is None or spec.child == child.tag or holder.tag == child.tag:
        return True
    return bool(child.spec) and holder.tag in child.spec.parents


def _attributes(tag: Tag, names: Names) -> Iterator[Problem]:
    spec = tag.spec
    if spec is None:
        return
    for name, attr in spec.attrs.items():
        if attr.required and name not in tag.attrs and name not in {"name", "toName", "value"}:
            yield Problem(str(tag), f"needs the attribute {name}.", tag.line)
    for name in str(tag.attrs.get("whenTagName", "")).split(","):
        if name and name not in names.controls and name not in names.objects:
            hint = did_you_mean(name, [*names.controls, *names.objects])
            yield Problem(str(tag), f"whenTagName={quote(name)} names nothing.", tag.line, hint)
    if tag.tag == "Filter" and tag.attrs.get("value") is None:
        missing = [name for name in tag.to_name if name not in names.controls]
        for name in missing:
            yield Problem(
                str(tag), f"toName={quote(name)} names nothing.", tag.line, did_you_mean(name, names.controls)
            )
    if tag.tag == "Video":
        yield from _speeds(tag)


def _speeds(tag: Tag) -> Iterator[Problem]:
    speeds = {name: tag.get(name) for name in ("minPlaybackSpeed", "defaultPlaybackSpeed")}
    for name, speed in speeds.items():
        if isinstance(speed, int | float) and not 0.05 <= speed <= 10:
            yield Problem(str(tag), f"{name} must be from 0.05 to 10.", tag.line)
    low, start = speeds.values()
    if isinstance(low, int | float) and isinstance(start, int | float) and low > start:
        yield Problem(str(tag), "minPlaybackSpeed is above defaultPlaybackSpeed.", tag.line)


def _options(tag: Tag) -> Iterator[Problem]:
    spec = tag.spec
    if tag.tag in OPTIONS and tag.attrs.get("value") in (None, ""):
        yield Problem(str.__str__(tag.tag), "has no value.", tag.line, 'Write value="…".')
    if spec is None or spec.role != "control" or spec.child not in OPTIONS:
        return
    options = [child for child in tag.walk() if child.tag in OPTIONS]
    if spec.labels and tag.tag not in _CHOOSERS and not options and "value" not in tag.attrs:
        yield Problem(
            str(tag), "has no Label: regions cannot be labeled.", tag.line, 'Add <Label value="…"/>.'
        )
    if tag.tag != "Taxonomy" and tag.get("allowNested") is not True:
        seen: set[str] = set()
        for option in options:
            stored = option.stored
            if stored and stored in seen:
                yield Problem(
                    str(tag), f"has {spec.child} {quote(stored)} twice.", option.line, "Remove one."
                )
            seen.add(stored or "")


def _pairing(tag: Tag, names: Names, drawn: set[str]) -> Iterator[Problem]:
    if tag.tag == "Pairwise" and (len(tag.to_name) != 2 or len(set(tag.to_name)) != 2):
        yield Problem(str(tag), "compares exactly two different objects.", tag.line, 'Write toName="a,b".')
    spec = tag.spec
    if spec is None or not spec.surfaces:
        return
    for name in tag.to_name:
        target = names.objects.get(name)
        if target is None or target.spec is None:
            continue
        surface = target.spec.surface
        if surface not in spec.surfaces:
            message = f"does not work on {target.tag}; it works on {listing(spec.surfaces)}."
            yield Problem(str(tag), message, tag.line, "Its regions cannot be drawn." if spec.shape else "")
        elif tag.tag == "Labels" and surface in _SHAPELESS and name not in drawn:
            combined = "RectangleLabels" if surface == "image" else "TimelineLabels"
            hint = f"Add a shape such as Rectangle, or use {combined}."
            yield Problem(str(tag), f"has no shape to draw on {target}.", tag.line, hint)
