import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { DayOfWeek, HalfDayOfWeek, PersonOfWeek, PlaceOfWeek, ShutDay, Week } from "#lib/schedule/planned-week.ts";
import { sayDay } from "#lib/time/say.ts";
import { instantAt, plusDays } from "#lib/time/zone.ts";
import { weekAddress, withoutSeries, type WeekAddress } from "#lib/wire/planning/week-address.ts";
import { HalfDayCard } from "./half-day-card.tsx";
import { WorkshopLines } from "./workshop-lines.tsx";

export type WeekProps = { week: Week; address: WeekAddress; days: readonly DayOfWeek[] };

/** The address of the panel of a half-day. */
export const panelOf = (address: WeekAddress, { id }: Pick<HalfDayOfWeek, "id">): string =>
  `${weekAddress({ ...withoutSeries(address), permanence: id })}#permanence`;

/**
 * The half-days of a week, a row for each place and a column for each day; what is short, cancelled and shut stands out
 * by icon and word.
 */
export function WeekByPlace({ week, address, days }: WeekProps) {
  const t = useTranslations("staff.planning");
  return (
    <WeekTable week={week} address={address} days={days} caption={t("byPlace")} first={t("place")}>
      <tr>
        <RowHead>{t("absences")}</RowHead>
        {days.map(({ localDate }) => (
          <Cell key={localDate}>
            {absentOn(week, localDate).map(({ account, name }) => (
              <p key={account} className="rounded-control border-2 border-dashed border-ink p-2">
                {t("absent", { name: name ?? t("unnamed") })}
              </p>
            ))}
          </Cell>
        ))}
      </tr>
      {week.places.map((place) => (
        <tr key={place.id}>
          <RowHead>
            <FrenchText text={place.name} />
            {reasonsShut(place, days).map((reason) => (
              <span key={reason} className="block text-base font-normal">
                <FrenchWords text={reason} />
              </span>
            ))}
          </RowHead>
          {days.map((day) => (
            <Cell key={day.localDate} shut={shutOn(place, day) !== undefined}>
              <ShutWords shut={shutOn(place, day)} />
              {place.halfDays
                .filter(({ localDate }) => localDate === day.localDate)
                .map((halfDay) => (
                  <HalfDayCard
                    key={halfDay.id}
                    halfDay={halfDay}
                    href={panelOf(address, halfDay)}
                    chosen={halfDay.id === address.permanence}
                    whySaid={halfDay.why !== undefined && reasonsShut(place, days).includes(halfDay.why)}
                  />
                ))}
              {place.workshops
                .filter(({ localDate }) => localDate === day.localDate)
                .map((workshop) => (
                  <WorkshopLines key={workshop.id} workshop={workshop} />
                ))}
            </Cell>
          ))}
        </tr>
      ))}
      <tr className="bg-accent-soft">
        <RowHead>{t("held")}</RowHead>
        {days.map((day) => (
          <td key={day.localDate} className="border border-hair p-2 align-top">
            <HeldDesks day={day} />
          </td>
        ))}
      </tr>
    </WeekTable>
  );
}

/** The table of a week, with its days as headings of columns. */
export function WeekTable({
  week,
  days,
  caption,
  first,
  children,
}: WeekProps & { caption: string; first: string; children: ReactNode }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const [from, to] = [days[0], days.at(-1)].map((day) => (day ? sayDay(day.localDate, locale) : ""));
  return (
    <div className="overflow-x-auto rounded-card border-2 border-hair bg-card max-lg:hidden print:block! print:overflow-visible">
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">{t("table", { view: caption, from: from ?? "", to: to ?? "" })}</caption>
        <thead>
          <tr className="bg-accent-soft">
            <th scope="col" className="border border-hair p-2 text-start align-top">
              {first}
            </th>
            {days.map(({ localDate, holiday }) => (
              <th key={localDate} scope="col" className="border border-hair p-2 text-start align-top">
                {sayDay(localDate, locale)}
                {localDate === week.today && <span className="block font-normal">{t("today")}</span>}
                {holiday && <HolidayWords name={holiday} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export const RowHead = ({ children }: { children: ReactNode }) => (
  <th scope="row" className="border border-hair p-2 text-start align-top wrap-break-word">
    {children}
  </th>
);

export const Cell = ({ shut = false, children }: { shut?: boolean; children: ReactNode }) => (
  <td className={`border border-hair p-1 align-top ${shut ? "bg-hair/40" : ""}`}>
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">{children}</div>
  </td>
);

/** The name of a public holiday. */
export function HolidayWords({ name }: { name: NonNullable<DayOfWeek["holiday"]> }) {
  const t = useTranslations("staff.planning");
  const holidays = useTranslations("holidays.names");
  return (
    <span className="block font-normal">
      <b>{t("holiday")}</b> {holidays(name)}
    </span>
  );
}

/** That a place is shut; `why`: with the sentence of its closure, where that is not said beside it already. */
export function ShutWords({ shut, why = false }: { shut: ShutDay | undefined; why?: boolean }) {
  const t = useTranslations("staff.planning");
  if (!shut) return null;
  if (shut.closure === undefined) return shut.holiday ? <HolidayWords name={shut.holiday} /> : null;
  return (
    <p className="flex items-start gap-1">
      <Icon name="pause" size={22} />
      <span className="min-w-0 wrap-anywhere">
        <b>{t("shut")}</b> {why && <FrenchWords text={shut.closure} />}
      </span>
    </p>
  );
}

/** The sentences of the closures of a place on these days, each once. */
function reasonsShut(place: PlaceOfWeek, days: readonly DayOfWeek[]): readonly string[] {
  return [...new Set(days.flatMap((day) => shutOn(place, day)?.closure ?? []))];
}

/** Why the place is shut that day, beyond a holiday that the heading of the day names. */
export const shutOn = ({ shut }: PlaceOfWeek, day: DayOfWeek): ShutDay | undefined => {
  const found = shut.find(({ localDate }) => localDate === day.localDate);
  return found?.closure === undefined && day.holiday !== undefined ? undefined : found;
};

/** Whether the sentence of the closure of a day stands on none of the days before it. */
export function isFirstOfReason(place: PlaceOfWeek, days: readonly DayOfWeek[], day: DayOfWeek): boolean {
  const reason = shutOn(place, day)?.closure;
  return days.find((one) => shutOn(place, one)?.closure === reason) === day;
}

/** How many desks of a day somebody holds. */
export function HeldDesks({ day }: { day: DayOfWeek }) {
  const t = useTranslations("staff.planning");
  if (day.halfDays === 0) return <span>{t("none")}</span>;
  const isShort = day.held < day.desks;
  return (
    <span className={`flex items-start gap-1 font-bold ${isShort ? "" : "text-ok"}`}>
      <Icon name={isShort ? "warning" : "check"} size={22} />
      {t("heldOf", { held: day.held, desks: day.desks })}
    </span>
  );
}

/** Who is away on a day, or on a part of it. */
export function absentOn({ people, timeZone }: Week, localDate: string): readonly PersonOfWeek[] {
  const start = instantAt(localDate, 0, timeZone);
  const end = instantAt(plusDays(localDate, 1), 0, timeZone);
  return people.filter(({ absences }) => absences.some((one) => one.start < end && start < one.end));
}
