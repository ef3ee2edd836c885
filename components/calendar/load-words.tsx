import { useLocale, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { Counted } from "#lib/calendar/redact.ts";
import { sayHour } from "#lib/time/say.ts";

/** What a person on site confirmed, and how many wait. */
export function LoadWords({ half: { openness, waiting, timeZone } }: { half: Counted }) {
  const t = useTranslations("share.half");
  const locale = useLocale();
  const isOpen = openness?.state === "open";
  return (
    <>
      {isOpen && openness.since !== undefined && (
        <span className="flex items-start gap-1.5 font-bold text-ok">
          <Icon name="dot" size={20} className="mt-0.5" />
          {t("open", { hour: sayHour(openness.since, timeZone, locale) })}
        </span>
      )}
      {(openness?.state === "closed" || openness?.state === "normally-open") && (
        <span className="text-soft">{t(openness.state)}</span>
      )}
      {waiting !== undefined && <span>{t("waiting", { waiting })}</span>}
    </>
  );
}
