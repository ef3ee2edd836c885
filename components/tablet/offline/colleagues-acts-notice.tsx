"use client";
import { useEffect, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { startClock } from "#components/tablet/device/clock.ts";
import { heldOfOthers, sendForColleagues, tellHeld } from "#components/tablet/device/colleagues-acts.ts";
import { everythingUnsent, openOutbox } from "#components/tablet/device/indexeddb-outbox.ts";
import { keepNotices } from "#components/tablet/device/kept-notices.ts";
import { lineServer } from "#components/tablet/device/line-server.ts";
import { resilientOutbox } from "#components/tablet/device/outbox.ts";

type Props = {
  readonly me: string;
  readonly serverTime: Instant;
  readonly labels: { readonly sent: string; readonly held: string };
};

/**
 * On the list of half-days: sends the acts that colleagues made on this device and that were not sent, in their names,
 * and says so. What cannot be sent from here stays, is said to stay, and is reported to coordination. What became of an
 * act otherwise than it was shown is told on the tablet of its half-day.
 */
export function ColleaguesActsNotice({ me, serverTime, labels }: Props) {
  const [said, say] = useState<"sent" | "held">();
  useEffect(() => {
    let isOpen = true;
    const stops: (() => void)[] = [];
    const look = async (): Promise<void> => {
      const held = heldOfOthers(await everythingUnsent(), me);
      if (!isOpen) return;
      say(held.length > 0 ? "held" : "sent");
      await tellHeld(me, held);
    };
    const begin = async (): Promise<void> => {
      const kept = await everythingUnsent();
      const held = heldOfOthers(kept, me);
      if (held.length === 0) return tellHeld(me, held);
      const clock = startClock(serverTime);
      for (const permanence of new Set(held.map((one) => one.permanence))) {
        const { postOfColleague } = lineServer(permanence, "UTC", me);
        if (!isOpen || !postOfColleague) return;
        const stop = sendForColleagues({
          outbox: resilientOutbox(() => openOutbox(permanence)),
          held: kept.filter((one) => one.permanence === permanence).map(({ command }) => command),
          me,
          post: postOfColleague,
          now: clock.now,
          onAnswered: (_, notices) => keepNotices({ permanence, conseiller: me }, [], notices),
          onTried: () => void look().catch(() => undefined),
        });
        stops.push(stop);
      }
    };
    // A browser that stores nothing holds no acts.
    begin().catch(() => undefined);
    return () => {
      isOpen = false;
      for (const stop of stops) stop();
    };
  }, [me, serverTime]);
  return <div role="status">{said && <Notice tone={said === "held" ? "warn" : "done"}>{labels[said]}</Notice>}</div>;
}
