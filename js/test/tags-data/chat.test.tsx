// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import type { Message } from "../../src/core/editor";
import type { Item } from "../../src/generated/wire";
import { show } from "./shown";

const own = (id: string, role: string, content: string): Item => ({
  value: { chatmessage: { role, content, createdAt: 5 } },
  id,
  from_name: "chat",
  to_name: "chat",
  type: "chatmessage",
  origin: "manual",
});
const contentOf = ({ value = {} }: Item) => (value.chatmessage as Message).content;
const chat = (attributes = "", more = "") =>
  `<View><Chat name="chat" toName="chat" ${attributes}/>${more}</View>`;
const at = (messages: unknown) => ({ values: { "0.0": messages } });
const FIELD = ".lsw-chat-new textarea";
const ADD = 'button[aria-label="Add message"]';
const REPLY = 'button[aria-label="Ask for a reply"]';

describe("messages", () => {
  it("are added one by one, each a region as Label Studio writes it, by turns", async () => {
    const { type, key, click, one, items, all, store } = await show(chat());
    await type(FIELD, "Hi there");
    await key(FIELD, "Enter");
    expect(items()).toEqual([
      {
        value: { chatmessage: { role: "user", content: "Hi there", createdAt: expect.any(Number) } },
        id: expect.stringMatching(/^[\w-]{10}$/),
        from_name: "chat",
        to_name: "chat",
        type: "chatmessage",
        origin: "manual",
      },
    ]);
    expect(Object.keys(items()[0]?.value?.chatmessage as object)).toEqual(["role", "content", "createdAt"]);
    expect(one<HTMLSelectElement>("select").value).toBe("assistant");
    await type(FIELD, "Hello\nyou");
    await click(ADD);
    expect(all("[data-message] p").map((p) => p.textContent)).toEqual(["Hi there", "Hello\nyou"]);
    expect(store.regions.value.map(({ shape, text }) => [shape, text])).toEqual([
      ["message", "user: Hi there"],
      ["message", "assistant: Hello\nyou"],
    ]);
    expect(store.undoLabel.value).toBe("Add message");
  });

  it("are not added when empty, while a script writes, and by keys that submit", async () => {
    const { type, key, items } = await show(chat());
    await type(FIELD, "  \n ");
    await key(FIELD, "Enter");
    await type(FIELD, "half");
    await key(FIELD, "Enter", { shiftKey: true });
    await key(FIELD, "Enter", { ctrlKey: true });
    await key(FIELD, "Enter", { isComposing: true });
    expect(items()).toEqual([]);
  });

  it("of the task are shown in their order, and cannot be selected, edited or deleted", async () => {
    const given = [
      { role: "system", content: "Be kind." },
      { role: "assistant", content: "Yes", createdAt: 1710000000000 },
    ];
    const { all } = await show(chat('editable="true"'), { ...at(given), result: [own("m", "user", "mine")] });
    expect(all("li").map((li) => [li.dataset.role, li.dataset.message])).toEqual([
      ["system", undefined],
      ["assistant", undefined],
      ["user", "m"],
    ]);
    expect(all("li button").map((button) => button.getAttribute("aria-label"))).toEqual([
      "Select message 3, user",
      "Edit message 3",
      "Delete message 3",
    ]);
    expect(all("time")[0]?.getAttribute("datetime")).toBe("2024-03-09T16:00:00.000Z");
  });

  it("are edited in place where the config says so, and undone", async () => {
    const result = [own("a", "user", "teh"), own("b", "assistant", "ok")];
    const { all, click, type, key, items, act, store } = await show(chat('editable="user"'), { result });
    expect(all('button[aria-label^="Edit"]')).toHaveLength(1);
    await click('button[aria-label="Edit message 1"]');
    await type("li textarea", "the");
    await key("li textarea", "Enter");
    expect(items()[0]?.value).toEqual({ chatmessage: { role: "user", content: "the", createdAt: 5 } });
    expect(all("li textarea")).toEqual([]);
    await act(() => store.undo());
    expect(items()).toEqual(result);
    await click('button[aria-label="Edit message 1"]');
    await type("li textarea", "gone");
    await key("li textarea", "Escape");
    expect(items()).toEqual(result);
  });

  it("are deleted with what was said of them", async () => {
    const rated: Item = {
      ...own("a", "user", "hi"),
      type: "choices",
      from_name: "c",
      value: { choices: ["x"] },
    };
    const { click, items } = await show(chat("", '<Choices name="c" toName="chat" perRegion="true"/>'), {
      result: [own("a", "user", "hi"), rated, own("b", "user", "ho")],
    });
    await click('button[aria-label="Delete message 1"]');
    expect(items().map(({ id }) => id)).toEqual(["b"]);
  });

  it("typed but not added are added by submit, an edit in progress too", async () => {
    const { type, click, items, act, store } = await show(chat('editable="true"'), {
      result: [own("a", "user", "old")],
    });
    await click('button[aria-label="Edit message 1"]');
    await type("li textarea", "new");
    await type(FIELD, "last");
    await act(() => {
      expect(store.submit()).toBe(true);
    });
    store.goto(0);
    expect(items().map(contentOf)).toEqual(["new", "last"]);
  });
});

