import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import type { PermanenceStatus } from "#lib/schedule/permanence.ts";
import { isCancelled, type Lateness, type ShownState } from "#lib/booking/appointment-state.ts";
import { addressLine } from "#lib/place/address-line.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { ResidentAppointment, VisitLink } from "#lib/booking/resident-appointment.ts";
import { Notice } from "#components/ui/notice.tsx";
import { assertNever } from "#lib/result.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import { pictureName, pictureOf } from "#lib/queue/line/visit.ts";
import { TickBox } from "#components/ui/tick-box.tsx";
import type { MovedTo } from "#lib/schedule/moved-to.ts";
import { MovedWords } from "#components/moved-words.tsx";
import { AppointmentCode, CallToChange } from "./change-appointment.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import { thingsToBring, type NamedTopic } from "#lib/schedule/topic.ts";

/**
 * The day, the hour and the place of the appointment, the largest text on the page. Struck through when it was
 * cancelled, or when the half-day was closed before its hour.
 */
export function AppointmentBand({ held }: { held: ResidentAppointment }) {
  const t = useTranslations("appointment");
  const locale = useLocale();
  const { span, timeZone, place } = held;
  const struck =
    held.state === "cancelled-by-service" || held.closedBefore
      ? "decoration-alert"
      : held.state === "cancelled-by-resident"
        ? "decoration-soft"
        : undefined;
  return (
    <div className="grid justify-items-center gap-1.5 bg-accent-soft px-4 pt-5 pb-6 text-center">
      <h1 className="grid justify-items-center gap-1.5 text-base font-normal">
        <span>
          {isCancelled(held.state) ? t("titleCancelled") : t("title")}
          <span className="sr-only">.</span>
        </span>{" "}
        <When struck={struck}>
          <span className="inline-block text-[1.33rem] leading-snug font-bold first-letter:uppercase">
            {sayDay(localDateOf(span.start, timeZone), locale)}
            <span className="sr-only">.</span>
          </span>{" "}
          <bdi className="number text-[min(4rem,23vw)] whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi>
        </When>
      </h1>
      <p className="text-lg font-bold text-balance">
        <Icon name="pin" className="me-2 inline-block align-text-bottom text-accent" />
        <FrenchText text={place.name} />
      </p>
      <p className="text-soft">
        <FrenchText text={addressLine(place)} />
      </p>
    </div>
  );
}

/** `struck`: the colour of the line; red when the service cancelled, grey when the resident did. */
const When = ({
  struck,
  children,
}: {
  struck: "decoration-alert" | "decoration-soft" | undefined;
  children: ReactNode;
}) =>
  struck !== undefined ? (
    <span className={`grid justify-items-center gap-1.5 text-soft line-through decoration-3 ${struck}`}>
      {children}
    </span>
  ) : (
    <span className="grid justify-items-center gap-1.5">{children}</span>
  );

type MovedHour = { readonly from: Instant; readonly to: Instant; readonly timeZone: string };

/** The old and the new hour of a moved appointment, and that the entry saved in a calendar is no longer right. */
function MovedNotice({ moved: { from, to, timeZone } }: { moved: MovedHour }) {
  const t = useTranslations("appointment.moved");
  const locale = useLocale();
  const said = (moment: Instant) => ({
    day: sayDay(localDateOf(moment, timeZone), locale),
    hour: sayHour(moment, timeZone, locale),
  });
  return (
    <Notice tone="done">
      <p>{t("title")}</p>
      <p className="font-normal">{t("old", said(from))}</p>
      <p className="font-normal">{t("new", said(to))}</p>
      <p className="font-normal">{t("calendar")}</p>
    </Notice>
  );
}

/**
 * The state of the appointment, in a sentence. `moved`: it has another hour than at first. `late`: the resident may
 * still come; `closedBefore`: the half-day was closed before their hour; `toFetch`: at their turn somebody of the team
 * goes to them; `help`: none was given, or none recorded; `halfDay`: which may be cancelled as a whole, or shut for
 * now, so that nobody has decided yet whether it is held.
 */
