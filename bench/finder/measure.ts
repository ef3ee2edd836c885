import { recorded } from "../bookings/recording.ts";
import { answerAll } from "../measurer.ts";

/** What one asks for: an hour in a town that has some, and in one that has none. */
export type Wish = { readonly topic: string; readonly city: string; readonly times: number };

/** Milliseconds of server time of each look, what the database was asked each time, and what the first look found. */
export type Looked = {
  readonly milliseconds: readonly number[];
  readonly queries: number;
  readonly hours: number;
  readonly elsewhere: number;
};

answerAll(async ({ topic, city, times }: Wish): Promise<Looked> => {
  const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
  const { findSoonestTowns } = await import("#lib/server/booking/find-soonest-towns.ts");
  const { readBookableTopics } = await import("#lib/server/booking/read-bookable-topics.ts");
  /** All that the page reads (app/[locale]/(site)/rendez-vous/page.tsx). */
  const look = async () => {
    const [topics, towns] = await Promise.all([readBookableTopics([]), findSoonestTowns()]);
    return { topics, towns, found: await findSoonest(topic, { city }) };
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
