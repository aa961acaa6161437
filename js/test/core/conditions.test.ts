import { describe, expect, it } from "vitest";
import type { Store } from "../../src/core/store";
import type { Item, TagNode } from "../../src/generated/wire";
import { taskOf } from "../support/tree";
import { viewOf } from "../support/view";

const box = (id: string, label: string): Item => ({
  id,
  from_name: "box",
  to_name: "img",
  type: "rectanglelabels",
  value: { x: 1, y: 2, width: 3, height: 4, rotation: 0, rectanglelabels: [label] },
});
const chosen = (from_name: string, ...choices: string[]): Item => ({
  id: from_name,
  from_name,
  to_name: "img",
  type: "choices",
  value: { choices },
});

function open(inner: string, result: Item[] = [], more = ""): Store {
  const config = `<View><Image name="img" value="$i"/><RectangleLabels name="box" toName="img"><Label value="Car"/><Label value="A,B"/><Label value="Man"/></RectangleLabels>
    <Choices name="spam" toName="img"><Choice value="yes" alias="y"/><Choice value="no"/></Choices>${more}${inner}</View>`;
  const annotation = { id: "x", task: "task0", rev: 1, result, pending: false, fields: { status: "draft" } };
  return viewOf(config, [taskOf(0, { annotations: [annotation] })]).store;
}

function named(store: Store, name: string): TagNode {
  const walk = (node: TagNode): TagNode | undefined =>
    node.name === name ? node : node.children.map(walk).find((found) => found !== undefined);
  return walk(store.tree.value as TagNode) as TagNode;
}

const choices = (attributes: string, name = "c") =>
  `<Choices name="${name}" toName="img" ${attributes}><Choice value="p"/></Choices>`;

