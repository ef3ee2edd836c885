import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Day } from "#lib/schedule/upcoming.ts";
import { addressLine } from "#lib/place/address-line.ts";
import { sayDay, sayHour, sayWeekdayOnSign } from "#lib/time/say.ts";
import { FrenchText } from "#components/ui/french-text.tsx";
import { ClosedFor, type PermanenceAtPlace } from "./coming-card.tsx";
import { HowToCome } from "#components/how-to-come.tsx";

/** Half-days by day, one a row, each with its day, and the holidays on which nothing is held. `today`: its date. */
export function DayList({ days, today }: { days: readonly Day<PermanenceAtPlace>[]; today?: string | undefined }) {
  return (
    <ul className="rounded-card border-2 border-hair bg-card">
      {days.map(({ date, held, holiday }) =>
        holiday === undefined ? (
          held.map((one) => <Row key={one.id} held={one} isToday={date === today} />)
        ) : (
          <li key={date} className={ROW}>
            <DaySign date={date} />
            <h3 className="text-base font-normal">
              <DayAloud date={date} />
              <ClosedFor holiday={holiday} />
            </h3>
          </li>
        ),
      )}
    </ul>
  );
}

const ROW =
  "relative flex min-h-[60px] items-center gap-2.5 px-2.5 py-1 not-first:border-t border-hair lg:gap-4 lg:px-4 lg:py-3";

/** The weekday, or that it is today, above the day of the month, as on a sheet of a calendar. */
function DaySign({ date, isToday = false }: { date: string; isToday?: boolean }) {
  const t = useTranslations("home");
  const locale = useLocale();
  return (
    <p aria-hidden="true" className="min-w-11 flex-none text-center leading-none">
      <span className="block text-[0.83rem] text-soft">
        {isToday ? t("todaySign") : sayWeekdayOnSign(date, locale)}
      </span>
      <strong className="mt-0.5 block text-[1.33rem]">{Number(date.slice(-2))}</strong>
    </p>
  );
}

const DayAloud = ({ date }: { date: string }): ReactNode => (
  <span className="sr-only">{sayDay(date, useLocale())}. </span>
);

/**
 * A half-day in a row: hours, place, how to come. The whole row is one link, named by its day, hours and place; a box
 * of its own, since Safari focuses no `display: contents`. The address is shown on a desk.
 */
function Row({ held, isToday }: { held: PermanenceAtPlace; isToday: boolean }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const [from, to] = [held.span.start, held.span.end].map((moment) => sayHour(moment, held.timeZone, locale));
  return (
    <li className={ROW}>
      <DaySign date={held.localDate} isToday={isToday} />
      <div className="grid min-w-0 flex-1 gap-x-4 leading-tight lg:grid-cols-[10.5rem_minmax(0,1fr)_minmax(0,12.5rem)]">
        <h3 className="text-base leading-tight font-bold lg:col-span-2 lg:grid lg:grid-cols-subgrid">
          <PageLink
            href={`/permanences/${held.id}`}
            className="block text-ink no-underline lg:col-span-2 lg:grid lg:grid-cols-subgrid after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-ink"
          >
            <DayAloud date={held.localDate} />
            <span className="lg:whitespace-nowrap">
              {t("hours", { from: from ?? "", to: to ?? "" })}
              <span className="sr-only">.</span>
            </span>{" "}
            <span className="max-lg:font-normal">
              <span className="lg:hidden">
                <span aria-hidden="true">· </span>
                <FrenchText text={held.at.shortName} />
              </span>
              <span className="max-lg:hidden">
                <FrenchText text={held.at.name} />
                <span className="block font-normal text-soft">
                  <FrenchText text={addressLine(held.at)} />
                </span>
              </span>
            </span>
          </PageLink>
        </h3>
        {held.numbers === "stopped" ? (
          <p className="font-bold">{t("stopped")}</p>
        ) : (
          <p className="text-soft">
            <HowToCome permanence={held} brief />
          </p>
        )}
      </div>
      <Icon name="arrow" size={22} className="text-accent" />
    </li>
  );
}
