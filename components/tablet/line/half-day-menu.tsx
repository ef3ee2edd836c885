import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { ActButton } from "../act-button.tsx";
import { Announce } from "./announce.tsx";
import { CloseHalfDay } from "./close-half-day.tsx";
import type { Wish } from "../device/line-store.ts";
import { Sheet } from "../sheet.tsx";
import { useTablet } from "../tablet-context.ts";
import { TurnAway } from "../door/turn-away.tsx";
import { useWaits } from "../use-waits.ts";
import { WaysOut } from "./ways-out.tsx";

type Part = "menu" | "turn-away" | "close";

/** What concerns the half-day more than the person at the table: all seldom, none by a slip of the finger. */
export function HalfDayMenu({ desk, onClose }: { desk: number | undefined; onClose: () => void }) {
  const t = useTranslations("tablet.menu");
  const { state, act } = useTablet();
  const waits = useWaits();
  const [part, show] = useState<Part>("menu");
  const doing = (wish: Wish) => (): void => (act(wish), onClose());
  const occupant = desk === undefined ? undefined : occupantOf(state, desk);
  const free = desk !== undefined && !occupant;
  const heading = useRef<HTMLHeadingElement>(null);
  // A dialog gives the focus to its first field that can be used: without network that would be the message.
  useEffect(() => heading.current?.focus(), []);
  return (
    <Sheet label={t("title")} onClose={onClose}>
      {part === "turn-away" && <TurnAway onClose={onClose} />}
      {part === "close" && <CloseHalfDay onClose={onClose} />}
      {part === "menu" && (
        <div className="grid gap-5">
          <h2 ref={heading} tabIndex={-1} className="text-[1.55rem]! outline-none">
            {t("title")}
          </h2>
          {occupant && <p className="text-soft">{t("busy", { number: occupant.number })}</p>}
          <div className="grid gap-3 *:min-h-18 sm:grid-cols-2">
            {free && (
              <ActButton look="ghost" {...waits} does="break" onAct={doing({ type: "break" })}>
                {t("break")}
              </ActButton>
            )}
            {free && (
              <ActButton look="ghost" {...waits} does="leave desk" onAct={doing({ type: "leave-desk" })}>
                {t("leaveDesk", { desk })}
              </ActButton>
            )}
            {!state.suspended && state.status === "open" && (
              <ActButton look="ghost" {...waits} does="suspend" onAct={doing({ type: "suspend" })}>
                {t("suspend")}
              </ActButton>
            )}
            <ActButton look="ghost" {...waits} does="turn away" onAct={() => show("turn-away")}>
              {t("turnAway")}
            </ActButton>
          </div>
          <Announce onClose={onClose} />
          <div className="grid gap-3 border-t-2 border-hair pt-5">
            <ActButton look="quiet" {...waits} does="end" onAct={() => show("close")}>
              {state.status === "open" ? t("closeHalfDay") : t("notHeld")}
            </ActButton>
            <WaysOut />
            <ActButton look="quiet" does="close" onAct={onClose}>
              {t("back")}
            </ActButton>
          </div>
        </div>
      )}
    </Sheet>
  );
}
