import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { sayDate, sayDay, sayHour } from "#lib/time/say.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { HalfDayOfWeek, PersonOfWeek, PlaceOfWeek, Week } from "#lib/schedule/planned-week.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";
import { Desks, ShortLines } from "./half-day-card.tsx";
import { absentOn, isFirstOfReason, shutOn, ShutWords, type WeekProps } from "./week-by-place.tsx";

/** Whom to call about the week: the service that plans it, and its telephone. */
type OfService = { service?: { readonly service: string; readonly phone?: string } | undefined };

/**
 * A week as sheets to hang or to hand out: one a place, or one a person, each on a page of its own. Who has nothing
 * that week has none.
 */
export function Sheets(props: WeekProps & OfService) {
  const { week, address, days } = props;
  const t = useTranslations("staff.planning");
  const { sheets: _, ...back } = address;
  const places = week.places.filter(({ halfDays, workshops }) => halfDays.length + workshops.length > 0);
  const people = week.people.filter(
    (one) => one.halfDays.length > 0 || days.some((day) => isAway(week, one, day.localDate)),
  );
  return (
    <div className="grid gap-6 print:block">
      <p className="flex flex-wrap items-center gap-4 print:hidden">
        <PrintButton label={t("print")} />
        <PageLink href={weekAddress(back)} className="inline-flex min-h-target items-center font-bold">
          {t("backToWeek")}
        </PageLink>
      </p>
      {(address.view === "personnes" ? people : places).length === 0 && <Notice>{t("noSheet")}</Notice>}
      {address.view === "personnes"
        ? people.map((person) => <SheetOfPerson key={person.account} person={person} {...props} />)
        : places.map((place) => <SheetOfPlace key={place.id} place={place} {...props} />)}
    </div>
  );
}

const isAway = (week: Week, { account }: PersonOfWeek, day: string): boolean =>
  absentOn(week, day).some((one) => one.account === account);

function Sheet({ name, from, service, children }: OfService & { name: ReactNode; from: string; children: ReactNode }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  return (
    <section className="grid content-start gap-3 rounded-card border-2 border-hair bg-card p-4 print:block print:break-after-page print:border-0 print:p-0 print:last:break-after-auto">
      <h2>{name}</h2>
      <p>{t("title", { day: sayDate(from, locale) })}</p>
      {service?.phone !== undefined && (
        <p>
          <FrenchText text={service.service} />
          {" · "}
          <PhoneNumber phone={service.phone} />
        </p>
      )}
      <dl className="grid gap-3 print:block">{children}</dl>
    </section>
  );
}

function Day({ day, children }: { day: string; children: ReactNode }) {
  const locale = useLocale();
  return (
    <div className="border-t border-hair pt-2 print:break-inside-avoid print:py-2">
      <dt className="font-bold first-letter:uppercase">{sayDay(day, locale)}</dt>
      {children}
    </div>
  );
}

function Hours({ span, timeZone }: { span: Interval; timeZone: string }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  return <b>{t("hours", { from: sayHour(span.start, timeZone, locale), to: sayHour(span.end, timeZone, locale) })}</b>;
}

/** Why a half-day is not held. */
function Cancelled({ halfDay: { why } }: { halfDay: HalfDayOfWeek }) {
  const t = useTranslations("staff.planning");
  return <> · {why === undefined ? t("cancelled") : t("cancelledWhy", { why })}</>;
}

function SheetOfPlace({ place, days }: WeekProps & { place: PlaceOfWeek }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const ofDay = (day: string) => ({
    halfDays: place.halfDays.filter(({ localDate }) => localDate === day),
    workshops: place.workshops.filter(({ localDate }) => localDate === day),
  });
  return (
    <Sheet name={<FrenchText text={place.name} />} from={days[0]?.localDate ?? ""}>
      {days.map((day) => {
        const { halfDays, workshops } = ofDay(day.localDate);
        const shut = shutOn(place, day);
        return halfDays.length + workshops.length === 0 && !shut ? null : (
          <Day key={day.localDate} day={day.localDate}>
            {shut && (
              <dd>
                <ShutWords shut={shut} why={isFirstOfReason(place, days, day)} />
              </dd>
            )}
            {halfDays.map((halfDay) => (
              <dd key={halfDay.id}>
                <Hours {...halfDay} />
                {halfDay.status === "cancelled" ? (
                  <Cancelled halfDay={halfDay} />
                ) : (
                  <>
                    {" · "}
                    <Desks halfDay={halfDay} />
                    {halfDay.seats.length > 0 &&
                      ` · ${list.format(halfDay.seats.map(({ name }) => name ?? t("unnamed")))}`}
                    <ShortLines halfDay={halfDay} />
                  </>
                )}
              </dd>
            ))}
            {workshops.map((workshop) => (
              <dd key={workshop.id}>
                <Hours {...workshop} />
                {" · "}
                {workshop.cancelled
                  ? t("cancelledWorkshop")
                  : t.rich("workshop", { title: () => <FrenchText text={workshop.title} /> })}
              </dd>
            ))}
          </Day>
        );
      })}
    </Sheet>
  );
}

/** Where and when somebody is, with whom, and whom to call. */
function SheetOfPerson({ person, week, days, service }: WeekProps & OfService & { person: PersonOfWeek }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const name = person.name ?? t("unnamed");
  const addresses = new Map(week.places.map(({ id, address }) => [id, address]));
  const beside = (halfDay: HalfDayOfWeek): string =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format([
      ...new Set(
        halfDay.seats
          .filter(({ account, away }) => account !== person.account && !away)
          .map((seat) => seat.name ?? t("unnamed")),
      ),
    ]);
  return (
    <Sheet name={name} from={days[0]?.localDate ?? ""} service={service}>
      {days.map(({ localDate }) => {
        const halfDays = person.halfDays.filter((one) => one.localDate === localDate);
        return halfDays.length === 0 && !isAway(week, person, localDate) ? null : (
          <Day key={localDate} day={localDate}>
            {isAway(week, person, localDate) && <dd>{t("absent", { name })}</dd>}
            {halfDays.map((halfDay) => (
              <dd key={halfDay.seat.id}>
                <Hours span={halfDay.seat.span} timeZone={halfDay.timeZone} />
                {" · "}
                <FrenchText text={halfDay.place.name} />
                {halfDay.status === "cancelled" ? (
                  <Cancelled halfDay={halfDay} />
                ) : (
                  <>
                    {` · ${t("deskOf", { desk: halfDay.seat.desk })}`}
                    <span className="block">
                      <FrenchText text={addresses.get(halfDay.place.id) ?? ""} />
                    </span>
                    <span className="block">
                      {beside(halfDay) === "" ? t("besideNobody") : t("beside", { people: beside(halfDay) })}
                    </span>
                  </>
                )}
              </dd>
            ))}
          </Day>
        );
      })}
    </Sheet>
  );
}
