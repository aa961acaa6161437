import { describe, expect, it } from "vitest";
import { chordsOf, isTyping, type KeyPress, parseKeys, showChord } from "../../src/actions/keys";

function press(key: string, code = "", modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...modifiers };
}

/** Whether a spelling of the keymap answers this press. */
function answers(spelling: string, event: KeyPress, mac = false): boolean {
  const wanted = parseKeys(spelling, mac) ?? [];
  return chordsOf(event).some((chord) => wanted.includes(chord));
}

describe("chords", () => {
  it.each([
    ["ctrl+enter", press("Enter", "Enter", { ctrlKey: true })],
    ["ctrl+shift+z", press("Z", "KeyZ", { ctrlKey: true, shiftKey: true })],
    ["ctrl+space", press(" ", "Space", { ctrlKey: true })],
    ["u", press("u", "KeyU")],
    ["?", press("?", "Slash", { shiftKey: true })],
    ["shift+1", press("!", "Digit1", { shiftKey: true })],
    ["alt+shift+3", press("#", "Digit3", { altKey: true, shiftKey: true })],
    ["alt+.", press(".", "Period", { altKey: true })],
    ["ctrl+plus,ctrl+=", press("=", "Equal", { ctrlKey: true })],
    ["ctrl+plus", press("+", "NumpadAdd", { ctrlKey: true })],
    ["ctrl+minus", press("-", "Minus", { ctrlKey: true })],
    ["alt+left", press("ArrowLeft", "ArrowLeft", { altKey: true })],
    ["backspace,delete", press("Delete", "Delete")],
  ])("%s answers", (spelling, event) => expect(answers(spelling, event)).toBe(true));

  it.each([
    ["a digit of the number pad", "1", press("1", "Numpad1")],
    ["a digit of a French keyboard without Shift", "1", press("&", "Digit1")],
    ["the place of a letter on a Cyrillic keyboard", "q", press("й", "KeyQ")],
    ["Option and a letter on a Mac", "alt+r", press("®", "KeyR", { altKey: true })],
  ])("%s counts", (_name, spelling, event) => expect(answers(spelling, event)).toBe(true));

  it("the letter that is written wins over its place", () => {
    expect(answers("z", press("y", "KeyZ"))).toBe(false);
    expect(answers("y", press("y", "KeyZ"))).toBe(true);
  });

  it("modifiers must match", () => {
    expect(answers("u", press("u", "KeyU", { ctrlKey: true }))).toBe(false);
    expect(answers("ctrl+z", press("z", "KeyZ", { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(answers("1", press("1", "Digit1", { altKey: true }))).toBe(false);
    expect(answers("r", press("R", "KeyR", { shiftKey: true }))).toBe(false);
  });

  it("Ctrl is Cmd on a Mac", () => {
    expect(answers("ctrl+z", press("z", "KeyZ", { metaKey: true }), true)).toBe(true);
    expect(answers("ctrl+z", press("z", "KeyZ", { ctrlKey: true }), true)).toBe(false);
  });

  it.each(["", "ctrl", "nonsense", "hyper+a", "a+b", "ctrl+a,shift"])("%j is no key", (spelling) =>
    expect(parseKeys(spelling, false)).toBe(null),
  );

  it("reads a comma as a key and as a separator", () => {
    expect(parseKeys("a,b", false)).toEqual(["a", "b"]);
    expect(parseKeys("ctrl+,", false)).toEqual(["ctrl+,"]);
  });

  it("shows keys as each platform writes them", () => {
    expect(showChord("ctrl+shift+z", false)).toBe("Ctrl+Shift+Z");
    expect(showChord("meta+enter", true)).toBe("⌘⏎");
    expect(showChord("q", false)).toBe("q");
    expect(showChord("ctrl++", false)).toBe("Ctrl++");
  });
});

describe("typing", () => {
  const element = (localName: string, type?: string) => ({ localName, type }) as unknown as EventTarget;
  it("text fields take keys, boxes and buttons do not", () => {
    for (const field of [
      element("textarea"),
      element("select"),
      element("input", "text"),
      element("input", "number"),
    ])
      expect(isTyping(field)).toBe(true);
    for (const other of [element("input", "radio"), element("input", "checkbox"), element("button"), null])
      expect(isTyping(other)).toBe(false);
  });
});
