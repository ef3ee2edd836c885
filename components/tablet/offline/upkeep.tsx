"use client";
import { useLocale } from "next-intl";
import { useEffect, useRef } from "react";
import { getPathname } from "#i18n/navigation.ts";
import { deskOf } from "#lib/queue/line/desks.ts";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { MINUTE, SECOND } from "#lib/time/instant.ts";
import { useTablet } from "../tablet-context.ts";
import { heldOfOthers, tellHeld } from "../device/colleagues-acts.ts";
import { everythingUnsent } from "../device/indexeddb-outbox.ts";
import { holderOf } from "./half-day-copy.ts";
import { forgetCopy, forgetHolder } from "./kept-half-days.ts";
import { refreshCopies } from "./refresh-copies.ts";
import { startWorker, takeNewBuild } from "./worker-of-page.ts";

/** Milliseconds after which an open tablet reads the other half-days ahead, once its own line stands, and between two such readings. */
const READ_AFTER = 3 * SECOND;
const READ_EVERY = 30 * MINUTE;

/**
 * What an open tablet does so that it opens without network: it starts the worker, reads the other half-days of its person ahead, lets a new build of it take over in a quiet moment
 * (nobody called or helped at this desk, every act sent), and wipes the copies as soon as the server says that this login has
 * ended, or may not run this line any more. A shared tablet reads nothing ahead; it tells coordination of acts that it holds and cannot send (docs/without-network.md#acts-of-a-colleague).
 */
export function Upkeep() {
  const { connection, state, waiting, site, outOfReach } = useTablet();
  const list = getPathname({ href: "/conseiller", locale: useLocale() });
  const unsent = useRef(0);
  useEffect(() => void (unsent.current = waiting.length), [waiting.length]);
  const desk = deskOf(state, site.me);
  const isQuiet = waiting.length === 0 && (!desk || !occupantOf(state, desk.number));
  useEffect(() => startWorker(list), [list]);
  useEffect(() => {
    if (site.shared) return;
    const read = (): void => void refreshCopies(list, site.me, unsent.current > 0 ? site.permanence : undefined);
    const first = setTimeout(read, READ_AFTER);
    const again = setInterval(read, READ_EVERY);
    return () => (clearTimeout(first), clearInterval(again));
  }, [list, site.shared, site.me, site.permanence]);
  useEffect(() => {
    if (!site.shared || outOfReach) return;
    const tell = (): void =>
      void everythingUnsent().then(
        (stored) => tellHeld(site.me, heldOfOthers(stored, site.me, site.permanence)),
        // A browser that stores nothing holds no acts.
        () => undefined,
      );
    const first = setTimeout(tell, READ_AFTER);
    const again = setInterval(tell, READ_EVERY);
    return () => (clearTimeout(first), clearInterval(again));
  }, [site.shared, site.me, site.permanence, outOfReach]);
  useEffect(() => (isQuiet ? takeNewBuild(list) : undefined), [isQuiet, list]);
  const { state: lost } = connection;
  const holder = holderOf(site);
  useEffect(() => {
    if (lost === "signed-out") void forgetHolder(holder);
    if (lost === "not-allowed") void forgetCopy(site.permanence);
  }, [lost, holder, site.permanence]);
  return null;
}
