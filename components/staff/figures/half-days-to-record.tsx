import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";

/**
 * Half-days that are over and that nobody opened, each with the way to say what it was. Nothing where there are none.
 */
export function HalfDaysToRecord({
  halfDays,
}: {
  halfDays: readonly (Permanence & { readonly at: { readonly name: string } })[];
}) {
  const t = useTranslations("figures.toRecord");
  if (halfDays.length === 0) return null;
  return (
    <section aria-labelledby="a-noter" className="grid gap-3">
      <h2 id="a-noter">{t("title")}</h2>
      <p>{t("what")}</p>
      {halfDays.map(({ id, at, span, timeZone }) => (
        <div
          key={id}
          className="flex flex-wrap items-center justify-between gap-3 rounded-card border-2 border-hair px-4 py-3"
        >
          <p>
            <FrenchText text={at.name} />
            <br />
            <DayAndHours span={span} timeZone={timeZone} />
          </p>
          <PageLink href={`/conseiller/permanences/${id}/bilan`} className={buttonClass("ghost")}>
            {t("say")}
          </PageLink>
        </div>
      ))}
    </section>
  );
}
