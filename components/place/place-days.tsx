import { useLocale, useTranslations } from "next-intl";
import { bookingAddress } from "#components/booking-addresses.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Availability } from "#lib/booking/availability.ts";
import type { Day } from "#lib/schedule/upcoming.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { HowToCome } from "#components/how-to-come.tsx";
import { MovedWords } from "#components/moved-words.tsx";
import { ClosedFor, type PermanenceAtPlace } from "./coming-card.tsx";

type ShownHalfDay = Omit<PermanenceAtPlace, "at" | "call">;
type Availabilities = ReadonlyMap<string, Availability>;

/**
 * The days to come at one place as one list, with the holidays on which nothing is held. `left`: what can still be
 * booked of each half-day, by its id.
 */
export function PlaceDays({ days, left }: { days: readonly Day<ShownHalfDay>[]; left: Availabilities }) {
  const locale = useLocale();
  return (
    <div className="rounded-card border-2 border-hair bg-card">
      {days.map(({ date, held, holiday }) => (
        <section key={date} className="not-first:border-t-2 border-hair sm:grid sm:grid-cols-[12rem_minmax(0,1fr)]">
          <h3 className="px-4 pt-3 text-base leading-normal first-letter:uppercase sm:py-3">{sayDay(date, locale)}</h3>
          {holiday !== undefined ? (
            <p className="px-4 pt-1 pb-3 sm:py-3">
              <ClosedFor holiday={holiday} />
            </p>
          ) : (
            <ul>
              {held.map((one) => (
                <Row key={one.id} held={one} left={left.get(one.id) ?? "nothing"} />
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

/**
 * A half-day in a row: hours, how to come, and the link to book where hours are left. The rest of the row is one link,
 * named by its day and hours, since screen readers list links alone.
 */
function Row({ held, left }: { held: ShownHalfDay; left: Availability }) {
  const t = useTranslations("place");
  const book = useTranslations("permanence.book");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  const [from, to] = [held.span.start, held.span.end].map((moment) => sayHour(moment, held.timeZone, locale));
  const off = held.status === "cancelled" ? "cancelled" : held.shut === undefined ? undefined : "shut";
  const day = <span className="sr-only">{sayDay(held.localDate, locale)}. </span>;
  return (
    <li className="relative flex items-center justify-between gap-3 px-4 pt-1 pb-3 not-first:border-t border-hair not-first:pt-3 sm:pt-3">
      <div className="flex flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <h4 className="font-bold">
            <PageLink
              href={`/permanences/${held.id}`}
              className="text-ink no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-ink"
            >
              {day}
              {t("hours", { from: from ?? "", to: to ?? "" })}
              {off && (
                <>
                  <span className="sr-only">. </span>
                  <span className="flex items-center gap-2 text-alert">
                    <Icon name="cross" size={20} />
                    {t(off)}
                  </span>
                </>
              )}
            </PageLink>
          </h4>
          {held.movedTo && (
            <p className="font-bold">
              <MovedWords to={held.movedTo} />
            </p>
          )}
          {off === undefined && (
            <p className={held.numbers === "stopped" ? "font-bold" : ""}>
              {held.numbers === "stopped" ? t("stopped") : <HowToCome permanence={held} />}
            </p>
          )}
          {left === "full" && <p>{book("full")}</p>}
          {left === "withheld" && <p>{refusals("tooManyWait")}</p>}
          {left === "only-by-team" && <p>{refusals("onlyByTeam")}</p>}
        </div>
        {left === "hours" && (
          <PageLink href={bookingAddress(held.id)} className={`relative ${buttonClass("ghost")}`}>
            <Icon name="calendar" />
            <span>
              {book("title")}
              <span className="sr-only"> ({sayDay(held.localDate, locale)})</span>
            </span>
          </PageLink>
        )}
      </div>
      <Icon name="arrow" size={22} className="text-accent" />
    </li>
  );
}
