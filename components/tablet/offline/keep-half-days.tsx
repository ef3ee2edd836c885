"use client";
import { useEffect } from "react";
import { heldBy } from "./kept-half-days.ts";
import { tellOfLeaving } from "./leave-without-network.ts";
import { refreshCopies } from "./refresh-copies.ts";
import { startWorker, takeNewBuild } from "./worker-of-page.ts";

/**
 * On the list of half-days, from the server: keeps those of who is signed in for opening without network, wipes what was kept for
 * somebody else, and lets a new build of the worker take over. `list`: the address of this page.
 */
export function KeepHalfDays({ me, list }: { readonly me: string; readonly list: string }) {
  useEffect(() => {
    // A sign-out without network that the worker has not told, where the page was loaded past it.
    void tellOfLeaving().then((told) => (told ? location.reload() : heldBy(me).then(() => refreshCopies(list, me))));
    const stops = [startWorker(list), takeNewBuild(list)];
    return () => stops.forEach((stop) => stop());
  }, [me, list]);
  return null;
}
