"""Gate: 300 simulated power losses; and the same with synchronous=NORMAL, which must lose."""

from __future__ import annotations

import random
import sqlite3

import pytest

from ls_widgets.stores import open_store
from ls_widgets.stores import statements as sql
from tests.gates.faulty_disk import Disk, after_power_loss, new_store
from tests.unit.stores.opmaker import Client, item, placed

TRIALS = 300
CUTS = 6
"""Power losses tried for one run."""

NORMAL = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL")


def lose_power(folder, *, durable, seed):
    """Acknowledged and lost ops, trials that lost some, and files that were not sound."""
    chance = random.Random(seed)
    acknowledged = lost = losing = unsound = 0
    for run in range(TRIALS // CUTS):
        files, log, acks = label(folder / f"run-{run}", durable=durable, chance=chance)
        for cut_number in range(CUTS):
            cut = chance.randrange(len(log) + 1)
            acked = sum(at <= cut for at in acks)
            place = folder / f"{run}-{cut_number}"
            place.mkdir()
            for name, content in after_power_loss(files, log[:cut], chance).items():
                (place / name).write_bytes(content)
            have, sound = look(place / "s.db", acked)
            acknowledged += acked
            lost += max(0, acked - have)
            losing += have < acked
            unsound += not sound
    return acknowledged, lost, losing, unsound


def label(folder, *, durable, chance):
    """Some labeling; the files before it, what it wrote, and where in the log each op was acknowledged."""
    folder.mkdir()
    open_store(folder / "s.db").close()
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    disk = Disk()
    store = new_store(folder / "s.db", disk, durable=durable)
    if chance.random() < 0.5:
        store._db.execute("PRAGMA wal_autocheckpoint=40")
    me, acks = Client("view"), []
    for n in range(chance.randrange(5, 40)):
        change = item(f"r{n}", ["x" * chance.randrange(0, 3000)])
        store.apply([me.op(f"a{n % 3}", base=n // 3, task=f"t{n % 3}", added=placed(change))], "ann")
        acks.append(len(disk.log))
    log = list(disk.log)
    store.close()
    return files, log, acks


def look(path, acked):
    store = open_store(path)
    have, sound = store.acked("view"), store.info.notice == ""
    history = [change.seq for change in store.history()]
    sound = sound and history == list(range(1, len(history) + 1)) and have == len(history) >= min(have, acked)
    stored = store.stored()
    store.rebuild()
    sound = sound and store.stored() == stored
    store.close()
    db = sqlite3.connect(path)
    sound = sound and db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    return have, sound


@pytest.mark.gate
def test_nothing_acknowledged_is_lost_to_power_failures(tmp_path):
    acknowledged, lost, _, unsound = lose_power(tmp_path, durable=sql.DURABLE, seed=1)
    assert acknowledged > 1000
    assert (lost, unsound) == (0, 0)


@pytest.mark.gate
def test_the_test_notices_a_store_that_is_not_durable(tmp_path):
    _, _, losing, unsound = lose_power(tmp_path, durable=NORMAL, seed=2)
    assert losing > 100
    assert unsound == 0
