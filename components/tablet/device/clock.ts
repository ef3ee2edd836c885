import { instant, SECOND, type Instant } from "#lib/time/instant.ts";

/** The server's time, also without network: a tablet's own clock may be wrong by hours. */
export type TabletClock = {
  readonly now: () => Instant;
  /** Corrects this clock by the time written on a board, when the difference cannot come from an old or early board. */
  readonly follow: (asOf: Instant) => void;
};

/**
 * Milliseconds. One board is shared by everybody who asks within a minute, and takes time to arrive: a board up to this
 * old does not prove this clock wrong.
 */
const OLD_BOARD = 90 * SECOND;
const EARLY_BOARD = 5 * SECOND;

/** The device's own clock, in milliseconds of Unix time: it may be wrong by hours. */
export const deviceNow = (): number => Date.now();

/** Starts the tablet's clock at the time that the server wrote into the page. `own`: the device's clock. */
export function startClock(serverTime: Instant, own: () => number = deviceNow): TabletClock {
  let ahead = serverTime - own();
  const now = (): Instant => instant(own() + ahead);
  return {
    now,
    follow: (asOf) => {
      const difference = now() - asOf;
      if (difference > OLD_BOARD || difference < -EARLY_BOARD) ahead -= difference;
    },
  };
}

/**
 * Milliseconds since the browser was asked for this page, and since it first painted it as the server sent it (0 where
 * it does not say).
 */
export function shownFor(): { readonly asked: number; readonly painted: number } {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const asked = performance.now();
  return { asked, painted: paint ? asked - paint.startTime : 0 };
}
