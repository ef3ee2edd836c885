import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { soonestAddress } from "#components/booking-addresses.ts";
import { ChosenTopic, TopicChoice } from "#components/booking/topic-choice.tsx";
import { SoonestHours, NoSoonestHour } from "#components/booking/soonest-hours.tsx";
import { SoonestTowns, SoonestWhere } from "#components/booking/soonest-towns.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { TelephoneOfPage } from "#app/[locale]/(site)/telephone-of-page.tsx";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { chooseTown, soonestStep, type TownChoice } from "#lib/booking/soonest-step.ts";
import type { Place } from "#lib/place/place.ts";
import { townsNamed, type Town } from "#lib/place/town.ts";
import { findSoonest, type Soonest } from "#lib/server/booking/find-soonest.ts";
import { findSoonestTowns } from "#lib/server/booking/find-soonest-towns.ts";
import { readBookableTopics, type TopicsOf } from "#lib/server/schedule/read-topics.ts";
import { clock } from "#lib/server/clock.ts";
import { readOrganisationOf, type Organisation } from "#lib/server/place/read-organisation.ts";
import { readPlace } from "#lib/server/place/read-places.ts";

type Query = {
  readonly demarche?: string | string[];
  readonly ville?: string | string[];
  readonly lieu?: string | string[];
  readonly repris?: string | string[];
};
type Props = OwnPage & { searchParams: Promise<Query> };
type SoonestQuery = {
  readonly topics: readonly NamedTopic[];
  readonly topic: string | undefined;
  readonly choice: TownChoice;
  readonly place: Place | undefined;
  readonly towns: readonly Town[];
  readonly typed: string | undefined;
  readonly organisation: Organisation | undefined;
};

/** Each step has its own title, for people who listen to the page or have several tabs (RGAA 8.6). */
export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { step, organisation }] = await Promise.all([getTranslations("booking.soonest.titles"), known(props)]);
  return { title: titleFor(t(step), organisation) };
}

/**
 * The soonest free hours for a procedure, in a town (asked when there are several) or at a place. `repris`: a form that
 * could not be sent, encrypted. In the frame of who runs the place, or of the whole installation.
 */
export default async function SoonestPage(props: Props) {
  const query = await props.searchParams;
  const typed = singleValue(query.repris);
  const [t, { step, topics, towns, place, topic, choice, organisation }] = await Promise.all([
    getTranslations("booking"),
    known(props),
  ]);
  return (
    <SiteFrame organisation={organisation}>
      <div className="mx-auto grid max-w-3xl gap-6">
        {step !== "nothing" && <p className="-mb-4 font-bold text-accent">{t("title")}</p>}
        {step === "topic" ? (
          <TopicChoice
            heading="h1"
            topics={topics}
            page={soonestAddress({ place: place?.slug, town: askedTown(query, choice), typed })}
          />
        ) : (
          <Step
            topics={topics}
            topic={topic}
            choice={choice}
            place={place}
            towns={towns}
            typed={typed}
            organisation={organisation}
          />
        )}
      </div>
    </SiteFrame>
  );
}

/** The town of the address by its key, so that a link with a name goes on with the code; a name of several stays. */
const askedTown = ({ ville }: Query, { town }: TownChoice): string | undefined =>
  singleValue(ville) === undefined ? undefined : (town?.key ?? singleValue(ville));

/**
 * In the frame of who runs the place, else of the organisation that the address names, else of the whole installation.
 */
async function known({ params, searchParams }: Props) {
  const [named, { demarche, ville, lieu }] = await Promise.all([shownOrganisation(params), searchParams]);
  const asked = await read(singleValue(demarche), singleValue(ville), singleValue(lieu), named?.onlyOf);
  return { ...asked, organisation: asked.place ? await readOrganisationOf(asked.place.organisation) : named };
}

/** What the address says about the search, and what can be chosen: read once for the title and the page. */
const read = cache(
  async (asked: string | undefined, city: string | undefined, slug: string | undefined, of: string | undefined) => {
    const place = slug === undefined ? undefined : await readPlace(slug);
    const [topics, towns] = await Promise.all([readBookableTopics(topicsOf(place, of)), findSoonestTowns(of)]);
    const topic = topics.find(({ key }) => key === asked)?.key;
    const choice = chooseTown(city, towns);
    const step = soonestStep({ topic, place: place?.slug, choice });
    return { topics, towns, place, topic, choice, step };
  },
);

const topicsOf = (place: { readonly id: string } | undefined, organisation: string | undefined): TopicsOf => {
  if (place) return { place: place.id };
  return organisation === undefined ? "all-organisations" : { organisation };
};

/**
 * The step by what is known: nothing to book anywhere, a town to choose, or the hours. Each starts with its own
 * heading.
 */
async function Step({
  topics,
  topic,
  choice: { town, towns: choosable },
  place,
  towns,
  typed,
  organisation,
}: SoonestQuery) {
  const t = await getTranslations("booking");
  const now = clock.now();
  const telephone = <TelephoneOfPage organisation={organisation} />;
  if (topic === undefined || choosable.length === 0)
    return (
      <>
        <h1>{t("title")}</h1>
        <NoSoonestHour why="nothing" telephone={telephone} now={now} />
      </>
    );
  const chosen = (
    <ChosenTopic
      topic={topics.find(({ key }) => key === topic) ?? { key: topic }}
      page={soonestAddress({ place: place?.slug, town: place ? undefined : town?.key, typed })}
    />
  );
  const where = place ? { place: place.slug } : town && { town };
  if (!where)
    return (
      <>
        <SoonestTowns topic={topic} towns={choosable} typed={typed} />
        {chosen}
      </>
    );
  // With a single bookable town there is nothing to choose.
  const chosenWhere =
    place || choosable.length > 1 || choosable[0]?.key !== town?.key ? (
      <SoonestWhere topic={topic} town={town?.name} place={place?.name} typed={typed} />
    ) : undefined;
  const { hours, elsewhere } = await findSoonest(topic, where, place ? undefined : organisation?.onlyOf);
  return (
    <>
      <h1>{t("soonest.hours")}</h1>
      <div className="grid gap-2.5 md:grid-cols-2">
        {chosen}
        {chosenWhere}
      </div>
      {hours.length > 0 ? (
        <SoonestHours topic={topic} hours={hours} typed={typed} now={now} />
      ) : (
        <NoSoonestHour
          why="none"
          topic={topic}
          elsewhere={elsewhere && named(elsewhere, towns)}
          telephone={telephone}
          typed={typed}
          now={now}
        />
      )}
    </>
  );
}

/** The hours of another town with its name, as the choice of towns has it. */
function named({ city, code, hours }: NonNullable<Soonest["elsewhere"]>, towns: readonly Town[]) {
  const [only, ...others] = townsNamed(code ?? city, towns);
  return { town: only && others.length === 0 ? only.name : city, hours };
}
