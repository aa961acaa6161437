// @vitest-environment happy-dom
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as figures from "../../src/chunks/figures";
import * as extras from "../../src/chunks/image-extras";
import type { TagNode } from "../../src/generated/wire";
import { Image } from "../../src/tags/objects/image";
import { ChunksContext, createChunks } from "../../src/ui/chunks";
import { type ImageCommands, type Root, View } from "../../src/ui/context";
import { createPlaces } from "../../src/ui/places";
import { viewOf } from "../support/view";

const CHUNKS: { readonly [name: string]: unknown } = { figures, "image-extras": extras };

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function show(image: string, value: unknown, url = (_value: unknown) => Promise.resolve("blob:x")) {
  const { store } = viewOf(`<View>${image}<Rectangle name="r" toName="img"/></View>`);
  const host = document.createElement("div");
  document.body.append(host);
  const shadow = host.attachShadow({ mode: "open" });
  const images = new Map<string, ImageCommands>();
  const root = { host, shadow, css: vi.fn(), dark: { value: false } } as unknown as Root;
  const context = {
    editor: store,
    media: { url },
    root,
    images,
    texts: new Map(),
    places: createPlaces(),
    keyOf: () => undefined,
    children: () => [],
  };
  const asked: string[] = [];
  const chunks = createChunks(async (part) => {
    asked.push(part);
    return CHUNKS[part];
  });
  const found = store.tree.value?.children[0] as TagNode;
  const node = { ...found, attrs: { ...found.attrs, ...(value as object) } };
  await act(async () => {
    render(
      <View.Provider value={context}>
        <ChunksContext.Provider value={chunks}>
          <Image node={node} />
        </ChunksContext.Provider>
      </View.Provider>,
      shadow,
    );
    await Promise.resolve();
  });
  const unmount = () => render(null, shadow);
  ends.push(unmount);
  const find = (selector: string) => shadow.querySelector(selector);
  return { store, shadow, images, asked, find, unmount };
}

async function load(shadow: ShadowRoot, width: number, height: number) {
  const img = shadow.querySelector("img") as HTMLImageElement;
  Object.defineProperties(img, { naturalWidth: { value: width }, naturalHeight: { value: height } });
  await act(() => {
    img.dispatchEvent(new Event("load"));
  });
}

describe("the Image tag", () => {
  it("keeps its hooks and the room for the image before it comes", async () => {
    const media = { media: "m", width: 600, height: 400 };
    const { find, shadow } = await show('<Image name="img" value="$i"/>', { value: media });
    expect(find('[data-object="img"] [data-surface] img')?.getAttribute("src")).toBe("blob:x");
    const frame = find("[role=application]") as HTMLElement;
    expect(frame.tabIndex).toBe(0);
    expect(frame.dataset.state).toBe("loading");
    expect(frame.style.aspectRatio).toBe("600 / 400");
    await load(shadow, 800, 400);
    expect(frame.dataset.state).toBe("ready");
    expect(frame.style.aspectRatio).toBe("800 / 400");
  });

  it("says in its place what is wrong, and tries again on request", async () => {
    const url = vi.fn((_value: unknown) => Promise.reject(new Error("The file cat.png is gone.")));
    const { find } = await show('<Image name="img" value="$i"/>', { value: { url: "cat.png" } }, url);
    const card = find("[role=alert]");
    expect(card?.textContent).toContain("The file cat.png is gone.");
    expect(card?.querySelector("code")?.textContent).toBe("cat.png");
    await act(async () => {
      card?.querySelector("button")?.click();
      await Promise.resolve();
    });
    expect(url).toHaveBeenCalledTimes(2);
  });

  it("shows a list page by page, and lets the selection go", async () => {
    const pages = [{ url: "1.png" }, { url: "2.png" }];
    const url = (value: unknown) => Promise.resolve((value as { url: string }).url);
    const { find, store, images } = await show(
      '<Image name="img" valueList="$p"/>',
      { valueList: pages },
      url,
    );
    expect(find("img")?.getAttribute("src")).toBe("1.png");
    store.selection.value = ["x"];
    await act(async () => {
      images.get("img")?.nextPage();
      await Promise.resolve();
    });
    await act(() => Promise.resolve());
    expect(find("img")?.getAttribute("src")).toBe("2.png");
    expect(find("[role=toolbar] [aria-live]")?.textContent).toBe("2 / 2");
    expect(store.selection.value).toEqual([]);
  });

  it("asks for the other shapes only when there is one that is no box", async () => {
    const { store, asked, images } = await show('<Image name="img" value="$i"/>', {
      value: { url: "1.png" },
    });
    expect(asked).toEqual([]);
    expect(images.get("img")?.reacts("rectangle")).toBe(true);
    await act(() => {
      store.draw("img", "rectangle", { x: 1, y: 1, width: 9, height: 9 }, {});
    });
    expect(asked).toEqual([]);
    const more = await show('<Image name="img" value="$i"/><Polygon name="p" toName="img"/>', {
      value: { url: "1.png" },
    });
    await act(() => Promise.resolve());
    expect(more.asked).toEqual(["figures"]);
    expect(more.images.get("img")?.reacts("polygon")).toBe(true);
  });

  it("rotates only where the config lets it", async () => {
    const on = await show('<Image name="img" value="$i" rotateControl="true"/>', { value: { url: "1.png" } });
    await load(on.shadow, 600, 400);
    await act(() => on.images.get("img")?.rotateRight());
    expect((on.find("img") as HTMLElement).style.transform).toContain("rotate(90deg)");
    const off = await show('<Image name="img" value="$i"/>', { value: { url: "1.png" } });
    await load(off.shadow, 600, 400);
    await act(() => off.images.get("img")?.rotateRight());
    expect((off.find("img") as HTMLElement).style.transform).toContain("rotate(0deg)");
  });

  it("takes a grid colour as a colour only", async () => {
    const { find } = await show('<Image name="img" value="$i" grid="true"/>', {
      value: { url: "1.png" },
      gridColor: "red 1px),url(http://elsewhere/x)",
    });
    expect(find(".lsw-image-grid")?.getAttribute("style") ?? "").not.toContain("background-image");
  });

  it("leaves nothing behind", async () => {
    const stops = vi.spyOn(ResizeObserver.prototype, "disconnect");
    const { images, unmount, store } = await show('<Image name="img" value="$i"/>', {
      value: { url: "1.png" },
    });
    expect([...images.keys()]).toEqual(["img"]);
    unmount();
    expect(images.size).toBe(0);
    expect(stops).toHaveBeenCalled();
    expect(store.gesture.value).toBeNull();
  });
});
