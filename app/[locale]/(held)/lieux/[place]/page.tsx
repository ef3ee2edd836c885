import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import { stayWith } from "#components/ui/own-pages.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { BringList } from "#components/place/bring-list.tsx";
import { ClosedNotice } from "#components/place/closed-notice.tsx";
import { NothingPlanned } from "#components/place/nothing-planned.tsx";
import { PlaceDays } from "#components/place/place-days.tsx";
import { UnknownPlace } from "#components/place/place-search.tsx";
import { PlaceToday } from "#components/place/place-today.tsx";
import { WayThere } from "#components/place/way-there.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { byDay, upcomingOf, withHolidays } from "#lib/schedule/upcoming.ts";
import { readAvailabilities } from "#lib/server/booking/read-availability.ts";
import { clock } from "#lib/server/clock.ts";
import { readBoards } from "#lib/server/queue/read-boards.ts";
import { holidaysIn } from "#lib/server/schedule/holidays.ts";
import { readNextElsewhere } from "#lib/server/schedule/next-elsewhere.ts";
import { readClosuresAt } from "#lib/server/schedule/read-closures-told.ts";
import { readComing } from "#lib/server/schedule/read-coming.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { placeOfAddress } from "./place-of-address.ts";

type Props = { params: Promise<{ place: string }> };

const DAYS_SHOWN = 14;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await placeOfAddress((await params).place);
  return place
    ? { title: await titleHeldBy(place.organisation, place.name) }
    : { title: (await getTranslations("site.lost"))("title"), robots: { index: false } };
}

export default async function PlacePage({ params }: Props) {
  const place = await placeOfAddress((await params).place);
  if (!place) return <UnknownPlace />;
  stayWith(await readOrganisationOf(place.organisation));
  const [t, permanence, held, topics, closures] = await Promise.all([
    getTranslations("place"),
    getTranslations("permanence"),
    readComing(DAYS_SHOWN, { place: place.id, cancelledToo: true }),
    readTopics({ place: place.id }),
    readClosuresAt(place, DAYS_SHOWN),
  ]);
  const now = clock.now();
  const open = upcomingOf(held, now).now;
  const coming = held.filter((one) => !open.includes(one));
  const kept = held.filter(({ status, shut }) => status !== "cancelled" && shut === undefined);
  const nothingIsHeld = kept.length === 0;
  const today = localDateOf(now, place.timeZone);
  const holidays = holidaysIn(place, today, DAYS_SHOWN);
  const [boards, left, another] = await Promise.all([
    readBoards(open.filter(({ status }) => status === "open").map(({ id }) => id)),
    readAvailabilities(kept, topics),
    nothingIsHeld ? readNextElsewhere(place, now) : undefined,
  ]);
  return (
    <div className="grid gap-6">
      <div className="grid gap-1">
        <p>
          <PageLink href="/lieux" className="inline-flex min-h-target items-center gap-2 font-bold">
            <Icon name="arrow" size={20} className="-scale-x-100 rtl:scale-x-100" />
            {t("list.title")}
          </PageLink>
        </p>
        <h1>
          <FrenchText text={place.name} />
        </h1>
      </div>
      {/* On a phone the address stands between today's state and the dates. */}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_auto_1fr]">
        <div className="grid gap-3 lg:col-start-1">
          <ClosedNotice closures={closures} now={now} />
          {nothingIsHeld ? (
            <NothingPlanned
              here={place}
              cancelled={held}
              decideOn={closures.find(({ decideOn }) => decideOn !== undefined)?.decideOn}
              another={another}
            />
          ) : (
            <PlaceToday
              open={open}
              next={kept[0]}
              boards={boards}
              left={left}
              holiday={holidays.get(today)}
              now={now}
            />
          )}
        </div>
        <section aria-labelledby="y-aller" className="grid gap-3 lg:col-start-2 lg:row-span-3 lg:row-start-1">
          <h2 id="y-aller">{t("way")}</h2>
          <Card as="div">
            <WayThere place={place} named={false} />
          </Card>
        </section>
        {!nothingIsHeld && (
          <>
            {coming.length > 0 && (
              <section aria-labelledby="prochaines" className="grid gap-3 lg:col-start-1">
                <h2 id="prochaines">{t("coming")}</h2>
                <PlaceDays
                  days={withHolidays(byDay(coming), new Map([...holidays].filter(([date]) => date > today)))}
                  left={left}
                />
              </section>
            )}
            <section aria-labelledby="apporter" className="grid gap-3 lg:col-start-1">
              <h2 id="apporter">{permanence("bring.title")}</h2>
              <BringList topics={topics} />
            </section>
          </>
        )}
      </div>
    </div>
  );
}
