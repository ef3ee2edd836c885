import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two questions. */
const EVERY = 100;

/** How long /healthz took at most, in milliseconds; how often it was asked, and how often it did not answer 200. */
type Watched = { readonly slowest: number; readonly asked: number; readonly wrong: number };

/** Asks /healthz again and again until `end`. */
export function watchHealth(url: string): { readonly end: () => Promise<Watched> } {
  const watched = { slowest: 0, asked: 0, wrong: 0 };
  let over = false;
  const watching = (async () => {
    while (!over) {
      const began = performance.now();
      const answer = await fetch(`${url}/healthz`).catch(() => undefined);
      await answer?.arrayBuffer();
      watched.slowest = Math.max(watched.slowest, Math.round(performance.now() - began));
      watched.asked += 1;
      if (answer?.status !== 200) watched.wrong += 1;
      await pause(EVERY);
    }
  })();
  return {
    end: async () => {
      over = true;
      await watching;
      return watched;
    },
  };
}
