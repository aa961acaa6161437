// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { describe, expect, it, vi } from "vitest";
import { press as pressChoice } from "../../src/tags/controls/choices";
import { press as pressLabel } from "../../src/tags/controls/labels";
import { press as pressRating } from "../../src/tags/controls/rating";
import { RegionListTextArea } from "../../src/tags/controls/textarea";

import { show } from "./shown";

const TEXT = '<Text name="txt" value="Anna Smith"/>';

describe("labels", () => {
  const NER = `<View><Labels name="ner" toName="txt" maxUsages="1" allowEmpty="true"><Label value="PER" alias="P" showAlias="true" background="#d33"/>
    <View><Header value="more"/><Label value="ORG" hint="a firm"/></View></Labels>${TEXT}</View>`;
  it("are toggle buttons named by their text alone, nested ones too, with the blank one first", async () => {
    const { all, click, store } = await show(NER);
    const chips = all<HTMLButtonElement>('[data-control="ner"] button');
    const name = (chip: Element) =>
      [...chip.childNodes]
        .filter((node) => !(node instanceof Element && node.getAttribute("aria-hidden")))
        .map((node) => node.textContent)
        .join("");
    expect(chips.map(name)).toEqual(["No label", "PER", "ORG"]);
    expect(chips.map((chip) => chip.getAttribute("aria-keyshortcuts"))).toEqual(["k", "k", "k"]);
    await click(chips[1] as HTMLButtonElement);
    expect(store.labels.value.get("ner")).toEqual(["P"]);
    expect(chips.map((chip) => chip.getAttribute("aria-pressed"))).toEqual(["false", "true", "false"]);
  });
  it("that are used up say so", async () => {
    const { all, store } = await show(NER);
    store.pressLabel("ner", "ORG");
    expect(store.draw("txt", "span", { start: 0, end: 4, text: "Anna" })).not.toBeNull();
    await act(() => undefined);
    const org = all<HTMLButtonElement>('[data-control="ner"] button')[2];
    expect(org?.getAttribute("aria-disabled")).toBe("true");
    expect(org?.title).toContain("Used up");
  });
  it("are pressed by key", async () => {
    const { store, nodes } = await show(NER);
    pressLabel(store, nodes("Label")[0] as never);
    expect(store.labels.value.get("ner")).toEqual(["P"]);
  });
});

