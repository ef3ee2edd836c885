import { useEffect, useState, useSyncExternalStore } from "react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import { thisBrowser } from "./browser.ts";
import { startClock, type TabletClock } from "./clock.ts";
import { openOutbox } from "./indexeddb-outbox.ts";
import { lineServer, type LineServer } from "./line-server.ts";
import { lineStore, type Line, type LineStore, type Parts } from "./line-store.ts";
import type { Outbox } from "./outbox.ts";

/** The parts that tests replace: the storage of unsent commands, and the connection to the server. */
export type Device = { readonly openOutbox?: (permanence: string) => Promise<Outbox>; readonly server?: LineServer };

type Props = {
  readonly initial: LineState;
  readonly serverTime: Instant;
  readonly zone: string;
  readonly me: string;
  readonly build?: string | undefined;
  readonly device?: Device | undefined;
} & Pick<Parts, "onConfirmed" | "unreachableSince">;

/** The line on this tablet, followed while the component is mounted. */
export function useLine({
  initial,
  serverTime,
  zone,
  me,
  build,
  device = {},
  ...kept
}: Props): Line & Pick<LineStore, "act" | "dismissNotice" | "find" | "arrive"> & { readonly clock: TabletClock } {
  const [{ store, clock }] = useState(() => {
    const clock = startClock(serverTime);
    const open = device.openOutbox ?? openOutbox;
    const server = device.server ?? lineServer(initial.permanence, zone, me, build);
    return {
      clock,
      store: lineStore({
        initial,
        clock,
        server,
        me,
        browser: thisBrowser,
        ...kept,
        openOutbox: () => open(initial.permanence),
      }),
    };
  });
  useEffect(() => store.start(), [store]);
  const line = useSyncExternalStore(store.subscribe, store.get, store.get);
  const { act, dismissNotice, find, arrive } = store;
  return { ...line, act, dismissNotice, find, arrive, clock };
}
