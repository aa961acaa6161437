// What the host calls: once for a model, and once for each of its views.
import { Scope } from "./core/scope";
import type { Host } from "./protocol/host";
import { type Session, startSession } from "./protocol/session";
import { mount } from "./shell/app";

interface Shown {
  readonly model: Host;
  readonly el: HTMLElement;
}

/** A factory, because some hosts evaluate this module once for many widgets. */
export default function widget() {
  const scope = new Scope();
  let session: Session | null = null;
  return {
    /** Returns at once: the host holds back every message until it has. */
    initialize() {
      return () => scope.end();
    },

    render({ model, el }: Shown) {
      session ??= startSession(model, scope, { indexedDB: globalThis.indexedDB });
      const view = scope.child();
      mount({ ...session, host: el, scope: view });
      return () => view.end();
    },
  };
}