describe("choices", () => {
  it("answer by click, in the state that is shown", async () => {
    const { all, one, click, results } = await show(
      `<View>${TEXT}<Choices name="m" toName="txt" choice="multiple"><Choice value="A"/><Choice value="B"/></Choices>
       <Choices name="r" toName="txt" choice="single-radio" layout="inline"><Choice value="x"/></Choices></View>`,
    );
    const boxes = all<HTMLInputElement>('[data-control="m"] input[type=checkbox]');
    await click(boxes[1] as HTMLInputElement);
    await click(boxes[0] as HTMLInputElement);
    expect(results()).toEqual([["m", { choices: ["A", "B"] }]]);
    expect(boxes.map((box) => box.checked)).toEqual([true, true]);
    expect(one('[data-control="r"]').getAttribute("role")).toBe("radiogroup");
    expect(one<HTMLInputElement>('[data-control="r"] input').type).toBe("radio");
  });
  it("show markup of data as its text, and never as elements", async () => {
    const { one, all } = await show(
      `<View>${TEXT}<Choices name="c" toName="txt"><Choice value="&lt;img src=x onerror=alert(1)&gt;"/><Choice value="v" html="&lt;b&gt;bold&lt;/b&gt; one"/></Choices></View>`,
    );
    expect(all("label").map((label) => label.querySelector(".lsw-fill")?.textContent)).toEqual([
      "<img src=x onerror=alert(1)>",
      "bold one",
    ]);
    expect(one('[data-control="c"]').querySelector("img, b")).toBeNull();
  });
  it("in a select are its options, several in a multiple one", async () => {
    const { one, results } = await show(
      `<View>${TEXT}<Choices name="c" toName="txt" choice="multiple" layout="select"><Choice value="A"/><Choice value="B"/></Choices></View>`,
    );
    const select = one<HTMLSelectElement>("select");
    expect(select.multiple).toBe(true);
    for (const option of select.options) option.selected = true;
    await act(() => void select.dispatchEvent(new Event("change", { bubbles: true })));
    expect(results()).toEqual([["c", { choices: ["A", "B"] }]]);
  });
  it("of a region show with it, belong to it, and are pressed by key only then", async () => {
    const { all, store, click, results, nodes } = await show(
      `<View><Labels name="ner" toName="txt"><Label value="PER"/></Labels>${TEXT}
       <Choices name="c" toName="txt" perRegion="true"><Choice value="A"/></Choices></View>`,
    );
    expect(all('[data-control="c"]')).toEqual([]);
    pressChoice(store, nodes("Choice")[0] as never);
    expect(results()).toEqual([]);
    store.pressLabel("ner", "PER");
    const id = store.draw("txt", "span", { start: 0, end: 4, text: "Anna" }) as string;
    await act(() => {
      store.selection.value = [id];
    });
    await click(all<HTMLInputElement>('[data-control="c"] input')[0] as HTMLInputElement);
    expect(results()[1]).toEqual(["c", { start: 0, end: 4, text: "Anna", choices: ["A"] }]);
    pressChoice(store, nodes("Choice")[0] as never);
    expect(results().length).toBe(1);
  });
  it("that were refused say what is missing, at the control", async () => {
    const { one, store } = await show(
      `<View>${TEXT}<Choices name="c" toName="txt" required="true" requiredMessage="Say it!"><Choice value="A"/></Choices></View>`,
    );
    store.submit();
    await act(() => undefined);
    const control = one('[data-control="c"]');
    const message = one(`[id="${control.getAttribute("aria-describedby")}"]`);
    expect(message.textContent).toBe("Say it!");
    expect(control.hasAttribute("data-problem")).toBe(true);
  });
});

describe("rating", () => {
  const STARS = `<View>${TEXT}<Rating name="r" toName="txt" maxRating="3" defaultValue="2"/></View>`;
  it("saves nothing until a star is pressed, and a second press takes it back", async () => {
    const { all, one, click, results } = await show(STARS);
    expect(one('[data-control="r"]').getAttribute("role")).toBe("radiogroup");
    const stars = all<HTMLButtonElement>('[role="radio"]');
    expect(stars.map((star) => star.hasAttribute("data-on"))).toEqual([true, true, false]);
    expect(results()).toEqual([]);
    await click(stars[2] as HTMLButtonElement);
    expect(results()).toEqual([["r", { rating: 3 }]]);
    expect(stars.map((star) => star.getAttribute("aria-checked"))).toEqual(["false", "false", "true"]);
    await click(stars[2] as HTMLButtonElement);
    expect(results()).toEqual([]);
  });
  it("counts up by key, and from the last to none", async () => {
    const { store, nodes, results } = await show(STARS);
    const node = nodes("Rating")[0] as never;
    const seen = Array.from({ length: 4 }, () => {
      pressRating(store, node);
      return results()[0]?.[1];
    });
    expect(seen).toEqual([{ rating: 1 }, { rating: 2 }, { rating: 3 }, undefined]);
  });
});

