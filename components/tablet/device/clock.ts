import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { useEffect, useState } from "react";

/** The time as the server tells it, also while there is no network: a tablet's own clock may be wrong by hours. */
export type TabletClock = {
  readonly now: () => Instant;
  /** Takes over the time written on a board, when it shows that this clock is wrong. */
  readonly follow: (asOf: Instant) => void;
};

/** A board is shared by all who ask within its minute, and travels: younger than this it proves nothing. */
const OLD_BOARD = 90 * SECOND;
const EARLY_BOARD = 5 * SECOND;

/** The one clock of the tablet; starts at the time the server wrote into the page. */
export function startClock(serverTime: Instant): TabletClock {
  let ahead = serverTime - Date.now();
  const now = (): Instant => instant(Date.now() + ahead);
  return {
    now,
    follow: (asOf) => {
      const difference = now() - asOf;
      if (difference > OLD_BOARD || difference < -EARLY_BOARD) ahead -= difference;
    },
  };
}

/** The moment, told anew every second; first the one the server wrote into the page, so that both draw the same. */
export function useNow(clock: TabletClock, serverTime: Instant): Instant {
  const [now, setNow] = useState(serverTime);
  useEffect(() => {
    setNow(clock.now());
    const ticking = setInterval(() => setNow(clock.now()), SECOND);
    return () => clearInterval(ticking);
  }, [clock]);
  return now;
}
