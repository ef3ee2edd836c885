import { useLocale, useTranslations } from "next-intl";
import { SelectField } from "#components/staff/select-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { DisruptedDay } from "#lib/booking/to-settle.ts";
import { PARTS_OF_DAY } from "#lib/schedule/absence.ts";
import { sayDay } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";
import type { AnnouncedDisruption } from "#lib/wire/planning/disruption-form.ts";

type Props = { held: DisruptedDay; announced: AnnouncedDisruption; slug: string; href: string };

/**
 * Who is away and what is shut. What was said is listed; the form that says it stands open until something was. It
 * leads to an address, so nothing is written by it.
 */
export function Announce({ held, announced, slug, href }: Props) {
  const t = useTranslations("staff.disruption");
  const locale = useLocale() as Locale;
  const { day, today, people, places } = held;
  const away = people.filter(({ part, noted }) => part !== undefined || noted);
  const shut = places.filter((place) => place.shut);
  const isSaid = away.length > 0 || shut.length > 0;
  const own = places.filter((place) => place.own);
  const others = announced.besides.map((id) => [`besides:${id}`, "yes"] as const);
  return (
    <section className="grid gap-2 rounded-card border-2 border-hair bg-card px-4 py-2">
      {isSaid && (
        <ul>
          {away.map(({ account, name, part, noted }) => (
            <li key={account} className="flex min-h-target flex-wrap items-center gap-x-2 border-b border-hair py-2">
              <b>
                <bdi>{name ?? t("unnamed")}</bdi>
              </b>{" "}
              {noted ? t("noted") : part && t(`parts.${part}`)}
            </li>
          ))}
          {shut.map(({ id, name }) => (
            <li key={id} className="flex min-h-target flex-wrap items-center gap-x-2 border-b border-hair py-2">
              <Icon name="cross" size={20} />
              <b>
                <FrenchText text={name} />
              </b>
              {t("isShut")}
            </li>
          ))}
        </ul>
      )}
      <details open={!isSaid}>
        <summary className="min-h-target cursor-pointer content-center font-bold text-accent">
          {t(isSaid ? "sayAnother" : "sayWho")}
        </summary>
        <form action={getPathname({ href, locale })} className="grid gap-4 pb-3 pt-1">
          <input type="hidden" name="organisation" value={slug} />
          <input type="hidden" name="voir" value="1" />
          {others.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SelectField
            id="jour"
            name="jour"
            defaultValue={day}
            error={undefined}
            label={t("day")}
            hint={t("dayHint")}
            options={Array.from({ length: 8 }, (_, step) => plusDays(today, step))
              .concat(day < today || day > plusDays(today, 7) ? [day] : [])
              .map((value) => ({
                value,
                label:
                  value === today ? t("today") : value === plusDays(today, 1) ? t("tomorrow") : sayDay(value, locale),
              }))}
          />
          <Button type="submit" look="ghost">
            {t("seeDay")}
          </Button>
          {people.length > 0 ? (
            <fieldset className="grid gap-2">
              <legend className="pb-1 font-bold">{t("whoIsAway")}</legend>
              <div className="grid gap-x-6 gap-y-2 md:grid-cols-2">
                {people.map(({ account, name, part, noted, halfDays }) => (
                  <div key={account} className="grid grid-cols-[minmax(0,1fr)_minmax(0,9.5rem)] items-center gap-3">
                    <label htmlFor={`away-${account}`} className="wrap-break-word">
                      <bdi>{name ?? t("unnamed")}</bdi>{" "}
                      {halfDays > 0 && <span className="block text-soft">{t("halfDays", { count: halfDays })}</span>}
                    </label>
                    {noted ? (
                      <span id={`away-${account}`} className="font-bold">
                        {t("noted")}
                      </span>
                    ) : (
                      <select
                        id={`away-${account}`}
                        name={`away:${account}`}
                        defaultValue={part ?? ""}
                        className="min-h-14 w-full rounded-control border-2 border-edge bg-card px-3"
                      >
                        <option value="">{t("isThere")}</option>
                        {PARTS_OF_DAY.map((one) => (
                          <option key={one} value={one}>
                            {t(`parts.${one}`)}
                          </option>
                        ))}
                      </select>
                    )}
                  </div>
                ))}
              </div>
            </fieldset>
          ) : (
            <p>{t("nobodyPlanned")}</p>
          )}
          {own.length > 0 && (
            <fieldset className="grid gap-1">
              <legend className="pb-1 font-bold">{t("whatIsShut")}</legend>
              <div className="grid gap-x-6 md:grid-cols-2">
                {own.map(({ id, name, shut: isShut }) =>
                  isShut && !announced.shut.has(id) ? (
                    <p key={id} className="flex min-h-13 items-center gap-3 py-1">
                      <Icon name="cross" size={20} />
                      <FrenchText text={name} /> {t("isShut")}
                    </p>
                  ) : (
                    <TickBox key={id} name={`shut:${id}`} ticked={announced.shut.has(id)}>
                      <FrenchText text={name} />
                    </TickBox>
                  ),
                )}
              </div>
              <div className="grid gap-3 md:grid-cols-2">
                <SelectField
                  id="end"
                  name="end"
                  defaultValue={announced.until.end}
                  error={undefined}
                  label={t("shutUntil")}
                  options={[
                    { value: "day", label: t("shutThatDay") },
                    { value: "unknown", label: t("shutUnknown") },
                  ]}
                />
                <Field
                  id="decideOn"
                  name="decideOn"
                  type="date"
                  label={t("decideOn")}
                  min={day}
                  defaultValue={announced.until.end === "unknown" ? announced.until.decideOn : plusDays(day, 7)}
                />
              </div>
            </fieldset>
          )}
          <Button type="submit">{t("see")}</Button>
        </form>
      </details>
    </section>
  );
}
