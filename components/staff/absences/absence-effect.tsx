import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import type { AbsenceDays, AbsenceEffect as Effect, PartOfDay } from "#lib/schedule/absence.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ButtonForm } from "#components/staff/button-form.tsx";
import { ConfirmEffect } from "#components/staff/confirm-effect.tsx";
import { useSayAbsence } from "./say-absence.ts";
import { TouchedHalfDays, type HowTouched } from "./touched-half-days.tsx";

type Props = {
  effect: Effect;
  days: AbsenceDays;
  actions: (acte: string) => string;
  typed: TypedForm | undefined;
  /** What was chosen or typed: sent again with the button that notes it. */
  fields: Readonly<Record<string, string>>;
  /** Where the reader goes to change nothing. */
  back: string;
  settle: ((day: string) => string) | undefined;
  notHeld: HowTouched["notHeld"];
  /** The parts of that day that are not over. */
  parts: readonly PartOfDay[];
};

/** What an absence would touch, what is short then and who could step in, and the button that notes it. */
export function AbsenceEffect({ effect, days, actions, typed, fields, back, settle, notHeld, parts }: Props) {
  const t = useTranslations("staff.absences");
  const say = useSayAbsence();
  const { seen: _seen, ...sent } = fields;
  return (
    <section aria-labelledby="effect" className="grid gap-4">
      <div className="grid gap-2">
        <h2 id="effect" {...(!typed && { tabIndex: -1, autoFocus: true })} className="first-letter:uppercase">
          {say.days(days)}
        </h2>
        <p className="text-soft">{t("notWhy")}</p>
      </div>
      {days.from === days.until && (
        <ul aria-label={t("partLabel")} className="grid grid-cols-[repeat(auto-fit,minmax(min(9rem,100%),1fr))] gap-2">
          {parts.map((part) => (
            <li key={part}>
              <ButtonForm action={actions("voir")} fields={{ ...sent, part }} chosen={part === days.part}>
                {t(`part.${part}`)}
              </ButtonForm>
            </li>
          ))}
        </ul>
      )}
      {effect.halfDays.length + effect.otherPlaces === 0 && <p className="font-bold">{t("effect.nothing")}</p>}
      <TouchedHalfDays halfDays={effect.halfDays} hours={settle !== undefined} notHeld={notHeld} />
      {effect.halfDays.length > 0 && <p>{t("effect.residents")}</p>}
      {effect.otherPlaces > 0 && <p>{t("effect.otherPlaces", { count: effect.otherPlaces })}</p>}
      {effect.elsewhere > 0 && <p>{t("effect.elsewhere", { count: effect.elsewhere })}</p>}
      <ConfirmEffect
        {...{ typed, fields }}
        action={actions("enregistrer")}
        version={effect.version}
        submit={t("effect.save")}
        note={t("effect.nothingElse")}
      />
      {settle && effect.halfDays[0] && (
        <p>
          <PageLink
            href={`${settle(effect.halfDays[0].localDate)}&${new URLSearchParams({ [`away:${effect.account}`]: days.from === days.until ? days.part : "day" })}`}
            className="inline-flex min-h-target items-center font-bold"
          >
            {t("settle")}
          </PageLink>
        </p>
      )}
      <p>
        <PageLink href={back} className="inline-flex min-h-target items-center font-bold">
          {t("effect.changeNothing")}
        </PageLink>
      </p>
    </section>
  );
}
