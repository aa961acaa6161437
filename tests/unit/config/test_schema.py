from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Annotated, Any, Literal, NewType, NotRequired, Optional, TypedDict

import pytest

from ls_widgets.config import LabelConfig
from ls_widgets.config.tree import Tag
from ls_widgets.errors import ConfigError
from ls_widgets.project import Project


class Mood(enum.Enum):
    GOOD = "sounds good"
    BAD = "sounds bad"


class Level(enum.Enum):
    LOW = enum.auto()
    HIGH = enum.auto()


# What pydantic and annotated-types leave behind in metadata, by the attributes that both have.
def limit(**bounds: Any) -> Any:
    return SimpleNamespace(**bounds)


Stars = NewType("Stars", int)


@dataclass
class Review:
    mood: Mood = field(metadata={"description": "How does\n it sound?"})
    topics: list[Literal["price", "quality"]]
    spam: bool
    note: str | None
    stars: Annotated[Optional[Stars], limit(ge=1), limit(le=5)]  # noqa: UP045
    bought: date
    seen: datetime
    level: Level = field(default=Level.LOW, metadata={"help": "How urgent?"})
    marks: set[Level] = field(default_factory=set)


class Loose(TypedDict, total=False):
    mood: Mood
    note: NotRequired[str]


class Firm(TypedDict):
    mood: Mood
    note: NotRequired[str]


def headers(config: LabelConfig) -> list[str]:
    return [str(tag.value) for tag in config.tree.walk() if tag.tag == "Header"]


def written(tag: Tag, *names: str) -> tuple[Any, ...]:
    return (str(tag.tag), *(tag.attrs.get(name) for name in names))


def test_each_field_of_a_dataclass_becomes_its_control():
    config = LabelConfig.from_schema(Review)
    assert config.warnings == []
    assert {str(tag.tag): tag.value for tag in config.objects.values()} == {"Text": "$text"}
    assert all(tag.to_name == ["text"] for tag in config.controls.values())
    control = config.controls
    assert list(control) == [
        "mood",
        "topics",
        "spam",
        "note",
        "stars",
        "bought",
        "seen",
        "level",
        "marks",
    ]
    assert written(control["mood"], "choice", "required") == ("Choices", "single", True)
    assert config.labels("mood") == ["sounds good", "sounds bad"]
    assert written(control["topics"], "choice", "required") == ("Choices", "multiple", True)
    assert config.labels("topics") == ["price", "quality"]
    assert config.labels("spam") == ["yes", "no"]
    assert written(control["note"], "rows", "maxSubmissions", "required") == ("TextArea", 1, 1, False)
    assert written(control["stars"], "min", "max", "step", "required") == ("Number", 1, 5, 1, False)
    assert written(control["bought"], "only", "required") == ("DateTime", "date", True)
    assert written(control["seen"], "only", "required") == ("DateTime", None, True)
    assert config.labels("level") == ["LOW", "HIGH"]
    assert written(control["marks"], "choice") == ("Choices", "multiple")


def test_a_field_is_headed_by_its_description_else_its_name():
    heads = headers(LabelConfig(Review))
    assert heads[0] == "How does it sound?"
    assert heads[1] == "Topics"
    assert heads[7] == "How urgent?"
    assert headers(LabelConfig({"is_spam": Annotated[bool, limit(description="Unwanted?")]})) == ["Unwanted?"]
    assert headers(LabelConfig({"is_spam": bool})) == ["Is spam"]


def test_keys_that_a_typed_dict_may_leave_out_are_not_required():
    loose, firm = LabelConfig(Loose).controls, LabelConfig(Firm).controls
    assert [loose["mood"].attrs["required"], loose["note"].attrs["required"]] == [False, False]
    assert [firm["mood"].attrs["required"], firm["note"].attrs["required"]] == [True, False]


def test_a_pydantic_model_is_read_by_its_fields():
    def info(annotation: Any, description: str | None = None, *metadata: Any) -> Any:
        return SimpleNamespace(annotation=annotation, description=description, metadata=list(metadata))

    class Model:
        model_fields = {  # noqa: RUF012
            "mood": info(Mood, "How does it sound?"),
            "price": info(Optional[float], None, limit(ge=0.5), limit(multiple_of=0.25)),  # noqa: UP045
        }

    config = LabelConfig(Model)
    assert headers(config) == ["How does it sound?", "Price"]
    assert written(config.controls["price"], "min", "step", "required") == ("Number", 0.5, 0.25, False)