describe("text areas", () => {
  const field = (name: string) => `textarea[name="${name}"]`;
  it("add by Enter, or by Shift and Enter with several rows", async () => {
    const { one, type, key, results } = await show(
      `<View>${TEXT}<TextArea name="a" toName="txt" maxSubmissions="2"/><TextArea name="b" toName="txt" rows="3"/></View>`,
    );
    const a = one<HTMLTextAreaElement>(field("a"));
    await type(a, "one");
    await key(a, "Enter", { isComposing: true });
    await key(a, "Enter", { ctrlKey: true });
    expect(results()).toEqual([]);
    await key(a, "Enter");
    expect(a.value).toBe("");
    const b = one<HTMLTextAreaElement>(field("b"));
    await type(b, "line 1\nline 2");
    await key(b, "Enter");
    await key(b, "Enter", { shiftKey: true });
    expect(results()).toEqual([
      ["a", { text: ["one"] }],
      ["b", { text: ["line 1\nline 2"] }],
    ]);
    await type(a, "two");
    await key(a, "Enter");
    expect(() => one(field("a"))).toThrow();
  });
  it("submit what was typed as it is, and what was prefilled", async () => {
    const { one, type, store, results, ops } = await show(
      `<View>${TEXT}<TextArea name="a" toName="txt"/><TextArea name="b" toName="txt" value="ready"/><TextArea name="c" toName="txt"/></View>`,
    );
    await type(one(field("a")), "  pending text ");
    await type(one(field("c")), "   ");
    expect(results()).toEqual([]);
    store.submit();
    expect(ops.flatMap(({ diff }) => (diff.added ?? []).map(({ item }) => item.value))).toEqual([
      { text: ["  pending text "] },
      { text: ["ready"] },
    ]);
  });
  it("refuse an entry that is there already, and say it", async () => {
    const { one, type, key, results, all } = await show(
      `<View>${TEXT}<TextArea name="a" toName="txt" skipDuplicates="true"/></View>`,
    );
    const a = one<HTMLTextAreaElement>(field("a"));
    for (const text of ["same", "SAME"]) {
      await type(a, text);
      await key(a, "Enter");
    }
    expect(results()).toEqual([["a", { text: ["same"] }]]);
    expect(all('[role="alert"]').map((alert) => alert.textContent)).toEqual([
      "There is already an entry with that text. Please enter unique text.",
    ]);
  });
  it("edit and remove entries in place", async () => {
    const { all, one, click, type, key, results } = await show(
      `<View>${TEXT}<TextArea name="a" toName="txt" editable="true"/></View>`,
    );
    for (const text of ["x", "y"]) {
      await type(one(field("a")), text);
      await key(one(field("a")), "Enter");
    }
    const first = all<HTMLTextAreaElement>(".lsw-entry textarea")[0] as HTMLTextAreaElement;
    first.value = "z";
    await act(() => void first.dispatchEvent(new Event("change", { bubbles: true })));
    expect(results()).toEqual([["a", { text: ["z", "y"] }]]);
    await click(all<HTMLButtonElement>('button[aria-label^="Remove"]')[1] as HTMLButtonElement);
    expect(results()).toEqual([["a", { text: ["z"] }]]);
    await click(all<HTMLButtonElement>('button[aria-label^="Remove"]')[0] as HTMLButtonElement);
    expect(results()).toEqual([]);
  });
  it("of a region keep what was typed for the region it was typed for", async () => {
    const { one, type, store, results } = await show(
      `<View><Labels name="ner" toName="txt"><Label value="PER"/></Labels>${TEXT}<TextArea name="a" toName="txt" perRegion="true"/></View>`,
    );
    const ids = [0, 5].map((start) => {
      store.pressLabel("ner", "PER");
      return store.draw("txt", "span", { start, end: start + 4, text: "" }) as string;
    });
    await act(() => {
      store.selection.value = [ids[0] as string];
    });
    await type(one(field("a")), "for the first");
    await act(() => {
      store.selection.value = [ids[1] as string];
    });
    expect(results().filter(([name]) => name === "a")).toEqual([
      ["a", { start: 0, end: 4, text: ["for the first"] }],
    ]);
    expect(one<HTMLTextAreaElement>(field("a")).value).toBe("");
  });
  it("in the region list add when the field is left", async () => {
    const { one, type, store, results, draw, nodes, all } = await show(
      `<View><Labels name="ner" toName="txt"><Label value="PER"/></Labels>${TEXT}<TextArea name="a" toName="txt" perRegion="true" displayMode="region-list"/></View>`,
    );
    store.pressLabel("ner", "PER");
    const id = store.draw("txt", "span", { start: 0, end: 4, text: "" }) as string;
    await act(() => {
      store.selection.value = [id];
    });
    expect(all(field("a"))).toEqual([]);
    await draw(<RegionListTextArea node={nodes("TextArea")[0] as never} region={id} />);
    await type(one(field("a")), "note");
    await act(() => void one(field("a")).dispatchEvent(new FocusEvent("blur")));
    expect(results().at(-1)?.[1]).toEqual({ start: 0, end: 4, text: ["note"] });
  });
});

