import { deviceNow } from "./clock.ts";

/** Runs something once, so many milliseconds from now, unless the returned function is called before. */
export type RunAfter = (milliseconds: number, run: () => void) => () => void;

/** Texts by key, as `Storage` of a browser keeps them. Each call may throw where a browser stores nothing. */
export type KeptTexts = Pick<Storage, "getItem" | "setItem">;

/**
 * What the line on a tablet uses of its browser, beside network and IndexedDB. The simulator gives it one of its own,
 * in which time and chance are those of a seed.
 */
export type Browser = {
  /** The device's own clock, in milliseconds of Unix time: it may be wrong by hours. */
  readonly now: () => number;
  readonly after: RunAfter;
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** Kept until somebody clears the browser. */
  readonly ofDevice: KeptTexts;
  /** Kept as long as the page is open, also when it is loaded anew. */
  readonly ofTab: KeptTexts;
  /**
   * Asks that what this site keeps is not cleared where the device runs out of room. Some browsers decide by
   * themselves, some ask the person, some have none of it.
   */
  readonly askToKeep: () => void;
  readonly network: {
    /** Whether the device says that it has a network; that it has one does not mean that the server answers. */
    readonly isThere: () => boolean;
    /** Calls it at each change, until the returned function is called. */
    readonly follow: (changed: () => void) => () => void;
  };
};

/** Runs it again and again, first after so many milliseconds, until the returned function is called. */
export function every(after: RunAfter, milliseconds: number, run: () => void): () => void {
  let cancel = after(milliseconds, again);
  function again(): void {
    cancel = after(milliseconds, again);
    run();
  }
  return () => cancel();
}

/** What was promised, or undefined when it takes longer than so many milliseconds. */
export const inTime = <Value>(
  promised: Promise<Value>,
  milliseconds: number,
  after: RunAfter,
): Promise<Value | undefined> =>
  new Promise((resolve, reject) => {
    const unplan = after(milliseconds, () => resolve(undefined));
    promised.then(
      (value) => (unplan(), resolve(value)),
      (error: unknown) => (unplan(), reject(error as Error)),
    );
  });

/**
 * That of the page. Reading a storage may throw (private windows, forbidden cookies), so it is looked up at each call.
 */
export const thisBrowser: Browser = {
  now: deviceNow,
  after: (milliseconds, run) => {
    const planned = setTimeout(run, milliseconds);
    return () => clearTimeout(planned);
  },
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  ofDevice: textsIn(() => localStorage),
  ofTab: textsIn(() => sessionStorage),
  // Missing outside a secure context and in older browsers. Acts are kept as before where it is refused.
  askToKeep: () => void navigator.storage?.persist?.().catch(() => false),
  network: {
    isThere: () => navigator.onLine,
    follow: (changed) => {
      window.addEventListener("online", changed);
      window.addEventListener("offline", changed);
      return () => {
        window.removeEventListener("online", changed);
        window.removeEventListener("offline", changed);
      };
    },
  },
};

function textsIn(storage: () => Storage): KeptTexts {
  return {
    getItem: (key) => storage().getItem(key),
    setItem: (key, text) => storage().setItem(key, text),
  };
}
