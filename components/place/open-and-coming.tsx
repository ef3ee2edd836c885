import { useLocale, useTranslations } from "next-intl";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { withHolidays, type Upcoming } from "#lib/schedule/upcoming.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isNear, kilometresBetween, sayKilometres, type Point } from "#lib/place/distance.ts";
import { ComingCard, type PermanenceAtPlace } from "./coming-card.tsx";
import { DayList } from "./day-list.tsx";
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
 * others, to be searched by town.
 */
export function OpenNow({
  held,
  more = false,
  later,
  first: firstHour,
  book,
  ...told
}: Omit<OfferedNow, "ways"> & NextChances & { more?: boolean }) {
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
  return (
    <>
      <Confirmed
        id="ouvert"
        title={near ? t("near.nowNear", { commune: near.name }) : t("now")}
        held={close.filter(isConfirmed)}
        {...given}
      />
      <Confirmed id="en-ce-moment" title={t(isOpen ? "momentElsewhere" : "moment")} held={elsewhere} {...given} />
      <Cards id="prevu" title={t("expected")} held={close.filter(isPlanned)} {...given} />
      <Confirmed id="ouvert-plus-loin" title={further ?? ""} held={far.filter(isConfirmed)} {...given} />
      <Cards id="prevu-plus-loin" title={t("expected")} held={far.filter(isPlanned)} {...given} />
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

/** The first one as a card, the others as rows under it. */
function Confirmed({
  id,
  title,
  held: [first, ...others],
  boards,
  now,
  near,
  ways,
}: OfferedNow & { id: string; title: string }) {
  if (!first) return null;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id}>{title}</h2>
      <OpenCard
        held={first}
        board={boards.get(first.id)}
        now={now}
        from={near}
        first
        instead={<WhenTooManyWait held={first} {...ways} />}
      />
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

function Cards({ id, title, held, boards, now, near }: OfferedNow & { id: string; title: string }) {
  if (held.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id}>{title}</h2>
      <div className={`grid gap-3.5 ${held.length > 1 ? "md:grid-cols-2" : ""}`}>
        {held.map((one) => (
          <OpenCard key={one.id} held={one} board={boards.get(one.id)} now={now} from={near} />
        ))}
      </div>
    </section>
  );
}

/** More days would push the telephone too far down; the list of places has the rest. */
const DAYS_AT_ONCE = 3;

export type OfferedLater = {
  offer: Pick<Upcoming<PermanenceAtPlace>, "today" | "days">;
  holidays?: ReadonlyMap<string, HolidayName>;
};

/** Half-days later today, then by day, with the `holidays` on which everything is closed. */
export function ComingLater({ offer, holidays = new Map() }: OfferedLater) {
  const t = useTranslations("home");
  return (
    <>
      {offer.today.length > 0 && (
        <section aria-labelledby="aujourdhui" className="grid gap-3">
          <h2 id="aujourdhui">{t("today")}</h2>
          <ul className="grid gap-2.5 md:grid-cols-2">
            {offer.today.map((later) => (
              <ComingCard key={later.id} held={later} opens />
            ))}
          </ul>
        </section>
      )}
      {offer.days.length + holidays.size > 0 && (
        <section aria-labelledby="ensuite" className="grid gap-3">
          <h2 id="ensuite">{t("next")}</h2>
          <DayList days={withHolidays(offer.days, holidays).slice(0, DAYS_AT_ONCE)} />
        </section>
      )}
    </>
  );
}
