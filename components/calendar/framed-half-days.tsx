import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { SharedHalfDay } from "#lib/calendar/redact.ts";
import { sayDay } from "#lib/time/say.ts";
import { HalfDayCard } from "./half-day-card.tsx";

type Props = { service: string; seen: readonly SharedHalfDay[] };

/** The next half-days of a share by day, for a frame in another site’s page. Links open a tab of their own. */
export function FramedHalfDays({ service, seen }: Props) {
  const t = useTranslations("share.frame");
  const locale = useLocale();
  const days = Map.groupBy(seen, ({ localDate }) => localDate);
  return (
    <main className="grid gap-4 p-3">
      <h1 className="text-xl">
        <FrenchText text={service} />
        <span className="block text-base font-normal text-soft">{t("title")}</span>
      </h1>
      {days.size === 0 && <p>{t("nothing")}</p>}
      {[...days].map(([day, halves]) => (
        <section key={day} aria-labelledby={`jour-${day}`} className="grid gap-2">
          <h2 id={`jour-${day}`} className="border-b-2 border-hair pb-1 text-lg">
            {sayDay(day, locale)}
          </h2>
          <ul className="grid gap-2 sm:grid-cols-2">
            {halves.map((half) => (
              <li key={half.id} className="grid">
                <HalfDayCard half={half} newTab />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <PageLink href="/" target="_blank" rel="noopener" className="inline-flex min-h-target items-center font-bold">
          {t("all")}
        </PageLink>
      </p>
    </main>
  );
}
