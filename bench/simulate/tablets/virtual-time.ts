import type { After } from "#components/tablet/device/browser.ts";

type Planned = { readonly at: number; readonly order: number; readonly run: () => void; cancelled?: true };

/**
 * The time of a simulation, in milliseconds of Unix time: it goes from one planned thing to the next, those of one moment in the order in which they
 * were planned. Promises that one thing fulfils have run to their end before the next begins, so that a run depends on nothing else.
 */
export class VirtualTime {
  now: number;
  /** A binary heap, the earliest first. */
  readonly #planned: Planned[] = [];
  #order = 0;

  constructor(now: number) {
    this.now = now;
  }

  readonly after: After = (milliseconds, run) => {
    const planned: Planned = { at: this.now + Math.max(0, milliseconds), order: (this.#order += 1), run };
    this.#push(planned);
    return () => {
      planned.cancelled = true;
    };
  };

  /** Lets everything happen that is planned until then. */
  async runsUntil(moment: number): Promise<void> {
    await promisesHaveRun();
    for (let next = this.#planned[0]; next && next.at <= moment; next = this.#planned[0]) {
      this.#pop();
      if (next.cancelled) continue;
      this.now = next.at;
      next.run();
      await promisesHaveRun();
    }
    this.now = moment;
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

/** Resolves once no promise has anything left to run: Node runs what `nextTick` was given when its queue of promises is empty. */
const promisesHaveRun = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
