"use client";
import { useEffect } from "react";
import { instant } from "#lib/time/instant.ts";
import { tabletSigner } from "#components/tablet/device/act-keys.ts";
import { deviceNow } from "#components/tablet/device/clock.ts";
import { deviceId } from "#components/tablet/device/ids.ts";
import { tellKey } from "#components/tablet/device/line-server.ts";
import { heldBy } from "./kept-half-days.ts";
import { tellOfLeaving } from "./leave-without-network.ts";
import { refreshCopies } from "./refresh-copies.ts";
import { startWorker, takeNewBuild } from "./worker-of-page.ts";

/**
 * On the list of half-days, from the server: keeps those of who is signed in for opening without network, wipes what
 * was kept for somebody else, and lets a new build of the worker take over. `list`: the address of this page.
 */
export function KeepHalfDays({ me, list }: { readonly me: string; readonly list: string }) {
  useEffect(() => {
    // A sign-out without network that the worker has not told, where the page was loaded past it.
    void tellOfLeaving().then(async (told) => {
      if (told) return location.reload();
      await heldBy(me);
      await Promise.all([refreshCopies(list, me), announceKey(me)]);
    });
    const stops = [startWorker(list), takeNewBuild(list)];
    return () => stops.forEach((stop) => stop());
  }, [me, list]);
  return null;
}

/**
 * Gives the server the key with which the acts of who is signed in are signed here; those of whoever was before end
 * with it.
 */
const announceKey = (me: string): Promise<unknown> =>
  tabletSigner(me, tellKey(me, deviceId), () => instant(deviceNow())).announce();
