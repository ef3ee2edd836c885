import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { sayDuration } from "#lib/time/say-duration.ts";

/** What somebody did themselves in a month, each with its count. */
export function OwnFiguresCard({
  own: { halfDays, helps, minutes, reports },
}: {
  own: { readonly halfDays: number; readonly helps: number; readonly minutes: number; readonly reports: number };
}) {
  const t = useTranslations("figures.own");
  const locale = useLocale();
  const lines = [
    [t("helps"), String(helps)],
    [t("minutes"), sayDuration(minutes, locale)],
    [t("halfDays"), String(halfDays)],
    [t("reports"), String(reports)],
  ] as const;
  return (
    <Card as="div">
      <dl className="grid">
        {lines.map(([name, count]) => (
          <div
            key={name}
            className="flex items-baseline justify-between gap-4 border-t border-hair py-2 first:border-0"
          >
            <dt>{name}</dt>
            <dd className="number text-[1.35rem]">{count}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
