/** Owns everything that must end with a view: listeners, timers, observers, object URLs. */
export class Scope {
  private readonly ends = new Set<() => void>();
  private over = false;

  get ended(): boolean {
    return this.over;
  }

  /** Runs `end` when the scope ends; at once if it has ended. */
  add(end: () => void): void {
    if (this.over) end();
    else this.ends.add(end);
  }

  listen<T extends EventTarget>(
    target: T,
    type: string,
    handler: (event: never) => void,
    options?: AddEventListenerOptions,
  ): void {
    const listener = handler as EventListener;
    target.addEventListener(type, listener, options);
    this.add(() => target.removeEventListener(type, listener, options));
  }

  timeout(run: () => void, ms: number): () => void {
    const stop = () => {
      clearTimeout(timer);
      this.ends.delete(stop);
    };
    const timer = setTimeout(() => {
      this.ends.delete(stop);
      run();
    }, ms);
    this.add(stop);
    return stop;
  }

  interval(run: () => void, ms: number): void {
    const timer = setInterval(run, ms);
    this.add(() => clearInterval(timer));
  }

  objectUrl(blob: Blob): string {
    const url = URL.createObjectURL(blob);
    this.add(() => URL.revokeObjectURL(url));
    return url;
  }

  child(): Scope {
    const child = new Scope();
    const end = () => child.end();
    this.add(end);
    child.add(() => this.ends.delete(end));
    return child;
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    const ends = [...this.ends].reverse();
    this.ends.clear();
    for (const end of ends) end();
  }
}
