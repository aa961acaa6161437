"""Plays the browser: requests over a comm without a kernel, and a record of what came back."""

from __future__ import annotations

import json
from typing import Any

from ls_widgets import Annotator

CONFIG = """<View>
  <Text name="txt" value="$text"/>
  <Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels>
  <Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad"/></Choices>
</View>"""
TEXTS = [{"text": "Anna sings"}, {"text": "Bob  sleeps"}, {"text": "Carl"}]


class Wire:
    """The comm of one widget. What is sent must be strict JSON in UTF-8, as the server demands."""

    def __init__(self, annotator: Annotator) -> None:
        self.comm = annotator.comm
        self.replies: dict[int, dict[str, Any]] = {}
        self.buffers: dict[int, list[bytes]] = {}
        self.pushes: list[dict[str, Any]] = []
        self.log: list[str] = []
        self.closed = False
        self.comm.publish_msg = self.published
        self.last = 1000

    def published(self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **_: Any):
        if msg_type == "comm_close":
            self.closed = True
            return
        if data.get("method") != "custom":
            return
        text = json.dumps(data["content"], ensure_ascii=False, allow_nan=False)
        content = json.loads(text.encode().decode())
        if "re" in content:
            assert content["re"] not in self.replies, "a request has one answer"
            self.replies[content["re"]] = content
            self.buffers[content["re"]] = list(buffers or [])
            self.log.append("reply")
        else:
            self.pushes.append(content)
            self.log.append(f"push {content['push']}")

    def raw(self, content: Any) -> None:
        message = {"data": {"method": "custom", "content": content}}
        self.comm.handle_msg({"content": message, "buffers": []})

    def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The whole reply."""
        self.last += 1
        self.raw({"id": self.last, "kind": kind, **fields})
        return self.replies[self.last]

    def body(self, kind: str, **fields: Any) -> Any:
        reply = self.ask(kind, **fields)
        assert "error" not in reply, reply["error"]
        return reply["body"]

    def took(self, push: str) -> list[dict[str, Any]]:
        return [message for message in self.pushes if message["push"] == push]


class View:
    """One view: a client with ops of its own."""

    def __init__(self, wire: Wire, client: str = "view-one", *, buffers: bool = True) -> None:
        self.wire, self.client, self.seq = wire, client, 0
        self.welcome = wire.body("hello", protocol=1, client=client, buffers=buffers)

    def op(self, task: str, diff: dict[str, Any], **fields: Any) -> dict[str, Any]:
        self.seq += 1
        op = {
            "client": self.client, "seq": self.seq, "task": task, "annotation": "a-1", "base_rev": 0,
            "kind": "create", "label": "Change", "diff": diff, "at": "2024-01-01T00:00:00Z", "target": None,
        }  # fmt: skip
        return {**op, **fields}

    def send(self, *ops: dict[str, Any]) -> dict[str, Any]:
        return self.wire.ask("ops", client=self.client, ops=list(ops))


def item(region: str = "r1", start: int = 0, end: int = 4, text: str = "Anna", label: str = "PER") -> dict:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {
        "value": value,
        "id": region,
        "from_name": "ner",
        "to_name": "txt",
        "type": "labels",
        "origin": "manual",
    }


def adds(*items: dict) -> dict[str, Any]:
    return {
        "added": [{"at": at, "item": one} for at, one in enumerate(items)],
        "fields": {"status": [None, "draft"]},
    }
