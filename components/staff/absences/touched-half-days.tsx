import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { TouchedHalfDay } from "#lib/schedule/absence.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { sayPlannedTime } from "#lib/time/say-duration.ts";
import { useSayObjection } from "#components/staff/planning/say-objection.ts";

/**
 * Of half-days that an absence touches. `hours`: the reader plans, and reads the hours of a week of colleagues and
 * calls these alone.
 */
export type HowTouched = {
  hours: boolean;
  /** Where one says that a half-day is not held, because nobody can come; undefined where the reader may not. */
  notHeld?: ((halfDay: TouchedHalfDay) => string | undefined) | undefined;
};

/** What an absence touches: first where nobody is left, then where a service civique is alone, then the others. */
export function TouchedHalfDays({ halfDays, ...how }: HowTouched & { halfDays: readonly TouchedHalfDay[] }) {
  const t = useTranslations("staff.absences.effect");
  const nobody = halfDays.filter((one) => one.nobody);
  const alone = halfDays.filter((one) => !one.nobody && one.alone);
  const others = halfDays.filter((one) => !one.nobody && !one.alone);
  return (
    <>
      <Touched halfDays={nobody} title={t("nobody", { count: nobody.length })} warns {...how} />
      <Touched halfDays={alone} title={t("alone", { count: alone.length })} warns {...how} />
      <Touched halfDays={others} title={t("others", { count: others.length })} {...how} />
    </>
  );
}

type OfKind = HowTouched & { halfDays: readonly TouchedHalfDay[]; title: string; warns?: boolean };

/** Half-days of one kind; what is short stands out. */
function Touched({ halfDays, title, warns = false, ...how }: OfKind) {
  if (halfDays.length === 0) return null;
  return (
    <div
      className={`grid gap-2 rounded-card border-2 p-3 ${warns ? "border-ink bg-turn-soft" : "border-hair bg-card"}`}
    >
      <h3 className="flex items-center gap-2">
        <Icon name={warns ? "warning" : "two-people"} size={24} />
        {title}
      </h3>
      <ul className="grid gap-3">
        {halfDays.map((one) => (
          <OneHalfDay key={`${one.permanence} ${one.hours.start}`} halfDay={one} {...how} />
        ))}
      </ul>
    </div>
  );
}

function OneHalfDay({ halfDay, hours, notHeld }: HowTouched & { halfDay: TouchedHalfDay }) {
  const t = useTranslations("staff.absences");
  const week = useTranslations("staff.planning");
  const locale = useLocale();
  const sayObjection = useSayObjection();
  const { timeZone, booked, wanted, couldStepIn, more = 0, nobody, place } = halfDay;
  const [from, to] = [halfDay.hours.start, halfDay.hours.end].map((at) => sayHour(at, timeZone, locale));
  const day = sayDay(halfDay.localDate, locale);
  const way = nobody ? notHeld?.(halfDay) : undefined;
  return (
    <li className="grid gap-1 border-t-2 border-hair pt-2">
      <b>
        <span className="inline-block first-letter:uppercase">{day}</span>
        <span aria-hidden="true"> · </span>
        <span>{week("hours", { from: from ?? "", to: to ?? "" })}</span>
      </b>
      <FrenchText text={place.name} />
      <span>
        {t("effect.booked", { count: booked })}
        {wanted > 0 && ` ${t("effect.wanted", { count: wanted })}`}
      </span>
      {couldStepIn.length === 0 ? (
        <span>{t("effect.nobodyFree")}</span>
      ) : (
        <>
          <span>{t("effect.stepIn")}</span>
          <ul className="list-disc ps-5">
            {couldStepIn.map(({ account, name, minutes, but }) => (
              <li key={account}>
                <b>
                  <bdi>{name ?? week("unnamed")}</bdi>
                </b>
                {hours && minutes > 0 && ` · ${week("panel.week", { hours: sayPlannedTime(minutes, locale) })}`}
                {but.map((objection) => ` · ${sayObjection(objection)}`)}
              </li>
            ))}
          </ul>
          {more > 0 && <span>{t("effect.stepInMore", { count: more })}</span>}
          {!hours && <span>{t("effect.theyAreCalled")}</span>}
        </>
      )}
      {way !== undefined && (
        <PageLink
          href={way}
          className={`${buttonClass("ghost")} mt-2`}
          aria-label={`${t("effect.notHeld")}, ${day}, ${place.name}`}
        >
          {t("effect.notHeld")}
        </PageLink>
      )}
    </li>
  );
}