describe("answers about a message", () => {
  const RATED = chat(
    "",
    `<View visibleWhen="region-selected" whenRole="assistant,tool">
      <Choices name="good" toName="chat" perRegion="true" required="true"><Choice value="yes"/></Choices></View>
    <View visibleWhen="region-selected" whenRole="user"><Choices name="risk" toName="chat" perRegion="true">
      <Choice value="none"/></Choices></View>`,
  );
  const result = [own("u", "user", "hi"), own("b", "assistant", "ho")];

  it("show for the role of the selected one, and repeat the message", async () => {
    const { click, all, items } = await show(RATED, { result });
    const controls = () => all("[data-control]").map((one) => one.dataset.control);
    expect(controls()).toEqual(["chat"]);
    await click('button[aria-label="Select message 1, user"]');
    expect(controls()).toEqual(["chat", "risk"]);
    await click('button[aria-label="Select message 2, assistant"]');
    expect(controls()).toEqual(["chat", "good"]);
    await click('[data-control="good"] input');
    expect(items()[2]).toEqual({
      value: { chatmessage: { role: "assistant", content: "ho", createdAt: 5 }, choices: ["yes"] },
      id: "b",
      from_name: "good",
      to_name: "chat",
      type: "choices",
      origin: "manual",
    });
    await click('button[aria-label="Select message 2, assistant"]');
    expect(controls()).toEqual(["chat"]);
  });

  it("follow an edit of the message", async () => {
    const choice: Item = {
      ...own("b", "assistant", "ho"),
      from_name: "good",
      type: "choices",
      value: { chatmessage: { role: "assistant", content: "ho", createdAt: 5 }, choices: ["yes"] },
    };
    const { items, store } = await show(RATED, { result: [...result, choice] });
    store.reshape(
      new Map([["b", { chatmessage: { role: "assistant", content: "hu", createdAt: 5 } }]]),
      "Edit",
    );
    expect(items().map(contentOf)).toEqual(["hi", "hu", "hu"]);
    expect(items()[2]?.value?.choices).toEqual(["yes"]);
  });

  it("are required of messages with that role only", async () => {
    const { store, act } = await show(RATED, { result });
    await act(() => {
      expect(store.submit()).toBe(false);
    });
    expect(store.selection.value).toEqual(["b"]);
    await act(() => store.remove(["b"]));
    expect(store.submit()).toBe(true);
  });
});

describe("limits", () => {
  it("count all messages, and refuse a submit in the chat itself", async () => {
    const { store, act, one, type, key } = await show(chat('minMessages="3" maxMessages="3"'), {
      ...at([{ role: "user", content: "hi" }]),
      result: [own("a", "assistant", "ho")],
    });
    await act(() => {
      expect(store.submit()).toBe(false);
    });
    expect(one('[data-control="chat"] [role=alert]').textContent).toBe(
      "At least 3 messages are needed: there are 2.",
    );
    await type(FIELD, "third");
    await key(FIELD, "Enter");
    expect(one('[data-control="chat"]').textContent).toContain("allows no more");
    expect(store.submit()).toBe(true);
  });

  it("refuse too many that came with the annotation", async () => {
    const { store, act, words } = await show(chat('maxMessages="1"'), {
      result: [own("a", "user", "1"), own("b", "user", "2")],
    });
    await act(() => {
      expect(store.submit()).toBe(false);
    });
    expect(words()).toContain("At most 1 message is allowed: there are 2.");
  });
});

