"""Label Studio configs as labeling views in Jupyter: data frames in, labels out.

>>> import ls_widgets as lsw
>>> config = '''<View><Text name="txt" value="$text"/>
...   <Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad"/></Choices></View>'''
>>> project = lsw.Project([{"text": "fine"}], config, store=None)
>>> len(project.tasks)
1
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ls_widgets import geometry as geometry
    from ls_widgets import text as text
    from ls_widgets.config import LabelConfig as LabelConfig
    from ls_widgets.errors import ConfigError as ConfigError
    from ls_widgets.errors import FormatError as FormatError
    from ls_widgets.errors import LSWError as LSWError
    from ls_widgets.errors import MissingExtraError as MissingExtraError
    from ls_widgets.errors import PredictionError as PredictionError
    from ls_widgets.errors import Problem as Problem
    from ls_widgets.errors import ResultError as ResultError
    from ls_widgets.errors import StoreError as StoreError
    from ls_widgets.errors import TaskError as TaskError
    from ls_widgets.formats import formats as formats
    from ls_widgets.ml.rules import rules as rules
    from ls_widgets.project import Project as Project
    from ls_widgets.project.prompt import Prompt as Prompt
    from ls_widgets.templates import templates as templates
    from ls_widgets.widgets.annotator import Annotator as Annotator

__version__ = "0.1.0"

_HOMES = {
    "Annotator": "ls_widgets.widgets.annotator",
    "ConfigError": "ls_widgets.errors",
    "FormatError": "ls_widgets.errors",
    "LSWError": "ls_widgets.errors",
    "LabelConfig": "ls_widgets.config",
    "MissingExtraError": "ls_widgets.errors",
    "PredictionError": "ls_widgets.errors",
    "Problem": "ls_widgets.errors",
    "Project": "ls_widgets.project",
    "Prompt": "ls_widgets.project.prompt",
    "ResultError": "ls_widgets.errors",
    "StoreError": "ls_widgets.errors",
    "TaskError": "ls_widgets.errors",
    "formats": "ls_widgets.formats",
    "geometry": "ls_widgets.geometry",
    "rules": "ls_widgets.ml.rules",
    "templates": "ls_widgets.templates",
    "text": "ls_widgets.text",
}

_MODULES = ("geometry", "text")

__all__ = [
    "Annotator",
    "ConfigError",
    "FormatError",
    "LSWError",
    "LabelConfig",
    "MissingExtraError",
    "PredictionError",
    "Problem",
    "Project",
    "Prompt",
    "ResultError",
    "StoreError",
    "TaskError",
    "formats",
    "geometry",
    "rules",
    "templates",
    "text",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(home)
    value = module if name in _MODULES else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


class _Package(ModuleType):
    """A table such as ``templates`` is not hidden by the module of that name when it is imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
