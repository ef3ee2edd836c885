import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { NumberSlip } from "#components/queue/number-slip.tsx";
import { UnknownLink } from "#components/queue/unknown-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { followVisit } from "#lib/server/queue/follow-visit.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import "#app/[locale]/print.css";

export const dynamic = "force-dynamic";

type Given = { params: Promise<{ secret: string }> };

export const metadata: Metadata = { robots: { index: false } };

export default async function SlipPage({ params }: Given) {
  const [{ secret }, locale, t] = await Promise.all([params, getLocale(), getTranslations("slip")]);
  const followed = await followVisit(secret);
  if (!followed) return <main><UnknownLink /></main>;
  const { timeZone } = followed.permanence;
  const hour = (moment: typeof followed.asOf): string => sayHour(moment, timeZone, locale);
  const when = t("when", { day: sayDay(localDateOf(followed.asOf, timeZone), locale), hour: hour(followed.asOf) });
  return (
    <main className="for-paper grid justify-items-center gap-4 p-4 print:block print:p-0">
      <PrintButton words={t("print")} />
      <NumberSlip place={followed.place.shortName} when={when} follow={followed.follow} hours={followed.follow.ahead.appointments.map(hour)} asOf={followed.asOf} zone={timeZone} />
    </main>
  );
}
