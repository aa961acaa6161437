"""The one diff type: how a change of an annotation is applied, inverted, composed and found.

The same fixtures (``tests/contract/diff``) hold this module and ``js/src/core/diff.ts`` together.
Three rules make every diff exact:

- removal and update speak of the list before the change, insertion of the list after it;
- an update keeps the item's place among the items that stay;
- the k-th pair of a key in ``updated`` belongs to the k-th staying item of that key. `between`
  and `squash` use ``updated`` only where a key is single among the staying items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ls_widgets.model.wire import Diff, Item, Placed

Key = tuple[str, str, str]
"""``("relation", from_id, to_id)`` of a relation, else ``("result", id, from_name)``."""

Fields = dict[str, Any]


def key(item: Mapping[str, Any]) -> Key:
    """What identifies an item within one result list; duplicates are told apart by their order."""
    if item.get("type") == "relation":
        return ("relation", str(item.get("from_id")), str(item.get("to_id")))
    return ("result", str(item.get("id")), str(item.get("from_name")))


def same(one: Any, other: Any) -> bool:
    """Equality of JSON values that tells ``1`` from ``true`` and ``1.0``, and sees the order of keys."""
    return one is other or (one == other and repr(one) == repr(other))


def make(
    removed: Sequence[Placed] = (),
    updated: Sequence[tuple[Item, Item]] = (),
    *,
    added: Sequence[Placed] = (),
    fields: Mapping[str, tuple[Any, Any]] | None = None,
) -> Diff:
    """A diff without its empty parts."""
    diff: Diff = {}
    if removed:
        diff["removed"] = list(removed)
    if updated:
        diff["updated"] = list(updated)
    if added:
        diff["added"] = list(added)
    if fields:
        diff["fields"] = dict(fields)
    return diff


def apply(result: Sequence[Item], fields: Mapping[str, Any], diff: Diff) -> tuple[list[Item], Fields]:
    """The result list and fields after the change; the arguments stay as they are."""
    after, after_fields, _ = fit(result, fields, diff)
    return after, after_fields


def fit(result: Sequence[Item], fields: Mapping[str, Any], diff: Diff) -> tuple[list[Item], Fields, Diff]:
    """Applies a change that may have been made on another state; also says what exactly it did here.

    Items are found by key where positions differ, what is gone stays gone, and insertions keep their
    place as well as they can. The third value inverts exactly to the arguments.
    """
    gone = _positions(result, diff.get("removed", ()))
    after = [item for at, item in enumerate(result) if at not in gone] if gone else list(result)
    updated = _replace(after, diff.get("updated", ()))
    added: list[Placed] = []
    following = 0
    for placed in sorted(diff.get("added", ()), key=_at):
        at = min(max(placed["at"], following), len(after))
        following = at + 1
        after.insert(at, placed["item"])
        added.append({"at": at, "item": placed["item"]})
    after_fields = dict(fields)
    changes: dict[str, tuple[Any, Any]] = {}
    for name, (_, value) in diff.get("fields", {}).items():
        changes[name] = (after_fields.get(name), value)
        if value is None:
            after_fields.pop(name, None)
        else:
            after_fields[name] = value
    removed: list[Placed] = [{"at": at, "item": result[at]} for at in sorted(gone)]
    return after, after_fields, make(removed, updated, added=added, fields=changes)


def _positions(result: Sequence[Item], removed: Sequence[Placed]) -> set[int]:
    gone: set[int] = set()
    strays: list[Key] = []
    for placed in removed:
        at, wanted = placed["at"], key(placed["item"])
        if 0 <= at < len(result) and at not in gone and key(result[at]) == wanted:
            gone.add(at)
        else:
            strays.append(wanted)
    if strays:
        places: dict[Key, list[int]] = defaultdict(list)
        for at in range(len(result) - 1, -1, -1):
            if at not in gone:
                places[key(result[at])].append(at)
        for wanted in strays:
            if places[wanted]:
                gone.add(places[wanted].pop())
    return gone


def _replace(kept: list[Item], updated: Sequence[tuple[Item, Item]]) -> list[tuple[Item, Item]]:
    """Puts the new items in place; returns the pairs that met an item, in the order of the list."""
    wanted: dict[Key, list[Item]] = defaultdict(list)
    for before, after in reversed(updated):
        wanted[key(before)].append(after)
    done: list[tuple[Item, Item]] = []
    for at, item in enumerate(kept):
        if not wanted:
            break
        name = key(item)
        if name in wanted:
            kept[at] = wanted[name].pop()
            done.append((item, kept[at]))
            if not wanted[name]:
                del wanted[name]
    return done


def invert(diff: Diff) -> Diff:
    """The change back: what the diff made of a result list becomes what it was."""
    return make(
        diff.get("added", ()),
        [(after, before) for before, after in diff.get("updated", ())],
        added=diff.get("removed", ()),
        fields={name: (after, before) for name, (before, after) in diff.get("fields", {}).items()},
    )


def between(
    old: Sequence[Item],
    new: Sequence[Item],
    *,
    old_fields: Mapping[str, Any] | None = None,
    new_fields: Mapping[str, Any] | None = None,
) -> Diff:
    """The smallest change from one list to the other that keeps order exactly."""
    pairs = _staying(old, new)
    left = {one for one, _ in pairs}
    right = {other for _, other in pairs}
    return make(
        [{"at": at, "item": item} for at, item in enumerate(old) if at not in left],
        [(old[one], new[other]) for one, other in pairs if not same(old[one], new[other])],
        added=[{"at": at, "item": item} for at, item in enumerate(new) if at not in right],
        fields=between_fields(old_fields or {}, new_fields or {}),
    )


def between_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """``[from, to]`` of the fields that differ."""
    names = [*old, *(name for name in new if name not in old)]
    return {name: (old.get(name), new.get(name)) for name in names if not same(old.get(name), new.get(name))}


def _staying(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Index pairs of the items that stay, ascending on both sides and as many as possible."""
    old_keys, new_keys = [key(item) for item in old], [key(item) for item in new]
    old_count, new_count = Counter(old_keys), Counter(new_keys)
    places: dict[Key, list[int]] = defaultdict(list)
    for at in range(len(old) - 1, -1, -1):
        places[old_keys[at]].append(at)
    pairs: list[tuple[int, int]] = []
    for other, name in enumerate(new_keys):
        waiting = places.get(name)
        if not waiting:
            continue
        if old_count[name] == new_count[name] == 1:
            pairs.append((waiting[0], other))
            continue
        equal = next((one for one in reversed(waiting) if same(old[one], new[other])), None)
        if equal is not None:
            waiting.remove(equal)
            pairs.append((equal, other))
    return _longest_ascending(pairs)


