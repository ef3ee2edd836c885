/** Replaces the browser's EventSource: opens at once while the network is there. */
export class FakeEventSource {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static all: FakeEventSource[] = [];
  static reachable = true;

  static install(): void {
    FakeEventSource.all = [];
    FakeEventSource.reachable = true;
    globalThis.EventSource = FakeEventSource as unknown as typeof EventSource;
  }

  readonly url: string;
  readyState: number = FakeEventSource.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  private readonly listeners = new Map<string, (event: { data: string }) => void>();

  constructor(url: string) {
    this.url = url;
    FakeEventSource.all.push(this);
    queueMicrotask(() => (FakeEventSource.reachable ? this.open() : this.fail()));
  }

  addEventListener(name: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(name, listener);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
    FakeEventSource.all = FakeEventSource.all.filter((source) => source !== this);
  }

  say(event: string, data: string): void {
    if (this.readyState === FakeEventSource.OPEN) this.listeners.get(event)?.({ data });
  }

  /** The connection is cut: a browser then retries by itself, in vain while the network is away. */
  fail(): void {
    if (this.readyState === FakeEventSource.CLOSED) return;
    this.readyState = FakeEventSource.CONNECTING;
    this.onerror?.();
  }

  private open(): void {
    if (this.readyState !== FakeEventSource.CONNECTING) return;
    this.readyState = FakeEventSource.OPEN;
    this.onopen?.();
  }
}
