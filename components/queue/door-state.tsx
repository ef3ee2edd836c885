import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { AtTheDoor } from "#lib/queue/board/at-the-door.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { never } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { TakeNumber } from "./take-number.tsx";

type Given = {
  found: AtTheDoor<Permanence>;
  board: ToldBoard | undefined;
  take: string;
  idempotencyKey: string;
  now: Instant;
};

/** What one finds at the door, said in one sentence, with what to do in the next. An hour that has passed is announced to nobody. */
export function DoorState({ found, board, take, idempotencyKey, now }: Given) {
  const t = useTranslations("door");
  const refusals = useTranslations("refusals");
  const already = useTranslations("place");
  const locale = useLocale();
  const hour = (moment: Instant, { timeZone }: Permanence): string => sayHour(moment, timeZone, locale);
  switch (found.state) {
    case "take":
      if (board?.suspended)
        return (
          <Closed icon="clock" title={refusals("lineSuspended")} what={t("paused")} again={t("goesOn")}>
            <p className="text-lg">{t("pausedLeave")}</p>
            <p className="text-lg">{already("stoppedKeep")}</p>
          </Closed>
        );
      if (board && !board.alive)
        return <Closed icon="no-network" title={t("offline.title")} what={t("offline.what")} again={t("retry")} />;
      return <TakeNumber permanence={found.permanence} board={board} action={take} idempotencyKey={idempotencyKey} />;
    case "not-yet":
      return (
        <Closed
          icon="clock"
          title={t("notYet.title")}
          what={
            now < found.permanence.span.start
              ? t("notYet.what", { hour: hour(found.permanence.span.start, found.permanence) })
              : t("notYet.late")
          }
          again={t("retry")}
        />
      );
    case "stopped":
      return (
        <Closed icon="cross" title={t("stopped.title")} what={t("stopped.what")}>
          <PageLink href="/rendez-vous" className={buttonClass("ghost")}>
            {t("stopped.go")}
          </PageLink>
        </Closed>
      );
    case "by-appointment":
      return (
        <Closed
          icon="calendar"
          title={t("byAppointment.title")}
          what={
            found.from === undefined
              ? t("byAppointment.what")
              : t("byAppointment.from_", { hour: hour(found.from, found.permanence) })
          }
          again={t("givenNow")}
        >
          <p className="text-lg">{t("appointment")}</p>
        </Closed>
      );
    case "closed":
      return (
        <Closed icon="cross" title={t("closed.title")} what={found.next ? undefined : t("closed.what")}>
          {found.next && <Next permanence={found.next} />}
          <PageLink href="/" className={buttonClass("ghost")}>
            {t("closed.go")}
          </PageLink>
        </Closed>
      );
    default:
      return never(found);
  }
}

/** `again`: what the button says that loads the page anew, where that may change something. */
function Closed({
  icon,
  title,
  what,
  again,
  children,
}: {
  icon: IconName;
  title: string;
  what: string | undefined;
  again?: string;
  children?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-4 text-center">
      <Icon name={icon} size={72} className="text-accent" />
      <h1>{title}</h1>
      {what !== undefined && <p className="text-lg">{what}</p>}
      {children}
      {/* Without what the address says after « ? »: an earlier refusal is over. */}
      {again !== undefined && (
        <a href="?" className={buttonClass()}>
          {again}
        </a>
      )}
    </div>
  );
}

function Next({ permanence }: { permanence: Permanence }) {
  const t = useTranslations("door");
  return (
    <p className="text-lg">
      {t("next")}
      <br />
      <strong>
        <DayAndHours {...permanence} />
      </strong>
    </p>
  );
}
