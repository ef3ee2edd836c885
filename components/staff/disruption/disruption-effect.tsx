import { useLocale, useTranslations } from "next-intl";
import { HalfDayLine } from "#components/staff/closures/half-day-line.tsx";
import { ConfirmEffect } from "#components/staff/confirm-effect.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import {
  NO_DOORS,
  NO_TEAM,
  peopleToTell,
  type DoorsToTell,
  type TeamToTell,
  type RefusedHalfDay,
  type SettledHalfDay,
  type PeopleByWay,
} from "#lib/booking/disruption.ts";
import type { ClosureEffect } from "#lib/schedule/closure-effect.ts";
import { MORNING } from "#lib/message/sending-times.ts";
import { sayDay, sayHour, sayMinuteOfDay } from "#lib/time/say.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { KeptWords } from "./kept-words.tsx";
import { refusalWording } from "./wording.ts";

type Props = {
  effect: {
    readonly settled: readonly SettledHalfDay[];
    readonly refused: readonly RefusedHalfDay[];
    readonly closures: readonly ClosureEffect[];
    readonly toTell: PeopleByWay;
    readonly doors: DoorsToTell;
    readonly team: TeamToTell;
  };
  action: string;
  typed: TypedForm | undefined;
  /** What was typed: sent again with the button that confirms. */
  fields: Readonly<Record<string, string>>;
};

/**
 * What « Imprévu » would do: who is to be told and by which way, what becomes of each half-day, what is refused; then
 * the button.
 */
export function DisruptionEffect({ effect, action, typed, fields }: Props) {
  const t = useTranslations("staff.disruption");
  const locale = useLocale();
  const { settled, refused, closures, toTell, doors, team } = effect;
  const cancelled = closures.flatMap(({ halfDays }) => halfDays.filter(({ outcome }) => outcome === "is-cancelled"));
  return (
    <section aria-labelledby="effect" className="grid gap-4 rounded-card bg-accent-soft p-4">
      <h2 id="effect" {...(!typed && { tabIndex: -1, autoFocus: true })}>
        <WhoIsToTell ways={toTell} doors={doors} team={team} />
      </h2>
      <Ways ways={toTell} doors={doors} team={team} />
      {refused.length > 0 && (
        <Notice tone="warn">
          <p>{t("notSettled", { count: refused.length })}</p>
          <ul className="pt-2 font-normal">
            {refused.map((one) => (
              <HalfDayLine key={one.permanence} held={one}>
                <span>{t(`refusals.${refusalWording[one.refusal]}`, { desks: (one.desks ?? []).join(", ") })}</span>
              </HalfDayLine>
            ))}
          </ul>
        </Notice>
      )}
      {settled.length > 0 && (
        <ul className="grid">
          {settled.map((one) => (
            <HalfDayLine key={one.permanence} held={one}>
              <WhatItDoes settled={one} />
            </HalfDayLine>
          ))}
        </ul>
      )}
      {cancelled.length > 0 && (
        <div>
          <h3>{t("closuresBesides", { count: cancelled.length })}</h3>
          <ul className="grid">
            {cancelled.map((one) => (
              <HalfDayLine key={one.permanence} held={{ ...one, place: one.place.name }}>
                <span>{t("booked", { count: one.appointments })}</span>
              </HalfDayLine>
            ))}
          </ul>
        </div>
      )}
      {settled.length > 0 && (
        <ConfirmEffect {...{ action, typed, fields }} submit={t("confirm")} note={t("nothingYet")}>
          {() =>
            settled.map(({ permanence, version }) => (
              <input key={permanence} type="hidden" name={`seen:${permanence}`} value={version} />
            ))
          }
        </ConfirmEffect>
      )}
    </section>
  );

  function WhatItDoes({ settled: one }: { settled: SettledHalfDay }) {
    const { kind, kept, offers, without, desks, people, to, timeZone } = one;
    const names = people.map((each) => (each === "" ? t("unnamed") : each));
    const name = new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
    return (
      <>
        <span className="font-bold">
          {kind === "replace" && t("does.replace", { name, count: people.length })}
          {kind === "fewer-desks" && t("does.fewer-desks", { count: desks })}
          {kind === "move" &&
            to &&
            t(name === "" ? "does.move" : "does.moveWith", { day: sayDay(to.localDate, locale), name })}
          {kind === "cancel" && t("does.cancel")}
        </span>
        {kind !== "cancel" && kind !== "move" && (
          <span>
            <KeptWords kept={kept} others={offers.length + without} />
          </span>
        )}
        {offers.length > 0 && (
          <span>
            {t("offered", { count: offers.length })}{" "}
            {kind === "fewer-desks" &&
              offers
                .map(({ former, hour }) =>
                  t("fromTo", { from: sayHour(former, timeZone, locale), to: sayHour(hour, timeZone, locale) }),
                )
                .join(", ")}
          </span>
        )}
        {without > 0 && <span>{t(kind === "fewer-desks" ? "beside" : "withoutHour", { count: without })}</span>}
        {to?.outsideHours === true && <span>{t("outsideHours")}</span>}
      </>
    );
  }
}

