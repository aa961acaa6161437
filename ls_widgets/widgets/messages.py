"""The messages between kernel and view; ``js/src/generated/wire.ts`` is written from this file.

Requests (view -> kernel) carry ``id`` and ``kind``; each gets exactly one :class:`Reply` with
``re`` equal to that id. Pushes (kernel -> view) carry a number ``n`` that grows by one for each
client, so that a gap shows and the view can say ``hello`` again.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from ls_widgets.model.wire import (
    Item,
    Op,
    PredictionState,
    Progress,
    TagNode,
    TaskEntry,
    TaskState,
)

PROTOCOL = 1


class Hello(TypedDict):
    """First request of every view, and again after a gap or a lost answer."""

    id: int
    kind: Literal["hello"]
    protocol: int
    client: str
    buffers: bool
    """Whether the host carries binary buffers; else media come as base64 text."""


class Welcome(TypedDict):
    """Answer to ``hello``."""

    protocol: int
    session: str
    """Names project and store: the journal in the browser is kept under it."""
    title: str
    tree: TagNode
    options: ViewOptions
    progress: Progress
    cursor: int
    """Index of the task to show."""
    acked: int
    """Highest contiguous seq stored for this client."""
    pushed: int
    """Number of the last push sent to this client."""
    undo: list[Op]
    """Newest last: steps that can be undone."""
    redo: list[Op]
    """Newest last: steps that can be done again."""
    store: StoreState
    warnings: list[str]


class StoreState(TypedDict):
    """Where labels are kept."""

    location: str
    """A path, a URL without its password, or ``memory``."""
    durable: bool
    writable: bool
    notice: str
    """Empty, or one sentence for the footer."""


class ViewOptions(TypedDict):
    """Choices made in Python that the view follows."""

    hotkeys: dict[str, str]
    """Action id -> keys, over the defaults."""
    prelabel: bool
    """A new annotation starts as a copy of the newest prediction."""
    deny_empty: bool
    select_after_create: bool
    keep_label: bool
    show_region_labels: bool
    read_only: bool
    suggest: bool
    """A model can be asked for suggestions: see ``SuggestRequest``."""
    reply: bool
    """A function can be asked for the next message of a chat: see ``ReplyRequest``."""
    annotator: str
    height: str
    """CSS length, or empty for the default."""


class WindowRequest(TypedDict):
    """Asks for tasks ``start`` to ``start + count - 1``."""

    id: int
    kind: Literal["window"]
    start: int
    count: int


class Window(TypedDict):
    """Tasks in order of their index."""

    tasks: list[TaskState]


class OpsRequest(TypedDict):
    """A batch: at most 50 ops or 256 KiB, one batch in flight."""

    id: int
    kind: Literal["ops"]
    client: str
    ops: list[Op]


class Conflict(TypedDict):
    """Two authors changed the same items: the later change shows, the earlier state is kept."""

    annotation: str
    kept_as: str
    """Id of the annotation that holds the earlier state."""
    message: str


class Ack(TypedDict):
    """Everything up to ``seq`` is durable."""

    seq: int
    revs: dict[str, int]
    """Annotation id -> its revision now."""
    conflicts: list[Conflict]
    progress: Progress


class MediaRequest(TypedDict):
    """A byte range of a medium; the answer's first buffer holds the bytes."""

    id: int
    kind: Literal["media"]
    media: str
    offset: int
    length: int


class TileRequest(TypedDict):
    """A tile of a large picture; the answer's first buffer holds the encoded image.

    Level 0 is the full size, each further one half of it; tiles count from the top left corner as seen.
    """

    id: int
    kind: Literal["tile"]
    media: str
    level: int
    x: int
    y: int


class TileWait(TypedDict):
    """Answer to ``tile`` without a buffer: the picture is being prepared, ask again soon."""

    done: NotRequired[float]
    """Part of the work that is done, 0 to 1; missing when the buffer holds the tile."""


class ChunkRequest(TypedDict):
    """A lazy part of the bundle; the answer's first buffer holds gzip bytes."""

    id: int
    kind: Literal["chunk"]
    name: str
    hash: str


