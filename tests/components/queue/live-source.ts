/** A stream of server events controlled by the test, instead of the browser's. */
export class LiveSource extends EventTarget {
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static made: LiveSource[] = [];
  readyState = LiveSource.OPEN;
  onopen?: () => void;
  onerror?: () => void;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    LiveSource.made.push(this);
  }

  close(): void {
    this.readyState = LiveSource.CLOSED;
  }

  says(type: "board" | "beat" | "blind", data: unknown = 1): void {
    this.dispatchEvent(new MessageEvent(type, { data: typeof data === "string" ? data : JSON.stringify(data) }));
  }

  static get last(): LiveSource {
    const last = LiveSource.made.at(-1);
    if (!last) throw new Error("Nothing was opened.");
    return last;
  }
}