describe("what is shown", () => {
  const cases: [name: string, attributes: string, result: Item[], selection: string[], shown: boolean][] = [
    ["no condition", "", [], [], true],
    [
      "a chosen value",
      'visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="no"',
      [chosen("spam", "no")],
      [],
      true,
    ],
    [
      "another value",
      'visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="no"',
      [chosen("spam", "y")],
      [],
      false,
    ],
    [
      "a value by its alias in the result",
      'visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="yes"',
      [chosen("spam", "y")],
      [],
      true,
    ],
    [
      "one of a list",
      'visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="maybe,no"',
      [chosen("spam", "no")],
      [],
      true,
    ],
    [
      "lists are not trimmed",
      'visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="maybe, no"',
      [chosen("spam", "no")],
      [],
      false,
    ],
    [
      "anything chosen in a control",
      'visibleWhen="choice-selected" whenTagName="spam"',
      [chosen("spam", "no")],
      [],
      true,
    ],
    ["anything chosen anywhere", 'visibleWhen="choice-selected"', [chosen("spam", "no")], [], true],
    ["nothing chosen", 'visibleWhen="choice-selected"', [], [], false],
    ["unchosen", 'visibleWhen="choice-unselected" whenTagName="spam" whenChoiceValue="no"', [], [], true],
    [
      "unchosen but chosen",
      'visibleWhen="choice-unselected" whenTagName="spam" whenChoiceValue="no"',
      [chosen("spam", "no")],
      [],
      false,
    ],
    ["a value without visibleWhen", 'whenChoiceValue="no"', [chosen("spam", "no")], [], true],
    ["a value without visibleWhen, not chosen", 'whenChoiceValue="no"', [], [], false],
    ["one region selected", 'visibleWhen="region-selected"', [box("a", "Car")], ["a"], true],
    [
      "two regions selected",
      'visibleWhen="region-selected"',
      [box("a", "Car"), box("b", "Car")],
      ["a", "b"],
      false,
    ],
    ["none selected", 'visibleWhen="region-selected"', [box("a", "Car")], [], false],
    ["no-region-selected", 'visibleWhen="no-region-selected"', [box("a", "Car")], [], true],
    ["no-region-selected with one", 'visibleWhen="no-region-selected"', [box("a", "Car")], ["a"], false],
    ["by labels control", 'visibleWhen="region-selected" whenTagName="box"', [box("a", "Car")], ["a"], true],
    ["by object", 'visibleWhen="region-selected" whenTagName="img"', [box("a", "Car")], ["a"], true],
    [
      "by another control",
      'visibleWhen="region-selected" whenTagName="spam"',
      [box("a", "Car")],
      ["a"],
      false,
    ],
    ["by label", 'visibleWhen="region-selected" whenLabelValue="Man,Car"', [box("a", "Car")], ["a"], true],
    [
      "by another label",
      'visibleWhen="region-selected" whenLabelValue="Man"',
      [box("a", "Car")],
      ["a"],
      false,
    ],
    ["perRegion", 'perRegion="true"', [box("a", "Car")], ["a"], true],
    ["perRegion without a region", 'perRegion="true"', [box("a", "Car")], [], false],
    ["perRegion by label", 'perRegion="true" whenLabelValue="Man"', [box("a", "Car")], ["a"], false],
    [
      "perRegion by a label with a comma",
      'perRegion="true" whenLabelValue="A,B"',
      [box("a", "A,B")],
      ["a"],
      true,
    ],
    [
      "perRegion: whenTagName alone does nothing",
      'perRegion="true" whenTagName="spam"',
      [box("a", "Car")],
      ["a"],
      true,
    ],
  ];
  it.each(cases)("%s", (_, attributes, result, selection, shown) => {
    const store = open(choices(attributes), result);
    store.selection.value = selection;
    expect(store.visible(named(store, "c"))).toBe(shown);
  });

  it("a hidden ancestor hides everything below, tags without conditions included", () => {
    const store = open(
      '<View visibleWhen="choice-selected" whenTagName="spam"><View><Rating name="r" toName="img"/></View></View>',
    );
    expect(store.visible(named(store, "r"))).toBe(false);
    store.setValue("spam", ["no"], "Choose");
    expect(store.visible(named(store, "r"))).toBe(true);
  });

  it("a hidden Choices counts as not chosen, and conditions that name each other end", () => {
    const inner = `${choices('visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="no"', "second")}
      ${choices('visibleWhen="choice-selected" whenTagName="second"', "third")}
      ${choices('visibleWhen="choice-selected" whenTagName="loop2"', "loop1")}${choices('visibleWhen="choice-selected" whenTagName="loop1"', "loop2")}`;
    const store = open(inner, [
      chosen("spam", "y"),
      chosen("second", "p"),
      chosen("loop1", "p"),
      chosen("loop2", "p"),
    ]);
    expect(store.visible(named(store, "third"))).toBe(false);
    store.setValue("spam", ["no"], "Choose");
    expect(store.visible(named(store, "third"))).toBe(true);
    expect(store.visible(named(store, "loop1"))).toBe(false);
  });

  it("a per-region choice decides for its own region", () => {
    const per = (id: string, value: string): Item => ({
      ...box(id, "Car"),
      from_name: "occl",
      type: "choices",
      value: { ...box(id, "").value, choices: [value] },
    });
    const more =
      '<Choices name="occl" toName="img" perRegion="true"><Choice value="full"/><Choice value="none"/></Choices>';
    const store = open(
      choices('perRegion="true" visibleWhen="choice-selected" whenTagName="occl" whenChoiceValue="full"'),
      [box("a", "Car"), per("a", "full"), box("b", "Car"), per("b", "none")],
      more,
    );
    store.selection.value = ["a"];
    expect(store.visible(named(store, "c"))).toBe(true);
    expect(store.regionFor(named(store, "c"))?.id).toBe("a");
    store.selection.value = ["b"];
    expect(store.visible(named(store, "c"))).toBe(false);
  });
});

