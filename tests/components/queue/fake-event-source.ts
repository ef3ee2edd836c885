/**
 * Replaces the browser's EventSource: opens at once while the network is there and the server does not refuse the
 * stream.
 */
export class FakeEventSource {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static all: FakeEventSource[] = [];
  static reachable = true;
  static refused = false;
  /** What the server says to a stream that has just opened. */
  static greet: (source: FakeEventSource) => void = () => undefined;

  static install(): void {
    FakeEventSource.all = [];
    FakeEventSource.reachable = true;
    FakeEventSource.refused = false;
    FakeEventSource.greet = () => undefined;
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
    queueMicrotask(() => this.connect());
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

  /** The server answers with an error: a browser then tries no more. */
  refuse(): void {
    if (this.readyState === FakeEventSource.CLOSED) return;
    this.readyState = FakeEventSource.CLOSED;
    this.onerror?.();
  }

  /** What a browser does by itself after a connection that broke. */
  connect(): void {
    if (!FakeEventSource.reachable) this.fail();
    else if (FakeEventSource.refused) this.refuse();
    else this.open();
  }

  private open(): void {
    if (this.readyState !== FakeEventSource.CONNECTING) return;
    this.readyState = FakeEventSource.OPEN;
    this.onopen?.();
    FakeEventSource.greet(this);
  }
}
