"use client";
import { useEffect, useRef, useState } from "react";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";

/**
 * The server's time on a screen whose own clock nobody set: it runs on from the moment the page was made. `correct` puts
 * it forward when a later moment is told (a screen that slept); boards are up to a minute old, so never back.
 */
export function useServerClock(made: Instant): {
  readonly now: Instant;
  readonly read: () => Instant;
  readonly correct: (told: Instant) => void;
} {
  const start = useRef<{ told: Instant; at: number } | undefined>(undefined);
  const [now, setNow] = useState(made);
  const read = (): Instant =>
    start.current ? instant(start.current.told + performance.now() - start.current.at) : made;
  useEffect(() => {
    start.current ??= { told: made, at: performance.now() };
    const ticking = setInterval(() => setNow(read()), SECOND);
    return () => clearInterval(ticking);
  }, []);
  const correct = (told: Instant): void => {
    if (told > read()) start.current = { told, at: performance.now() };
  };
  return { now, read, correct };
}
