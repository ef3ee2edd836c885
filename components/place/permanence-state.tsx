import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { assertNever } from "#lib/result.ts";
import { accessOf, opennessOf, type Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { MovedTo } from "#lib/schedule/moved-to.ts";
import { HowToCome } from "#components/how-to-come.tsx";
import { MovedWords } from "#components/moved-words.tsx";
import {
  ComeNow,
  isOfPlace,
  isTooFull,
  WalkInNow,
  OpenState,
  PausedState,
  type HalfDayToCall,
} from "./opening-state.tsx";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { NextHalfDay } from "#components/next-half-day.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

type Props = {
  permanence: HalfDayToCall & { readonly cancelReason?: string; readonly notHeld?: true; readonly movedTo?: MovedTo };
  board: ToldBoard | undefined;
  /** The next half-day there, told when this one is over or cancelled. */
  next?: Pick<Permanence, "id" | "span" | "timeZone" | "windows"> | undefined;
  now: Instant;
};

/** Whether residents can go there now, at the top of the page of a half-day. */
export function PermanenceState({ permanence, board, next, now }: Props) {
  const t = useTranslations("permanence");
  const place = useTranslations("place");
  const openness = opennessOf(permanence, now);
  const { call, cancelReason, notHeld, movedTo } = permanence;
  const closedSentence = notHeld
    ? now < permanence.span.end
      ? "isNotHeld"
      : "wasNotHeld"
    : permanence.status === "closed"
      ? "closed"
      : "past";
  const bookable = accessOf(permanence.windows) !== "walk-in";
  switch (openness) {
    case "cancelled":
      return (
        <GoElsewhere tone="alert" sentence={t("cancelled")} permanence={permanence} call={call}>
          {cancelReason !== undefined && (
            <p className="font-normal">{t.rich("reason", { words: () => <FrenchText text={cancelReason} /> })}</p>
          )}
          {movedTo && (
            <p>
              <PageLink
                href={`/permanences/${movedTo.permanence}`}
                className="inline-flex min-h-target items-center font-bold"
              >
                <MovedWords to={movedTo} />
              </PageLink>
            </p>
          )}
          {bookable && <p className="font-normal">{t("cancelledBooked")}</p>}
          <Next next={next} />
          <p>
            <PageLink href="/rendez-vous" className={buttonClass()}>
              {t("book.otherDay")}
            </PageLink>
          </p>
        </GoElsewhere>
      );
    case "shut":
      return (
        <GoElsewhere tone="alert" sentence={t("shut")} permanence={permanence} call={call}>
          {permanence.shut !== undefined && (
            <p className="font-normal">
              <FrenchWords text={permanence.shut} />
            </p>
          )}
          {bookable && <p className="font-normal">{t("shutBooked")}</p>}
          <Next next={next} />
        </GoElsewhere>
      );
    case "closed":
      return (
        <GoElsewhere sentence={t(closedSentence)} permanence={permanence} call={call}>
          <Next next={next} />
        </GoElsewhere>
      );
    case "later":
    case "normally-open":
    case "open":
      if (permanence.span.end <= now)
        return (
          <GoElsewhere tone="warn" sentence={t("ending")} permanence={permanence} call={call}>
            <p className="font-normal">{t("endingNumber")}</p>
            <p className="font-normal">{t("endingHere")}</p>
            <Next next={next} />
          </GoElsewhere>
        );
      if (permanence.numbers === "stopped")
        return (
          <GoElsewhere tone="warn" sentence={place("stopped")} permanence={permanence} call={call}>
            <p>{place("stoppedDo")}</p>
            <p className="font-normal">{place("stoppedKeep")}</p>
            {bookable && <p className="font-normal">{place("stoppedBooked")}</p>}
          </GoElsewhere>
        );
      if (openness === "later") return <Hours permanence={permanence} />;
      if (board?.suspended) return <PausedState permanence={permanence} board={board} />;
      return (
        <div className="grid gap-2">
          {!isTooFull(permanence, board, now) && (
            <>
              <OpenState permanence={permanence} now={now} silent={board?.alive === false} />
              <ComeNow permanence={permanence} now={now} />
            </>
          )}
          <WalkInNow permanence={permanence} board={board} now={now} />
        </div>
      );
    default:
      return assertNever(openness);
  }
}

const Next = ({ next }: Pick<Props, "next">) =>
  next && (
    <div className="font-normal">
      <NextHalfDay next={next} />
    </div>
  );

function Hours({ permanence }: { permanence: Permanence }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, permanence.timeZone, locale);
  return (
    <div>
      <p className="text-lg font-bold first-letter:uppercase">{sayDay(permanence.localDate, locale)}</p>
      <p className="text-lg font-bold">
        {t("hours", { from: hour(permanence.span.start), to: hour(permanence.span.end) })}
      </p>
      <p>
        <HowToCome permanence={permanence} />
      </p>
    </div>
  );
}

type GoElsewhereProps = {
  sentence: string;
  permanence: HalfDayToCall;
  tone?: "calm" | "warn" | "alert";
  call?: string | undefined;
  children?: ReactNode;
};

/**
 * A notice for residents who have not come yet: do not set out for this half-day. It says why (`sentence`), names the
 * day and the hours of the half-day, and links to the search for another one.
 */
function GoElsewhere({ sentence, permanence, tone = "calm", call, children }: GoElsewhereProps) {
  const { span, timeZone } = permanence;
  const t = useTranslations("permanence");
  return (
    <Notice tone={tone}>
      <p>{sentence}</p>
      <p className="font-normal">
        <DayAndHours span={span} timeZone={timeZone} />
      </p>
      {children}
      <p>
        <PageLink href="/" className="inline-flex min-h-target items-center">
          {t("elsewhere")}
        </PageLink>
      </p>
      {call !== undefined && (
        <p>
          <CallLink phone={call} here={isOfPlace(permanence)} />
        </p>
      )}
    </Notice>
  );
}
