import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BookAtPlace } from "#components/booking/book-at-place.tsx";
import { BringList } from "#components/place/bring-list.tsx";
import { Days } from "#components/place/coming-card.tsx";
import { NothingPlanned } from "#components/place/nothing-now.tsx";
import { OpenNow } from "#components/place/offered.tsx";
import { WayThere } from "#components/place/way-there.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { byDay, offerOf, withHolidays } from "#lib/schedule/offer.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { clock } from "#lib/server/clock.ts";
import { readBoards } from "#lib/server/queue/read-boards.ts";
import { holidaysIn } from "#lib/server/schedule/holidays.ts";
import { readComing } from "#lib/server/schedule/read-coming.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { placeOfAddress } from "./place-of-address.ts";

type Props = { params: Promise<{ place: string }> };

const DAYS_SHOWN = 14;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const place = await placeOfAddress((await params).place);
  return place
    ? { title: place.name }
    : { title: (await getTranslations("site.lost"))("title"), robots: { index: false } };
}

const nothingIsHeldIn = (held: readonly Pick<Permanence, "status">[]): boolean =>
  held.every(({ status }) => status === "cancelled");

export default async function PlacePage({ params }: Props) {
  const place = await placeOfAddress((await params).place);
  if (!place) return <NotFound />;
  const [t, permanence, held, topics] = await Promise.all([
    getTranslations("place"),
    getTranslations("permanence"),
    readComing(DAYS_SHOWN, { place: place.id, cancelledToo: true }),
    readTopics({ place: place.id }),
  ]);
  const now = clock.now();
  const open = offerOf(held, now).now;
  const coming = held.filter((one) => !open.includes(one));
  const tomorrow = plusDays(localDateOf(now, place.timeZone), 1);
  const holidays = nothingIsHeldIn(held) ? new Map() : holidaysIn(place, tomorrow, DAYS_SHOWN - 1);
  const nothingIsHeld = nothingIsHeldIn(held);
  const boards = await readBoards(open.filter(({ status }) => status === "open").map(({ id }) => id));
  return (
    <div className="grid gap-7">
      <h1>
        <FrenchText text={place.name} />
      </h1>
      <OpenNow held={open} boards={boards} now={now} />
      <section aria-labelledby="prochaines" className="grid gap-3">
        <h2 id="prochaines">{t("coming")}</h2>
        <BookAtPlace place={place.slug} held={held} now={now} />
        {(nothingIsHeld || coming.length === 0) && <NothingPlanned cancelled={coming.length > 0} />}
        <Days days={withHolidays(byDay(coming), holidays)} named={false} />
      </section>
      <section aria-labelledby="y-aller" className="grid gap-3">
        <h2 id="y-aller">{t("way")}</h2>
        <WayThere place={place} />
      </section>
      <section aria-labelledby="apporter" className="grid gap-3 lg:max-w-3xl">
        <h2 id="apporter">{permanence("bring.title")}</h2>
        <BringList topics={topics} comeAnyway={!nothingIsHeld} />
      </section>
    </div>
  );
}
