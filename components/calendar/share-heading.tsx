import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { ShareLevel } from "#lib/access/actor.ts";
import { sayDay } from "#lib/time/say.ts";

type Props = { name: string; service: string; giver: string; level: ShareLevel; monday: string; updated: string };

/**
 * Whose calendar it is, what the reader may see and when it was updated; printed, also which week. `service`: the
 * giver's name for residents; `updated`: the hour, as text.
 */
export function ShareHeading({ name, service, giver, level, monday, updated }: Props) {
  const t = useTranslations("share");
  return (
    <>
      <h1>
        {t.rich("heading", { giver: () => <FrenchText text={service} />, name: () => <FrenchText text={name} /> })}
      </h1>
      <p className="hidden font-bold print:block">{t("week.title", { day: sayDay(monday, useLocale()) })}</p>
      <p className="text-soft">
        {t.rich("from", { giver: () => <FrenchText text={giver} /> })} {t(`see.${level}`)}{" "}
        {t("updated", { hour: updated })}
      </p>
    </>
  );
}