describe("replies", () => {
  const options = { reply: true };
  const answer = (...replies: (string | Error)[]) => {
    const asked: (readonly Message[])[] = [];
    const signals: AbortSignal[] = [];
    const settle: (() => void)[] = [];
    const reply = vi.fn((_task: string, _chat: string, messages: readonly Message[], signal: AbortSignal) => {
      asked.push(messages);
      signals.push(signal);
      const next = replies.shift() ?? "";
      return new Promise<Message>((resolve, reject) => {
        settle.push(() =>
          typeof next === "string" ? resolve({ role: "assistant", content: next, model: "m" }) : reject(next),
        );
      });
    });
    return { reply, asked, signals, settle };
  };

  it("come after a user's message where the config names a model", async () => {
    const model = answer("Hello!");
    const { type, key, words, items, act, all } = await show(chat('llm="a/b"'), {
      ...at([{ role: "system", content: "Be kind." }, "broken"]),
      options,
      ports: { reply: model.reply },
    });
    expect(all("select")).toEqual([]);
    await type(FIELD, "Hi");
    await key(FIELD, "Enter");
    expect(words()).toContain("Waiting for the reply");
    expect(model.asked).toEqual([
      [
        { role: "system", content: "Be kind." },
        { role: "user", content: "Hi", createdAt: expect.any(Number) },
      ],
    ]);
    expect(model.reply.mock.calls[0]?.slice(0, 2)).toEqual(["task0", "chat"]);
    await act(async () => model.settle[0]?.());
    expect(words()).not.toContain("Waiting");
    expect(items()[1]?.value).toEqual({
      chatmessage: { role: "assistant", content: "Hello!", createdAt: expect.any(Number), model: "m" },
    });
  });

  it("are asked for by a button elsewhere, and can be given up", async () => {
    const model = answer("late");
    const { one, click, items, act, words } = await show(chat(), {
      options,
      ports: { reply: model.reply },
      result: [own("a", "user", "hi")],
    });
    await click(REPLY);
    await click('button[aria-label="Stop waiting for the reply"]');
    expect(model.signals[0]?.aborted).toBe(true);
    await act(async () => model.settle[0]?.());
    expect(items()).toHaveLength(1);
    expect(words()).not.toContain("Waiting");
    expect(one(REPLY).getAttribute("aria-disabled")).toBeNull();
  });

  it("that fail are told, and nothing changes", async () => {
    const model = answer(new Error("reply= raised KeyError: 'x'"));
    const { click, items, act, store } = await show(chat(), {
      options,
      ports: { reply: model.reply },
      result: [own("a", "user", "hi")],
    });
    await click(REPLY);
    await act(async () => model.settle[0]?.());
    expect(store.notices.value.map(({ tone, detail }) => [tone, detail])).toEqual([
      ["error", "reply= raised KeyError: 'x'"],
    ]);
    expect(items()).toHaveLength(1);
  });

  it("have a hint in their place without a function", async () => {
    const { all, words, type, key } = await show(chat('llm="a/b"'));
    expect(words()).toContain("reply=lambda messages, task");
    expect(all(REPLY)).toEqual([]);
    await type(FIELD, "Hi");
    await key(FIELD, "Enter");
    expect(words()).not.toContain("Waiting");
  });
});

describe("what is wrong", () => {
  it.each([
    ["no JSON", "a text that is no JSON list", "no JSON"],
    [{ role: "user" }, "object", '{"role":"user"}'],
    [5, "number", "5"],
  ])("with the value %j is said in its place", async (value, said, given) => {
    const { one, all } = await show(chat(), { ...at(value), result: [own("a", "user", "hi")] });
    expect(one("[role=alert]").textContent).toContain(said);
    expect(one("pre").textContent).toBe(given);
    expect(all(FIELD)).toEqual([]);
  });

  it("with one message leaves the others, and loses nothing of it", async () => {
    const given = [
      { text: "hi" },
      5,
      null,
      { role: 7, content: ["a", { b: 1 }] },
      { role: "user", content: 5 },
    ];
    const { all } = await show(chat(), at(given));
    const texts = all("li").map((li) => li.textContent?.replace(/\s+/g, " "));
    expect(texts).toEqual([
      'no roleThis message has no role and no content.{ "text": "hi" }',
      "no roleThis is no message: it has no role.5",
      "no roleThis is no message: it has no role.",
      '7[ "a", { "b": 1 } ]',
      "user5",
    ]);
  });

  it("is no call of a tool, and no JSON text of a list", async () => {
    const calls = [{ role: "assistant", content: null, tool_calls: [{ name: "find" }] }];
    const { all, words } = await show(chat(), at(JSON.stringify(calls)));
    expect(all(".lsw-problem")).toEqual([]);
    expect(words()).toContain('"name": "find"');
  });

  it("with a stored message leaves it in the list of regions", async () => {
    const broken = { ...own("a", "user", ""), value: { chatmessage: "text" } } as Item;
    const { store, words, items } = await show(chat(), { result: [broken] });
    expect(store.regions.value.map(({ shape }) => shape)).toEqual([null]);
    expect(words()).toContain("No messages yet.");
    expect(items()).toEqual([broken]);
  });
});

it("a read-only view shows messages and offers nothing", async () => {
  const { all, words } = await show(chat('editable="true"'), {
    options: { read_only: true },
    result: [own("a", "user", "hi")],
  });
  expect(words()).toContain("hi");
  expect(all("textarea")).toEqual([]);
  expect(all("button").map((button) => button.getAttribute("aria-label"))).toEqual([
    "Select message 1, user",
  ]);
});
