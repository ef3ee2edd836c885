import { useLocale, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { HalfDayEffect as Effect } from "#lib/booking/series-effect.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ConfirmEffect } from "#components/staff/confirm-effect.tsx";

type Props = {
  effect: Effect;
  action: string;
  typed: TypedForm | undefined;
  /** What was typed into the sentence: sent again with the button that saves. */
  fields: Readonly<Record<string, string>>;
};

/** What changing one half-day, or adding one, would do, and the button that does it. */
export function HalfDayEffect({ effect, action, typed, fields }: Props) {
  const t = useTranslations("staff.halfDay");
  const series = useTranslations("staff.series.effect");
  const week = useTranslations("staff.planning");
  const locale = useLocale();
  const { place, localDate, span, publicHoliday, outsideHours, appointments, beside, people, planned } = effect;
  const leaving = new Intl.ListFormat(locale, { type: "conjunction" }).format(
    planned?.leaving.map(({ name }) => name ?? week("unnamed")) ?? [],
  );
  const facts: readonly (readonly [boolean, "check" | "warning", string])[] = [
    [appointments > 0, "check", t("keeps", { appointments })],
    [beside > 0, "warning", t("beside", { beside })],
    [people > 0, "check", t("people", { people })],
    [leaving !== "", "warning", series("leaving", { people: leaving })],
    [publicHoliday, "warning", t("publicHoliday")],
    [outsideHours, "warning", series("outsideHours", { place: place.name })],
    [true, "check", series("partners")],
  ];
  return (
    <section aria-labelledby="effect" className="grid gap-4 rounded-card border-2 border-accent bg-accent-soft p-4">
      <h2 id="effect" {...(!typed && { tabIndex: -1, autoFocus: true })}>
        {series("title")}
      </h2>
      <p className="text-lg font-bold">
        {t("becomes", {
          day: sayDay(localDate, locale),
          from: sayHour(span.start, place.timeZone, locale),
          to: sayHour(span.end, place.timeZone, locale),
          place: place.name,
        })}
      </p>
      <ul className="grid gap-2">
        {facts
          .filter(([isTrue]) => isTrue)
          .map(([, icon, said]) => (
            <li key={said} className="flex items-start gap-3">
              <Icon name={icon} size={22} />
              <span>{said}</span>
            </li>
          ))}
      </ul>
      <ConfirmEffect {...{ action, typed, fields }} version={effect.version} submit={t("save")} />
    </section>
  );
}
