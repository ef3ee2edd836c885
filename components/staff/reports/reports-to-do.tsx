import { useLocale, useTranslations } from "next-intl";
import { useTopicWords } from "#components/topic-words.ts";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ReportToDo } from "#lib/report/activity-report.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { sayClockTime, sayDay } from "#lib/time/say.ts";

/** The visits of which a report is to be written, by day: numbers and hours, nobody by name. */
export function ReportsToDo({ toDo, topics }: { toDo: readonly ReportToDo[]; topics: readonly NamedTopic[] }) {
  const t = useTranslations("staff.reports");
  const locale = useLocale();
  const { name } = useTopicWords();
  if (toDo.length === 0) return <p>{t("nothingToDo")}</p>;
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {toDo.map((one) => (
        <Card as="li" key={one.visit} className="grid content-start gap-1">
          <PageLink
            href={`/conseiller/comptes-rendus/${one.visit}`}
            className="inline-flex min-h-target items-center text-lg font-bold"
          >
            {t("number", { number: one.number })}, {sayDay(one.localDate, locale)},{" "}
            {sayClockTime(one.startedAt, one.timeZone, locale)}
          </PageLink>
          <p>
            <FrenchText text={one.place} />
            {one.topics.length > 0 &&
              ` · ${one.topics.map((key) => name(topics.find((topic) => topic.key === key) ?? { key, texts: null })).join(", ")}`}
          </p>
          <p className="text-soft">{t("until", { day: sayDay(one.until, locale) })}</p>
        </Card>
      ))}
    </ul>
  );
}
