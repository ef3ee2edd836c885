import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { closureTold, type ClosureToTell, type ClosureTold } from "#lib/schedule/closure-told.ts";
import { assertNever } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDate, sayHour } from "#lib/time/say.ts";

type Props = {
  closures: readonly ClosureToTell[];
  now: Instant;
};

/** That a place is or will be closed, how long, and why, in the words of who closed it. */
export function ClosedNotice({ closures, now }: Props) {
  return closures.map((one) => {
    const told = closureTold(one, now);
    return (
      <Notice key={one.id} tone={one.span.start <= now ? "alert" : "warn"}>
        <p>
          <ClosedWords told={told} zone={one.timeZone} />
        </p>
        <p className="font-normal">
          <FrenchText text={one.sentence} />
        </p>
      </Notice>
    );
  });
}

function ClosedWords({ told, zone }: { told: ClosureTold; zone: string }) {
  const [t, locale] = [useTranslations("place.closure"), useLocale()];
  switch (told.kind) {
    case "now":
    case "today":
      return t(told.kind);
    case "until":
      return t("until", { until: sayDate(told.until, locale) });
    case "hours":
      return t("hours", {
        day: sayDate(told.day, locale),
        from: sayHour(told.span.start, zone, locale),
        until: sayHour(told.span.end, zone, locale),
      });
    case "from":
      return t("from", { from: sayDate(told.from, locale) });
    case "day":
      return t("day", { day: sayDate(told.day, locale) });
    case "days":
      return t("days", { from: sayDate(told.from, locale), until: sayDate(told.until, locale) });
    default:
      return assertNever(told);
  }
}

/** Places that are closed today, each with why: for the home page. */
export function ClosedToday({ closures }: { closures: readonly (ClosureToTell & { readonly place?: string })[] }) {
  const t = useTranslations("place.closure");
  if (closures.length === 0) return null;
  return (
    <Notice tone="warn">
      <h2>{t("closedToday")}</h2>
      <ul className="font-normal">
        {closures.map((one) => (
          <li key={one.id}>
            {one.place === undefined ? t("everyPlace") : <FrenchText text={one.place} />}
            {"\u00a0: "}
            <FrenchText text={one.sentence} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
