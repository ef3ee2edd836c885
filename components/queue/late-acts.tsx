import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { LateItem } from "#lib/queue/acts/after-close.ts";
import { assertNever } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { sayHour } from "#lib/time/say.ts";

/**
 * What tablets without network did in half-days that a person had closed, one sentence for each help and each other
 * fact.
 */
export function LateActs({
  halfDays,
}: {
  halfDays: readonly (Permanence & { readonly at: { readonly name: string }; readonly items: readonly LateItem[] })[];
}) {
  const t = useTranslations("halfDays.late");
  const locale = useLocale();
  const told = halfDays.filter(({ items }) => items.length > 0);
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="late" className="grid gap-3">
      <h2 id="late">{t("title")}</h2>
      <p>{t("what")}</p>
      {told.map(({ id, at, span, timeZone, items }) => (
        <div key={id} className="grid gap-2 rounded-card border-2 border-hair px-4 py-3">
          <h3 className="text-base!">
            <FrenchText text={at.name} />
            <br />
            <DayAndHours span={span} timeZone={timeZone} />
          </h3>
          <ul className="grid gap-1">
            {items.map((item, index) => (
              <li key={index}>{sentence(item, (moment) => sayHour(moment, timeZone, locale))}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );

  function sentence({ what, number, at, until }: LateItem, hour: (moment: LateItem["at"]) => string): string {
    const facts = {
      who: number === undefined ? "nobody" : "number",
      number: number ?? 0,
      from: hour(at),
      to: hour(until ?? at),
    };
    switch (what) {
      case "helped":
        return until === undefined ? t("helpedOpen", facts) : t("helped", facts);
      case "again":
        return t("again", facts);
      case "absent":
        return t("absent", facts);
      case "left":
        return t("left", facts);
      case "referred":
        return t("referred", facts);
      case "given":
        return t("given", facts);
      case "turned-away":
        return t("turnedAway", facts);
      default:
        return assertNever(what);
    }
  }
}
