// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { TagNode } from "../../src/generated/wire";
import { Image } from "../../src/tags/objects/image";
import { ChunksContext, createChunks } from "../../src/ui/chunks";
import { type ImageCommands, type Root, View, type ViewContext } from "../../src/ui/context";
import { createPlaces } from "../../src/ui/places";
import { viewOf } from "../support/view";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.restoreAllMocks();
});

const FRAME = { width: 300, height: 300 };

/** The tag with attributes as Python gives them, its image of 600 × 400 loaded into a frame of 300 × 300. */
async function show(attrs: { [name: string]: unknown }, more = "", options = {}) {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({
    ...FRAME,
    left: 0,
    top: 0,
  } as DOMRect);
  const xml = `<View><Image name="img" value="$i"/><Rectangle name="r" toName="img"/>${more}</View>`;
  const { store } = viewOf(xml, undefined, options);
  const host = document.createElement("div");
  document.body.append(host);
  const shadow = host.attachShadow({ mode: "open" });
  const images = new Map<string, ImageCommands>();
  const context = {
    editor: store,
    media: { url: () => Promise.resolve("blob:x") },
    root: { host, shadow, css: vi.fn(), dark: { value: false } } as unknown as Root,
    images,
    places: createPlaces(),
    keyOf: () => undefined,
    children: () => [],
  } as unknown as ViewContext & { children(): [] };
  const node = store.tree.value?.children[0] as TagNode;
  await act(async () => {
    render(
      <ChunksContext.Provider value={createChunks(() => new Promise(() => undefined))}>
        <View.Provider value={context}>
          <Image node={{ ...node, attrs: { value: { url: "1.png" }, ...attrs } }} />
        </View.Provider>
      </ChunksContext.Provider>,
      shadow,
    );
    await Promise.resolve();
  });
  ends.push(() => render(null, shadow));
  const img = shadow.querySelector("img") as HTMLImageElement;
  Object.defineProperties(img, { naturalWidth: { value: 600 }, naturalHeight: { value: 400 } });
  await act(() => {
    img.dispatchEvent(new Event("load"));
  });
  const find = (selector: string) => shadow.querySelector<HTMLElement>(selector);
  const buttons = () =>
    [...shadow.querySelectorAll("[role=toolbar] button")].map((one) => one.getAttribute("aria-label"));
  const frame = find("[role=application]") as HTMLElement;
  const surface = () => (find("[data-surface]") as HTMLElement).style;
  const wheel = (deltaY: number) =>
    act(() => {
      const event = new WheelEvent("wheel", { deltaY, bubbles: true, cancelable: true });
      const at = { ctrlKey: { value: true }, clientX: { value: 0 }, clientY: { value: 0 } };
      frame.dispatchEvent(Object.defineProperties(event, at));
    });
  return { store, find, buttons, frame, surface, wheel, images, img };
}

describe("attributes of an Image", () => {
  it("zoom: the wheel zooms unless it is off", async () => {
    const on = await show({});
    expect(on.surface().width).toBe("300px");
    await on.wheel(-100);
    expect(Number.parseFloat(on.surface().width)).toBeGreaterThan(320);
    const off = await show({ zoom: false });
    await off.wheel(-100);
    expect(off.surface().width).toBe("300px");
  });

  it("zoomBy and negativeZoom: factor and end of the steps", async () => {
    const { surface, images } = await show({ zoomBy: "2" });
    await act(() => images.get("img")?.zoomIn());
    expect(surface().width).toBe("600px");
    await act(() => {
      images.get("img")?.zoomOut();
      images.get("img")?.zoomOut();
    });
    expect(surface().width).toBe("300px");
    const small = await show({ zoomBy: "2", negativeZoom: true });
    await act(() => small.images.get("img")?.zoomOut());
    expect(small.surface().width).toBe("150px");
  });

  it("defaultZoom: to fit, its own size, or its own size if that fits", async () => {
    expect((await show({ defaultZoom: "fit" })).surface().width).toBe("300px");
    expect((await show({ defaultZoom: "original" })).surface().width).toBe("600px");
    expect((await show({ defaultZoom: "auto" })).surface().width).toBe("300px");
  });

  it("zoomControl and selectionControl: buttons of view and selection", async () => {
    expect((await show({})).buttons()).toEqual(expect.arrayContaining(["Select and move", "Pan", "Zoom in"]));
    const without = (await show({ zoomControl: false, selectionControl: false })).buttons();
    for (const name of ["Select and move", "Pan", "Zoom in", "Zoom to fit"])
      expect(without).not.toContain(name);
    expect(without).toContain("Rectangle");
  });

  it("brightnessControl, contrastControl and rotateControl: only on wish", async () => {
    expect((await show({})).find("input[type=range]")).toBeNull();
    const { find, img, buttons } = await show({
      brightnessControl: true,
      contrastControl: true,
      rotateControl: true,
    });
    expect(buttons()).toContain("Rotate left");
    const slider = find("input[type=range]") as HTMLInputElement;
    slider.value = "250";
    await act(() => {
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    expect(img.style.filter).toBe("brightness(250%) contrast(100%)");
  });

  it("horizontalAlignment and verticalAlignment: where a smaller image lies", async () => {
    const at = ({ left, top }: CSSStyleDeclaration) => [left, top];
    expect(at((await show({})).surface())).toEqual(["0px", "0px"]);
    expect(at((await show({ verticalAlignment: "center" })).surface())).toEqual(["0px", "50px"]);
    expect(at((await show({ verticalAlignment: "bottom" })).surface())).toEqual(["0px", "100px"]);
  });

  it("width, maxWidth, height and maxHeight: lengths, bare numbers as pixels", async () => {
    const { frame } = await show({ width: "50%", maxWidth: "750px", height: "320", maxHeight: "40vh" });
    expect(frame.style.width).toBe("50%");
    expect(frame.style.maxWidth).toBe("750px");
    expect(frame.style.height).toBe("320px");
    expect(frame.style.maxHeight).toBe("40vh");
  });

  it("crossOrigin: only the two ways there are", async () => {
    expect((await show({ crossOrigin: "anonymous" })).img.getAttribute("crossorigin")).toBe("anonymous");
    expect((await show({ crossOrigin: "none" })).img.getAttribute("crossorigin")).toBeNull();
  });

  it("smoothing: off on wish, and where masks of exact pixels are drawn", async () => {
    expect((await show({})).frame.dataset.sharp).toBeUndefined();
    expect((await show({ smoothing: false })).img.dataset.sharp).toBe("true");
    expect((await show({ smoothing: true }, '<Bitmask name="m" toName="img"/>')).frame.dataset.sharp).toBe(
      "true",
    );
  });

  it("grid and crosshair: over the image", async () => {
    const { find } = await show({ grid: true, gridSize: 50 });
    expect(find(".lsw-image-grid")?.style.backgroundSize).toBe("50px 50px");
    const crossed = await show({ crosshair: true });
    await act(() => {
      crossed.frame.dispatchEvent(
        new PointerEvent("pointermove", { clientX: 30, clientY: 40, bubbles: true }),
      );
    });
    expect(crossed.find(".lsw-image-crosshair")?.getAttribute("d")).toBe("M0 40H300M30 0V300");
  });
});
