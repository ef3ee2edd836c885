import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { byDay, withHolidays, type Day, type Upcoming } from "#lib/schedule/upcoming.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isNear, kilometresBetween, sayKilometres, type Point } from "#lib/place/distance.ts";
import type { PermanenceAtPlace } from "./coming-card.tsx";
import { DayList } from "./day-list.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { OpenCard, OpenRow } from "./open-card.tsx";
import { WhenTooManyWait, type NextChances } from "./when-too-many-wait.tsx";
import { isTooFull } from "./opening-state.tsx";

/** `near`: the commune near which one looks, and its name; then `held` is given nearest first. */
type OfferedNow = {
  held: readonly PermanenceAtPlace[];
  boards: ReadonlyMap<string, ToldBoard>;
  now: Instant;
  near?: (Point & { readonly name: string }) | undefined;
  ways?: NextChances | undefined;
};

/**
 * The half-days of this hour: those that a person confirmed open, those where one would not be received now, and,
 * apart, those that are only planned, so that nobody travels in vain; after them those too far away to be called near.
 * `later`, `first` and `book`: what to do where too many people wait (see `WhenTooManyWait`). `more`: there are
 * others, to be searched by town. `phone`: whom to call, below the first card. While a place is confirmed open,
 * those that are only planned are folded.
 */
export function OpenNow({
  held,
  more = false,
  later,
  first: firstHour,
  book,
  phone,
  ...told
}: Omit<OfferedNow, "ways"> & NextChances & { more?: boolean; phone?: string | undefined }) {
  const t = useTranslations("home");
  const locale = useLocale();
  const { near, boards, now } = told;
  const given = { ...told, ways: { later, first: firstHour, book } };
  const isConfirmed = (one: PermanenceAtPlace): boolean => one.status === "open" && takesNow(one, boards, now);
  const elsewhere = held.filter((one) => one.status === "open" && !takesNow(one, boards, now));
  const isOpen = held.some(isConfirmed);
  const isClose = ({ at }: PermanenceAtPlace): boolean => near === undefined || isNear(near, at);
  const close = held.filter(isClose);
  const far = held.filter((one) => !isClose(one));
  const [first] = far.filter(isConfirmed);
  const further =
    near &&
    first &&
    (close.length === 0
      ? t("near.nowNearest", { commune: near.name, km: sayKilometres(kilometresBetween(near, first.at), locale) })
      : t("near.nowFurther", { commune: near.name }));
  const confirmed = close.filter(isConfirmed);
  const planned = { title: t("expected"), folded: isOpen, ...given };
  return (
    <>
      <Confirmed
        id="ouvert"
        title={near ? t("near.nowNear", { commune: near.name }) : t("now")}
        quiet={near === undefined}
        held={confirmed}
        phone={phone}
        {...given}
      />
      <Confirmed
        id="en-ce-moment"
        title={t(isOpen ? "momentElsewhere" : "moment")}
        held={elsewhere}
        rows={isOpen}
        phone={confirmed.length === 0 ? phone : undefined}
        {...given}
      />
      <Cards id="prevu" held={close.filter(isPlanned)} {...planned} />
      <Confirmed id="ouvert-plus-loin" title={further ?? ""} held={far.filter(isConfirmed)} {...given} />
      <Cards id="prevu-plus-loin" held={far.filter(isPlanned)} {...planned} />
      {more && (
        <p>
          <PageLink href="/lieux" className="inline-flex min-h-target items-center font-bold">
            {t("moreNow")}
          </PageLink>
        </p>
      )}
    </>
  );
}

const isPlanned = ({ status }: PermanenceAtPlace): boolean => status !== "open";

/**
 * Whether one is received who comes now: numbers are given, the line is not suspended, and not too many people wait.
 */
const takesNow = (held: PermanenceAtPlace, boards: OfferedNow["boards"], now: Instant): boolean =>
  held.numbers !== "stopped" && boards.get(held.id)?.suspended !== true && !isTooFull(held, boards.get(held.id), now);

