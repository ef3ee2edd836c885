import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { accessOf, opennessOf, type Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayHour } from "#lib/time/say.ts";
import { WaitTime } from "#components/wait-time.tsx";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { walkInAt } from "#lib/schedule/walk-in.ts";
import { contains } from "#lib/time/interval.ts";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";

/** `call`: the telephone of the place (`at`), else of the organisation. */
export type HalfDayToCall = Permanence & {
  readonly call?: string;
  readonly at?: { readonly phone?: string | undefined };
};

/** Whether the telephone is that of the place, and not that of the organisation, which the footer shows. */
export const isOfPlace = ({ call, at }: HalfDayToCall): boolean => call !== undefined && call === at?.phone;

/**
 * « Ouvert » only after a person confirmed it, with the hour; before that « normalement ouvert »
 * (docs/line.md#the-half-day), and whom to call. `silent`: there is no news of the team, and `WalkInNow` says the hour.
 */
export function OpenState({
  permanence,
  now,
  silent = false,
}: {
  permanence: HalfDayToCall;
  now: Instant;
  silent?: boolean;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  const { span, timeZone, openedAt } = permanence;
  const hour = sayHour(span.end, timeZone, locale);
  if (opennessOf(permanence, now) !== "open") {
    return (
      <div>
        <p className="flex items-center gap-2 font-bold">
          <Icon name="clock" size={22} />
          {t("normallyOpen", { hour })}
        </p>
        <p className="text-soft">
          {t("notConfirmed")}
          {permanence.call !== undefined && <> {t("callFirst")}</>}
        </p>
        {permanence.call !== undefined && <CallLink phone={permanence.call} here={isOfPlace(permanence)} />}
      </div>
    );
  }
  return (
    <div>
      <p className="flex items-center gap-2 font-bold text-ok">
        <Icon name="dot" size={22} />
        {t("openUntil", { hour })}
      </p>
      {openedAt !== undefined && !(silent && walkInAt(permanence, now).state === "now") && (
        <p className="text-soft">{t("confirmed", { hour: sayClockTime(openedAt, timeZone, locale) })}</p>
      )}
    </div>
  );
}

/**
 * Whether somebody who comes now without an appointment would probably not be seen: that is said in the place of «
 * Ouvert ».
 */
export const isTooFull = (permanence: Permanence, board: ToldBoard | undefined, now: Instant): boolean =>
  walkInAt(permanence, now).state === "now" && isTooLateFor(board, permanence.span.end);

/**
 * Replaces « Ouvert » while the line is suspended; with the hours, since residents may come all the same, or with the
 * warning that too many people wait already. `book`: the warning with a link to an hour, or with what to do `instead`.
 */
export function PausedState({
  permanence,
  board,
  book = false,
  instead,
}: {
  permanence: Permanence;
  board: ToldBoard | undefined;
  book?: boolean;
  instead?: ReactNode;
}) {
  const { span, timeZone } = permanence;
  const t = useTranslations("place");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, timeZone, locale);
  return (
    <div>
      <p className="flex items-center gap-2 font-bold">
        <Icon name="pause" size={22} />
        {refusals("lineSuspended")}
      </p>
      {isTooLateFor(board, span.end) ? (
        <WaitTime board={board} permanence={permanence} book={book} instead={instead} />
      ) : (
        <p>{t("pausedCome")}</p>
      )}
      <p className="text-soft">{t("hours", { from: hour(span.start), to: hour(span.end) })}</p>
    </div>
  );
}

/**
 * What a resident without an appointment finds now: a wait, a later hour, or appointments only. `book`: with a link to
 * an hour where too many people wait, or with what to do `instead`.
 */
export function WalkInNow({
  permanence,
  board,
  now,
  book = false,
  instead,
}: {
  permanence: HalfDayToCall;
  board: ToldBoard | undefined;
  now: Instant;
  book?: boolean;
  instead?: ReactNode;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  const walkIn = walkInAt(permanence, now);
  if (walkIn.state === "no") return <p className="font-bold">{t("appointment")}</p>;
  if (walkIn.state === "now") {
    return (
      <>
        <WaitTime board={board} permanence={permanence} book={book} instead={instead} />
        {board && !board.alive && <ConfirmedBefore permanence={permanence} />}
      </>
    );
  }
  const hour = sayHour(walkIn.at, permanence.timeZone, locale);
  const booked = permanence.windows.some(({ mode, span }) => mode === "appointment" && contains(span, now));
  return (
    <div className="font-bold">
      {booked && <p>{t("appointmentBefore", { hour })}</p>}
      <p>{t("thenWalkIn", { hour })}</p>
    </div>
  );
}

/** How one may come to this half-day, in the words of every list (`HowToCome`), while one may come now without one. */
export function ComeNow({ permanence, now }: { permanence: Permanence; now: Instant }) {
  const t = useTranslations("place");
  if (walkInAt(permanence, now).state !== "now") return null;
  return <p className="font-bold">{t(accessOf(permanence.windows) === "walk-in" ? "walkIn" : "mixed")}</p>;
}

/** A person opened it and nothing was heard since: when that was, and to call first. */
function ConfirmedBefore({ permanence }: { permanence: HalfDayToCall }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const { openedAt, timeZone, call } = permanence;
  return (
    <div>
      <p className="font-bold">
        {openedAt !== undefined && t("stillOpen", { hour: sayClockTime(openedAt, timeZone, locale) })}
        {call !== undefined && <> {t("callFirst")}</>}
      </p>
      {call !== undefined && <CallLink phone={call} here={isOfPlace(permanence)} />}
    </div>
  );
}