const WAYS: readonly (readonly [Exclude<keyof PeopleByWay, "later">, IconName])[] = [
  ["sms", "check"],
  ["mail", "check"],
  ["phone", "telephone"],
  ["email", "envelope"],
  ["none", "warning"],
  ["onSite", "two-people"],
];

/** How many people are to be told. Where only somebody of the team or on site is, it says that no resident is. */
export function WhoIsToTell({ ways, doors, team = NO_TEAM }: Told) {
  const t = useTranslations("staff.disruption");
  const people = peopleToTell(ways);
  return people === 0 && doors.calls + team.calls + team.none > 0
    ? t("after.residents")
    : t("toTell", { count: people });
}

const DOORS: readonly (readonly [keyof DoorsToTell, IconName])[] = [
  ["mail", "check"],
  ["calls", "telephone"],
];

const TEAM: readonly (readonly [Exclude<keyof TeamToTell, "later">, IconName])[] = [
  ["mail", "check"],
  ["calls", "telephone"],
  ["none", "warning"],
];

type Told = { ways: PeopleByWay; doors: DoorsToTell; team?: TeamToTell };

/**
 * How many people are told by which way, how many colleagues, and how many contacts on site of the notice for their
 * door; nothing where there is nobody, which the heading above says.
 */
export function Ways({ ways, doors = NO_DOORS, team = NO_TEAM }: Pick<Told, "ways"> & Partial<Told>) {
  const t = useTranslations("staff.disruption");
  const locale = useLocale();
  const later = ways.later + team.later;
  if (peopleToTell(ways) + doors.mail + doors.calls + team.mail + team.calls + team.none === 0) return null;
  return (
    <ul className="grid gap-2">
      {WAYS.map(([way, icon]) =>
        ways[way] === 0 ? null : (
          <li key={way} className="flex items-center gap-3">
            <Icon name={icon} />
            <span>{t.rich(`ways.${way}`, { count: ways[way], b: (said) => <b>{said}</b> })}</span>
          </li>
        ),
      )}
      {TEAM.map(([way, icon]) =>
        team[way] === 0 ? null : (
          <li key={`team ${way}`} className="flex items-center gap-3">
            <Icon name={icon} />
            <span>{t.rich(`team.${way}`, { count: team[way], b: (said) => <b>{said}</b> })}</span>
          </li>
        ),
      )}
      {DOORS.map(([way, icon]) =>
        doors[way] === 0 ? null : (
          <li key={`door ${way}`} className="flex items-center gap-3">
            <Icon name={icon} />
            <span>{t.rich(`doors.${way}`, { count: doors[way], b: (said) => <b>{said}</b> })}</span>
          </li>
        ),
      )}
      {later > 0 && (
        <li className="flex items-center gap-3">
          <Icon name="clock" />
          <span>{t("later", { count: later, hour: sayMinuteOfDay(MORNING, locale) })}</span>
        </li>
      )}
    </ul>
  );
}
