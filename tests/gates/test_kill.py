"""Gate: 200 kills with -9 in the middle of labeling; nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from ls_widgets.stores import open_store

TRIALS = 200
LEAST_ACKS = 1_500
MOST_BATCHES = 12
FILES = 8

LABELER = """
import sys
from ls_widgets.stores import open_store

path, client = sys.argv[1:]
store = open_store(path)
seq, out = 0, sys.stdout
while True:
    batch = []
    for _ in range(seq % 3 + 1):
        seq += 1
        item = {"id": str(seq), "from_name": "c", "to_name": "t", "value": {"choices": ["x" * (seq % 200)]}}
        batch.append({"client": client, "seq": seq, "task": f"t{seq // 4}",
            "annotation": f"{client}-{seq // 4}",
            "base_rev": seq % 4, "kind": "edit", "label": "", "diff": {"added": [{"at": 0, "item": item}]},
            "at": "", "target": None})
    store.apply(batch, "ann")
    out.write(f"{seq}\\n")
    out.flush()
"""


@pytest.mark.gate
def test_nothing_acknowledged_is_lost_to_kills(tmp_path):
    chance = random.Random(20)
    acks = lost = 0
    for trial in range(TRIALS):
        path = tmp_path / f"{trial % FILES}.db"
        acked = label_until_killed(
            path, f"view-{trial}", batches=chance.randint(1, MOST_BATCHES), pause=chance.uniform(0, 0.003)
        )
        store = open_store(path)
        assert store.info.notice == "", store.info.notice
        acks += acked
        lost += max(0, acked - store.acked(f"view-{trial}"))
        if trial >= TRIALS - FILES:
            stored = store.stored()
            store.rebuild()
            assert store.stored() == stored
        store.close()
        db = sqlite3.connect(path)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()
    assert (lost, acks >= LEAST_ACKS) == (0, True), f"{lost} of {acks} acknowledged ops lost"


def label_until_killed(path, client, *, batches, pause):
    """The number of ops that the child had acknowledged when it died."""
    command = [sys.executable, "-c", LABELER, str(path), client]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(batches):
            acked = int(child.stdout.readline())
        time.sleep(pause)  # dies at any point of a batch
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().splitlines(keepends=True)
    whole = [line for line in rest if line.endswith("\n")]
    return int(whole[-1]) if whole else acked
