from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import comm
import pytest

from ls_widgets import Annotator
from tests.unit.widgets.front import CONFIG, TEXTS


@pytest.fixture(autouse=True)
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comms that go nowhere, whatever another test has imported."""
    monkeypatch.setattr(comm, "create_comm", comm.DummyComm)


@pytest.fixture
def make() -> Iterator[Callable[..., Annotator]]:
    made: list[Annotator] = []

    def build(tasks: Any = TEXTS, config: Any = CONFIG, **options: Any) -> Annotator:
        made.append(Annotator(tasks, config, **{"store": None, "annotator": "ann", **options}))
        return made[-1]

    yield build
    for one in made:
        one.close()


@pytest.fixture
def annotator(make: Callable[..., Annotator]) -> Annotator:
    return make()
