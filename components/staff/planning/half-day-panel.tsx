import { useLocale, useTranslations } from "next-intl";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { useTopicWords } from "#components/topic-words.ts";
import { sayLanguages } from "#lib/place/say-languages.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import { isShort } from "#lib/schedule/staffing.ts";
import type {
  Cancellation,
  ChosenHalfDay,
  HalfDayOfWeek,
  TakenOffWeekly,
  WeeklyAssigned,
} from "#lib/schedule/planned-week.ts";
import { sayDate, sayDay, sayHour } from "#lib/time/say.ts";
import { sayPlannedTime } from "#lib/time/say-duration.ts";
import { localDateOf, mondayOf } from "#lib/time/zone.ts";
import type { partForm, handOverForm } from "#lib/wire/planning/assignment-form.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";
import { datesAddress } from "#lib/wire/planning/dates-address.ts";
import { teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";
import { weekAddress, weekFromHeading, withoutSeries, type WeekAddress } from "#lib/wire/planning/week-address.ts";
import { sayWhoSits, ShortLines } from "./half-day-card.tsx";
import { panelOf } from "./week-by-place.tsx";
import { useSayObjection } from "./say-objection.ts";
import { useSayWhyNot } from "./say-why-not.ts";
import { PersonActButton } from "./person-act-button.tsx";

type Props = {
  halfDay: ChosenHalfDay;
  address: WeekAddress;
  typed: TypedForm | undefined;
  /** The topics that it takes, where it does not take every one. */
  topics: readonly Topic[];
  /** What « comme chaque semaine » would do, where the address asks for it. */
  weekly: WeeklyAssigned | undefined;
  /** On which dates « retirer désormais » would take somebody off, where the address asks for it. */
  off?: TakenOffWeekly | undefined;
  /** The half-day of what is shown that is to be completed after this one. */
  next?: HalfDayOfWeek | undefined;
  /** Whether the reader notes absences, of anybody of the organisation. */
  notesAbsences?: boolean;
};

/**
 * One half-day: how people come, its desks and who holds them, its appointments, and who is free, each with what can be
 * done.
 */
export function HalfDayPanel({ halfDay, address, typed, topics, weekly, off, next, notesAbsences = false }: Props) {
  const t = useTranslations("staff.planning");
  const panel = useTranslations("staff.planning.panel");
  const access = useTranslations("share.feed.access");
  const locale = useLocale();
  const words = useTopicWords();
  const { span, timeZone, windows, booked, halfHours } = halfDay;
  const hours = (one: typeof span) => ({
    from: sayHour(one.start, timeZone, locale),
    to: sayHour(one.end, timeZone, locale),
  });
  const { permanence: _, ...open } = address;
  const closed = withoutSeries(open);
  const facts = [
    {
      name: panel("access"),
      says:
        windows.length === 0
          ? [access("walk-in")]
          : windows.map((one) => `${t("hours", hours(one.span))} ${access(one.mode)}`),
    },
    {
      name: panel("topics"),
      says: topics.length === 0 ? [panel("everyTopic")] : topics.map((topic) => words.name(topic)),
    },
    // Nothing can be booked at one that is cancelled; who had booked stands in the list of whom to tell.
    ...(halfDay.cancellation
      ? []
      : [
          {
            name: panel("appointments"),
            says: [panel("booked", { count: booked }), panel("halfHours", { count: halfHours })],
          },
        ]),
  ];
  return (
    <section
      id="permanence"
      tabIndex={-1}
      aria-labelledby="permanence-title permanence-place"
      className="grid content-start gap-4 self-start rounded-card border-4 border-accent bg-card p-4 lg:col-start-2 lg:row-start-1 print:hidden"
    >
      <div className="flex items-start justify-between gap-3">
        <div>
          <h2 id="permanence-title">
            <DayAndHours span={span} timeZone={timeZone} />
          </h2>
          <p id="permanence-place">
            <FrenchText text={halfDay.place.name} />
          </p>
        </div>
        <PageLink href={weekFromHeading(closed)} className={buttonClass("quiet")} aria-label={panel("close")}>
          <span aria-hidden="true">✕</span>
        </PageLink>
      </div>
      {halfDay.cancellation && <Cancelled halfDay={halfDay} cancellation={halfDay.cancellation} />}
      {halfDay.over && !halfDay.cancellation && <Notice>{panel("over")}</Notice>}
      {!halfDay.over && halfDay.staffing && (halfDay.staffing.missing > 0 || halfDay.staffing.alone) && (
        <div className="rounded-card border-2 border-ink bg-turn-soft p-3">
          <ShortLines halfDay={halfDay} />
        </div>
      )}
      {next && (
        <PageLink href={panelOf(address, next)} className={buttonClass(isShort(halfDay) ? "quiet" : "full")}>
          <span>
            {panel.rich("next", {
              day: sayDay(next.localDate, locale),
              from: sayHour(next.span.start, next.timeZone, locale),
              to: sayHour(next.span.end, next.timeZone, locale),
              place: () => <FrenchText text={next.place.name} />,
            })}
          </span>
        </PageLink>
      )}
      <dl className="grid gap-2">
        {facts.map(({ name, says }) => (
          <div key={name} className="grid grid-cols-[7rem_1fr] gap-2">
            <dt className="text-soft">{name}</dt>
            <dd>
              {says.map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {halfDay.status !== "cancelled" && halfDay.toTell > 0 && (
        <PageLink href={`/conseiller/permanences/${halfDay.id}/a-prevenir`} className={buttonClass("ghost")}>
          {panel("toTell", { count: halfDay.toTell })}
        </PageLink>
      )}
      {!halfDay.cancellation && (
        <Seats halfDay={halfDay} address={address} weekly={weekly} off={off} notesAbsences={notesAbsences} />
      )}
      {!halfDay.over && <FreePeople halfDay={halfDay} address={address} />}
      {!halfDay.over && <PartForms halfDay={halfDay} address={address} typed={typed} />}
      {!halfDay.over && (
        <PageLink href={`/coordination/permanences/${halfDay.id}`} className={buttonClass("quiet")}>
          {panel("change")}
        </PageLink>
      )}
    </section>
  );
}

/**
 * Of one that is cancelled: when and by whom, what residents read, who was planned, whom to tell, and what was changed.
 */
function Cancelled({
  halfDay,
  cancellation: { at, by, toTell, byHand },
}: {
  halfDay: ChosenHalfDay;
  cancellation: Cancellation;
}) {
  const t = useTranslations("staff.planning");
  const panel = useTranslations("staff.planning.panel");
  const half = useTranslations("staff.closures.half");
  const staff = useTranslations("staff");
  const locale = useLocale();
  const { id, timeZone, why, seats } = halfDay;
  const when = at !== undefined && {
    day: sayDay(localDateOf(at, timeZone), locale),
    hour: sayHour(at, timeZone, locale),
  };
  const people = [...new Set(seats.map(({ name }) => name ?? t("unnamed")))];
  return (
    <>
      <Notice tone="alert">
        <p>{panel("isCancelled")}</p>
        <div className="grid gap-1 pt-1 font-normal">
          {when && <p>{by === undefined ? panel("cancelledOn", when) : panel("cancelledBy", { ...when, name: by })}</p>}
          {why !== undefined && (
            <p>
              {panel("residentsRead")} <FrenchWords text={why} />
            </p>
          )}
          {people.length > 0 && (
            <p>
              {panel("werePlanned", { people: new Intl.ListFormat(locale, { type: "conjunction" }).format(people) })}
            </p>
          )}
        </div>
      </Notice>
      {toTell > 0 ? (
        <PageLink href={`/conseiller/permanences/${id}/a-prevenir`} className={buttonClass()}>
          <Icon name="telephone" size={22} />
          {half("toTell", { count: toTell })}
        </PageLink>
      ) : (
        <p>{panel("nobodyToTell")}</p>
      )}
      {byHand && (
        <PageLink href={`/conseiller/permanences/${id}/imprevu`} className={buttonClass("ghost")}>
          {staff("disruption.own.again.title")}
        </PageLink>
      )}
      <PageLink
        href={`/coordination/permanences/${id}/histoire`}
        className="inline-flex min-h-target items-center font-bold"
      >
        {staff("history.open")}
      </PageLink>
    </>
  );
}

/** Who is at which desk, and the desks that nobody holds. */
function Seats({
  halfDay,
  address,
  weekly,
  off,
  notesAbsences,
}: Pick<Props, "halfDay" | "address" | "weekly" | "off" | "notesAbsences">) {
  const t = useTranslations("staff.planning");
  const panel = useTranslations("staff.planning.panel");
  const dates = useTranslations("staff.people.dates");
  const locale = useLocale();
  const { span, timeZone, seats, staffing, over } = halfDay;
  const hours = (one: typeof span) => ({
    from: sayHour(one.start, timeZone, locale),
    to: sayHour(one.end, timeZone, locale),
  });
  return (
    <section aria-labelledby="desks" className="grid gap-2">
      <h3 id="desks">{panel("desks")}</h3>
      <ul className="grid gap-3">
        {seats.map((seat) => {
          const name = seat.name ?? t("unnamed");
          const already = halfDay.later?.planned[seat.account] ?? 0;
          const left = (halfDay.later?.count ?? 0) - already;
          const isPart = seat.span.start > span.start || seat.span.end < span.end;
          return (
            <li key={seat.id} className="grid gap-2 border-b-2 border-hair pb-3">
              <p>
                <b>{panel("seat", { desk: seat.desk, name: sayWhoSits(t, seat) })}</b>
                {isPart && ` ${panel("part", hours(seat.span))}`}
              </p>
              {!over && (
                <PersonActButton acte="retirer" address={address} field="assignment" value={seat.id} look="quiet">
                  {panel("takeOff", { name })}
                </PersonActButton>
              )}
              {!over && seat.left && (
                <PageLink
                  href={datesAddress(seat.account, {
                    ...(address.organisation !== undefined && { organisation: address.organisation }),
                  })}
                  className="inline-flex min-h-target items-center"
                >
                  {dates("of", { name })}
                </PageLink>
              )}
              {!over && !seat.left && notesAbsences && (
                <PageLink
                  href={`${teamWeekAddress({
                    ...(address.organisation !== undefined && { organisation: address.organisation }),
                    day: mondayOf(halfDay.localDate),
                    person: seat.account,
                  })}#absence`}
                  className="inline-flex min-h-target items-center"
                >
                  {panel("absenceOf", { name })}
                </PageLink>
              )}
              {!over && !seat.left && halfDay.later && left > 0 && address.weekly !== seat.account && (
                <PageLink
                  href={`${weekAddress({ ...withoutSeries(address), weekly: seat.account })}#permanence`}
                  className="inline-flex min-h-target items-center"
                >
                  {panel(halfDay.later.everyWeek ? "weeklyOf" : "eachDateOf", {
                    name,
                    day: sayDate(halfDay.later.until, locale),
                    count: left,
                  })}
                </PageLink>
              )}
              {!over && already > 0 && address.off !== seat.account && (
                <PageLink
                  href={`${weekAddress({ ...withoutSeries(address), off: seat.account })}#permanence`}
                  className="inline-flex min-h-target items-center"
                >
                  {panel("offOf", { name })}
                </PageLink>
              )}
              {weekly && address.weekly === seat.account && (
                <EveryWeek
                  weekly={weekly}
                  address={address}
                  account={seat.account}
                  everyWeek={halfDay.later?.everyWeek ?? false}
                />
              )}
              {off && address.off === seat.account && <FromNowOn off={off} address={address} account={seat.account} />}
            </li>
          );
        })}
        {staffing?.gaps.map((gap) => (
          <li key={`${gap.desk} ${gap.span.start}`}>{panel("free", { desk: gap.desk, ...hours(gap.span) })}</li>
        ))}
        {staffing?.closed.map((gap) => (
          <li key={`${gap.desk} ${gap.span.start}`}>{panel("closed", { desk: gap.desk, ...hours(gap.span) })}</li>
        ))}
      </ul>
    </section>
  );
}

/** What « comme chaque semaine » would do for one person, before it is done. */
function EveryWeek({
  weekly: { planned, already, without },
  address,
  account,
  everyWeek,
}: {
  weekly: WeeklyAssigned;
  address: WeekAddress;
  account: string;
  /** Whether its series is held each week, so that every second one can be chosen. */
  everyWeek: boolean;
}) {
  const panel = useTranslations("staff.planning.panel");
  const locale = useLocale();
  const sayWhyNot = useSayWhyNot();
  return (
    <div className="grid gap-2 rounded-card border-2 border-accent bg-accent-soft p-3">
      <p className="font-bold">{panel("weekly")}</p>
      <RhythmForm address={address} everyWeek={everyWeek} />
      <p>
        {panel("weeklyWhat", { count: planned.length })} {already > 0 && panel("weeklyAlready", { count: already })}
      </p>
      {planned.length > 0 && (
        <details>
          <summary className="min-h-target cursor-pointer content-center font-bold">
            {panel("weeklyDates", {
              from: sayDate(planned[0]?.localDate ?? "", locale),
              until: sayDate(planned.at(-1)?.localDate ?? "", locale),
            })}
          </summary>
          <ul className="list-disc ps-5">
            {planned.map(({ permanence, localDate }) => (
              <li key={permanence}>{sayDay(localDate, locale)}</li>
            ))}
          </ul>
        </details>
      )}
      {without.length > 0 && (
        <>
          <p>{panel("weeklyWithout")}</p>
          <ul className="list-disc ps-5">
            {without.map((one) => (
              <li key={one.permanence}>
                {sayDay(one.localDate, locale)} ({sayWhyNot(one)})
              </li>
            ))}
          </ul>
        </>
      )}
      {planned.length > 0 && (
        <PersonActButton acte="chaque-semaine" address={address} field="account" value={account} look="full">
          {panel("weeklyDo", { count: planned.length })}
        </PersonActButton>
      )}
    </div>
  );
}

/** Until when, and whether every second week alone: it leads to the address that says so, and writes nothing. */
function RhythmForm({ address, everyWeek }: { address: WeekAddress; everyWeek: boolean }) {
  const panel = useTranslations("staff.planning.panel");
  const locale = useLocale() as Locale;
  const { until, everyOther, ...others } = address;
  const [href = "", query] = weekAddress(others).split("?");
  return (
    <form action={`${getPathname({ href, locale })}#permanence`} className="grid gap-2">
      {[...new URLSearchParams(query)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field
        id="jusque"
        name="jusque"
        type="date"
        defaultValue={until}
        label={panel("until")}
        hint={panel("untilHint")}
      />
      {(everyWeek || everyOther) && (
        <TickBox name="alterne" value="1" ticked={everyOther}>
          {panel("everyOther")}
        </TickBox>
      )}
      <Button type="submit" look="quiet">
        {panel("seeDates")}
      </Button>
    </form>
  );
}

/** What « retirer désormais » would do for one person, before it is done. */
function FromNowOn({
  off: { dates },
  address,
  account,
}: {
  off: TakenOffWeekly;
  address: WeekAddress;
  account: string;
}) {
  const panel = useTranslations("staff.planning.panel");
  const locale = useLocale();
  return (
    <div className="grid gap-2 rounded-card border-2 border-accent bg-accent-soft p-3">
      <p>
        {panel("offWhat", {
          count: dates.length,
          from: sayDate(dates[0] ?? "", locale),
          until: sayDate(dates.at(-1) ?? "", locale),
        })}
      </p>
      <PersonActButton acte="retirer-desormais" address={address} field="account" value={account} look="full">
        {panel("offDo", { count: dates.length })}
      </PersonActButton>
    </div>
  );
}

/** Who is free for all of it, with one button each; then the others, with the reason. */
function FreePeople({ halfDay, address }: Pick<Props, "halfDay" | "address">) {
  const t = useTranslations("staff.planning");
  const panel = useTranslations("staff.planning.panel");
  const locale = useLocale();
  const sayWhyNot = useSayWhyNot();
  const sayObjection = useSayObjection();
  const free = halfDay.people.filter((one) => one.not === undefined);
  const others = halfDay.people.filter((one) => one.not !== undefined);
  const isFull = others.some(({ not }) => not?.refusal === "no-desk-left") && free.length === 0;
  return (
    <section aria-labelledby="free" className="grid gap-2">
      <h3 id="free">{panel("whoIsFree")}</h3>
      {free.length === 0 && <p>{isFull ? panel("allDesksHeld") : panel("nobodyFree")}</p>}
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-1">
        {free.map((one) => {
          const name = one.name ?? t("unnamed");
          const languages = sayLanguages(one.languages, locale);
          return (
            <li key={one.account}>
              <PersonActButton acte="planifier" address={address} field="account" value={one.account}>
                <span className="grid">
                  <span>{panel("plan", { name })}</span>
                  <span className="text-base font-normal text-soft">
                    {one.minutes > 0 ? panel("week", { hours: sayPlannedTime(one.minutes, locale) }) : t("noHalfDay")}
                    {languages !== "" && ` · ${languages}`}
                  </span>
                  {one.but.map((objection) => (
                    <span
                      key={objection.code + ("busy" in objection ? objection.busy.span.start : "")}
                      className="flex gap-2 text-base font-normal"
                    >
                      <Icon name="warning" size={20} />
                      <span>{sayObjection(objection)}</span>
                    </span>
                  ))}
                </span>
              </PersonActButton>
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <details>
          <summary className="min-h-target cursor-pointer content-center font-bold">{panel("others")}</summary>
          <ul className="grid gap-1">
            {others.map((one) => (
              <li key={one.account}>
                {one.name ?? t("unnamed")}
                {one.not && ` (${sayWhyNot(one.not)})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** The two acts that need hours: a part of the half-day or a named desk, and a hand-over. */
function PartForms({ halfDay, address, typed }: Pick<Props, "halfDay" | "address" | "typed">) {
  const t = useTranslations("staff.planning");
  const panel = useTranslations("staff.planning.panel");
  const { span, timeZone, seats, desks } = halfDay;
  const clockOf = (at: number): string =>
    new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
  const people = halfDay.people
    .filter(({ not }) => not?.refusal !== "no-role-there")
    .map(({ account, name }) => ({ value: account, label: name ?? t("unnamed") }));
  if (people.length === 0) return null;
  return (
    <>
      <details open={typed?.form === "planifier-partie"} className="rounded-card border-2 border-hair px-4">
        <summary className="min-h-target cursor-pointer content-center font-bold">{panel("partOnly")}</summary>
        <div className="pb-4">
          <StaffForm<NameOf<typeof partForm>>
            form="planifier-partie"
            action={weekAddress(address, "/planifier-partie")}
            typed={typed}
            values={{ account: people[0]?.value ?? "", desk: "", from: clockOf(span.start), to: clockOf(span.end) }}
            submit={panel("planThem")}
          >
            {(field) => (
              <>
                <SelectField {...field("account")} label={panel("whom")} options={people} />
                <SelectField
                  {...field("desk")}
                  label={panel("desk")}
                  options={[
                    { value: "", label: panel("nextFree") },
                    ...Array.from({ length: desks }, (_, index) => ({
                      value: String(index + 1),
                      label: String(index + 1),
                    })),
                  ]}
                />
                <Field {...field("from")} label={panel("from")} hint={panel("fromHint")} required />
                <Field {...field("to")} label={panel("to")} required />
              </>
            )}
          </StaffForm>
        </div>
      </details>
      {seats.length > 0 && (
        <details open={typed?.form === "relais"} className="rounded-card border-2 border-hair px-4">
          <summary className="min-h-target cursor-pointer content-center font-bold">{panel("handOver")}</summary>
          <div className="pb-4">
            <StaffForm<NameOf<typeof handOverForm>>
              form="relais"
              action={weekAddress(address, "/relais")}
              typed={typed}
              values={{ assignment: seats[0]?.id ?? "", account: people[0]?.value ?? "" }}
              submit={panel("handOverDo")}
            >
              {(field) => (
                <>
                  <SelectField
                    {...field("assignment")}
                    label={panel("whose")}
                    options={seats.map(({ id, desk, name }) => ({
                      value: id,
                      label: panel("seat", { desk, name: name ?? t("unnamed") }),
                    }))}
                  />
                  <SelectField {...field("account")} label={panel("whom")} options={people} />
                  <Field {...field("at")} label={panel("at")} hint={panel("fromHint")} required />
                </>
              )}
            </StaffForm>
          </div>
        </details>
      )}
    </>
  );
}
