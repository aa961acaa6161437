from __future__ import annotations

import tracemalloc

import pandas as pd
import pytest

from ls_widgets.tasks.source import open_tasks
from tests.calls import calls

ROWS = 1_000_000


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.DataFrame({"text": [f"row {i} of many" for i in range(ROWS)], "n": range(ROWS)})


def test_a_million_rows_open_and_show_without_being_read(frame):
    open_tasks(frame.head(1)).key(0)
    tracemalloc.start()
    source = open_tasks(frame)
    shown = [(source.key(i), source.data(i)) for i in [0, 1, 2, ROWS - 1]]
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert calls(lambda: open_tasks(frame)) < 2 * calls(lambda: open_tasks(frame.head(1)))
    assert used < 50e6
    assert shown[3][1] == {"text": "row 999999 of many", "n": 999_999}
    assert source.index_of(shown[3][0]) == ROWS - 1


def test_a_list_of_many_dicts_opens_without_looking_at_them_all():
    class Watched(dict):
        read = 0

        def items(self):
            Watched.read += 1
            return super().items()

        def keys(self):
            Watched.read += 1
            return super().keys()

        def __iter__(self):
            Watched.read += 1
            return super().__iter__()

    source = open_tasks([Watched(text=str(i)) for i in range(100_000)])
    assert source.columns == ["text"]
    assert Watched.read < 2_000
