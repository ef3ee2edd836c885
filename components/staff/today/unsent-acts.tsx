import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { localDateOf } from "#lib/time/zone.ts";
import { sayDate, sayHour } from "#lib/time/say.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";

/** Acts of `name` that a tablet holds for a half-day, as it said at `saidAt`. */
type UnsentThere = {
  readonly held: Permanence & { readonly at: { readonly name: string } };
  readonly name: string;
  readonly acts: number;
  readonly saidAt: Instant;
};

/** Which tablets hold acts that were not sent, whose, and what sends them; nothing where there are none. */
export function UnsentActsOfTablets({ unsent }: { unsent: readonly UnsentThere[] }) {
  const t = useTranslations("staff.unsentActs");
  const locale = useLocale();
  if (unsent.length === 0) return null;
  return (
    <Notice tone="warn">
      <h2 className="text-base!">{t("title")}</h2>
      <ul className="grid gap-2 font-normal">
        {unsent.map(({ held: { id, at, span, timeZone }, name, acts, saidAt }) => (
          <li key={id + name}>
            <b>
              <FrenchText text={at.name} />
            </b>
            , <DayAndHours span={span} timeZone={timeZone} />
            <br />
            {t("one", {
              name,
              acts,
              day: sayDate(localDateOf(saidAt, timeZone), locale),
              hour: sayHour(saidAt, timeZone, locale),
            })}
          </li>
        ))}
      </ul>
      <p className="font-normal">{t("what")}</p>
    </Notice>
  );
}
