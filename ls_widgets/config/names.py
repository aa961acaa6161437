"""Which tags are controls and objects, and the names that were left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from ls_widgets.config.tags import find_spec
from ls_widgets.config.tree import Tag, TagName
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import Problem


@dataclass(slots=True)
class Names:
    """Named tags of a config; the lists hold every tag, the dicts the first of each name."""

    controls: dict[str, Tag] = field(default_factory=dict)
    objects: dict[str, Tag] = field(default_factory=dict)
    control_tags: list[Tag] = field(default_factory=list)
    object_tags: list[Tag] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def find_names(root: Tag, quoted: frozenset[str]) -> Names:
    """Fills in names and toNames that were left out; ``quoted`` holds toNames written in double quotes."""
    names = Names()
    others: list[Tag] = []
    for tag in root.walk():
        if _is_control(tag):
            names.control_tags.append(tag)
        elif tag.spec and tag.spec.role == "object":
            names.object_tags.append(tag)
        elif tag.name and "value" in tag.attrs and (tag.spec is None or tag.tag == "Header"):
            others.append(tag)
    _fill_names(names)
    _collect(names.object_tags, names.objects, "object", names.faults)
    _collect(names.control_tags, names.controls, "control", names.faults)
    for tag in names.control_tags:
        _aim(tag, names, quoted)
    for tag in others:
        names.objects.setdefault(tag.name or "", tag)
    for name in names.controls.keys() & names.objects.keys():
        tag = names.controls[name]
        hint = "Label Studio's server refuses it, and exports mix the two up: rename one."
        message = f"has the name of the object {names.objects[name].tag}."
        names.warnings.append(Problem(str(tag), message, tag.line, hint))
    for tag in names.object_tags:
        if tag.spec and tag.spec.self_control:
            _add_self_control(tag, names)
    return names


def _is_control(tag: Tag) -> bool:
    spec = tag.spec
    if spec is None:
        return bool(tag.name and tag.to_name)
    return spec.role == "control" and (tag.tag != "Relations" or tag.name is not None)


def _fill_names(names: Names) -> None:
    tags = [*names.object_tags, *names.control_tags]
    taken = {tag.name for tag in tags}
    for tag in tags:
        if tag.name:
            continue
        base = str.__str__(tag.tag).lower()
        candidates = (base if count == 1 else f"{base}{count}" for count in range(1, len(tags) + 2))
        tag.name = next(name for name in candidates if name not in taken)
        taken.add(tag.name)
        hint = f"Label Studio's server refuses it: write name={quote(tag.name)}."
        message = f"has no name; {quote(tag.name)} is used."
        names.warnings.append(Problem(str.__str__(tag.tag), message, tag.line, hint, "unseen"))


def _collect(tags: list[Tag], into: dict[str, Tag], kind: str, faults: list[Problem]) -> None:
    for tag in tags:
        first = into.setdefault(tag.name or "", tag)
        if first is not tag:
            where = f" (the other is in line {first.line})" if first.line else ""
            faults.append(
                Problem(
                    str(tag), f"is the second {kind} with this name{where}.", tag.line, "Rename one of them."
                )
            )


def _aim(tag: Tag, names: Names, quoted: frozenset[str]) -> None:
    """Infers a toName that was left out and looks up one that was written."""
    if tag.tag == "Relations" and not tag.to_name:
        return
    written = ",".join(tag.to_name)
    hidden = bool(tag.to_name) and written not in quoted
    if not tag.to_name or (hidden and not written.strip()):
        _infer(tag, names)
        return
    for name in tag.to_name:
        if name in names.objects or name in names.controls:
            if name not in names.objects:
                problem = f"toName={quote(name)} names a control, so its results belong to no object."
                names.warnings.append(Problem(str(tag), problem, tag.line, _objects_hint(name, names)))
            continue
        problem = Problem(
            str(tag), f"toName={quote(name)} names nothing.", tag.line, _objects_hint(name, names)
        )
        # The reference reads names in double quotes only, so its projects may hold this fault in single ones.
        (names.warnings if hidden else names.faults).append(problem)
    if len(tag.to_name) > 1 and tag.tag != "Pairwise":
        problem = "has several objects in toName; only Pairwise compares objects."
        names.warnings.append(Problem(str(tag), problem, tag.line))


def _infer(tag: Tag, names: Names) -> None:
    objects = list(names.objects)
    surfaces = tag.spec.surfaces if tag.spec else ()
    fitting = [name for name in objects if _surface(names.objects[name]) in surfaces]
    if tag.tag == "Pairwise":
        found = objects if len(objects) == 2 else []
    else:
        found = objects if len(objects) == 1 else fitting
    if tag.tag != "Pairwise" and len(found) != 1:
        found = []
    if not found:
        problem = (
            "has no toName, and there is no object." if not objects else "has no toName to choose an object."
        )
        names.faults.append(Problem(str(tag), problem, tag.line, f"Objects: {listing(objects)}."))
        return
    tag.to_name = found
    hint = f"Label Studio's server wants it: write toName={quote(','.join(found))}."
    message = f"has no toName; {listing(found)} is used."
    names.warnings.append(Problem(str(tag), message, tag.line, hint, "unseen"))


def _surface(tag: Tag) -> str | None:
    return tag.spec.surface if tag.spec else None


def _objects_hint(name: str, names: Names) -> str:
    if name != name.strip():
        return "Write toName without blanks around the comma."
    return did_you_mean(name, names.objects) or f"Objects: {listing(list(names.objects))}."


def _add_self_control(tag: Tag, names: Names) -> None:
    """Chat and ReactCode are their own controls; the reference calls an untargeted Chat's ChatMessage."""
    if tag.to_name:
        names.controls.setdefault(tag.name or "", tag)
        return
    spec = find_spec("ChatMessage") if tag.tag == "Chat" else tag.spec
    kind = spec.tag if spec else str.__str__(tag.tag)
    attrs = dict(tag.attrs) if tag.tag != "Chat" else {}
    control = Tag(tag.id, TagName(kind), tag.name, [tag.name or ""], attrs, line=tag.line)
    names.controls.setdefault(tag.name or "", control)
