import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { AtTheDoor } from "#lib/queue/board/at-the-door.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { assertNever } from "#lib/result.ts";
import { accessOf, type Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import { sayHour } from "#lib/time/say.ts";
import { HowToCome } from "#components/how-to-come.tsx";
import { WaitTime } from "#components/wait-time.tsx";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import { DeadEnd } from "#components/ui/dead-end.tsx";

type Props = {
  found: AtTheDoor<Permanence>;
  board: ToldBoard | undefined;
  take: string;
  idempotencyKey: string;
  /** The public holiday that today is at this place. */
  holiday?: HolidayName | undefined;
  now: Instant;
};

/** The state of the door, in one sentence, with what to do in the next. An hour that has passed is not shown. */
export function DoorState({ found, board, take, idempotencyKey, holiday, now }: Props) {
  const t = useTranslations("door");
  const refusals = useTranslations("refusals");
  const already = useTranslations("place");
  const holidays = useTranslations("holidays");
  const locale = useLocale();
  const hour = (moment: Instant, { timeZone }: Permanence): string => sayHour(moment, timeZone, locale);
  switch (found.state) {
    case "take": {
      const { span } = found.permanence;
      const tooLate = isTooLateFor(board, span.end);
      if (board?.suspended)
        return (
          <Closed
            icon="clock"
            title={refusals("lineSuspended")}
            what={tooLate ? already("tooLate", { hour: hour(span.end, found.permanence) }) : t("paused")}
            again={t("goesOn")}
            filled={!tooLate}
          >
            {tooLate ? (
              <PageLink href="/rendez-vous" className={buttonClass()}>
                <Icon name="calendar" />
                {t("stopped.go")}
              </PageLink>
            ) : (
              <p className="text-lg">{t("pausedLeave")}</p>
            )}
            <Already permanence={found.permanence} />
          </Closed>
        );
      if (board && !board.alive)
        return (
          <Closed icon="no-network" title={t("offline.title")} what={t("offline.what")} again={t("retry")}>
            <Already permanence={found.permanence} />
          </Closed>
        );
      if (board?.numbersByTeam)
        return (
          <Closed icon="two-people" title={t("byTeam.title")} what={t("byTeam.what")} again={t("givenNow")}>
            <Already permanence={found.permanence} />
          </Closed>
        );
      return <TakeNumber permanence={found.permanence} board={board} action={take} idempotencyKey={idempotencyKey} />;
    }
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
          again={t("givenNow")}
        />
      );
    case "stopped":
      return (
        <Closed icon="cross" title={t("stopped.title")} what={t("stopped.what")}>
          <Already permanence={found.permanence} />
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
          {holiday !== undefined && (
            <p className="text-lg">{holidays("closed", { holiday: holidays(`names.${holiday}`) })}</p>
          )}
          {found.next && <Next permanence={found.next} />}
          <PageLink href="/" className={buttonClass("ghost")}>
            {t("closed.go")}
          </PageLink>
        </Closed>
      );
    default:
      return assertNever(found);
  }
}

/** For people who have a number, or an appointment where there are any, while nobody else gets a number. */
function Already({ permanence }: { permanence: Permanence }) {
  const t = useTranslations("door");
  const place = useTranslations("place");
  return (
    <>
      <p className="text-lg">{place("stoppedKeep")}</p>
      {accessOf(permanence.windows) !== "walk-in" && <p className="text-lg">{t("appointment")}</p>}
    </>
  );
}

/**
 * `again`: the label of the link that loads the page again, where that may change something; `filled`: it is the main
 * one.
 */
function Closed({
  icon,
  title,
  what,
  again,
  filled = true,
  children,
}: {
  icon: IconName;
  title: string;
  what: string | undefined;
  again?: string;
  filled?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-4 text-center">
      <Icon name={icon} size={72} className="text-accent" />
      <h1>{title}</h1>
      {what !== undefined && <p className="text-lg">{what}</p>}
      {children}
      {/* The address without its query: an earlier refusal no longer applies. */}
      {again !== undefined && (
        <a href="?" className={buttonClass(filled ? "full" : "ghost")}>
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
      <br />
      <HowToCome permanence={permanence} />
    </p>
  );
}

type TakeNumberProps = { permanence: Permanence; board: ToldBoard | undefined; action: string; idempotencyKey: string };

/**
 * One big button, with no question before the number. The idempotency key makes two taps one number. When too many
 * people wait, booking another day comes first.
 */
function TakeNumber({ permanence, board, action, idempotencyKey }: TakeNumberProps) {
  const { id, span, timeZone } = permanence;
  const t = useTranslations("door");
  const hours = useTranslations("place");
  const locale = useLocale();
  const tooLate = isTooLateFor(board, span.end);
  const booked = (
    <p className="flex items-center gap-3">
      <Icon name="calendar" />
      {t("appointment")}
    </p>
  );
  return (
    <>
      <div className="text-center">
        <h1>{t("title")}</h1>
        <p className="mt-2 text-lg">
          {hours("hours", { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) })}
        </p>
        <WaitTime board={board} permanence={permanence} />
      </div>
      {tooLate && (
        <PageLink href="/rendez-vous" className={`${buttonClass()} w-full`}>
          <Icon name="calendar" />
          {t("stopped.go")}
        </PageLink>
      )}
      {!tooLate && booked}
      <form method="post" action={action}>
        <input type="hidden" name="permanence" value={id} />
        <input type="hidden" name="key" value={idempotencyKey} />
        {tooLate ? (
          <button type="submit" className={`${buttonClass("ghost")} w-full`}>
            <Icon name="number" />
            {t("takeAnyway")}
          </button>
        ) : (
          <button type="submit" className={`${buttonClass()} min-h-32 w-full flex-col text-[1.56rem]`}>
            <Icon name="number" size={64} />
            {t("take")}
          </button>
        )}
      </form>
      {tooLate && booked}
      <ul className="grid gap-2.5">
        <li className="flex items-center gap-3">
          <Icon name="check" />
          {t("free")}
        </li>
        <li className="flex items-center gap-3">
          <Icon name="telephone" />
          {t("after")}
        </li>
      </ul>
      {/* For residents who scan the code again because they lost the page of their number: a second number would
          cost somebody a place. */}
      <p className="text-soft">{t("already")}</p>
      <p className="text-soft">{t("own.remembered")}</p>
    </>
  );
}

/** The secret of the door is not valid: the code of another place, an old one, or a wrong copy. */
export function InvalidDoorCode() {
  const t = useTranslations("door.wrong");
  const home = useTranslations("home");
  return (
    <DeadEnd title={t("title")} sentences={[t("what")]}>
      <p>
        <PageLink href="/" className={buttonClass("ghost")}>
          {home("see")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}
