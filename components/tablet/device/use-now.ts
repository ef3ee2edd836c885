import { startTransition, useEffect, useState } from "react";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import type { TabletClock } from "./clock.ts";

/**
 * The current time, updated every second. The first value is the time that the server wrote into the page, so that the
 * first render in the browser matches the server's. What it changes is rendered in parts: a tap in the middle of it
 * does not wait.
 */
export function useNow(clock: TabletClock, serverTime: Instant): Instant {
  const [now, setNow] = useState(serverTime);
  useEffect(() => {
    const ticking = setInterval(() => startTransition(() => setNow(clock.now())), SECOND);
    return () => clearInterval(ticking);
  }, [clock]);
  return now;
}
