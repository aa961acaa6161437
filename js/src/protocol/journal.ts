// Ops that the kernel has not acknowledged, in IndexedDB: they outlive the page and the kernel.
import type { Op } from "../generated/wire";

export interface Journal {
  /** False when the browser keeps nothing: then ops live in memory only. */
  readonly durable: boolean;
  /** Resolves when the ops would survive a crash; rejects when the browser cannot keep them. */
  put(ops: readonly Op[]): Promise<void>;
  /** Forgets a client's ops up to and with this number. */
  drop(client: string, seq: number): Promise<void>;
  /** Ops of every page load of this session, by client and number. */
  all(): Promise<Op[]>;
  /** Lets go of the database, after what is being written. */
  close(): void;
}

const DATABASE = "ls_widgets";
const OPS = "ops";
const OPEN_WAIT = 3000;

/** Opens the journal of one session (project and store). */
export async function openJournal(session: string, factory: IDBFactory | undefined): Promise<Journal> {
  try {
    if (!factory) throw new Error("no IndexedDB");
    return indexedJournal(session, await openDatabase(factory));
  } catch {
    return memoryJournal();
  }
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, 1);
    const late = setTimeout(() => reject(new Error("the browser's storage does not answer")), OPEN_WAIT);
    request.onupgradeneeded = () => request.result.createObjectStore(OPS);
    request.onblocked = () => reject(new Error("the database is blocked"));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      clearTimeout(late);
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

function indexedJournal(session: string, database: IDBDatabase): Journal {
  function run<T>(
    mode: IDBTransactionMode,
    act: (ops: IDBObjectStore) => IDBRequest<T> | null,
  ): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(OPS, mode, { durability: "strict" });
      const request = act(transaction.objectStore(OPS));
      transaction.oncomplete = () => resolve(request ? request.result : null);
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser's storage is full"));
      transaction.onerror = () => reject(transaction.error);
    });
  }
  const range = (from: IDBValidKey, to: IDBValidKey) => IDBKeyRange.bound(from, to);

  return {
    durable: true,
    async put(ops) {
      await run("readwrite", (store) => {
        for (const op of ops) store.put(op, [session, op.client, op.seq]);
        return null;
      });
    },
    async drop(client, seq) {
      await run("readwrite", (store) => store.delete(range([session, client, 0], [session, client, seq])));
    },
    async all() {
      return (await run("readonly", (store) => store.getAll(range([session], [session, []])))) ?? [];
    },
    close: () => database.close(),
  };
}

function memoryJournal(): Journal {
  return {
    durable: false,
    put: () => Promise.resolve(),
    drop: () => Promise.resolve(),
    all: () => Promise.resolve([]),
    close: () => undefined,
  };
}