describe("objects and layout", () => {
  it("a text is there as it is in the data, nothing between its characters", async () => {
    const text = 'a <script>x</script> & "b"\r\nc   d 😀';
    const { one } = await show('<View><Text name="txt" value="$t"/></View>', {
      values: { "0.0": { value: text } },
    });
    const surface = one('[data-object="txt"] [data-surface]');
    expect(surface.textContent).toBe(text.replace("\r", " "));
    expect(surface.querySelector("script")).toBeNull();
  });
  it.each([
    [null, 'The text is empty: there is nothing in column "t" of this task.'],
    ["", 'The text is empty: there is nothing in column "t" of this task.'],
    [" \n\u200b", "The text has blanks and line breaks alone."],
  ])("a text of %j says so", async (value, says) => {
    const { one } = await show('<View><Text name="txt" value="$t"/></View>', {
      values: { "0.0": { value } },
    });
    expect(one('[data-object="txt"]').textContent).toBe(says);
  });
  it("a text that is gone listens to nothing any more", async () => {
    const { root, store } = await show(`<View>${TEXT}</View>`);
    const heard = vi.spyOn(root, "selectedRange");
    const press = () => {
      for (const type of ["pointerdown", "mouseup"]) {
        const event = new Event(type, { bubbles: true });
        root.shadow.dispatchEvent(Object.assign(event, { pointerType: "touch", button: 0, detail: 2 }));
      }
    };
    press();
    expect(heard).toHaveBeenCalled();
    heard.mockClear();
    await act(() => render(null, root.shadow));
    press();
    store.labels.value = new Map([["ner", ["PER"]]]);
    expect(heard).not.toHaveBeenCalled();
  });
  it("a tag of another release is named, and what it holds is shown", async () => {
    const { one, all } = await show(
      `<View><Collapse><Panel value="p">${TEXT}</Panel></Collapse><Taxonomy name="x" toName="txt"><Choice value="k"/></Taxonomy></View>`,
    );
    expect(all("[data-unsupported]").map((card) => card.getAttribute("data-unsupported"))).toEqual([
      "Collapse",
      "Panel",
      "Taxonomy",
    ]);
    expect(one("[data-surface]").textContent).toBe("Anna Smith");
    expect(all("input")).toEqual([]);
  });
  it("headers are headings of their size and plain text", async () => {
    const { one } = await show(
      '<View><Header value="&lt;i&gt;Hi&lt;/i&gt;" size="2" underline="true"/></View>',
    );
    expect(one("h2").textContent).toBe("<i>Hi</i>");
    expect(one("h2").querySelector("i")).toBeNull();
  });
  it("hidden boxes hide what they hold", async () => {
    const { all, click } = await show(
      `<View>${TEXT}<Choices name="c" toName="txt"><Choice value="yes"/></Choices>
       <View visibleWhen="choice-selected" whenTagName="c" whenChoiceValue="yes"><Rating name="r" toName="txt"/></View></View>`,
    );
    expect(all('[data-control="r"]')).toEqual([]);
    await click(all<HTMLInputElement>("input")[0] as HTMLInputElement);
    expect(all('[data-control="r"]').length).toBe(1);
  });
});
