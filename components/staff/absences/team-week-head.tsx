import { useLocale, useTranslations } from "next-intl";
import { SelectField } from "#components/staff/select-field.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { sayLanguage } from "#lib/place/say-languages.ts";
import { sayDate } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";
import type { TeamWeek } from "#lib/schedule/team-week.ts";
import { teamWeekAddress, type TeamWeekAddress } from "#lib/wire/planning/team-week-address.ts";

/** How many people, which week, the weeks around it, and who speaks which language. */
export function TeamWeekHead({ week, address, people }: { week: TeamWeek; address: TeamWeekAddress; people: number }) {
  const t = useTranslations("staff.absences.week");
  const planning = useTranslations("staff.planning");
  const locale = useLocale() as Locale;
  const { monday } = week;
  const { language, ...others } = address;
  const languages = [...new Set(week.people.flatMap((one) => one.languages))].filter((code) => code !== "fr").sort();
  const step = (days: number, label: string, sign: string) => (
    <PageLink
      href={teamWeekAddress({ ...address, day: plusDays(monday, days) })}
      className={`${buttonClass("quiet")} min-w-14`}
      aria-label={label}
    >
      <span aria-hidden="true" className="rtl:-scale-x-100">
        {sign}
      </span>
    </PageLink>
  );
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="flex items-center gap-3">
        {step(-7, planning("before"), "‹")}
        <h1>{t("title", { count: people, day: sayDate(monday, locale) })}</h1>
        {step(7, planning("after"), "›")}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        {languages.length > 0 && (
          <form
            method="get"
            action={getPathname({ href: "/coordination/equipe/semaine", locale })}
            aria-label={planning("filters")}
            className="flex flex-wrap items-end gap-3"
          >
            {Object.entries({ organisation: others.organisation, semaine: monday, personne: others.person }).map(
              ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
            )}
            <SelectField
              id="langue"
              name="langue"
              label={t("languages")}
              defaultValue={language ?? ""}
              error={undefined}
              options={[
                { value: "", label: t("everyLanguage") },
                ...languages.map((code) => ({ value: code, label: sayLanguage(code, locale) })),
              ]}
            />
            <Button type="submit" look="ghost">
              {planning("show")}
            </Button>
          </form>
        )}
        <PageLink
          href={`/coordination/equipe?organisation=${address.organisation ?? ""}`}
          className={buttonClass("quiet")}
        >
          {t("toPeople")}
        </PageLink>
      </div>
    </div>
  );
}
