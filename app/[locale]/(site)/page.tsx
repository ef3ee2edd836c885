import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "./shown-organisation.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { TelephoneOfPage } from "./telephone-of-page.tsx";
import { soonestAddress } from "#components/booking-addresses.ts";
import { YourChoice } from "#components/place/narrow-places-form.tsx";
import { NearSearch } from "#components/place/near-search.tsx";
import { TopicsAndDays } from "#components/place/topics-and-days.tsx";
import { BookOrWorkshops } from "#components/place/book-or-workshops.tsx";
import { ClosedToday } from "#components/place/closed-notice.tsx";
import { NothingNow } from "#components/place/nothing-now.tsx";
import { OpenNow } from "#components/place/open-and-coming.tsx";
import { OrganisationList } from "#components/place/organisation-list.tsx";
import { cleanText } from "#lib/place/clean-text.ts";
import { communesNamed, type Commune } from "#lib/place/commune.ts";
import { isNear, nearestFirst } from "#lib/place/distance.ts";
import { filterOf } from "#lib/schedule/half-day-filter.ts";
import { MOST_NOW, nextNear, nextOf, upcomingOf } from "#lib/schedule/upcoming.ts";
import { firstFreeHour } from "#lib/server/booking/first-free-hour.ts";
import { clock } from "#lib/server/clock.ts";
import { departmentName } from "#lib/server/place/department-name.ts";
import { readCommunes } from "#lib/server/place/read-communes.ts";
import { readLanguages } from "#lib/server/place/read-places.ts";
import { listOrganisations } from "#lib/server/place/read-organisation.ts";
import { readBoards } from "#lib/server/queue/read-boards.ts";
import { readAskedTopics } from "#lib/server/report/asked-topics.ts";
import { commonHolidaysIn } from "#lib/server/schedule/holidays.ts";
import { readClosedNow } from "#lib/server/schedule/read-closures-told.ts";
import { MOST_COMING, readComing } from "#lib/server/schedule/read-coming.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { isWorkshopPlanned } from "#lib/server/schedule/read-workshops.ts";
import { localDateOf, weekdayOf } from "#lib/time/zone.ts";

type Query = Readonly<Record<"demarche" | "langue" | "commune" | "pres", string | string[] | undefined>>;
type Props = OwnPage & { searchParams: Promise<Query> };

const DAYS_SHOWN = 7;
const SUNDAY = 7;

/**
 * The commune that the address names by its code, or that was typed: the only one of that name, else those to choose
 * from.
 */
function nearOf({ commune, pres }: Query) {
  const code = singleValue(pres);
  const typed = cleanText(singleValue(commune));
  if (code === undefined && typed === undefined) return { near: undefined, asked: {} };
  const communes = readCommunes();
  const named = typed === undefined ? undefined : communesNamed(typed, communes);
  const near = named ? only(named) : communes.find((one) => one.code === code);
  const found = named?.map((one) => ({ code: one.code, name: withDepartment(one, named) }));
  return { near, asked: { typed, chosen: near, found } };
}

const only = <Value,>([first, ...others]: readonly Value[]): Value | undefined =>
  others.length === 0 ? first : undefined;

/** « Saint-Denis (Réunion) » where another one that is offered has the same name. */
const withDepartment = ({ code, name }: Commune, among: readonly Commune[]): string =>
  among.some((other) => other.code !== code && other.name === name) ? `${name} (${departmentName(code)})` : name;

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const organisation = await shownOrganisation(params);
  return organisation ? { title: { absolute: organisation.service } } : {};
}

