import { NOW } from "../bookings/half-days.ts";
import { servingUrl } from "#tests/support/database.ts";
import { startDatabases } from "../databases.ts";
import { median, p95 } from "../figures.ts";
import type { Section } from "../line.ts";
import { startMeasurer } from "../measurer.ts";
import type { Fed } from "./measure.ts";

const EVENTS = 1_000;
const TIMES = 100;

/** How many times the putting together of its texts a whole feed may take. */
const MOST_MORE = 1.2;

/** Milliseconds of an answer to a reader who has the feed already. */
const MOST_UNCHANGED = 1;

/** The calendar feed of the CAF: it joins stored texts. */
export const feeds: Section = {
  name: "feeds",
  title: "The feed of a shared calendar, in process",
  measure: async () => {
    const databases = await startDatabases();
    const measurer = startMeasurer("feeds/measure.ts", {
      DATABASE_URL: servingUrl(await databases.make("feeds")),
      APP_NOW: NOW,
    });
    const { whole, joined, known, written, events, bytes } = await measurer.ask<Fed>({ events: EVENTS, times: TIMES });
    await measurer.stop();
    await databases.stop();
    const times = (milliseconds: readonly number[]) => ({
      measured: `${median(milliseconds).toFixed(2)} ms`,
      spread: `p95 ${p95(milliseconds).toFixed(2)} ms`,
    });
    return [
      { figure: `a feed of ${events} events, ${Math.round(bytes / 1_024)} kB, whole`, ...times(whole) },
      {
        figure: "whole ÷ only putting its stored texts together by SQL",
        measured: (median(whole) / median(joined)).toFixed(2),
        bound: {
          description: `≤ ${MOST_MORE}`,
          holds: median(whole) <= MOST_MORE * median(joined),
          missed: "Look at what lib/server/calendar/read-feed.ts does beside its one statement.",
        },
      },
      {
        figure: "the same for a reader who has it already (304)",
        ...times(known),
        bound: {
          description: `≤ ${MOST_UNCHANGED} ms`,
          holds: median(known) <= MOST_UNCHANGED,
          missed: "A 304 reads no event: look at `presentVersion` of lib/server/calendar/read-feed.ts, and its plan.",
        },
      },
      { figure: "an event's text written in the transaction that changes it", ...times(written) },
    ];
  },
};
