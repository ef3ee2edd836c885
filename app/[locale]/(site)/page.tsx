import { getTimeZone, getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";
import { singleValue } from "#app/[locale]/search-params.ts";
import { ChoiceForm, YourChoice } from "#components/place/choice.tsx";
import { WaysIn } from "#components/place/ways-in.tsx";
import { NothingNow } from "#components/place/nothing-now.tsx";
import { ComingLater, OpenNow } from "#components/place/offered.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { filterOf } from "#lib/schedule/half-day-filter.ts";
import { MOST_NOW, offerOf } from "#lib/schedule/offer.ts";
import { clock } from "#lib/server/clock.ts";
import { readLanguages } from "#lib/server/place/read-places.ts";
import { readOperator } from "#lib/server/place/read-operator.ts";
import { readBoards } from "#lib/server/queue/read-boards.ts";
import { commonHolidaysIn } from "#lib/server/schedule/holidays.ts";
import { MOST_COMING, readComing } from "#lib/server/schedule/read-coming.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { isWorkshopPlanned } from "#lib/server/schedule/read-workshops.ts";
import { localDateOf, weekdayOf } from "#lib/time/zone.ts";

type Props = { searchParams: Promise<{ demarche?: string | string[]; langue?: string | string[] }> };

const DAYS_SHOWN = 7;
const SUNDAY = 7;

export default async function HomePage({ searchParams }: Props) {
  const asked = await searchParams;
  const [t, topics, languages, operator] = await Promise.all([
    getTranslations("home"),
    readTopics("all-operators"),
    readLanguages(),
    readOperator(),
  ]);
  const chosen = filterOf(
    { topic: singleValue(asked.demarche), language: singleValue(asked.langue) },
    topics,
    languages,
  );
  const now = clock.now();
  const today = localDateOf(now, await getTimeZone());
  const [held, holidays, learn] = await Promise.all([
    readComing(DAYS_SHOWN, chosen),
    commonHolidaysIn(today, DAYS_SHOWN),
    isWorkshopPlanned(),
  ]);
  const offer = offerOf(held, now);
  const shown = offer.now.slice(0, MOST_NOW);
  const boards = await readBoards(shown.filter(({ status }) => status === "open").map(({ id }) => id));
  const isOpen = offer.now.length > 0;
  // Where the list was narrowed or cut, a day without half-days may have some.
  const last = held.length < MOST_COMING ? undefined : held.at(-1)?.localDate;
  const toCome = new Map(
    [...holidays].filter(
      ([date]) => Object.keys(chosen).length === 0 && date > today && (last === undefined || date < last),
    ),
  );
  return (
    <div className="grid gap-7">
      <div className="grid gap-4.5">
        <div>
          <h1>{t("title")}</h1>
          <p className="mt-2 text-lg text-soft">{t("lead")}</p>
        </div>
        <WaysIn open={isOpen} learn={learn} />
      </div>
      <div id="maintenant" className="grid scroll-mt-4 gap-7">
        {isOpen && <YourChoice chosen={chosen} />}
        <OpenNow held={shown} boards={boards} now={now} more={shown.length < offer.now.length} />
        {!isOpen && (
          <section aria-labelledby="rien" className="grid gap-3">
            <h2 id="rien">{t(offer.today.length + offer.days.length > 0 ? "todayNow" : "week")}</h2>
            <NothingNow
              offer={offer}
              chosen={chosen}
              closed={holidays.get(today) ?? (weekdayOf(today) === SUNDAY ? "sunday" : undefined)}
              telephone={<Telephone phone={operator?.phone} hours={operator?.phoneHours} />}
            />
          </section>
        )}
      </div>
      <ChoiceForm chosen={chosen} topics={topics} languages={languages} />
      <ComingLater offer={offer} holidays={toCome} />
      <p>
        <PageLink href="/lieux" className={buttonClass("ghost")}>
          {t("all")}
        </PageLink>
      </p>
    </div>
  );
}
