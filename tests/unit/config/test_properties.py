from __future__ import annotations

import random
from contextlib import suppress
from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets.config import LabelConfig
from ls_widgets.config.tags import TAGS
from ls_widgets.errors import ConfigError

TAG_NAMES = st.sampled_from([*TAGS, "Sparkle", "view", "TEXTAREA", "Lable"])
WORDS = st.sampled_from(
    [
        "t",
        "i",
        "c",
        "",
        "true",
        "false",
        "3",
        "-1e9",
        "$text",
        "$a.b[0]",
        "$p[{{idx}}]",
        "a,b",
        "{{idx}}",
        "é😀",
        "a & b",
    ]
)
VALUES = WORDS | st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32), max_size=8)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(TAG_NAMES)
    names = [*(TAGS[tag].attrs if tag in TAGS else ()), "name", "toName", "value", "mystery", "onclick"]
    chosen = draw(st.lists(st.sampled_from(names), max_size=5, unique_by=str.lower))
    attrs = "".join(f" {name}={quoteattr(draw(VALUES))}" for name in chosen)
    inside = (
        "".join(draw(st.lists(elements(depth - 1), max_size=3)))
        if depth
        else draw(st.sampled_from(["", "words"]))
    )
    return f"<{tag}{attrs}>{inside}</{tag}>"


CONFIGS = st.lists(elements(), min_size=1, max_size=3).map(lambda parts: f"<View>{''.join(parts)}</View>")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(CONFIGS)
    rng = random.Random(draw(st.integers(0, 10**6)))
    for _ in range(draw(st.integers(1, 4))):
        at = rng.randrange(len(text) + 1)
        text = rng.choice(
            [
                text[:at] + text[at + 1 :],
                text[:at]
                + rng.choice(["<", ">", '"', "&", "<!DOCTYPE x [", "<!--", "]]>", "\0", "$"])
                + text[at:],
                text[:at] + text[at // 2 :],
            ]
        )
    return text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["value", "children", "b"]), inner)
    ),
    max_leaves=12,
)
DATA = st.dictionaries(st.sampled_from(["text", "a", "p", "t", "value"]), JSON)


@settings(max_examples=80, deadline=None)
@given(mutated())
def test_only_config_errors_escape(text: str):
    for strict in (True, False):
        with suppress(ConfigError):
            LabelConfig(text, strict=strict)


@settings(max_examples=80, deadline=None)
@given(CONFIGS)
def test_writing_is_stable(text: str):
    config = LabelConfig(text, strict=False)
    once = config.to_xml()
    again = LabelConfig(once, strict=False)
    assert again.to_xml() == once
    assert again.digest == config.digest
    assert [tag.attrs for tag in again.tree.walk()] == [tag.attrs for tag in config.tree.walk()]


@settings(max_examples=80, deadline=None)
@given(CONFIGS, DATA, st.lists(JSON, max_size=3))
def test_no_data_and_no_result_raise(text: str, data: dict[str, object], items: list[object]):
    config = LabelConfig(text, strict=False)
    instance = config.instantiate(data)
    ids = [node["id"] for nodes in instance.children.values() for node in nodes]
    assert len(ids) == len(set(ids))
    config.validate_task(data)
    config.check([data])
    config.sample_task()
    named = [
        {
            "id": "x",
            "from_name": name,
            "to_name": (tag.to_name or [""])[0],
            "type": tag.spec and tag.spec.result_type,
            "value": item,
        }
        for name, tag in config.controls.items()
        for item in items
    ]
    config.validate_result([*items, *named])
