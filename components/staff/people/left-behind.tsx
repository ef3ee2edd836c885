import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PersonWithTheirs } from "#lib/access/listed-people.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** What somebody leaves when their access is closed: half-days to come, tokens, devices and shares that they made. */
export function LeftBehind({
  person: { halfDays, dates, tokens, made },
  datesHref,
}: {
  person: Pick<PersonWithTheirs, "halfDays" | "dates" | "tokens" | "made">;
  /** Where their dates are handed over, for whoever plans. */
  datesHref: string | undefined;
}) {
  const t = useTranslations("staff.people");
  const locale = useLocale();
  return (
    <section aria-labelledby="theirs" className="grid gap-3">
      <h2 id="theirs">{t("theirs")}</h2>
      {halfDays.length === 0 ? (
        <p>{t("noHalfDays")}</p>
      ) : (
        <>
          <p>{t("halfDays", { count: dates })}</p>
          <ul className="list-disc ps-6">
            {halfDays.map(({ id, place, starts, timeZone }) => (
              <li key={id}>
                <PageLink
                  href={`/permanences/${id}`}
                  className="inline-flex min-h-target flex-wrap items-center gap-x-2"
                >
                  <span>
                    {sayDay(localDateOf(starts, timeZone), locale)}, {sayHour(starts, timeZone, locale)}
                  </span>
                  <FrenchText text={place} />
                </PageLink>
              </li>
            ))}
          </ul>
          {dates > halfDays.length && <p>{t("halfDaysMore", { count: dates - halfDays.length })}</p>}
          {datesHref !== undefined && (
            <p>
              <PageLink href={datesHref} className={buttonClass("ghost")}>
                {t("dates.title")}
              </PageLink>
            </p>
          )}
        </>
      )}
      <p>
        {tokens.length === 0
          ? t("noTokens")
          : t("tokens", { count: tokens.length, names: tokens.map(({ name }) => name).join(", ") })}
      </p>
      <p>{t("made", made)}</p>
    </section>
  );
}
