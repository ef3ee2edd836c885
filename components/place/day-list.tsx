import { useLocale, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Day } from "#lib/schedule/upcoming.ts";
import { addressLine } from "#lib/place/address-line.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { FrenchText } from "#components/ui/french-text.tsx";
import { ClosedFor, type PermanenceAtPlace } from "./coming-card.tsx";
import { HowToCome } from "#components/how-to-come.tsx";

/** The days to come as one list: under each day its half-days, one a row, or the holiday on which nothing is held. */
export function DayList({ days }: { days: readonly Day<PermanenceAtPlace>[] }) {
  const locale = useLocale();
  return (
    <div className="rounded-card border-2 border-hair bg-card">
      {days.map(({ date, held, holiday }) => (
        <section key={date} className="not-first:border-t-2 border-hair lg:grid lg:grid-cols-[11rem_minmax(0,1fr)]">
          <h3 className="px-4 pt-3 font-bold first-letter:uppercase lg:py-3">{sayDay(date, locale)}</h3>
          {holiday !== undefined ? (
            <p className="flex items-center gap-2 px-4 py-3">
              <Icon name="cross" size={20} className="text-soft" />
              <span>
                <ClosedFor holiday={holiday} />
              </span>
            </p>
          ) : (
            <ul>
              {held.map((one) => (
                <Row key={one.id} held={one} />
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

/**
 * A half-day in a row: hours, place, how to come. The whole row is one link, named by its day, hours and place; a box
 * of its own, since Safari focuses no `display: contents`.
 */
function Row({ held }: { held: PermanenceAtPlace }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const [from, to] = [held.span.start, held.span.end].map((moment) => sayHour(moment, held.timeZone, locale));
  return (
    <li className="relative flex items-center justify-between gap-3 px-4 py-3 not-first:border-t border-hair">
      <div className="grid gap-x-4 lg:flex-1 lg:grid-cols-[10.5rem_minmax(0,1fr)_minmax(0,12.5rem)]">
        <h4 className="font-bold lg:col-span-2 lg:grid lg:grid-cols-subgrid">
          <PageLink
            href={`/permanences/${held.id}`}
            className="grid text-ink no-underline lg:col-span-2 lg:grid-cols-subgrid after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-ink"
          >
            <span className="sr-only">{sayDay(held.localDate, locale)}. </span>
            <span className="font-bold lg:whitespace-nowrap">
              {t("hours", { from: from ?? "", to: to ?? "" })}
              <span className="sr-only">. </span>
            </span>
            <span>
              <strong>
                <FrenchText text={held.at.name} />
              </strong>
              <span className="block font-normal text-soft">
                <FrenchText text={addressLine(held.at)} />
              </span>
            </span>
          </PageLink>
        </h4>
        {held.numbers === "stopped" ? (
          <p className="font-bold">{t("stopped")}</p>
        ) : (
          <p className="text-soft">
            <HowToCome permanence={held} />
          </p>
        )}
      </div>
      <Icon name="arrow" size={22} className="text-accent" />
    </li>
  );
}
