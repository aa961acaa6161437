"""Writes ``js/src/generated`` from the Python declarations: message types and tag facts.

Run ``python js/generate.py``; with ``--check`` it writes nothing and exits 1 when a file is stale.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "js" / "src" / "generated"
SOURCES = ("ls_widgets/model/wire.py", "ls_widgets/widgets/messages.py")
HEADER = "// Written by js/generate.py from {source}. Do not edit.\n"

PLAIN = {"str": "string", "int": "number", "float": "number", "bool": "boolean", "Any": "unknown"}
ITEM = """export interface Item {
  id?: string;
  from_name?: string;
  to_name?: string;
  type: string;
  value?: { [key: string]: unknown };
  [key: string]: unknown;
}"""


def typescript(node: ast.expr) -> str:
    """The TypeScript spelling of a Python annotation."""
    match node:
        case ast.Constant(value=None):
            return "null"
        case ast.Name(id=name):
            return PLAIN.get(name, name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return f"{typescript(left)} | {typescript(right)}"
        case ast.Subscript(value=ast.Name(id=generic), slice=inner):
            return generic_type(generic, inner)
    raise SystemExit(f"js/generate.py cannot translate {ast.unparse(node)!r}")


def generic_type(generic: str, inner: ast.expr) -> str:
    parts = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
    match generic:
        case "Literal":
            return " | ".join(json.dumps(ast.literal_eval(part)) for part in parts)
        case "list":
            item = typescript(parts[0])
            return f"({item})[]" if " | " in item else f"{item}[]"
        case "tuple":
            return f"[{', '.join(typescript(part) for part in parts)}]"
        case "dict":
            return f"{{ [key: string]: {typescript(parts[1])} }}"
        case "NotRequired":
            return typescript(parts[0])
    raise SystemExit(f"js/generate.py cannot translate {generic}[…]")


def comment(text: str | None, indent: str = "") -> str:
    if not text:
        return ""
    lines = [line.strip() for line in text.strip().replace("``", "`").splitlines()]
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"


def docstring_after(body: list[ast.stmt], place: int) -> str | None:
    following = body[place + 1] if place + 1 < len(body) else None
    match following:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return None


def interface(node: ast.ClassDef) -> str:
    partial = any(keyword.arg == "total" for keyword in node.keywords)
    lines = [comment(ast.get_docstring(node)), f"export interface {node.name} {{\n"]
    for place, statement in enumerate(node.body):
        if not (isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)):
            continue
        optional = partial or ast.unparse(statement.annotation).startswith("NotRequired[")
        lines.append(comment(docstring_after(node.body, place), "  "))
        mark = "?" if optional else ""
        lines.append(f"  {statement.target.id}{mark}: {typescript(statement.annotation)};\n")
    return "".join([*lines, "}"])


def declarations(source: str) -> list[str]:
    """Every TypedDict, alias and constant of one Python file, in its order."""
    body = ast.parse((ROOT / source).read_text("utf-8")).body
    found = []
    for place, node in enumerate(body):
        match node:
            case ast.ClassDef():
                found.append(interface(node))
            case ast.Assign(targets=[ast.Name(id="Item")]):
                found.append(comment(docstring_after(body, place)) + ITEM)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                found.append(f"export const {name} = {json.dumps(value)};")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                note = comment(docstring_after(body, place))
                found.append(f"{note}export type {name} = {typescript(value)};")
    return found


def wire_file() -> str:
    parts = [part for source in SOURCES for part in declarations(source)]
    return HEADER.format(source=" and ".join(SOURCES)) + "\n" + "\n\n".join(parts) + "\n"


TAG_FACTS = """/** What the view must know of a tag; absent means null, false or empty. */
export interface TagFacts {
  role: "object" | "control" | "label" | "visual";
  /** Kind of data an object shows. */
  surface?: string;
  /** Geometry a region control makes; absent for Labels, which takes the shape of its object. */
  shape?: string;
  /** Key of `value` that holds the answer, where it is not the type of the results. */
  payload?: string;
  /** `type` of the results, where it is not the tag's name in lower case. */
  result_type?: string;
  labels?: true;
  classification?: true;
  /** Defaults of attributes that were not written; false where there is none. */
  defaults?: { [attribute: string]: unknown };
}"""


UNKNOWN = {"role": "visual"}
"""What the view takes a tag for that is not in its table."""


def compact(tag: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Facts without what the browser takes for granted."""
    if facts["payload"] == facts["result_type"]:
        facts["payload"] = None
    if facts["result_type"] == tag.lower():
        facts["result_type"] = None
    kept = {key: value for key, value in facts.items() if value not in (None, False, {}, [])}
    defaults = {name: value for name, value in kept.pop("defaults", {}).items() if value not in (None, False)}
    if defaults:
        kept["defaults"] = defaults
    return kept


def tags_file() -> str:
    sys.path.insert(0, str(ROOT))
    from ls_widgets.config.tags import TAGS

    table = {name: facts for name, spec in TAGS.items() if (facts := compact(name, spec.facts())) != UNKNOWN}
    rows = "".join(f"  {name}: {json.dumps(facts, ensure_ascii=False)},\n" for name, facts in table.items())
    return (
        HEADER.format(source="ls_widgets/config/tags")
        + f"\n{TAG_FACTS}\n\nexport const TAGS: {{ readonly [tag: string]: TagFacts }} = {{\n{rows}}};\n"
    )


def main(arguments: list[str]) -> int:
    files = {TARGET / "wire.ts": wire_file(), TARGET / "tags.ts": tags_file()}
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run python js/generate.py")
        return 1 if stale else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(files[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
