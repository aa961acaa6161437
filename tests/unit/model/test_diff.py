from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ls_widgets.model import diff as d

FIXTURES = Path(__file__).parents[2] / "contract" / "diff"

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
# Few ids and names, so that duplicates and equal items are common.
results = st.fixed_dictionaries(
    {"id": st.sampled_from("ab"), "from_name": st.sampled_from(["c", "d"]), "value": st.integers(0, 2)},
    optional={"extra": values},
)
relations = st.fixed_dictionaries(
    {"type": st.just("relation"), "from_id": st.sampled_from("ab"), "to_id": st.sampled_from("ab")},
    optional={"labels": st.lists(st.text(max_size=2), max_size=2)},
)
strangers = st.dictionaries(st.text(max_size=3), values, max_size=3)
lists = st.lists(results | relations | strangers, max_size=8)
fields = st.dictionaries(
    st.sampled_from(["status", "ground_truth", "x"]), scalars.filter(lambda v: v is not None)
)


def cases(name: str) -> list[Any]:
    data = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    return [pytest.param(case, id=case["name"]) for case in data]


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("case", cases("apply"))
def test_apply_and_invert_follow_the_contract(case):
    before = copy.deepcopy(case)
    result, fields = d.apply(case["result"], case["fields"], case["diff"])
    assert (result, fields) == (case["after_result"], case["after_fields"])
    assert as_json(d.invert(case["diff"])) == as_json(case["inverse"])
    assert d.apply(result, fields, case["inverse"]) == (case["result"], case["fields"])
    assert case == before


@pytest.mark.parametrize("case", cases("between"))
def test_between_follows_the_contract(case):
    assert as_json(d.between(case["result"], case["after_result"])) == as_json(case["diff"])


@pytest.mark.parametrize("case", cases("squash"))
def test_squash_follows_the_contract(case):
    squashed = d.squash(case["first"], case["second"])
    assert as_json(squashed) == as_json(case["squashed"])
    assert d.apply(case["result"], case["fields"], squashed) == (case["after_result"], case["after_fields"])


@pytest.mark.parametrize("case", cases("rebase"))
def test_a_diff_of_another_state_is_applied_as_far_as_it_fits(case):
    assert d.apply(case["result"], {}, case["diff"])[0] == case["after_result"]


@given(lists, lists, fields, fields)
def test_between_then_apply_gives_the_new_state_and_invert_the_old(old, new, old_fields, new_fields):
    change = d.between(old, new, old_fields=old_fields, new_fields=new_fields)
    after = d.apply(old, old_fields, change)
    assert (as_json(after[0]), after[1]) == (as_json(new), new_fields)
    back = d.apply(*after, d.invert(change))
    assert (as_json(back[0]), back[1]) == (as_json(old), old_fields)


@given(lists, lists, lists, fields, fields, fields)
def test_squash_is_composition(a, b, c, fa, fb, fc):
    one = d.between(a, b, old_fields=fa, new_fields=fb)
    two = d.between(b, c, old_fields=fb, new_fields=fc)
    both = d.squash(one, two)
    assert as_json(d.apply(a, fa, both)[0]) == as_json(c)
    assert d.apply(a, fa, both)[1] == fc
    assert as_json(d.apply(c, fc, d.invert(both))[0]) == as_json(a)


@given(lists, st.data())
def test_any_fitting_diff_has_an_exact_inverse_even_with_duplicate_updates(old, data):
    chosen = data.draw(st.sets(st.integers(0, max(len(old) - 1, 0)), max_size=len(old))) if old else set()
    removed = [{"at": at, "item": old[at]} for at in sorted(chosen)]
    kept = [item for at, item in enumerate(old) if at not in chosen]
    updated = [(item, {**item, "changed": data.draw(st.integers(0, 1))}) for item in kept]
    places = sorted(data.draw(st.sets(st.integers(0, len(kept)), max_size=3)))
    added = [{"at": at, "item": data.draw(results)} for at in places]
    change = d.make(removed, updated, added=added)
    after, _ = d.apply(old, {}, change)
    assert as_json(d.apply(after, {}, d.invert(change))[0]) == as_json(old)


@given(lists, lists)
def test_untouched_keys_stay_as_they_are(old, new):
    touched = d.touched(d.between(old, new))
    rest = [[item for item in items if d.key(item) not in touched] for items in (old, new)]
    assert as_json(rest[0]) == as_json(rest[1])


def test_between_does_not_rewrite_what_stays():
    old = [{"id": str(i), "from_name": "c", "value": i} for i in range(1000)]
    new = [*old[:500], {**old[500], "value": -1}, *old[501:]]
    assert d.between(old, new) == {"updated": [(old[500], new[500])]}
    assert d.between(old, old[1:] + old[:1]) == {
        "removed": [{"at": 0, "item": old[0]}],
        "added": [{"at": 999, "item": old[0]}],
    }


def test_equality_tells_numbers_from_booleans():
    assert "updated" in d.between([{"id": "a", "v": 1}], [{"id": "a", "v": True}])
