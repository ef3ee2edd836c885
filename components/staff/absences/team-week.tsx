import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { sayLanguages } from "#lib/place/say-languages.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { sayPlannedTime } from "#lib/time/say-duration.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { PersonOfTeam, TeamWeek as Week } from "#lib/schedule/team-week.ts";
import { teamWeekAddress, type TeamWeekAddress } from "#lib/wire/planning/team-week-address.ts";
import { useSayAbsence } from "./say-absence.ts";

type Props = { week: Week; address: TeamWeekAddress; people: readonly PersonOfTeam[] };

/** Most half-days of one person that are named; the planning has the others. */
const MOST_NAMED = 4;

/**
 * The people of a team in a week, by name: languages, what comes next, hours, and the way to their absence. A table
 * where it fits, one card a person where it does not; the stylesheet shows one of the two.
 */
export function TeamWeek({ week, address, people }: Props) {
  const t = useTranslations("staff.absences.week");
  const planning = useTranslations("staff.planning");
  const locale = useLocale();
  const minutes = people.reduce((sum, one) => sum + one.minutes, 0);
  const halfDays = people.reduce((sum, one) => sum + one.halfDays, 0);
  const head = "px-3 py-2 text-start align-bottom font-bold";
  const cell = "border-t-2 border-hair px-3 py-3 align-top";
  return (
    <>
      <div className="hidden overflow-hidden rounded-card border-2 border-edge bg-card md:block">
        <table className="w-full border-collapse">
          <caption className="sr-only">{t("caption")}</caption>
          <thead className="bg-accent-soft">
            <tr>
              <th scope="col" className={head}>
                {planning("person")}
              </th>
              <th scope="col" className={head}>
                {t("languages")}
              </th>
              <th scope="col" className={head}>
                {t("next")}
              </th>
              <th scope="col" className={head}>
                {t("hours")}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr
                key={person.account}
                className={person.account === address.person ? "outline-4 -outline-offset-4 outline-accent" : ""}
              >
                <th scope="row" className={`${cell} text-start font-normal`}>
                  <Named person={person} />
                </th>
                <td className={cell}>{sayLanguages(person.languages, locale)}</td>
                <td className={cell}>
                  <Next person={person} timeZone={week.timeZone} />
                </td>
                <td className={cell}>
                  <Hours minutes={person.minutes} halfDays={person.halfDays} />
                </td>
                <td className={`${cell} text-end`}>
                  <ToAbsence person={person} address={address} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3} className={`${cell} text-start`}>
                {t("together")}
              </th>
              <td className={cell} colSpan={2}>
                <Hours minutes={minutes} halfDays={halfDays} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <ul className="grid gap-3 md:hidden">
        {people.map((person) => {
          const languages = sayLanguages(person.languages, locale);
          return (
            <li key={person.account} className="grid gap-2 rounded-card border-2 border-edge bg-card p-4">
              <div className="flex items-start justify-between gap-3">
                <div>
                  <Named person={person} />
                  {languages !== "" && <p className="text-soft">{languages}</p>}
                </div>
                <ToAbsence person={person} address={address} />
              </div>
              <Next person={person} timeZone={week.timeZone} />
              <Hours minutes={person.minutes} halfDays={person.halfDays} />
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Named({ person: { name, roles } }: { person: PersonOfTeam }) {
  const t = useTranslations("staff.planning");
  const people = useTranslations("staff.people");
  return (
    <p>
      <b className="block">{name ?? t("unnamed")}</b>
      <span className="text-soft">{roles.map((role) => people(`role.${role}`)).join(", ")}</span>
    </p>
  );
}

/** What somebody is planned for, the next first, and when they are away. */
function Next({ person: { next, absences }, timeZone }: { person: PersonOfTeam; timeZone: string }) {
  const t = useTranslations("staff.absences.week");
  const say = useSayAbsence();
  const locale = useLocale();
  if (next.length === 0 && absences.length === 0) return <p className="text-soft">{t("nothing")}</p>;
  const named = next.slice(0, MOST_NAMED);
  return (
    <ul className="grid gap-1">
      {named.map(({ permanence, span, place, timeZone: zone }) => (
        <li key={`${permanence} ${span.start}`}>
          {sayDay(localDateOf(span.start, zone), locale)}, {sayHour(span.start, zone, locale)}{" "}
          <b>{place === undefined ? t("elsewhere") : <FrenchText text={place} />}</b>
        </li>
      ))}
      {next.length > named.length && <li>{t("more", { count: next.length - named.length })}</li>}
      {absences.map((span) => (
        <li key={span.start} className="flex items-start gap-2 font-bold">
          <Icon name="pause" size={20} className="mt-1" />
          {t("absence", { when: say.span(span, timeZone) })}
        </li>
      ))}
    </ul>
  );
}

function Hours({ minutes, halfDays }: { minutes: number; halfDays: number }) {
  const t = useTranslations("staff.absences.week");
  const locale = useLocale();
  return (
    <p className="whitespace-nowrap">
      {minutes > 0 && <b className="block">{sayPlannedTime(minutes, locale)}</b>}
      {t("halfDays", { count: halfDays })}
    </p>
  );
}

function ToAbsence({ person: { account, name }, address }: { person: PersonOfTeam; address: TeamWeekAddress }) {
  const t = useTranslations("staff.absences");
  const planning = useTranslations("staff.planning");
  const isOpen = account === address.person;
  return (
    <PageLink
      href={`${teamWeekAddress({ ...address, person: account })}#absence`}
      className={buttonClass("ghost")}
      aria-current={isOpen ? "true" : undefined}
      aria-label={t("of", { name: name ?? planning("unnamed") })}
    >
      {t("one")}
    </PageLink>
  );
}
