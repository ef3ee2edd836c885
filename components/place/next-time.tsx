import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Written } from "#components/ui/written.tsx";
import { sayDay, sayHour } from "#lib/time/say.ts";
import type { HeldHere } from "./held-here.ts";

/** One half-day to come, said whole: its day, its hours, its place. */
export function NextTime({ held }: { held: HeldHere }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const hour = (moment: typeof held.span.start): string => sayHour(moment, held.timeZone, locale);
  return (
    <p className="font-normal">
      <span className="inline-block first-letter:uppercase">{sayDay(held.localDate, locale)}</span>
      {" · "}
      {t("hours", { from: hour(held.span.start), to: hour(held.span.end) })}
      <br />
      <PageLink href={`/permanences/${held.id}`} className="inline-flex min-h-target items-center font-bold"><Written words={held.at.name} /></PageLink>
    </p>
  );
}
