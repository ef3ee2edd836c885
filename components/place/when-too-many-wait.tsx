import { useLocale, useTranslations } from "next-intl";
import { soonestAddress } from "#components/booking-addresses.ts";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { SoonestHour } from "#lib/booking/soonest-hours.ts";
import { firstWalkInHours } from "#lib/schedule/walk-in.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { PermanenceAtPlace } from "./coming-card.tsx";

/**
 * `later`: the half-days to come, earliest first; `first`: the first hour that can be booked; `book`: the address where
 * one books.
 */
export type NextChances = {
  readonly later?: readonly PermanenceAtPlace[] | undefined;
  readonly first?: SoonestHour | undefined;
  readonly book?: string | undefined;
};

/**
 * What to do where too many people wait, as a button (docs/line.md#before-closing): come to the next half-day of the
 * same place, in the hours in which it takes people without an appointment, or book the first free hour, whichever is
 * earlier; without either, the link to book.
 */
export function WhenTooManyWait({
  held,
  later = [],
  first,
  book = soonestAddress(),
}: { held: Pick<PermanenceAtPlace, "at"> } & NextChances) {
  const t = useTranslations("place");
  const hour = useTranslations("home");
  const locale = useLocale();
  const next = later.find(
    (one) => one.at.id === held.at.id && one.numbers !== "stopped" && firstWalkInHours(one) !== undefined,
  );
  const hours = next && firstWalkInHours(next);
  if (hours && (!first || hours.start <= first.span.start))
    return (
      <div className="mt-2 grid gap-1 md:justify-items-start">
        <p>{t("comeInstead")}</p>
        <PageLink href={`/permanences/${next.id}`} className={buttonClass()}>
          <span>
            <DayAndHours span={hours} timeZone={next.timeZone} />
          </span>
        </PageLink>
      </div>
    );
  if (!first)
    return (
      <p>
        <PageLink href={book} className="inline-flex min-h-target items-center">
          {t("tooLateDo")}
        </PageLink>
      </p>
    );
  const { span, timeZone, place } = first;
  return (
    <div className="mt-2 grid gap-1 md:justify-items-start">
      <p>{t("placeLeft")}</p>
      <PageLink href={book} className={buttonClass()}>
        <span>
          <span className="inline-block first-letter:uppercase">
            {hour("firstHourAt", {
              day: sayDay(localDateOf(span.start, timeZone), locale),
              hour: sayHour(span.start, timeZone, locale),
            })}
          </span>{" "}
          · <FrenchText text={place.name} />
        </span>
      </PageLink>
    </div>
  );
}
