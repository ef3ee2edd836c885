import { useEffect, useState } from "react";
import { isOver, type LineState } from "#lib/queue/line/line-state.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import { deviceNow } from "#components/tablet/device/clock.ts";
import { copyOf, holderOf, type TabletPage } from "./half-day-copy.ts";
import { forgetCopy, heldBy, keepCopy } from "./kept-half-days.ts";

/** Milliseconds after which a line that has changed is written: not in the time of a tap. */
const WRITTEN_AFTER = 0.2 * SECOND;

/**
 * Keeps the line of the open tablet on the device, as the server last gave it: unsent acts have a storage of their own,
 * and are shown on it. A shared tablet keeps nothing of a half-day that is over. `readAt`: when the server gave
 * `initial`; undefined where it is that of the device.
 */
export function useKeptLine(
  page: TabletPage | undefined,
  initial: LineState,
  readAt: Instant | undefined,
): ((state: LineState, at: Instant) => void) | undefined {
  const [keeper] = useState(() => page && keeperOf(page));
  useEffect(() => {
    if (page && readAt !== undefined) void heldBy(holderOf(page.site)).then(() => keeper?.(initial, readAt));
  }, [page, keeper, initial, readAt]);
  return keeper;
}

function keeperOf(page: TabletPage): (state: LineState, at: Instant) => void {
  let isPlanned = false;
  let write = (): void => undefined;
  return (state, at) => {
    const device = deviceNow();
    write = () => {
      isPlanned = false;
      void (page.site.shared && isOver(state)
        ? forgetCopy(page.site.permanence)
        : keepCopy(copyOf(page, state, at, device)));
    };
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => write(), WRITTEN_AFTER);
  };
}
