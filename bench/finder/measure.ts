import { findSoonestTowns } from "#lib/server/booking/find-soonest-towns.ts";
import { findSoonest } from "#lib/server/booking/find-soonest.ts";
import { readBookableTopics } from "#lib/server/schedule/read-topics.ts";
import { townsNamed } from "#lib/place/town.ts";
import { timed } from "#tests/rig/figures.ts";
import { recorded } from "#tests/rig/recording.ts";

/** Milliseconds of server time of each request, its database statements, and the result of the first request. */
export type SearchMeasure = {
  readonly milliseconds: readonly number[];
  readonly queries: number;
  readonly hours: number;
  readonly elsewhere: number;
};

/** Asks so many times for the hours of a town. */
export async function lookFor(topic: string, city: string, times: number): Promise<SearchMeasure> {
  /** Everything that the page reads (app/[locale]/(held)/rendez-vous/page.tsx). */
  const look = async () => {
    const [topics, towns] = await Promise.all([readBookableTopics("all-organisations"), findSoonestTowns()]);
    return {
      topics,
      towns,
      found: await findSoonest(topic, { town: townsNamed(city, towns)[0] ?? { uncoded: [city] } }),
    };
  };
  const { found } = await look();
  const queries = (await recorded(look)).length;
  const milliseconds: number[] = [];
  for (let time = 0; time < times; time += 1) milliseconds.push(await timed(look));
  return { milliseconds, queries, hours: found.hours.length, elsewhere: found.elsewhere?.hours.length ?? 0 };
}