@pytest.mark.parametrize(
    ("kind", "bounds", "low", "high", "step"),
    [
        (int, {}, None, None, 1),
        (int, {"gt": 0, "lt": 10}, 1, 9, 1),
        (int, {"ge": 3, "gt": 0, "le": 4, "lt": 10}, 3, 4, 1),
        (int, {"ge": 1, "multiple_of": 5}, 5, None, 5),
        (int, {"ge": 0.5, "le": 9}, 1, 9, 1),
        (float, {"gt": 0, "le": 1}, 0, 1, None),
        (float, {"ge": 0.25, "multiple_of": 0.1}, 0.3, None, 0.1),
        (float, {"ge": float("-inf"), "le": True, "multiple_of": 0}, None, None, None),
    ],
)
def test_limits_of_numbers(kind: type, bounds: dict[str, Any], low: Any, high: Any, step: Any):
    number = LabelConfig({"n": Annotated[kind, limit(**bounds)]}).controls["n"]
    assert written(number, "min", "max", "step") == ("Number", low, high, step)


def test_one_question_alone():
    assert list(LabelConfig(Mood).controls) == ["mood"]
    assert headers(LabelConfig(Mood)) == []
    assert written(LabelConfig(list[Mood]).controls["mood"], "choice") == ("Choices", "multiple")
    asked = LabelConfig(Literal["yes", 2, None]).controls["choice"]  # noqa: PYI061
    assert (asked.labels, asked.attrs["required"]) == (["yes", "2"], False)


def test_the_object_is_the_callers():
    config = LabelConfig.from_schema({"mood": Mood}, data="photo", object="image")
    assert written(config.objects["photo"], "value") == ("Image", "$photo")
    assert config.controls["mood"].to_name == ["photo"]
    nested = LabelConfig.from_schema({"mood": Mood}, data="row.text")
    assert list(nested.data_keys) == ["row.text"]


def test_a_field_may_have_the_objects_name():
    config = LabelConfig({"text": str})
    assert config.controls["text"].to_name == list(config.objects)
    assert "text" not in config.objects
    assert config.warnings == []


def test_options_and_descriptions_are_data():
    config = LabelConfig(
        {"q": Annotated[Literal['a"<b>&', "5 $ each"], limit(description="<x> & \"y\" 'z'")]}
    )
    assert config.labels("q") == ['a"<b>&', "5 $ each"]
    assert headers(config) == ["<x> & \"y\" 'z'"]


def refused(read: Callable[[], LabelConfig]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read()
    return [str(problem) for problem in caught.value.problems]


def test_every_field_that_cannot_be_asked_for_is_named_at_once():
    @dataclass
    class Inner:
        x: int

    schema: dict[str, Any] = {
        "a": dict[str, int],
        "b": Inner,
        "fine": Mood,
        "c": int | str,
        "d": list[str],
        "e": list[list[Mood]],
        "f": Literal["$price"],
        "g": Annotated[bool, limit(description="worth $5?")],
        "h": "str",
        "i": enum.Enum("Empty", []),
    }
    found = refused(lambda: LabelConfig(schema))
    assert [text.split('"')[1] for text in found] == ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    assert '"dict[str, int]"' in found[0]
    assert "Inner" in found[1]
    assert "variable of the task" in found[5]
    assert "variable of the task" in found[6]
    assert 'needs a type, got "str"' in found[7]
    assert "no option" in found[8]


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        ({"object": "Imag"}, 'Did you mean "Image"?'),
        ({"object": "Choices"}, "no tag that shows data"),
        ({"data": "my column"}, "cannot be a variable"),
        ({"data": ""}, "cannot be a variable"),
    ],
)
def test_an_object_that_cannot_be(keywords: dict[str, str], said: str):
    (problem,) = refused(lambda: LabelConfig.from_schema(Mood, **keywords))
    assert said in problem


@pytest.mark.parametrize("schema", [int, object, type("Plain", (), {}), type("Empty", (dict,), {})])
def test_a_class_without_fields_is_no_schema(schema: type):
    (problem,) = refused(lambda: LabelConfig(schema))
    assert "is no schema" in problem


def test_types_that_cannot_be_resolved_are_said_so():
    @dataclass
    class Local:
        mood: Nowhere  # noqa: F821 # pyright: ignore[reportUndefinedVariable]

    (problem,) = refused(lambda: LabelConfig(Local))
    assert "Nowhere" in problem


def test_a_task_where_a_config_belongs_is_no_schema():
    (problem,) = refused(lambda: LabelConfig({"text": "fine"}))
    assert "Tasks come first" in problem


def test_a_project_takes_a_schema():
    project = Project([{"text": "fine"}], Review, store=None)
    answer = {
        "from_name": "mood",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["sounds good"]},
    }
    project.annotate(0, [answer])
    assert list(project.to_frame()["mood"]) == ["sounds good"]
    assert LabelConfig(LabelConfig(Review).to_xml()).digest == project.config.digest
