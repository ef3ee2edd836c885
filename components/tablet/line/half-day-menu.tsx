import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { occupantOf } from "#lib/queue/line/line-state.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { ArrangeDesks } from "./arrange-desks.tsx";
import { CloseHalfDay } from "./close-half-day.tsx";
import { IncidentNoted, Incidents, type NotedIncident } from "./incidents.tsx";
import type { RequestedAct } from "#components/tablet/device/line-store.ts";
import { TabletDialog, DialogFoot } from "#components/tablet/tablet-dialog.tsx";
import { isOutOfReach } from "#components/tablet/device/connection.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { LeaveTablet } from "#components/tablet/offline/leave-tablet.tsx";
import { TurnAway } from "#components/tablet/door/turn-away.tsx";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { LONGEST_MESSAGE } from "#lib/queue/acts/announce.ts";

type MenuPart = "menu" | "turn-away" | "desks" | "close" | "incident";

/** Rare acts about the half-day as a whole, behind one button so that none is done by mistake. */
export function HalfDayMenu({ desk, onClose }: { desk: number | undefined; onClose: () => void }) {
  const t = useTranslations("tablet.menu");
  const over = useTranslations("tablet.over");
  const shared = useTranslations("tablet.shared");
  const { state, site, connection, act, practice } = useTablet();
  const networkActProps = useDisabled();
  const serverActProps = useDisabled("server");
  const [part, show] = useState<MenuPart>("menu");
  const [incident, note] = useState<NotedIncident>();
  const actAndClose = (request: RequestedAct) => (): void => (act(request), onClose());
  const occupant = desk === undefined ? undefined : occupantOf(state, desk);
  const free = desk !== undefined && !occupant;
  const isAhead = site.ahead !== undefined && state.status !== "open";
  const heading = useRef<HTMLHeadingElement>(null);
  // A dialog focuses its first enabled field: without network that would be the message.
  useEffect(() => heading.current?.focus(), []);
  return (
    <TabletDialog label={t("title")} onClose={onClose}>
      {part === "turn-away" && <TurnAway onClose={onClose} />}
      {part === "desks" && <ArrangeDesks onClose={onClose} />}
      {part === "close" && <CloseHalfDay onClose={onClose} />}
      {part === "incident" && incident && <IncidentNoted noted={incident} onClose={onClose} />}
      {part === "menu" && (
        <div className="grid gap-5">
          <h2 ref={heading} tabIndex={-1} className="text-[1.55rem]! outline-none">
            {t("title")}
          </h2>
          {occupant && <p className="text-soft">{t("busy", { number: occupant.number })}</p>}
          <div className="grid gap-3 *:min-h-18 sm:grid-cols-2">
            {free && (
              <ActButton look="ghost" {...networkActProps} actKey="break" onAct={actAndClose({ type: "break" })}>
                {t("break")}
              </ActButton>
            )}
            {free && (
              <ActButton
                look="ghost"
                {...networkActProps}
                actKey="leave desk"
                onAct={actAndClose({ type: "leave-desk" })}
              >
                {t("leaveDesk", { desk })}
              </ActButton>
            )}
            {!state.suspended && state.status === "open" && (
              <ActButton look="ghost" {...networkActProps} actKey="suspend" onAct={actAndClose({ type: "suspend" })}>
                {t("suspend")}
              </ActButton>
            )}
            <ActButton look="ghost" {...networkActProps} actKey="turn away" onAct={() => show("turn-away")}>
              {t("turnAway")}
            </ActButton>
            {site.arranges && state.status === "open" && (
              <ActButton look="ghost" {...serverActProps} actKey="desks" onAct={() => show("desks")}>
                {t("desks")}
              </ActButton>
            )}
          </div>
          <Announce onClose={onClose} />
          <Incidents onNoted={(noted) => (note(noted), show("incident"))} />
          <div className="grid gap-3 border-t-2 border-hair pt-5">
            {isAhead ? (
              site.ahead?.notHeld !== undefined &&
              !isOutOfReach(connection) && (
                <a href={site.ahead.notHeld} className={buttonClass("quiet")}>
                  {t("notHeld")}
                </a>
              )
            ) : (
              <ActButton look="quiet" {...networkActProps} actKey="end" onAct={() => show("close")}>
                {state.status === "open" ? t("closeHalfDay") : t("notHeld")}
              </ActButton>
            )}
            {!isOutOfReach(connection) && site.openForColleague !== undefined && (
              <a href={site.openForColleague} className={buttonClass("quiet")}>
                {shared("open")}
              </a>
            )}
            {!isOutOfReach(connection) && !site.shared && !practice && (
              <a href={site.toTell} className={buttonClass("quiet")}>
                {over("toTell")}
              </a>
            )}
            {!practice && (
              <>
                {isOutOfReach(connection) ? (
                  <p className="text-soft">{t("sheetLater")}</p>
                ) : (
                  <a href={site.sheet} className={buttonClass("quiet")}>
                    {t("sheet")}
                  </a>
                )}
                <LeaveTablet />
              </>
            )}
          </div>
          <DialogFoot>
            <ActButton look="quiet" actKey="close" onAct={onClose}>
              {t("back")}
            </ActButton>
          </DialogFoot>
        </div>
      )}
    </TabletDialog>
  );
}

/**
 * The message that the room's screen and every phone show until it is removed. Anybody can read it, so text with a
 * personal number is refused; refused text stays in the field to be corrected.
 */
function Announce({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.announce");
  const refusals = useTranslations("refusals");
  const { state, act } = useTablet();
  const networkActProps = useDisabled();
  const [message, write] = useState(state.message ?? "");
  const [refused, refuse] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (holdsPersonalNumber(message)) return refuse(true);
    act({ type: "announce", message: message.trim() });
    onClose();
  };
  return (
    <form onSubmit={submit} className="grid gap-2 border-t-2 border-hair pt-5">
      <label htmlFor="announce" className="font-bold">
        {t("label")}
      </label>
      <p id="announce-hint" className="text-soft">
        {t("hint")}
      </p>
      <div className="flex flex-wrap items-stretch gap-3">
        <textarea
          id="announce"
          rows={2}
          maxLength={LONGEST_MESSAGE}
          aria-describedby="announce-hint announce-refused"
          aria-invalid={refused || undefined}
          value={message}
          onChange={(typed) => (refuse(false), write(typed.target.value))}
          className="min-w-0 flex-1 basis-60 rounded-control border-2 border-edge bg-card p-3"
        />
        <Button
          type="submit"
          className="max-sm:flex-1"
          {...networkActProps}
          {...(message.trim() === "" && { disabled: true })}
        >
          {t("show")}
        </Button>
      </div>
      <p id="announce-refused" role="alert" className="font-bold text-alert empty:hidden">
        {refused && refusals("personalNumberRefused")}
      </p>
    </form>
  );
}