class TasksRequest(TypedDict):
    """Rows of the task list, searched by text when ``query`` is not empty."""

    id: int
    kind: Literal["tasks"]
    query: str
    start: int
    count: int


class TaskRows(TypedDict):
    """Rows of the task list and how many match in all."""

    rows: list[TaskEntry]
    total: int


class SummaryRequest(TypedDict):
    """Asks how often each label and choice was given."""

    id: int
    kind: Literal["summary"]


class Given(TypedDict):
    """What one control was given."""

    control: str
    values: list[tuple[str, int]]
    """The most frequent ones and how often each was given, most first."""
    more: int
    """How many other values there are."""


class Summary(TypedDict):
    """Counts over the submitted annotations."""

    controls: list[Given]
    complete: bool
    """False when there are too many annotations to count while a view waits: then nothing is counted."""


class SuggestRequest(TypedDict):
    """Asks the model of ``suggest=`` what a prompt means; a newer one for the same task ends an older one.

    ``result`` holds the prompt region's results, those connected with it before them.
    """

    id: int
    kind: Literal["suggest"]
    task: str
    result: list[Item]


class Suggestions(TypedDict):
    """What the model proposes: whole results with ids of their own, none of them stored."""

    result: list[Item]


class ReplyRequest(TypedDict):
    """Asks the function of ``reply=`` for the next message; one for the same chat ends an older one."""

    id: int
    kind: Literal["reply"]
    task: str
    chat: str
    """Name of the Chat."""
    messages: list[dict[str, Any]]
    """All messages so far, those of the task first."""


class Replied(TypedDict):
    """The next message, with ``role`` and ``content``; not stored yet."""

    message: dict[str, Any]


class CursorRequest(TypedDict):
    """Tells which task and annotation are shown and what is selected; answered with an empty body."""

    id: int
    kind: Literal["cursor"]
    index: int
    annotation: str | None
    selection: list[str]
    seen: int
    """Number of the last push that the view had followed: an older answer to where it is does not count."""


class CancelRequest(TypedDict):
    """Gives up on the request ``re``."""

    id: int
    kind: Literal["cancel"]
    re: int


class Reply(TypedDict):
    """Answer to one request: ``body`` or ``error``."""

    re: int
    body: NotRequired[Any]
    error: NotRequired[str]
    final: NotRequired[bool]
    """With ``error``: the same request can never succeed. A full disk can be freed, a malformed op cannot."""
    buffer: NotRequired[str]
    """Base64 bytes, where the host has no binary buffers."""


class PushOps(TypedDict):
    """Changes made by Python or by another view: diffs, so that their size does not depend on the annotation.

    A view that knows the annotation at ``base_rev`` applies the diff; else it asks for the task again.
    """

    n: int
    push: Literal["ops"]
    ops: list[Op]
    revs: dict[str, int]
    """Annotation id -> its revision after these ops."""
    progress: Progress
    undo: list[Op]
    redo: list[Op]


class PushPredictions(TypedDict):
    """New predictions of a task."""

    n: int
    push: Literal["predictions"]
    task: str
    predictions: list[PredictionState]


class PushCommand(TypedDict):
    """Python asks the view to do what a person could do."""

    n: int
    push: Literal["command"]
    name: Literal["goto", "select", "submit", "skip", "undo", "redo", "show"]
    index: NotRequired[int]
    ids: NotRequired[list[str]]
    annotation: NotRequired[str]


class PushNotice(TypedDict):
    """A sentence for the person: a failed callback, a store that cannot write."""

    n: int
    push: Literal["notice"]
    tone: Literal["info", "warning", "error"]
    text: str
    detail: str


Request = (
    Hello
    | WindowRequest
    | OpsRequest
    | MediaRequest
    | TileRequest
    | ChunkRequest
    | TasksRequest
    | SummaryRequest
    | SuggestRequest
    | ReplyRequest
    | CursorRequest
    | CancelRequest
)
Push = PushOps | PushPredictions | PushCommand | PushNotice