export function AppointmentNotice({
  state,
  late,
  moved,
  toFetch = false,
  closedBefore = false,
  help,
  halfDay,
}: {
  state: ShownState;
  moved?: MovedHour | undefined;
  late?: Lateness | undefined;
  toFetch?: boolean | undefined;
  closedBefore?: boolean | undefined;
  help?: ResidentAppointment["help"];
  halfDay?:
    | {
        readonly status: PermanenceStatus;
        readonly cancelReason?: string;
        readonly movedTo?: MovedTo;
        readonly shut?: string;
      }
    | undefined;
}) {
  const t = useTranslations("appointment");
  const over = useTranslations("booking.over");
  const turn = useTranslations("turn");
  const permanence = useTranslations("permanence");
  const reason = halfDay?.cancelReason;
  if (closedBefore)
    return (
      <Notice tone="alert">
        <p>{over("title")}</p>
        <p className="font-normal">{t("cancelled.what")}</p>
      </Notice>
    );
  if (late !== undefined) return <Late late={late} />;
  switch (state) {
    case "booked":
    case "late":
      // One that the team opened all the same is held.
      if (halfDay?.shut !== undefined && halfDay.status !== "open")
        return (
          <Notice tone="alert">
            <p>{permanence("shut")}</p>
            <p className="font-normal">
              <FrenchWords text={halfDay.shut} />
            </p>
            <p className="font-normal">{t("shut")}</p>
          </Notice>
        );
      return moved === undefined ? <Notice tone="done">{t("noted")}</Notice> : <MovedNotice moved={moved} />;
    case "checked-in":
      return (
        <Notice tone="done">
          <p>{t("here")}</p>
          <p className="font-normal">{toFetch ? turn("fetch.waiting") : t("hereWhat")}</p>
        </Notice>
      );
    case "cancelled-by-service":
      return (
        <Notice tone="alert">
          {halfDay?.status === "cancelled" ? (
            <>
              <p>{permanence("cancelled")}</p>
              {reason !== undefined && (
                <p className="font-normal">
                  {permanence.rich("reason", { words: () => <FrenchText text={reason} /> })}
                </p>
              )}
              {halfDay.movedTo && (
                <p>
                  <MovedWords to={halfDay.movedTo} />
                </p>
              )}
            </>
          ) : (
            <>
              <p>{t("cancelled.byTeam")}</p>
              <p className="font-normal">{t("cancelled.what")}</p>
            </>
          )}
          <p className="font-normal">{t("cancelled.sorry")}</p>
        </Notice>
      );
    case "cancelled-by-resident":
      return (
        <Notice>
          <p>{t("cancelled.title")}</p>
          <p className="font-normal">{t("cancelled.what")}</p>
        </Notice>
      );
    case "no-show":
    case "attended":
    case "awaiting-outcome":
      return (
        <Notice>
          <p>{t(help === "missing" ? "past.sorry" : "past.title")}</p>
          <p className="font-normal">
            {help !== "missing" && `${t(help === "unknown" ? "past.noHelp" : "past.what")} `}
            {t("past.next")}
          </p>
        </Notice>
      );
    default:
      return assertNever(state);
  }
}

/** A late resident is told to come all the same, and given no deadline (docs/line.md#late-appointments). */
function Late({ late }: { late: Lateness }) {
  const t = useTranslations("appointment.late");
  return (
    <Notice tone={late === "passed" ? "warn" : "done"}>
      <p>{t(late)}</p>
      <p className="font-normal">{t(late === "due" ? "now" : "come")}</p>
    </Notice>
  );
}

/** The number that the appointment became at check-in, with a link to the page that follows it. */
export function AppointmentNumber({ visit: { number, secret } }: { visit: VisitLink }) {
  const t = useTranslations("appointment");
  const turn = useTranslations("turn");
  const pictures = useTranslations("pictures");
  const picture = pictureOf(number);
  return (
    <section
      aria-labelledby="numero"
      className="grid justify-items-center gap-2.5 rounded-card border-2 border-edge bg-card p-4 text-center [--hole:var(--color-card)]"
    >
      <h2 id="numero" className="text-base font-normal">
        {turn("yourNumber")}
        <bdi className="number block text-[min(5rem,35vw)]">{number}</bdi>
      </h2>
      <p className="inline-flex items-center gap-3 text-[1.33rem] font-bold">
        <Pictogram picture={picture} />
        <span>
          <span className="sr-only">{turn("image")} </span>
          {pictures(pictureName(picture))}
        </span>
      </p>
      <PageLink href={`/suivi/${secret}`} className={`${buttonClass()} w-full`}>
        {t("hereGo")}
      </PageLink>
    </section>
  );
}

/**
 * What to get ready, with boxes to tick that are sent nowhere. `here`: the resident has arrived, and is not sent home
 * for a missing paper.
 */
export function ThingsToBring({
  topics,
  here = false,
}: {
  topics: readonly (NamedTopic & { readonly bring: readonly string[] })[];
  here?: boolean;
}) {
  const t = useTranslations("appointment");
  const { name, bring: thingsFor } = useTopicWords();
  const bring = thingsToBring(topics.map((topic) => ({ bring: thingsFor(topic) })));
  return (
    <>
      <section aria-labelledby="pour">
        <h2 id="pour">{t("for")}</h2>
        <ul>
          {topics.map((topic) => (
            <li key={topic.key} className="text-lg">
              {name(topic)}
            </li>
          ))}
        </ul>
      </section>
      {bring.length > 0 && (
        <section aria-labelledby="apportez">
          <h2 id="apportez">{t(here ? "prepare" : "bring")}</h2>
          <ul className="mt-1">
            {bring.map((thing) => (
              <li key={thing} className="border-b border-hair">
                <TickBox>{thing}</TickBox>
              </li>
            ))}
          </ul>
          <p className="mt-2.5">{t(here ? "missingHere" : "missing")}</p>
        </section>
      )}
    </>
  );
}

/**
 * When the person is called, the same before the check-in and after it. Booked on the day itself, people may have been
 * in the line before, and are called first.
 */
export function WhenCalled({ held: { bookedAt, span, timeZone } }: { held: ResidentAppointment }) {
  const t = useTranslations("appointment");
  const rules = useTranslations("rules");
  const hour = sayHour(span.start, timeZone, useLocale());
  const isMadeToday = localDateOf(bookedAt, timeZone) === localDateOf(span.start, timeZone);
  return <p>{isMadeToday ? t("todayAt", { hour }) : rules("appointments")}</p>;
}

/**
 * For an appointment whose half-day was closed before its hour: the telephone and the code to say. Nothing without a
 * telephone, or once the code is erased.
 */
export const HelpByTelephone = ({ held: { code, phone } }: { held: Pick<ResidentAppointment, "code" | "phone"> }) =>
  code === undefined || phone === undefined ? null : (
    <section className="grid gap-4">
      <CallToChange phone={phone} />
      <AppointmentCode code={code} />
    </section>
  );