describe("what a submit leaves out", () => {
  const left = (attributes: string, result: Item[], inner = choices(attributes)) => {
    const store = open(inner, result);
    const before = result.map(({ id, from_name }) => `${id}/${from_name}`);
    store.submit();
    const kept = store.annotation.value?.result.map(({ id, from_name }) => `${id}/${from_name}`) ?? [];
    return before.filter((name) => !kept.includes(name));
  };
  const per = (id: string): Item => ({
    ...box(id, ""),
    from_name: "c",
    type: "choices",
    value: { ...box(id, "").value, choices: ["p"] },
  });

  it("answers of controls that a choice hides, whoever carries the condition", () => {
    expect(
      left('visibleWhen="choice-selected" whenTagName="spam" whenChoiceValue="no"', [
        chosen("spam", "y"),
        chosen("c", "p"),
      ]),
    ).toEqual(["c/c"]);
    expect(
      left('visibleWhen="choice-unselected" whenTagName="spam" whenChoiceValue="no"', [
        chosen("spam", "no"),
        chosen("c", "p"),
      ]),
    ).toEqual(["c/c"]);
    const view = `<View visibleWhen="choice-unselected" whenTagName="spam" whenChoiceValue="no">${choices("")}</View>`;
    expect(left("", [chosen("spam", "no"), chosen("c", "p")], view)).toEqual(["c/c"]);
    expect(left("", [chosen("spam", "y"), chosen("c", "p")], view)).toEqual([]);
  });

  it("nothing that only a selection hides", () => {
    expect(left('visibleWhen="region-selected"', [chosen("c", "p")])).toEqual([]);
    expect(left('visibleWhen="no-region-selected"', [chosen("c", "p")])).toEqual([]);
  });

  it("per-region answers of regions without the label, never the region", () => {
    expect(
      left('perRegion="true" whenLabelValue="Man"', [box("a", "Car"), per("a"), box("b", "Man"), per("b")]),
    ).toEqual(["a/c"]);
  });

  it("nothing it does not know", () => {
    const odd: Item[] = [
      { id: "o", from_name: "gone", to_name: "img", type: "choices", value: { choices: ["x"] } },
    ];
    expect(left("", odd)).toEqual([]);
  });
});

describe("what a submit asks for", () => {
  const refusals = (inner: string, result: Item[] = []) => {
    const store = open(inner, result);
    const done = store.submit();
    return { done, problems: [...store.problems.value], selection: store.selection.value };
  };

  it("answers, in the reference's words, in document order", () => {
    const inner = `<Choices name="c" toName="img" required="true"><Choice value="A"/></Choices><TextArea name="t" toName="img" required="true"/>
      <TextArea name="t2" toName="img" required="true" requiredMessage="Say why!"/><Rating name="r" toName="img" required="true"/>`;
    expect(refusals(inner)).toEqual({
      done: false,
      problems: [
        ["c", 'Checkbox "c" is required.'],
        ["t", 'Input for the textarea "t" is required.'],
        ["t2", "Say why!"],
        ["r", 'Rating "r" is required.'],
      ],
      selection: [],
    });
  });

  it("nothing of controls that are hidden, and nothing this build cannot answer", () => {
    expect(refusals(choices('required="true" visibleWhen="choice-selected" whenTagName="spam"')).done).toBe(
      true,
    );
    expect(
      refusals(`<View visibleWhen="region-selected">${choices('required="true"')}</View>`, [box("a", "Car")])
        .done,
    ).toBe(true);
    expect(refusals('<Number name="n" toName="img" required="true"/>').done).toBe(true);
  });

  it("each region that a perRegion control asks about; the first without an answer is selected", () => {
    const answered: Item = {
      ...box("a", ""),
      from_name: "c",
      type: "choices",
      value: { ...box("a", "").value, choices: ["p"] },
    };
    const regions = [box("a", "Car"), answered, box("b", "Man"), box("d", "Car")];
    expect(refusals(choices('perRegion="true" required="true"'), regions)).toMatchObject({
      done: false,
      selection: ["b"],
    });
    expect(refusals(choices('perRegion="true" required="true" whenLabelValue="Car"'), regions)).toMatchObject(
      { selection: ["d"] },
    );
  });

  it("at most one option of a single Choices", () => {
    const { problems } = refusals(choices(""), [chosen("c", "p", "q")]);
    expect(problems[0]?.[1]).toContain("The number of options selected (2) exceed the maximum allowed (1).");
  });

  it("is forgotten at the next change", () => {
    const store = open(choices('required="true"'));
    store.submit();
    expect(store.problems.value.size).toBe(1);
    store.setValue("c", ["p"], "Choose");
    expect(store.problems.value.size).toBe(0);
    expect(store.submit()).toBe(true);
  });
});
