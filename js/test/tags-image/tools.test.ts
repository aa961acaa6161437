import { describe, expect, it } from "vitest";
import { setUp } from "./set-up";

const image = (controls: string) => `<View><Image name="img" value="$i"/>${controls}</View>`;
const BOXES = '<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>';
const ELLIPSES = '<EllipseLabels name="ell" toName="img"><Label value="Cell"/></EllipseLabels>';
const MASKS = '<BrushLabels name="mask" toName="img"><Label value="Road"/></BrushLabels>';
const LABELS = '<Labels name="lbl" toName="img"><Label value="Cell"/></Labels>';

const held = ({ surface }: ReturnType<typeof setUp>) => {
  const mode = surface.mode.value;
  return typeof mode === "string" ? mode : mode.name;
};

describe("the tool that a label brings", () => {
  it("is the one of its control's shape, whatever was chosen before", () => {
    const up = setUp(image(BOXES + ELLIPSES + MASKS));
    expect(held(up)).toBe("move");
    up.store.pressLabel("ell", "Cell");
    expect(held(up)).toBe("ellipse");
    up.store.pressLabel("mask", "Road");
    expect(held(up)).toBe("brush");
    up.surface.tool("eraser");
    up.store.pressLabel("box", "Car");
    expect(held(up)).toBe("rectangle");
  });

  it("stays another tool of the same shape that was chosen", () => {
    const up = setUp(image(BOXES + MASKS));
    up.surface.tool("rectangle3");
    up.store.pressLabel("box", "Car");
    expect(held(up)).toBe("rectangle3");
    up.store.pressLabel("mask", "Road");
    up.surface.tool("eraser");
    expect(held(up)).toBe("eraser");
  });

  it("does not give way to tools of other controls", () => {
    const up = setUp(image(BOXES + ELLIPSES));
    up.store.pressLabel("box", "Car");
    up.surface.tool("ellipse");
    expect(held(up)).toBe("rectangle");
    expect(up.surface.hand.reacts("ellipse")).toBe(false);
    up.surface.tool("move");
    up.surface.tool("ellipse");
    expect(held(up)).toBe("move");
    up.surface.tool("rectangle");
    expect(held(up)).toBe("rectangle");
  });

  it("comes again after move and pan, once another label is picked", () => {
    const up = setUp(image(BOXES));
    for (const name of ["move", "pan"]) {
      up.surface.tool(name);
      expect(held(up)).toBe(name);
      up.store.pressLabel("box", "Car");
      expect(held(up)).toBe("rectangle");
      up.store.pressLabel("box", "Car");
    }
  });

  it("is the region's own while one is selected", () => {
    const up = setUp(image(BOXES + ELLIPSES));
    up.surface.tool("ellipse");
    up.store.selection.value = [up.box()];
    expect(held(up)).toBe("rectangle");
  });
});

describe("bare shapes with labels beside them", () => {
  it("draw at once with a Rectangle", () => {
    const up = setUp(image(`<Rectangle name="r" toName="img"/>${LABELS}`));
    expect(held(up)).toBe("rectangle");
    up.store.pressLabel("lbl", "Cell");
    up.drag(60, 40, 180, 160);
    expect(up.store.annotation.value?.result.map(({ type }) => type)).toEqual(["rectangle", "labels"]);
  });

  it.each(["Ellipse", "Polygon", "KeyPoint", "Vector", "Brush"])(
    "need the tool of a %s first, and say so",
    (tag) => {
      const up = setUp(image(`<${tag} name="s" toName="img"/>${LABELS}`));
      up.store.pressLabel("lbl", "Cell");
      expect(held(up)).toBe("move");
      expect(up.surface.hand.refusal.value).toMatch(/^Choose a tool first/);
      const name = up.surface.hand.tools.value[0]?.name ?? "";
      up.surface.tool(name);
      expect(held(up)).toBe(name);
      expect(up.surface.hand.refusal.value).toBe("");
    },
  );

  it("keep the chosen one among several", () => {
    const up = setUp(image(`<Rectangle name="r" toName="img"/><Polygon name="p" toName="img"/>${LABELS}`));
    up.surface.tool("polygon");
    up.store.pressLabel("lbl", "Cell");
    expect(held(up)).toBe("polygon");
  });
});

describe("what is shown as chosen", () => {
  it("may wait for a label", () => {
    const up = setUp(image(BOXES + ELLIPSES));
    up.surface.tool("ellipse");
    expect(held(up)).toBe("move");
    expect(up.surface.hand.shown.value).toBe("ellipse");
    expect(up.surface.hand.refusal.value).toBe("Choose a label first.");
    expect(up.surface.said.value).toBe("Ellipse tool");
  });

  it("is nothing that the config has not", () => {
    const up = setUp(image(BOXES));
    up.surface.tool("polygon");
    expect(up.surface.hand.shown.value).toBe("move");
    expect(up.store.tools.value.size).toBe(0);
  });
});
