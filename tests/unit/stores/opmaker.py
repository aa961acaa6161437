"""Ops as a view makes them, for the store tests."""

from __future__ import annotations

from typing import Any


def item(name: str, value: Any = 1, control: str = "c") -> dict[str, Any]:
    return {"id": name, "from_name": control, "to_name": "t", "type": "choices", "value": {"choices": value}}


class Client:
    """Numbers ops; ``rev`` of each annotation is what this client last heard."""

    def __init__(self, name: str = "view-1") -> None:
        self.name = name
        self.seq = 0

    def op(self, annotation: str = "a", kind: str = "edit", *, base: int = 0, **parts: Any) -> dict[str, Any]:
        self.seq += 1
        target = parts.pop("target", None)
        task = parts.pop("task", "t1")
        return {
            "client": self.name, "seq": self.seq, "task": task, "annotation": annotation, "base_rev": base,
            "kind": kind, "label": kind.title(), "diff": parts, "at": "2026-01-01T00:00:00Z",
            "target": target,
        }  # fmt: skip

    def create(self, *items: dict[str, Any], annotation: str = "a", task: str = "t1") -> dict[str, Any]:
        return self.op(annotation, "create", task=task, added=placed(*items))


def placed(*items: dict[str, Any], at: int = 0) -> list[dict[str, Any]]:
    return [{"at": at + n, "item": one} for n, one in enumerate(items)]


def status(before: str | None, after: str | None) -> dict[str, list[str | None]]:
    return {"status": [before, after]}