/**
 * The first one as a card, with whom to call (`phone`) below it, and the others as rows under it; or all as `rows`.
 * `quiet`: on a phone the card says by itself what the title does.
 */
function Confirmed({
  id,
  title,
  quiet = false,
  rows = false,
  phone,
  held,
  boards,
  now,
  near,
  ways,
}: OfferedNow & { id: string; title: string; quiet?: boolean; rows?: boolean; phone?: string | undefined }) {
  const [first] = held;
  if (!first) return null;
  const others = rows ? held : held.slice(1);
  return (
    <section aria-labelledby={id} className="grid gap-2.5">
      <h2 id={id} className={quiet ? "max-lg:sr-only" : ""}>
        {title}
      </h2>
      {!rows && (
        <OpenCard
          held={first}
          board={boards.get(first.id)}
          now={now}
          from={near}
          first
          called={phone !== undefined && first.call === phone}
          instead={<WhenTooManyWait held={first} {...ways} />}
        />
      )}
      {phone !== undefined && <CallLink phone={phone} framed />}
      {others.length > 0 && (
        <ul className="rounded-card border-2 border-hair bg-card">
          {others.map((one) => (
            <OpenRow key={one.id} held={one} board={boards.get(one.id)} now={now} from={near} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Cards({
  id,
  title,
  folded,
  held,
  boards,
  now,
  near,
}: OfferedNow & { id: string; title: string; folded: boolean }) {
  if (held.length === 0) return null;
  const cards = (
    <div className={`grid gap-3.5 ${held.length > 1 ? "md:grid-cols-2" : ""}`}>
      {held.map((one) => (
        <OpenCard key={one.id} held={one} board={boards.get(one.id)} now={now} from={near} />
      ))}
    </div>
  );
  if (folded) return <Folded title={`${title} (${held.length})`}>{cards}</Folded>;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id}>{title}</h2>
      {cards}
    </section>
  );
}

/** What is unfolded by touching its title. */
const Folded = ({ title, children }: { title: string; children: ReactNode }) => (
  <details className="open:pb-3">
    <summary className="flex min-h-target items-center justify-between gap-3 px-1 font-bold text-accent">
      {title}
      <Icon name="arrow" size={22} className="rotate-90 in-open:-rotate-90 rtl:scale-x-100" />
    </summary>
    {children}
  </details>
);

/** More would push the footer too far down; the list of places has the rest. */
const ROWS_AT_ONCE = 3;

export type OfferedLater = {
  offer: Pick<Upcoming<PermanenceAtPlace>, "today" | "days">;
  holidays?: ReadonlyMap<string, HolidayName>;
};

/**
 * The first half-days to come, later today and by day, with the `holidays` on which everything is closed; and the way
 * to all places.
 */
export function ComingLater({ offer, holidays = new Map() }: OfferedLater) {
  const t = useTranslations("home");
  const days = [...byDay(offer.today), ...withHolidays(offer.days, holidays)];
  const isAny = days.length > 0;
  return (
    <section {...(isAny && { "aria-labelledby": "ensuite" })} className="grid gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        {isAny && <h2 id="ensuite">{t("next")}</h2>}
        <PageLink href="/lieux" className="inline-flex min-h-target items-center font-bold">
          {t("all")}
        </PageLink>
      </div>
      {isAny && <DayList days={firstRows(days, ROWS_AT_ONCE)} today={offer.today[0]?.localDate} />}
    </section>
  );
}

/** The first half-days of these days; a holiday counts as one. */
function firstRows<Held>(days: readonly Day<Held>[], rows: number): readonly Day<Held>[] {
  let left = rows;
  return days.flatMap((day) => {
    const held = day.held.slice(0, left);
    const shown = left > 0 ? [{ ...day, held }] : [];
    left -= day.holiday === undefined ? held.length : 1;
    return shown;
  });
}
