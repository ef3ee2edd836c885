import { isUuid } from "#lib/uuid.ts";
import { isDay } from "#lib/wire/bounds.ts";

/**
 * What the address of the page says on which somebody's dates are handed over. `from`, `until`: the days between which
 * they are, YYYY-MM-DD; `to`: the account of whom is shown what they would take over.
 */
export type DatesAddress = {
  readonly organisation?: string;
  readonly from?: string;
  readonly until?: string;
  readonly to?: string;
};

/** Reads an address; what it cannot be is left out. */
export function readDatesAddress(value: (name: string) => string | undefined): DatesAddress {
  const organisation = value("organisation");
  const from = value("du");
  const until = value("au");
  const to = value("a");
  return {
    ...(organisation !== undefined && { organisation }),
    ...(from !== undefined && isDay(from) && { from }),
    ...(until !== undefined && isDay(until) && { until }),
    ...(to !== undefined && isUuid(to) && { to }),
  };
}

/** Writes the address of one person’s dates, without language. `path`: what stands after the page, for its form. */
export function datesAddress(account: string, { organisation, from, until, to }: DatesAddress, path = ""): string {
  const query = new URLSearchParams({
    ...(organisation !== undefined && { organisation }),
    ...(from !== undefined && { du: from }),
    ...(until !== undefined && { au: until }),
    ...(to !== undefined && { a: to }),
  }).toString();
  return `/coordination/equipe/${account}/dates${path}${query === "" ? "" : `?${query}`}`;
}
