import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { singleValue } from "#app/[locale]/search-params.ts";
import { soonestAddress } from "#components/booking/addresses.ts";
import { ChosenTopic, TopicChoice } from "#components/booking/topic-choice.tsx";
import { SoonestHours, NoSoonestHour } from "#components/booking/soonest-hours.tsx";
import { SoonestTowns, SoonestWhere } from "#components/booking/soonest-towns.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { soonestStep, townOf } from "#lib/booking/soonest-step.ts";
import type { Place } from "#lib/place/place.ts";
import { findSoonest } from "#lib/server/booking/find-soonest.ts";
import { findSoonestTowns } from "#lib/server/booking/find-soonest-towns.ts";
import { readBookableTopics } from "#lib/server/schedule/read-topics.ts";
import { readOperator } from "#lib/server/place/read-operator.ts";
import { readPlace } from "#lib/server/place/read-places.ts";

type Query = {
  readonly demarche?: string | string[];
  readonly ville?: string | string[];
  readonly lieu?: string | string[];
  readonly repris?: string | string[];
};
type Props = { searchParams: Promise<Query> };
type Wanted = {
  readonly topic: string | undefined;
  readonly town: string | undefined;
  readonly place: Place | undefined;
  readonly towns: readonly string[];
  readonly typed: string | undefined;
};

/** Each step has its own title, for people who listen to the page or have several tabs (RGAA 8.6). */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, { step }] = await Promise.all([getTranslations("booking.soonest.titles"), known(await searchParams)]);
  return { title: t(step) };
}

/**
 * The soonest free hours for a procedure, in a town (asked when there are several) or at a place. `repris`: a form that
 * could not be sent, encrypted.
 */
export default async function SoonestPage({ searchParams }: Props) {
  const query = await searchParams;
  const typed = singleValue(query.repris);
  const [t, { step, topics, towns, place, topic, town }] = await Promise.all([
    getTranslations("booking"),
    known(query),
  ]);
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      {step !== "nothing" && <p className="-mb-4 font-bold text-accent">{t("title")}</p>}
      {step === "topic" ? (
        <TopicChoice
          heading="h1"
          topics={topics}
          page={soonestAddress({ place: place?.slug, town: singleValue(query.ville), typed })}
        />
      ) : (
        <Step topic={topic} town={town} place={place} towns={towns} typed={typed} />
      )}
    </div>
  );
}

const known = ({ demarche, ville, lieu }: Query) => read(singleValue(demarche), singleValue(ville), singleValue(lieu));

/** What the address says about the search, and what can be chosen: read once for the title and the page. */
const read = cache(async (asked: string | undefined, city: string | undefined, slug: string | undefined) => {
  const [topics, towns, place] = await Promise.all([
    readBookableTopics([]),
    findSoonestTowns(),
    slug === undefined ? undefined : readPlace(slug),
  ]);
  const topic = topics.find(({ key }) => key === asked)?.key;
  const step = soonestStep({ topic, town: city, place: place?.slug, towns });
  return { topics, towns, place, topic, town: townOf(city, towns), step };
});

/**
 * The step by what is known: nothing to book anywhere, a town to choose, or the hours. Each starts with its own
 * heading.
 */
async function Step({ topic, town, place, towns, typed }: Wanted) {
  const [t, operator] = await Promise.all([getTranslations("booking"), readOperator()]);
  const { phone, phoneHours } = operator ?? {};
  const telephone = <Telephone phone={phone} hours={phoneHours} />;
  if (topic === undefined || towns.length === 0)
    return (
      <>
        <h1>{t("title")}</h1>
        <NoSoonestHour why="nothing" telephone={telephone} />
      </>
    );
  const chosen = (
    <ChosenTopic topic={topic} page={soonestAddress({ place: place?.slug, town: place ? undefined : town, typed })} />
  );
  if (!place && town === undefined)
    return (
      <>
        <SoonestTowns topic={topic} towns={towns} typed={typed} />
        {chosen}
      </>
    );
  // With a single bookable town there is nothing to choose.
  const chosenWhere =
    place || towns.length > 1 || towns[0] !== town ? (
      <SoonestWhere topic={topic} town={town} place={place?.name} typed={typed} />
    ) : undefined;
  const { hours, elsewhere } = await findSoonest(topic, place ? { place: place.slug } : { city: town ?? "" });
  return (
    <>
      <h1>{t("soonest.hours")}</h1>
      <div className="grid gap-2.5 md:grid-cols-2">
        {chosen}
        {chosenWhere}
      </div>
      {hours.length > 0 ? (
        <SoonestHours topic={topic} hours={hours} typed={typed} />
      ) : (
        <NoSoonestHour why="none" topic={topic} elsewhere={elsewhere} telephone={telephone} typed={typed} />
      )}
    </>
  );
}
