import { useEffect, useEffectEvent, useRef, useState } from "react";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";

export type ServerClock = {
  readonly now: Instant;
  readonly read: () => Instant;
  /** The time of a board, which may be a minute old: moves the clock forward only. */
  readonly isAtLeast: (serverTime: Instant) => void;
  /** The server's present time: moves the clock where it is off by more than the way takes. */
  readonly is: (serverTime: Instant) => void;
};

/** Milliseconds that a message may take; a smaller difference moves no clock. */
const ON_ITS_WAY = 2 * SECOND;

/**
 * The server's time on a screen whose own clock may be wrong: runs on from the moment at which the page was rendered,
 * and follows the server's time where that is received.
 */
export function useServerClock(made: Instant): ServerClock {
  const start = useRef<{ serverTime: Instant; at: number } | undefined>(undefined);
  const [now, setNow] = useState(made);
  const read = (): Instant =>
    start.current ? instant(start.current.serverTime + performance.now() - start.current.at) : made;
  const begin = useEffectEvent(() => {
    start.current ??= { serverTime: made, at: performance.now() };
  });
  const tick = useEffectEvent(() => setNow(read()));
  useEffect(() => {
    begin();
    const ticking = setInterval(() => tick(), SECOND);
    return () => clearInterval(ticking);
  }, []);
  const set = (serverTime: Instant): void => void (start.current = { serverTime, at: performance.now() });
  return {
    now,
    read,
    isAtLeast: (serverTime) => void (serverTime > read() && set(serverTime)),
    is: (serverTime) => void (Math.abs(serverTime - read()) > ON_ITS_WAY && set(serverTime)),
  };
}
