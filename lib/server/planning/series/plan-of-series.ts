import type { Series } from "#prisma/generated/client.ts";
import { suggestedLanes } from "#lib/booking/bookable-share.ts";
import type { Mode } from "#lib/schedule/permanence.ts";

/** What a series says of its half-days. Windows count minutes from the start. */
export type Plan = Pick<Series, "desks" | "bookableLanes"> & { readonly windows: WindowFromStart[] };
export type WindowFromStart = { readonly from: number; readonly to: number; readonly mode: Mode };

/** A series as it is written in a form or file: minutes of the day. */
type WrittenSeries = {
  readonly from: number;
  readonly to: number;
  readonly desks: number;
  readonly bookableDesks?: number | undefined;
  readonly windows?: readonly WindowFromStart[] | undefined;
};

/**
 * Without windows the whole half-day takes walk-ins. Bookable desks are those that are suggested, when nothing is said
 * of them.
 */
export function planOf({ from, to, desks, bookableDesks, windows }: WrittenSeries): Plan {
  const all: readonly WindowFromStart[] =
    windows === undefined || windows.length === 0 ? [{ from, to, mode: "walk-in" }] : windows;
  return {
    desks,
    bookableLanes: bookableDesks ?? suggestedLanes(desks, to - from, all),
    windows: all.map((one) => ({ from: one.from - from, to: one.to - from, mode: one.mode })),
  };
}

type OfferColumns = {
  readonly desks: number;
  readonly bookableLanes: number;
  readonly windows: unknown;
  readonly topicKeys: string[];
  readonly languages: string[];
  readonly audience: string | null;
};

/** What a series or a half-day offers, from its row: at how many desks, when and to whom. */
export const offerOfRow = ({ desks, bookableLanes, windows, topicKeys, languages, audience }: OfferColumns) => ({
  desks,
  bookableDesks: bookableLanes,
  windows: windowsOfRow(windows),
  topics: topicKeys,
  languages,
  audience,
});

/** As rows hold them, with their fields in one order. */
export const windowsOfRow = (windows: unknown): WindowFromStart[] =>
  ((windows ?? []) as WindowFromStart[]).map(({ from, to, mode }) => ({ from, to, mode }));
