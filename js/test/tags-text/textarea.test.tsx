// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { show } from "./shown";

const form = (attributes: string) =>
  `<View><Text name="txt" value="Anna Smith"/><TextArea name="cap" toName="txt" ${attributes}/></View>`;

describe("a TextArea", () => {
  it("says its label", async () => {
    const { one } = await show(form('label="What is said"'));
    expect(one('[data-control="cap"]').textContent).toContain("What is said");
  });

  it("without allowSubmit adds what was typed on submit only", async () => {
    const { one, all, key, type, results, store } = await show(form('allowSubmit="false" rows="2"'));
    expect(all('[data-control="cap"] button')).toHaveLength(0);
    const field = one<HTMLTextAreaElement>('[data-control="cap"] textarea');
    await type(field, "two words");
    await key(field, "Enter", { shiftKey: true });
    expect(results()).toEqual([]);
    store.submit();
    store.previous();
    expect(store.annotation.value?.result[0]?.value).toEqual({ text: ["two words"] });
  });
});
