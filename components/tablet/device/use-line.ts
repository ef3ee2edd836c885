import { useEffect, useState, useSyncExternalStore } from "react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import { startClock, type TabletClock } from "./clock.ts";
import { deviceId } from "./ids.ts";
import { openOutbox } from "./indexeddb-outbox.ts";
import { lineServer, type LineServer } from "./line-server.ts";
import { lineStore, type Line, type LineStore } from "./line-store.ts";
import type { Outbox } from "./outbox.ts";

/** The parts that tests replace: the storage of unsent commands, and the connection to the server. */
export type Device = { readonly openOutbox?: (permanence: string) => Promise<Outbox>; readonly server?: LineServer };

type Props = {
  readonly initial: LineState;
  readonly serverTime: Instant;
  readonly zone: string;
  readonly me: string;
  readonly device?: Device | undefined;
};

/** The line on this tablet, followed while the component is mounted. */
export function useLine({
  initial,
  serverTime,
  zone,
  me,
  device = {},
}: Props): Line & Pick<LineStore, "act" | "dismissNotice"> & { readonly clock: TabletClock } {
  const [{ store, clock }] = useState(() => {
    const clock = startClock(serverTime);
    const open = device.openOutbox ?? openOutbox;
    const server = device.server ?? lineServer(initial.permanence, zone, me);
    return {
      clock,
      store: lineStore({ initial, clock, server, me, device: deviceId, openOutbox: () => open(initial.permanence) }),
    };
  });
  useEffect(() => store.start(), [store]);
  const line = useSyncExternalStore(store.subscribe, store.get, store.get);
  return { ...line, act: store.act, dismissNotice: store.dismissNotice, clock };
}
