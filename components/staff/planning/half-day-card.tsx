import { useLocale, useTranslations } from "next-intl";
import { MovedWords } from "#components/moved-words.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { closedUntilEnd, isShort } from "#lib/schedule/staffing.ts";
import type { HalfDayOfWeek, SeatOfWeek } from "#lib/schedule/planned-week.ts";
import { sayHour } from "#lib/time/say.ts";

/**
 * A half-day in a few lines: its hours, desks and people, and by icon and word what is short or cancelled. It leads to
 * its panel. `place`: whether its place is seen, and not for screen readers alone.
 */
export function HalfDayCard({
  halfDay,
  href,
  chosen,
  place = false,
  whySaid = false,
  self,
}: {
  halfDay: HalfDayOfWeek;
  href: string;
  chosen: boolean;
  place?: boolean;
  /** Whether the sentence of its cancellation is said beside it already. */
  whySaid?: boolean;
  /** Whose half-day it is, in a list by person: the others are named. */
  self?: string;
}) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const { span, timeZone, status, seats } = halfDay;
  const [from, to] = [span.start, span.end].map((at) => sayHour(at, timeZone, locale));
  const isCancelled = status === "cancelled";
  const names = seats.filter(({ account }) => account !== self).map((seat) => sayWhoSits(t, seat));
  const look = isCancelled
    ? "border-alert bg-alert-soft"
    : isShort(halfDay)
      ? "border-ink bg-turn-soft"
      : "border-accent";
  return (
    <PageLink
      href={href}
      aria-current={chosen ? "true" : undefined}
      className={`block min-h-target rounded-control border-2 border-s-8 bg-card p-1.5 text-base text-ink no-underline wrap-anywhere print:break-inside-avoid ${look} ${chosen ? "outline-4 outline-offset-2 outline-accent" : ""}`}
    >
      <span className={place ? "block font-bold" : "sr-only"}>
        <FrenchText text={halfDay.place.name} />
      </span>
      <span className={`block font-bold ${isCancelled ? "line-through" : ""}`}>
        {t("hours", { from: from ?? "", to: to ?? "" })}
      </span>
      {isCancelled ? (
        <>
          <Said icon="cross" look="text-alert">
            {t("cancelled")}
          </Said>
          {halfDay.why !== undefined && !whySaid && (
            <span className="block">
              <FrenchWords text={halfDay.why} />
            </span>
          )}
          {halfDay.movedTo && (
            <span className="block">
              <MovedWords to={halfDay.movedTo} />
            </span>
          )}
        </>
      ) : (
        <span className="block">
          <Desks halfDay={halfDay} />
          {names.length > 0 && ` · ${new Intl.ListFormat(locale, { type: "conjunction" }).format(names)}`}
        </span>
      )}
      {halfDay.closed !== undefined && <Said icon="pause">{t("closedFor")}</Said>}
      <ShortLines halfDay={halfDay} />
    </PageLink>
  );
}

/** The name of somebody at a desk, and whether they are away or no longer of the team there. */
export function sayWhoSits(
  t: ReturnType<typeof useTranslations<"staff.planning">>,
  { name = t("unnamed"), away, left }: Pick<SeatOfWeek, "name" | "away" | "left">,
): string {
  if (left) return t("left", { name });
  return away ? t("away", { name }) : name;
}

/** At how many desks it is held, and since when, where some have closed since it began. */
export function Desks({ halfDay: { span, timeZone, desks, staffing } }: { halfDay: HalfDayOfWeek }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const closed = staffing && closedUntilEnd(span, staffing);
  if (!closed) return t("desks", { count: desks });
  return t("desksSince", { count: desks - closed.desks, hour: sayHour(closed.since, timeZone, locale) });
}

/** What a half-day is short of, each with its icon. */
export function ShortLines({ halfDay }: { halfDay: HalfDayOfWeek }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const { staffing, span, timeZone, seats } = halfDay;
  if (!staffing) return null;
  // A desk that somebody holds for a part of the time is told apart from one that nobody holds.
  const held = new Set(seats.map(({ desk }) => desk));
  const parts = staffing.gaps.filter(
    ({ desk, span: gap }) => held.has(desk) && (gap.start > span.start || gap.end < span.end),
  );
  const empty = staffing.missing - new Set(parts.map(({ desk }) => desk)).size;
  const [alone, count] = empty > 0 ? [false, empty] : [true, staffing.missing];
  return (
    <>
      {count > 0 && <Said icon="warning">{t("missing", { count })}</Said>}
      {parts.map((gap) => {
        const hours = {
          from: sayHour(gap.span.start, timeZone, locale),
          to: sayHour(gap.span.end, timeZone, locale),
        };
        return (
          <span key={`${gap.desk} ${gap.span.start}`} className="block">
            {alone ? t("missingFrom", hours) : t("panel.free", { desk: gap.desk, ...hours })}
          </span>
        );
      })}
      {staffing.alone && <Said icon="warning">{t("alone")}</Said>}
      {seats
        .filter(({ cannot }) => cannot)
        .map(({ id, name }) => (
          <Said key={id} icon="cross">
            {t("cannot", { name: name ?? t("cannotUnnamed") })}
          </Said>
        ))}
    </>
  );
}

const Said = ({
  icon,
  look = "",
  children,
}: {
  icon: "warning" | "cross" | "pause";
  look?: string;
  children: string;
}) => (
  <span className={`block font-bold ${look}`}>
    <Icon name={icon} size={20} className="me-1 inline align-text-bottom" />
    {children}
  </span>
);