/** What is open now and comes next: of an organisation on its own page, of all of them at the root. */
export default async function HomePage({ params, searchParams }: Props) {
  const [query, organisation] = await Promise.all([searchParams, shownOrganisation(params)]);
  // An only organisation has everything that there is.
  const of = organisation?.onlyOf;
  const [t, findAgain, topics, languages, organisations, mostAsked] = await Promise.all([
    getTranslations("home"),
    getTranslations("findAgain"),
    readTopics(of === undefined ? "all-organisations" : { organisation: of }),
    readLanguages(),
    organisation ? [] : listOrganisations(),
    organisation ? readAskedTopics(organisation.id) : [],
  ]);
  const chosen = filterOf(
    { topic: singleValue(query.demarche), language: singleValue(query.langue) },
    topics,
    languages,
  );
  const { near, asked } = nearOf(query);
  const choice = { ...chosen, near: near?.code };
  const now = clock.now();
  const today = localDateOf(now, await getTimeZone());
  const [held, holidays, learn, first, closures] = await Promise.all([
    readComing(DAYS_SHOWN, { ...chosen, near, organisation: of }),
    commonHolidaysIn(today, DAYS_SHOWN),
    isWorkshopPlanned(of),
    // Hours are not searched by language.
    chosen.language === undefined ? firstFreeHour({ topic: chosen.topic, near, organisation: of }) : undefined,
    organisation ? readClosedNow(organisation.id) : [],
  ]);
  const offer = upcomingOf(held, now);
  const shown = nearestFirst(offer.now, near).slice(0, MOST_NOW);
  const boards = await readBoards(shown.filter(({ status }) => status === "open").map(({ id }) => id));
  const isOpen = near ? offer.now.some(({ at }) => isNear(near, at)) : offer.now.length > 0;
  const next = near ? nextNear(offer, near) : nextOf(offer);
  // Where the list was narrowed or cut, a day without half-days may have some.
  const last = held.length < MOST_COMING ? undefined : held.at(-1)?.localDate;
  const isNarrowed = near !== undefined || Object.keys(chosen).length > 0;
  const toCome = new Map(
    [...holidays].filter(([date]) => !isNarrowed && date > today && (last === undefined || date < last)),
  );
  const search = <NearSearch asked={asked} choice={choice} />;
  const hasSearched = near !== undefined || asked.typed !== undefined;
  return (
    <div className="grid gap-3 max-lg:-mb-3 lg:gap-7">
      <div className="grid gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,1fr)_19rem] lg:gap-y-7">
        <div id="maintenant" className="-mt-2 grid min-w-0 scroll-mt-4 content-start gap-3 lg:gap-7">
          <h1 className="text-[1.33rem] lg:text-[1.67rem]">{t("title")}</h1>
          {/* What was searched stands above what was found. */}
          {hasSearched && search}
          {isOpen && <YourChoice chosen={chosen} topics={topics} near={near} />}
          {!isOpen && (
            <section aria-labelledby="rien" className="grid gap-3">
              <h2 id="rien">{t(next ? "todayNow" : "week")}</h2>
              <NothingNow
                offer={offer}
                next={next}
                chosen={chosen}
                topics={topics}
                near={near}
                closed={holidays.get(today) ?? (weekdayOf(today) === SUNDAY ? "sunday" : undefined)}
                telephone={<TelephoneOfPage organisation={organisation} />}
              />
            </section>
          )}
          <ClosedToday closures={closures} />
          <OpenNow
            held={shown}
            boards={boards}
            now={now}
            near={near}
            later={[...offer.today, ...offer.days.flatMap(({ held }) => held)]}
            first={first}
            book={soonestAddress({ topic: chosen.topic })}
            more={shown.length < offer.now.length}
            phone={organisation?.phone}
          />
        </div>
        <div className="grid content-start gap-3">
          {!hasSearched && search}
          <BookOrWorkshops
            nothing={!isOpen && next === undefined && first === undefined}
            narrowed={isNarrowed}
            learn={learn}
            book={soonestAddress({ topic: chosen.topic })}
            first={first}
            topic={chosen.topic}
            now={now}
            unconfirmed={offer.now.some(({ id, status }) => id === first?.permanence && status !== "open")}
            quiet={isOpen}
          />
          {/* On a phone the footer has it, as on every page. */}
          <p className="max-lg:hidden">
            <PageLink href="/retrouver" className="inline-flex min-h-target items-center font-bold">
              {findAgain("title")}
            </PageLink>
          </p>
        </div>
      </div>
      <TopicsAndDays
        topics={topics}
        asked={mostAsked}
        languages={languages}
        choice={choice}
        offer={offer}
        holidays={toCome}
        daysFirst={!isOpen}
      />
      {organisations.length > 1 && <OrganisationList organisations={organisations} />}
    </div>
  );
}
