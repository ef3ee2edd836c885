"use client";
import { useLocale } from "next-intl";
import { useEffect } from "react";
import { getPathname } from "#i18n/navigation.ts";
import { deskOf } from "#lib/queue/line/desks.ts";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { useTablet } from "../tablet-context.ts";
import { forgetCopy, forgetEverything } from "./kept-half-days.ts";
import { startWorker, takeNewBuild } from "./worker-of-page.ts";

/**
 * What an open tablet does so that it opens without network: it starts the worker, lets a new build of it take over in a quiet moment
 * (nobody called or helped at this table, every act sent), and wipes the copies as soon as the server says that this login has
 * ended, or may not run this line any more.
 */
export function Upkeep() {
  const { connection, state, waiting, site } = useTablet();
  const list = getPathname({ href: "/conseiller", locale: useLocale() });
  const desk = deskOf(state, site.me);
  const isQuiet = waiting.length === 0 && (!desk || !occupantOf(state, desk.number));
  useEffect(() => startWorker(list), [list]);
  useEffect(() => (isQuiet ? takeNewBuild(list) : undefined), [isQuiet, list]);
  const { state: lost } = connection;
  useEffect(() => {
    if (lost === "signed-out") void forgetEverything();
    if (lost === "not-allowed") void forgetCopy(site.permanence);
  }, [lost, site.permanence]);
  return null;
}
