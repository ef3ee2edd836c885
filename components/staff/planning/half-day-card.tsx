import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { closedUntilEnd, isShort } from "#lib/schedule/what-is-short.ts";
import type { HalfDayOfWeek } from "#lib/wire/planned-week.ts";
import { sayHour } from "#lib/time/say.ts";

/** A half-day in a few lines: its hours, tables and people, and by icon and word what is short or cancelled. It leads to its panel. `place`: whether its place is seen, and not for screen readers alone. */
export function HalfDayCard({
  halfDay,
  href,
  chosen,
  place = false,
  self,
}: {
  halfDay: HalfDayOfWeek;
  href: string;
  chosen: boolean;
  place?: boolean;
  /** Whose half-day it is, in a list by person: the others are named. */
  self?: string;
}) {
  const [t, locale] = [useTranslations("staff.planning"), useLocale()];
  const { span, timeZone, status, seats } = halfDay;
  const [from, to] = [span.start, span.end].map((at) => sayHour(at, timeZone, locale));
  const isCancelled = status === "cancelled";
  const names = seats
    .filter(({ account }) => account !== self)
    .map(({ name, away }) => (away ? t("away", { name: name ?? t("unnamed") }) : (name ?? t("unnamed"))));
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
        <Said icon="cross" look="text-alert">
          {halfDay.why === undefined ? t("cancelled") : t("cancelledWhy", { why: halfDay.why })}
        </Said>
      ) : (
        <span className="block">
          <Tables halfDay={halfDay} />
          {names.length > 0 && ` · ${new Intl.ListFormat(locale, { type: "conjunction" }).format(names)}`}
        </span>
      )}
      {halfDay.closed !== undefined && <Said icon="pause">{t("closedFor")}</Said>}
      <ShortLines halfDay={halfDay} />
    </PageLink>
  );
}

/** At how many tables it is held, and since when, where some have closed since it began. */
export function Tables({ halfDay: { span, timeZone, desks, staffing } }: { halfDay: HalfDayOfWeek }) {
  const [t, locale] = [useTranslations("staff.planning"), useLocale()];
  const closed = staffing && closedUntilEnd(span, staffing);
  if (!closed) return t("tables", { count: desks });
  return t("tablesSince", { count: desks - closed.tables, hour: sayHour(closed.since, timeZone, locale) });
}

/** What a half-day is short of, each with its icon. */
export function ShortLines({ halfDay }: { halfDay: HalfDayOfWeek }) {
  const [t, locale] = [useTranslations("staff.planning"), useLocale()];
  const { staffing, span, timeZone } = halfDay;
  if (!staffing) return null;
  const isPart = staffing.gaps.every((gap) => gap.span.start > span.start || gap.span.end < span.end);
  return (
    <>
      {staffing.missing > 0 && <Said icon="warning">{t("missing", { count: staffing.missing })}</Said>}
      {isPart &&
        staffing.gaps.map((gap) => (
          <span key={`${gap.desk} ${gap.span.start}`} className="block">
            {t("missingFrom", {
              from: sayHour(gap.span.start, timeZone, locale),
              to: sayHour(gap.span.end, timeZone, locale),
            })}
          </span>
        ))}
      {staffing.alone && <Said icon="warning">{t("alone")}</Said>}
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