def _longest_ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (one, _) in enumerate(pairs):
        length = bisect_left(tails, one)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(one)
            ends.append(at)
        else:
            tails[length] = one
            ends[length] = at
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def squash(first: Diff, second: Diff) -> Diff:
    """One diff that does what ``first`` and then ``second`` do."""
    added = {placed["at"]: placed["item"] for placed in first.get("added", ())}
    taken = {placed["at"] for placed in first.get("removed", ())}
    changes = {key(before): (before, after) for before, after in first.get("updated", ())}

    removed = list(first.get("removed", ()))
    dropped = {placed["at"] for placed in second.get("removed", ())}
    staying_adds = {key(item): at for at, item in added.items() if at not in dropped}
    for placed in second.get("removed", ()):
        if placed["at"] not in added:
            at = _after_inserting(_before_inserting(placed["at"], added), taken)
            before, _ = changes.pop(key(placed["item"]), (placed["item"], None))
            removed.append({"at": at, "item": before})
    for before, after in second.get("updated", ()):
        name = key(before)
        if name in staying_adds:
            added[staying_adds[name]] = after
        else:
            changes[name] = (changes[name][0] if name in changes else before, after)

    places = {placed["at"] for placed in second.get("added", ())}
    inserted = list(second.get("added", ()))
    for at, item in added.items():
        if at not in dropped:
            inserted.append({"at": _after_inserting(_before_inserting(at, dropped), places), "item": item})
    return make(
        sorted(removed, key=_at),
        [pair for pair in changes.values() if not same(*pair)],
        added=sorted(inserted, key=_at),
        fields=_squash_fields(first, second),
    )


def _at(placed: Placed) -> int:
    return placed["at"]


def _before_inserting(at: int, others: Iterable[int]) -> int:
    """Where position ``at`` is counted without the positions of ``others``."""
    return at - sum(1 for other in others if other < at)


def _after_inserting(at: int, places: Iterable[int]) -> int:
    """Where position ``at`` comes to lie when ``places`` are filled in ascending order."""
    for place in sorted(places):
        if place > at:
            break
        at += 1
    return at


def _squash_fields(first: Diff, second: Diff) -> dict[str, tuple[Any, Any]]:
    both = {name: (before, after) for name, (before, after) in first.get("fields", {}).items()}
    for name, (before, after) in second.get("fields", {}).items():
        both[name] = (both[name][0] if name in both else before, after)
    return {name: pair for name, pair in both.items() if not same(*pair)}


def touched(diff: Diff) -> set[Key]:
    """Keys of the items that the change removes, updates or adds."""
    keys = {key(placed["item"]) for part in ("removed", "added") for placed in diff.get(part, ())}
    return keys.union(key(before) for before, _ in diff.get("updated", ()))
