// Tasks around the one shown: enough ahead to work on without the kernel, few behind, all by bytes.
import { jsonBytes } from "../core/json";
import type { TaskState } from "../generated/wire";

export interface TaskWindow {
  /** Asks for what is missing around this index. */
  ensure(index: number): void;
  /** Asks for one task again. */
  renew(index: number): void;
  /** Everything here may be old: asks for it again. */
  stale(): void;
}

export interface Source {
  fetch(start: number, count: number): Promise<readonly TaskState[]>;
  receive(tasks: readonly TaskState[]): void;
  forget(keep: (index: number) => boolean): void;
  total(): number;
  failed(error: Error): void;
}

const AHEAD = 20;
const BEHIND = 5;
const FAR_BEHIND = 50;
const BYTES = 20 * 1024 * 1024;
const COUNT = 8;

export function createWindow(source: Source): TaskWindow {
  /** Bytes of each task that is here, by index. */
  const held = new Map<number, number>();
  const old = new Set<number>();
  let around = 0;
  let busy = false;

  /** The next run of missing tasks: the shown one alone first, then forward, then back. */
  function missing(): [start: number, count: number] | null {
    const absent = (index: number) =>
      index >= 0 && index < source.total() && (!held.has(index) || old.has(index));
    if (absent(around)) return [around, 1];
    const bytes = [...held.values()].reduce((sum, size) => sum + size, 0);
    const last = Math.min(source.total() - 1, around + AHEAD);
    for (let start = around + 1; start <= last; start += 1) {
      if (!absent(start)) continue;
      if (bytes > BYTES && start > around + 2) return null;
      let count = 1;
      while (count < COUNT && start + count <= last && absent(start + count)) count += 1;
      return [start, count];
    }
    for (let start = around - 1; start >= Math.max(0, around - BEHIND); start -= 1) {
      if (absent(start)) return [start, 1];
    }
    return null;
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      for (let run = missing(); run; run = missing()) {
        const tasks = await source.fetch(...run);
        if (tasks.length === 0) break;
        for (const task of tasks) {
          held.set(task.index, jsonBytes(task.values) + 200 * task.annotations.length);
          old.delete(task.index);
        }
        source.receive(tasks);
        forget();
      }
    } catch (error) {
      source.failed(error as Error);
    }
    busy = false;
  }

  function forget(): void {
    const near = (index: number) => index >= around - FAR_BEHIND && index <= around + 2 * AHEAD;
    for (const index of [...held.keys()]) if (!near(index)) held.delete(index);
    source.forget(near);
  }

  return {
    ensure(index) {
      around = index;
      void work();
    },
    renew(index) {
      old.add(index);
      void work();
    },
    stale() {
      for (const index of held.keys()) old.add(index);
      void work();
    },
  };
}
