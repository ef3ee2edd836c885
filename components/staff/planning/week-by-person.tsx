import { useLocale, useTranslations } from "next-intl";
import { sayPlannedTime } from "#lib/time/say-duration.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PersonOfWeek } from "#lib/schedule/planned-week.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";
import { weekAddress, type WeekAddress } from "#lib/wire/planning/week-address.ts";
import { sayDay } from "#lib/time/say.ts";
import { absentOn, Cell, panelOf, RowHead, WeekTable, type WeekProps } from "./week-by-place.tsx";
import { HalfDayCard } from "./half-day-card.tsx";

/** Whether the reader may note absences here: each person then leads to theirs. */
type NotesAbsences = { notesAbsences?: boolean };

/** The same week with a row for each person: where they are, when they are away, and for how long they are planned. */
export function WeekByPerson({ week, address, days, notesAbsences = false }: WeekProps & NotesAbsences) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const away = new Map(days.map(({ localDate }) => [localDate, absentOn(week, localDate)]));
  return (
    <WeekTable week={week} address={address} days={days} caption={t("byPerson")} first={t("person")}>
      {week.people.map((person) => (
        <tr key={person.account}>
          <RowHead>
            <OnePerson person={person} address={address} />
            {notesAbsences && <ToAbsence person={person} address={address} />}
            <span className="block font-normal text-soft">
              {person.minutes === 0 ? t("noHalfDay") : t("ofPerson", { hours: sayPlannedTime(person.minutes, locale) })}
            </span>
          </RowHead>
          {days.map(({ localDate }) => (
            <Cell key={localDate}>
              {away.get(localDate)?.some(({ account }) => account === person.account) && (
                <p className="rounded-control border-2 border-dashed border-ink p-2">
                  {t("absent", { name: person.name ?? t("unnamed") })}
                </p>
              )}
              {person.halfDays
                .filter((one) => one.localDate === localDate)
                .map((halfDay) => (
                  <HalfDayCard
                    key={halfDay.seat.id}
                    halfDay={halfDay}
                    href={panelOf(address, halfDay)}
                    chosen={halfDay.id === address.permanence}
                    place
                    self={person.account}
                  />
                ))}
            </Cell>
          ))}
        </tr>
      ))}
    </WeekTable>
  );
}

/**
 * A name that leads to the week of that person alone, for a print of their own; of one alone it leads back to
 * everybody.
 */
function OnePerson({ person: { account, name }, address }: { person: PersonOfWeek; address: WeekAddress }) {
  const t = useTranslations("staff.planning");
  const { person, ...everybody } = address;
  const said = name ?? t("unnamed");
  return person === account ? (
    <>
      {said}{" "}
      <PageLink href={weekAddress(everybody)} className="flex min-h-target items-center font-normal print:hidden">
        {t("everybody")}
      </PageLink>
    </>
  ) : (
    <PageLink
      href={weekAddress({ ...everybody, person: account })}
      className="inline-flex min-h-target min-w-target items-center print:text-ink print:no-underline"
    >
      {said}
    </PageLink>
  );
}

/** The way to the absence of somebody, in the week of the team that is shown. */
function ToAbsence({ person: { account, name }, address }: { person: PersonOfWeek; address: WeekAddress }) {
  const t = useTranslations("staff.planning");
  return (
    <PageLink
      href={`${teamWeekAddress({
        ...(address.organisation !== undefined && { organisation: address.organisation }),
        ...(address.day !== undefined && { day: mondayOf(address.day) }),
        person: account,
      })}#absence`}
      className="flex min-h-target items-center font-normal print:hidden"
    >
      <span>
        {t("noteAbsence")}
        <span className="sr-only"> {t("noteAbsenceOf", { name: name ?? t("unnamed") })}</span>
      </span>
    </PageLink>
  );
}

/**
 * The same on a narrow screen: each person with their days, in order of time; who has neither half-day nor absence is
 * named alone.
 */
export function PeopleOfWeek({ week, address, days, notesAbsences = false }: WeekProps & NotesAbsences) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const away = new Map(days.map(({ localDate }) => [localDate, absentOn(week, localDate)]));
  return (
    <div className="grid gap-5 lg:hidden print:hidden">
      {week.people.map((person) => (
        <section key={person.account} className="grid gap-2">
          <h2>
            <OnePerson person={person} address={address} />
          </h2>
          {notesAbsences && <ToAbsence person={person} address={address} />}
          <p className="text-soft">
            {person.minutes === 0 ? t("noHalfDay") : t("ofPerson", { hours: sayPlannedTime(person.minutes, locale) })}
          </p>
          {days.map(({ localDate }) => {
            const halfDays = person.halfDays.filter((one) => one.localDate === localDate);
            const isAway = away.get(localDate)?.some(({ account }) => account === person.account) ?? false;
            return halfDays.length === 0 && !isAway ? null : (
              <div key={localDate} className="grid gap-2">
                <h3 className="first-letter:uppercase">{sayDay(localDate, locale)}</h3>
                {isAway && (
                  <p className="rounded-control border-2 border-dashed border-ink p-2">
                    {t("absent", { name: person.name ?? t("unnamed") })}
                  </p>
                )}
                {halfDays.map((halfDay) => (
                  <HalfDayCard
                    key={halfDay.seat.id}
                    halfDay={halfDay}
                    href={panelOf(address, halfDay)}
                    chosen={halfDay.id === address.permanence}
                    place
                    self={person.account}
                  />
                ))}
              </div>
            );
          })}
        </section>
      ))}
    </div>
  );
}
