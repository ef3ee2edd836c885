import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";

type Given = { sentence: string; permanence: Permanence; tone?: "calm" | "warn" | "alert"; call?: string | undefined; children?: ReactNode };

/** Nobody new should go there: which half-day it is, so that nobody comes for another, and the ways on. */
export function GoElsewhere({ sentence, permanence: { localDate, span, timeZone }, tone = "calm", call, children }: Given) {
  const t = useTranslations("permanence");
  const hours = useTranslations("place");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, timeZone, locale);
  return (
    <Notice tone={tone}>
      <p>{sentence}</p>
      <p className="font-normal"><span className="inline-block first-letter:uppercase">{sayDay(localDate, locale)}</span>{" · "}{hours("hours", { from: hour(span.start), to: hour(span.end) })}</p>
      {children}
      <p><PageLink href="/" className="inline-flex min-h-target items-center">{t("elsewhere")}</PageLink></p>
      {call !== undefined && <p><CallLink phone={call} /></p>}
    </Notice>
  );
}
