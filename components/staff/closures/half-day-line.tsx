import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type ShownHalfDay = {
  readonly span: { readonly start: Instant; readonly end: Instant };
  readonly timeZone: string;
  readonly place: string;
};

/** A half-day in a list: its day, hours and place, and what is said of it. */
export function HalfDayLine({ held, children }: { held: ShownHalfDay; children?: ReactNode }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const { span, timeZone, place } = held;
  const from = sayHour(span.start, timeZone, locale);
  const to = sayHour(span.end, timeZone, locale);
  return (
    <li className="grid gap-0.5 border-b border-hair py-2 last:border-b-0">
      <b>
        <span className="inline-block first-letter:uppercase">{sayDay(localDateOf(span.start, timeZone), locale)}</span>
        <span aria-hidden="true"> · </span>
        <span>{t("hours", { from, to })}</span>
      </b>
      <span>
        <FrenchText text={place} />
      </span>
      {children}
    </li>
  );
}
