import { useMemo } from "react";
import { paceAt } from "#lib/queue/wait/learn-pace.ts";
import type { Pace } from "#lib/queue/wait/pace.ts";
import { useSite } from "./tablet-context.ts";

/** How fast the line goes at this place: the usual minutes of the topics, and what the place has taught. */
export function usePace(): Pace {
  const site = useSite();
  return useMemo(() => paceAt(site), [site]);
}
