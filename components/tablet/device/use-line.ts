import { useEffect, useState, useSyncExternalStore } from "react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import { watchTaps } from "./between-taps.ts";
import { thisBrowser, type Browser } from "./browser.ts";
import { startClock, type TabletClock } from "./clock.ts";
import { deviceId } from "./ids.ts";
import { tabletSigner } from "./act-keys.ts";
import { openOutbox } from "./indexeddb-outbox.ts";
import { lineServer, tellKey, type LineServer } from "./line-server.ts";
import { lineStore, type Line, type LineStore, type Parts } from "./line-store.ts";
import type { Outbox } from "./outbox.ts";

/** The parts that practice and tests replace: the storage of unsent commands, the connection to the server, and what is used of the browser. */
export type Device = {
  readonly openOutbox?: (permanence: string) => Promise<Outbox>;
  readonly server?: LineServer;
  readonly browser?: Browser;
};

type Props = {
  readonly initial: LineState;
  readonly serverTime: Instant;
  readonly zone: string;
  readonly me: string;
  /** For which login acts are signed on this device; without it they are not. */
  readonly holder?: string | undefined;
  readonly build?: string | undefined;
  readonly device?: Device | undefined;
} & Pick<Parts, "onConfirmed" | "unreachableSince">;

/** The line on this tablet, followed while the component is mounted. */
export function useLine({
  initial,
  serverTime,
  zone,
  me,
  holder,
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
        browser: device.browser ?? thisBrowser,
        signer: holder === undefined ? undefined : tabletSigner(holder, tellKey(me, deviceId), clock.now),
        ...kept,
        openOutbox: () => open(initial.permanence),
      }),
    };
  });
  useEffect(() => store.start(), [store]);
  const [subscribe] = useState(() => (changed: () => void) => {
    const taps = watchTaps();
    const unsubscribe = store.subscribe((isOfTap) => (isOfTap ? changed() : taps.run(changed)));
    return () => (unsubscribe(), taps.stop());
  });
  const line = useSyncExternalStore(subscribe, store.get, store.get);
  const { act, dismissNotice, find, arrive } = store;
  return { ...line, act, dismissNotice, find, arrive, clock };
}
