import { useEffect, useState } from "react";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import type { TabletClock } from "./clock.ts";

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
