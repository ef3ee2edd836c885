import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import { closureSentence, type ClosureToTell } from "#lib/schedule/closure-sentence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay } from "#lib/time/say.ts";
import { ClosedWords } from "./closed-words.tsx";

type Props = {
  closures: readonly ClosureToTell[];
  now: Instant;
};

/**
 * That a place is or will be closed, how long or on which day somebody decides, and why, in the words of who closed it.
 */
export function ClosedNotice({ closures, now }: Props) {
  const t = useTranslations("place");
  const locale = useLocale();
  return closures.map((one) => {
    const told = closureSentence(one, now);
    return (
      <Notice key={one.id} tone={one.span.start <= now ? "alert" : "warn"}>
        <p>
          <ClosedWords told={told} zone={one.timeZone} />
        </p>
        {one.decideOn !== undefined && <p>{t("decideOn", { day: sayDay(one.decideOn, locale) })}</p>}
        <p className="font-normal">
          <FrenchWords text={one.sentence} />
        </p>
      </Notice>
    );
  });
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
            <FrenchWords text={one.sentence} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
