import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "#components/ui/page-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Written } from "#components/ui/written.tsx";
import type { ToldBoard } from "#lib/queue/board.ts";
import { never } from "#lib/result.ts";
import { opennessOf, type Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { AccessWords } from "./access-words.tsx";
import { ComeNow } from "./come-now.tsx";
import { OpenLine } from "./open-line.tsx";

type Given = { permanence: Permanence & { readonly cancelReason?: string }; board: ToldBoard | undefined; now: Instant };

/** Whether one can go there, in the first lines of its page. */
export function StateOfPermanence({ permanence, board, now }: Given) {
  const t = useTranslations("permanence");
  const openness = opennessOf(permanence, now);
  switch (openness) {
    case "cancelled": return <Over sentence={t("cancelled")} permanence={permanence}>{permanence.cancelReason !== undefined && <p className="font-normal">{t.rich("reason", { words: () => <Written words={permanence.cancelReason ?? ""} /> })}</p>}</Over>;
    case "closed": return <Over sentence={t("closed")} permanence={permanence} />;
    case "later": return <Hours permanence={permanence} />;
    case "normally-open":
    case "open":
      if (permanence.span.end <= now) return <Notice tone="warn">{t("ending")}</Notice>;
      return (
        <div className="grid gap-2">
          <OpenLine permanence={permanence} now={now} />
          <ComeNow permanence={permanence} board={board} now={now} />
        </div>
      );
    default: return never(openness);
  }
}

/** It is not, or no more: which one, so that nobody comes for another, and the way on. */
function Over({ sentence, permanence: { localDate, span, timeZone }, children }: { sentence: string; permanence: Permanence; children?: ReactNode }) {
  const t = useTranslations("permanence");
  const hours = useTranslations("place");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, timeZone, locale);
  return (
    <Notice tone="alert">
      <p>{sentence}</p>
      <p className="font-normal"><span className="inline-block first-letter:uppercase">{sayDay(localDate, locale)}</span>{" · "}{hours("hours", { from: hour(span.start), to: hour(span.end) })}</p>
      {children}
      <PageLink href="/" className="inline-flex min-h-target items-center">{t("elsewhere")}</PageLink>
    </Notice>
  );
}

function Hours({ permanence }: { permanence: Permanence }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, permanence.timeZone, locale);
  return (
    <div>
      <p className="text-lg font-bold first-letter:uppercase">{sayDay(permanence.localDate, locale)}</p>
      <p className="text-lg font-bold">{t("hours", { from: hour(permanence.span.start), to: hour(permanence.span.end) })}</p>
      <p><AccessWords permanence={permanence} /></p>
    </div>
  );
}
