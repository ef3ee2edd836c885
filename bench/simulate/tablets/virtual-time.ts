import type { RunAfter } from "#components/tablet/device/browser.ts";

type Planned = { readonly at: number; readonly order: number; readonly run: () => void; cancelled?: true };

/**
 * The time of a simulation, in milliseconds of Unix time: it goes from one planned thing to the next, those of one
 * moment in the order in which they were planned. Promises that one thing fulfils have run to their end before the next
 * begins, so that a run depends on nothing else.
 */
export class VirtualTime {
  now: number;
  /** A binary heap, the earliest first. */
  readonly #planned: Planned[] = [];
  #order = 0;

  constructor(now: number) {
    this.now = now;
  }

  readonly after: RunAfter = (milliseconds, run) => {
    const planned: Planned = { at: this.now + Math.max(0, milliseconds), order: (this.#order += 1), run };
    this.#push(planned);
    return () => {
      planned.cancelled = true;
    };
  };

  /** Lets everything happen that is planned until then, and first what was begun since. */
  async runsUntil(moment: number): Promise<void> {
    await promisesHaveRun();
    await this.goesOnUntil(moment);
  }

  /** The same where nothing was begun since. */
  goesOnUntil(moment: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const goesOn = (): void => {
        try {
          const next = this.#nextUntil(moment);
          this.now = next?.at ?? moment;
          if (!next) return resolve();
          next.run();
          void BEGUN.then(oncePromisesHaveRun);
        } catch (error) {
          reject(error as Error);
        }
      };
      const oncePromisesHaveRun = (): void => process.nextTick(goesOn);
      goesOn();
    });
  }

  /** Takes out what is planned next, if it is until then. */
  #nextUntil(moment: number): Planned | undefined {
    for (let next = this.#planned[0]; next && next.at <= moment; next = this.#planned[0]) {
      this.#pop();
      if (!next.cancelled) return next;
    }
    return undefined;
  }

  #push(planned: Planned): void {
    const heap = this.#planned;
    let at = heap.push(planned) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(planned, heap[parent] as Planned)) break;
      heap[at] = heap[parent] as Planned;
      at = parent;
    }
    heap[at] = planned;
  }

  #pop(): void {
    const heap = this.#planned;
    const last = heap.pop() as Planned;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Planned, heap[child] as Planned)) child += 1;
      if (!isBefore(heap[child] as Planned, last)) break;
      heap[at] = heap[child] as Planned;
      at = child;
    }
    heap[at] = last;
  }
}

const isBefore = (one: Planned, other: Planned): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/**
 * What is planned for `nextTick` by a promise runs after all promises; from another `nextTick` it would run before
 * them.
 */
const BEGUN = Promise.resolve();

/**
 * Resolves once no promise has anything left to run: Node runs what `nextTick` was given when its queue of promises is
 * empty.
 */
const promisesHaveRun = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
