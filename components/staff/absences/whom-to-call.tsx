import { useLocale, useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { PhoneHours } from "#components/phone-hours.tsx";
import type { AbsencesOfPerson } from "#lib/schedule/absence.ts";

/** Whom somebody calls who is away, when that line answers, and what holds when nobody does: no message leaves by itself. */
export function WhomToCall({ person: { phone, phoneHours, coordinators } }: { person: AbsencesOfPerson }) {
  const [t, locale] = [useTranslations("staff.absences.call"), useLocale()];
  return (
    <section aria-labelledby="whom-to-call" className="grid gap-2 rounded-card border-2 border-edge bg-card p-4">
      <h2 id="whom-to-call">{t("title")}</h2>
      <p>{t("noMessage")}</p>
      {coordinators.length > 0 && (
        <p>{t("coordinators", { names: new Intl.ListFormat(locale).format(coordinators) })}</p>
      )}
      {phone !== undefined && <CallLink phone={phone} large />}
      {phone !== undefined && phoneHours !== undefined && (
        <p>
          <PhoneHours hours={phoneHours} />
        </p>
      )}
      <p className="font-bold">{t("nobodyAnswers")}</p>
      <p>{t("meanwhile")}</p>
    </section>
  );
}
