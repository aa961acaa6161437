// From a task's value to messages, and what the config says of new ones.
import type { Message } from "../../core/editor";
import { attr, number, text } from "../../core/facts";
import { isObject } from "../../core/json";
import type { TagNode } from "../../generated/wire";

export type Loaded =
  | { readonly messages: readonly unknown[] }
  | { readonly problem: string; readonly given: string };

export interface Shown {
  /** Empty where the message says none. */
  readonly role: string;
  readonly content: string;
  /** Milliseconds since 1970. */
  readonly time: number | null;
  /** What else the message holds, as JSON. */
  readonly more: string;
  /** What is wrong with it; empty when nothing is. */
  readonly fault: string;
}

const LONGEST = 2000;
const LAST_DATE = 8.64e15;

/** A list, or its JSON text; nothing at all is a chat without messages. */
export function loadedMessages(value: unknown): Loaded {
  if (value === undefined || value === null || value === "") return { messages: [] };
  if (Array.isArray(value)) return { messages: value };
  const parsed = typeof value === "string" ? json(value) : value;
  if (Array.isArray(parsed)) return { messages: parsed };
  const kind = typeof value === "string" ? "a text that is no JSON list" : `one ${typeof value}`;
  return {
    problem: `This chat has ${kind} where a list of messages should be.`,
    given: (typeof value === "string" ? value : JSON.stringify(value)).slice(0, LONGEST),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const plain = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value, null, 1) : String(value ?? "");

export function shownMessage(message: unknown): Shown {
  if (!isObject(message))
    return {
      role: "",
      content: plain(message),
      time: null,
      more: "",
      fault: "This is no message: it has no role.",
    };
  const { role, content, createdAt, ...rest } = message;
  const missing = [
    ...(role === undefined || role === null || role === "" ? ["role"] : []),
    // What a model calls a tool with has no words of its own.
    ...((content === undefined || content === null) && !("tool_calls" in rest) ? ["content"] : []),
  ];
  return {
    role: plain(role),
    content: plain(content),
    time: typeof createdAt === "number" && Math.abs(createdAt) <= LAST_DATE ? createdAt : null,
    more: Object.keys(rest).length > 0 ? plain(rest) : "",
    fault: missing.length > 0 ? `This message has no ${missing.join(" and no ")}.` : "",
  };
}

function listed(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value.map(String) : String(value ?? "").split(/[,|]/);
  return names.map((name) => name.trim()).filter(Boolean);
}

/** Roles that a person may write for; with a model on the other side the user's alone. */
export function rolesOf(node: TagNode): readonly string[] {
  const written = listed(attr(node, "messageRoles"));
  if (written.length > 0) return written;
  return text(node, "llm") ? ["user"] : ["user", "assistant"];
}

/** Who speaks next: in turn where the roles allow it. */
export function nextRole(roles: readonly string[], last: string): string {
  const wanted = last === "user" ? "assistant" : "user";
  return roles.find((role) => role === wanted) ?? roles[0] ?? "user";
}

/** `editable`: all messages, those of some roles, or none; never those of the task. */
export function mayEdit(node: TagNode, role: string): boolean {
  const editable = attr(node, "editable");
  if (typeof editable === "boolean" || editable === undefined) return editable === true;
  const roles = listed(editable);
  return roles.includes(role) || roles.includes("true");
}

/** Why so many messages cannot be submitted; empty when they can. */
export function countFault(node: TagNode, count: number): string {
  const [least, most] = [number(node, "minMessages"), number(node, "maxMessages")];
  const there = `there ${count === 1 ? "is 1" : `are ${count}`}`;
  const needed = (many: number) => (many === 1 ? "message is" : "messages are");
  if (least !== null && count < least) return `At least ${least} ${needed(least)} needed: ${there}.`;
  if (most !== null && count > most) return `At most ${most} ${needed(most)} allowed: ${there}.`;
  return "";
}

export function isFull(node: TagNode, count: number): boolean {
  const most = number(node, "maxMessages");
  return most !== null && count >= most;
}

/** A new message with its keys in the order that Label Studio writes them. */
export function written(role: string, content: string): Message {
  return { role, content, createdAt: Date.now() };
}
