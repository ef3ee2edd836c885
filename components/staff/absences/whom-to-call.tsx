import { useLocale, useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { PhoneHours } from "#components/phone-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { AbsencesOfPerson, TouchedHalfDay } from "#lib/schedule/absence.ts";

type Props = {
  person: AbsencesOfPerson;
  /**
   * The next half-day at which nobody is left, and where the person says that it is not held; absent where there is
   * none.
   */
  notHeld?: { readonly halfDay: TouchedHalfDay; readonly href: string } | undefined;
};

/**
 * Whom somebody calls who is away, when that line answers, and what they do when nobody does: no message leaves by
 * itself.
 */
export function WhomToCall({ person: { phone, phoneHours, coordinators }, notHeld }: Props) {
  const t = useTranslations("staff.absences.call");
  const effect = useTranslations("staff.absences.effect");
  const locale = useLocale();
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
      {notHeld ? (
        <>
          <p>{t("notHeld")}</p>
          <p>
            <DayAndHours span={notHeld.halfDay.span} timeZone={notHeld.halfDay.timeZone} />
            <br />
            <FrenchText text={notHeld.halfDay.place.name} />
          </p>
          <p>
            <PageLink href={notHeld.href} className={buttonClass("ghost")}>
              {effect("notHeld")}
            </PageLink>
          </p>
        </>
      ) : (
        <p>{t("meanwhile")}</p>
      )}
    </section>
  );
}
