import { useLocale, useTranslations } from "next-intl";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { Button } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { CaseHour } from "#lib/booking/reception-case.ts";
import type { SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { isoInZone, localDateOf } from "#lib/time/zone.ts";

type Fields = Readonly<Record<string, string>>;

/**
 * The hours to read out, one button each. `act`: where a button posts to, with the query of its page. `fields`: what it
 * sends besides the hour. `asked`: the query of the page. `page`: how many threes were read out before; `further`:
 * whether there are later ones. `ofOne`: the hours are those of one half-day; `toMove`: one of them for an appointment
 * that has another hour.
 */
export function HoursStep({
  hours,
  act,
  fields,
  asked,
  page,
  further,
  ofOne,
  toMove = false,
}: {
  hours: readonly SoonestHour[];
  act: string;
  fields: Fields;
  asked: Fields;
  page: number;
  further: boolean;
  ofOne: boolean;
  toMove?: boolean;
}) {
  const t = useTranslations("staff.reception");
  const locale = useLocale();
  const pageWith = (more: Fields): string => `/accueil?${new URLSearchParams({ ...asked, ...more })}`;
  return (
    <section aria-labelledby="heures" className="grid gap-3">
      <h2 id="heures">{toMove ? t("hours.toMove") : ofOne ? t("hours.ofOne") : t("hours.title")}</h2>
      {hours.length === 0 && <p>{t("hours.none")}</p>}
      <ul className="grid gap-3 sm:grid-cols-3">
        {hours.map((hour, at) => (
          <li key={`${hour.permanence} ${hour.span.start}`} className="grid grid-rows-[1fr_auto] gap-1">
            <HourButton hour={hour} act={act} fields={fields} first={at === 0} />
            {!ofOne && (
              <PageLink
                href={pageWith({ jour: hour.permanence })}
                className="inline-flex min-h-target min-w-target items-center justify-self-center"
              >
                {t("hours.sameDay")}
                <span className="sr-only"> {sayDay(localDateOf(hour.span.start, hour.timeZone), locale)}</span>
              </PageLink>
            )}
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap gap-x-6">
        {further && (
          <PageLink
            href={pageWith({ suite: `${page + 1}` })}
            className="inline-flex min-h-target min-w-target items-center"
          >
            {t("hours.later")}
          </PageLink>
        )}
        {(ofOne || page > 0) && (
          <PageLink href={pageWith({})} className="inline-flex min-h-target min-w-target items-center">
            {t("hours.first")}
          </PageLink>
        )}
      </p>
    </section>
  );
}

function HourButton({ hour, act, fields, first }: { hour: SoonestHour; act: string; fields: Fields; first: boolean }) {
  const t = useTranslations("refer");
  const locale = useLocale() as Locale;
  const { permanence, span, timeZone, place, tooManyWait } = hour;
  const sent = { ...fields, permanence, startsAt: isoInZone(span.start, timeZone) };
  return (
    <form method="post" action={getPathname({ href: act, locale })} className="grid">
      {Object.entries(sent).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button
        type="submit"
        look="ghost"
        {...(first && { autoFocus: true })}
        className="grid! content-start! justify-start! gap-0.5! p-4! text-start! font-normal! text-ink!"
      >
        <When start={span.start} timeZone={timeZone} />
        <b>
          <FrenchText text={place.name} />
        </b>
        <span className="text-soft">
          <FrenchText text={place.address} />
        </span>
        {tooManyWait && (
          <span className="flex items-start gap-2 font-bold">
            <Icon name="warning" size={22} />
            {t("tooManyWait")}
          </span>
        )}
      </Button>
    </form>
  );
}

function When({ start, timeZone }: { start: Instant; timeZone: string }) {
  const locale = useLocale();
  return (
    <>
      <span className="first-letter:uppercase">{sayDay(localDateOf(start, timeZone), locale)}</span>
      <strong className="text-[1.7rem] leading-tight">{sayHour(start, timeZone, locale)}</strong>
    </>
  );
}

/**
 * The hour that the case has. `held`: whether it is held at this moment. `change`: the address at which another is
 * chosen.
 */
export function ChosenHour({ hour, held, change }: { hour: CaseHour; held: boolean; change: string }) {
  const t = useTranslations("staff.reception");
  const locale = useLocale();
  return (
    <section aria-labelledby="heures" className="grid gap-3">
      <h2 id="heures">{t("hours.chosen")}</h2>
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-card border-2 border-accent bg-accent-soft p-4">
        <p className="grid gap-0.5">
          <When start={hour.start} timeZone={hour.timeZone} />
          <b>
            <FrenchText text={hour.place} />
          </b>
        </p>
        <div className="grid justify-items-start gap-1 sm:justify-items-end">
          <span className={`flex items-center gap-2 font-bold ${held ? "text-ok" : "text-alert"}`}>
            <Icon name={held ? "check" : "warning"} size={22} />
            {held ? t("hours.held", { hour: sayHour(hour.until, hour.timeZone, locale) }) : t("hours.heldNoMore")}
          </span>
          <PageLink href={change} className="inline-flex min-h-target min-w-target items-center">
            {t("hours.change")}
          </PageLink>
        </div>
      </div>
    </section>
  );
}
