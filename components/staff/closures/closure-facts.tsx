import { useLocale, useTranslations } from "next-intl";
import { FrenchWords } from "#components/ui/french-words.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayDate, sayHour } from "#lib/time/say.ts";
import { localDateOf, minuteOfDay, plusDays } from "#lib/time/zone.ts";

type ShownClosure = {
  readonly span: { readonly start: Instant; readonly end: Instant };
  readonly timeZone: string;
  readonly decideOn?: string;
  readonly sentence: string;
  readonly lifted?: boolean;
};

/** How long it closes, in words, and what residents read. */
export function ClosureFacts({ closure }: { closure: ShownClosure }) {
  const t = useTranslations("staff.closures");
  const when = useClosedWords(closure);
  return (
    <>
      <p className="text-lg font-bold first-letter:uppercase">
        {closure.lifted === true ? t("lifted", { when }) : when}
      </p>
      <p>
        « <FrenchWords text={closure.sentence} /> »
      </p>
    </>
  );
}

/**
 * « le 7 décembre », « du 7 au 13 décembre », « à partir du 7 décembre, sans fin connue », with hours where it closes a
 * part of a day.
 */
function useClosedWords({ span, timeZone, decideOn }: ShownClosure): string {
  const t = useTranslations("staff.closures.when");
  const locale = useLocale();
  const from = localDateOf(span.start, timeZone);
  const end = localDateOf(span.end, timeZone);
  const isMidnight = (moment: Instant): boolean => minuteOfDay(moment, timeZone) === 0;
  const said = (day: string, moment: Instant): string =>
    isMidnight(moment)
      ? sayDate(day, locale)
      : t("dayAt", { day: sayDate(day, locale), hour: sayHour(moment, timeZone, locale) });
  if (decideOn !== undefined)
    return t("unknownEnd", { from: said(from, span.start), decideOn: sayDate(decideOn, locale) });
  const until = isMidnight(span.end) ? plusDays(end, -1) : end;
  return from === until && isMidnight(span.start) && isMidnight(span.end)
    ? t("day", { day: sayDate(from, locale) })
    : t("span", { from: said(from, span.start), until: said(until, span.end) });
}
