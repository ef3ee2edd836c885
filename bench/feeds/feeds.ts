import { NOW } from "#bench/bookings/wanted.ts";
import { servedAt, withDatabases } from "#tests/rig/databases.ts";
import { median, p95 } from "#tests/rig/figures.ts";
import { startMeasurer } from "#tests/rig/measurer.ts";
import { lineOf } from "#tests/rig/report.ts";
import type { Section } from "#bench/section.ts";
import type * as Measure from "./measure.ts";

const EVENTS = 1_000;
const TIMES = 100;

/** How many times the putting together of its texts a whole feed may take. */
const MOST_MORE = 1.2;

/** The part of a whole feed's time that an answer to a reader who has it already may take. */
const MOST_UNCHANGED = 0.33;

/** The calendar feed of the CAF: it joins stored texts. */
export const feeds: Section = {
  name: "feeds",
  title: "The feed of a shared calendar, in process",
  measure: () =>
    withDatabases(async (make) => {
      const settings = servedAt(await make("feeds"), NOW);
      const measurer = startMeasurer<typeof Measure>(new URL("measure.ts", import.meta.url), settings);
      const { whole, joined, known, written, events, bytes } = await measurer.ask("readFeeds", EVENTS, TIMES);
      await measurer.stop();
      const times = (milliseconds: readonly number[]) => ({
        unit: "ms",
        digits: 2,
        spread: `p95 ${p95(milliseconds).toFixed(2)} ms`,
      });
      return [
        lineOf(`a feed of ${events} events, ${Math.round(bytes / 1_024)} kB, whole`, whole, times(whole)),
        lineOf("whole ÷ only putting its stored texts together by SQL", median(whole) / median(joined), {
          digits: 2,
          atMost: MOST_MORE,
          missed: "Look at what lib/server/calendar/read-feed.ts does beside its one statement.",
        }),
        lineOf("the same for a reader who has it already (304)", known, times(known)),
        lineOf("that answer ÷ a whole feed", median(known) / median(whole), {
          digits: 2,
          atMost: MOST_UNCHANGED,
          missed: "A 304 reads no event: look at `presentVersion` of lib/server/calendar/read-feed.ts, and its plan.",
        }),
        lineOf("an event's text written in the transaction that changes it", written, times(written)),
      ];
    }),
};
