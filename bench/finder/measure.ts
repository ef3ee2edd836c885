import { recorded } from "../bookings/recording.ts";
import { townsNamed } from "#lib/place/town.ts";
import { answerAll } from "../measurer.ts";

/** The towns that are asked for: one with free hours and one without. */
export type Wish = { readonly topic: string; readonly city: string; readonly times: number };

/** Milliseconds of server time of each request, its database statements, and the result of the first request. */
export type Looked = {
  readonly milliseconds: readonly number[];
  readonly queries: number;
  readonly hours: number;
  readonly elsewhere: number;
};

answerAll(async ({ topic, city, times }: Wish): Promise<Looked> => {
  const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
  const { findSoonestTowns } = await import("#lib/server/booking/find-soonest-towns.ts");
  const { readBookableTopics } = await import("#lib/server/schedule/read-topics.ts");
  /** Everything that the page reads (app/[locale]/(held)/rendez-vous/page.tsx). */
  const look = async () => {
    const [topics, towns] = await Promise.all([readBookableTopics("all-operators"), findSoonestTowns()]);
    return {
      topics,
      towns,
      found: await findSoonest(topic, { town: townsNamed(city, towns)[0] ?? { uncoded: [city] } }),
    };
  };
  const { found } = await look();
  const queries = (await recorded(look)).length;
  const milliseconds: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    await look();
    milliseconds.push(performance.now() - began);
  }
  return { milliseconds, queries, hours: found.hours.length, elsewhere: found.elsewhere?.hours.length ?? 0 };
});
