import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { sayHour } from "#lib/time/say.ts";
import { AccessWords } from "./access-words.tsx";
import type { HeldHere } from "./held-here.ts";

/** A half-day to come; the whole card is one link. `opens`: today, so its hour is the news. */
export function ComingCard({ held, heading: Heading = "h3", opens = false }: { held: HeldHere; heading?: "h3" | "h4"; opens?: boolean }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const { start, end } = held.span;
  const from = sayHour(start, held.timeZone, locale);
  const cancelled = held.status === "cancelled";
  return (
    <Card as="li" className={`relative flex items-center justify-between gap-3 ${cancelled ? "border-alert bg-alert-soft" : ""}`}>
      <div className="grid gap-0.5">
        {cancelled && <p className="flex items-center gap-2 font-bold text-alert"><Icon name="cross" size={20} />{t("cancelled")}</p>}
        <p className="font-bold">{opens ? t("opensAt", { hour: from }) : t("hours", { from, to: sayHour(end, held.timeZone, locale) })}</p>
        <Heading className="text-[1.11rem] leading-snug font-bold"><PageLink href={`/permanences/${held.id}`} className="text-ink no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-offset-3 focus-visible:after:outline-ink">{held.at.name}</PageLink></Heading>
        <p className="text-soft"><AccessWords permanence={held} /></p>
      </div>
      <Icon name="arrow" size={22} className="text-accent" />
    </Card>
  );
}
