import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import {
  PARTS_OF_DAY,
  type AbsenceDays,
  type AbsenceEffect as Effect,
  type TouchedHalfDay,
} from "#lib/schedule/absence.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { sayDuration } from "#lib/time/say-duration.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { useSayObjection } from "../planning/say-objection.ts";
import { ButtonForm } from "../button-form.tsx";
import { ConfirmEffect } from "../confirm-effect.tsx";
import { useSayAbsence } from "./say-absence.ts";

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
};

/** What an absence would touch, what is short then and who could step in, and the button that notes it. */
export function AbsenceEffect({ effect, days, actions, typed, fields, back, settle }: Props) {
  const [t, say] = [useTranslations("staff.absences"), useSayAbsence()];
  const { seen: _seen, ...sent } = fields;
  const hours = settle !== undefined;
  const nobody = effect.halfDays.filter((one) => one.nobody);
  const alone = effect.halfDays.filter((one) => !one.nobody && one.alone);
  const others = effect.halfDays.filter((one) => !one.nobody && !one.alone);
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
          {PARTS_OF_DAY.map((part) => (
            <li key={part}>
              <ButtonForm action={actions("voir")} fields={{ ...sent, part }} chosen={part === days.part}>
                {t(`part.${part}`)}
              </ButtonForm>
            </li>
          ))}
        </ul>
      )}
      {effect.halfDays.length + effect.otherPlaces === 0 && <p className="font-bold">{t("effect.nothing")}</p>}
      <Touched halfDays={nobody} title={t("effect.nobody", { count: nobody.length })} warns hours={hours} />
      <Touched halfDays={alone} title={t("effect.alone", { count: alone.length })} warns hours={hours} />
      <Touched halfDays={others} title={t("effect.others", { count: others.length })} hours={hours} />
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

/** Half-days of one kind; what is short stands out. */
function Touched({
  halfDays,
  title,
  warns = false,
  hours,
}: {
  halfDays: readonly TouchedHalfDay[];
  title: string;
  warns?: boolean;
  hours: boolean;
}) {
  if (halfDays.length === 0) return null;
  return (
    <div
      className={`grid gap-2 rounded-card border-2 p-3 ${warns ? "border-ink bg-turn-soft" : "border-hair bg-card"}`}
    >
      <h3 className="flex items-center gap-2">
        <Icon name={warns ? "warning" : "two-people"} size={24} />
        {title}
      </h3>
      <ul className="grid gap-3">
        {halfDays.map((one) => (
          <OneHalfDay key={`${one.permanence} ${one.hours.start}`} halfDay={one} hours={hours} />
        ))}
      </ul>
    </div>
  );
}

function OneHalfDay({ halfDay, hours }: { halfDay: TouchedHalfDay; hours: boolean }) {
  const [t, week, locale] = [useTranslations("staff.absences"), useTranslations("staff.planning"), useLocale()];
  const sayObjection = useSayObjection();
  const { timeZone, booked, wanted, couldStepIn } = halfDay;
  const [from, to] = [halfDay.hours.start, halfDay.hours.end].map((at) => sayHour(at, timeZone, locale));
  return (
    <li className="grid gap-1 border-t-2 border-hair pt-2">
      <b>
        <span className="inline-block first-letter:uppercase">{sayDay(halfDay.localDate, locale)}</span>
        <span aria-hidden="true"> · </span>
        {week("hours", { from: from ?? "", to: to ?? "" })} <FrenchText text={halfDay.place.name} />
      </b>
      <span>
        {t("effect.booked", { count: booked })}
        {wanted > 0 && ` ${t("effect.wanted", { count: wanted })}`}
      </span>
      {couldStepIn.length === 0 ? (
        <span>{t("effect.nobodyFree")}</span>
      ) : (
        <>
          <span>{t("effect.stepIn")}</span>
          <ul className="list-disc ps-5">
            {couldStepIn.map(({ account, name, minutes, but }) => (
              <li key={account}>
                <b>{name ?? week("unnamed")}</b>
                {hours && minutes > 0 && ` · ${week("panel.week", { hours: sayDuration(minutes, locale) })}`}
                {but.map((objection) => ` · ${sayObjection(objection)}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}
