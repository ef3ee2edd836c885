import type { Interval } from "../time/interval.ts";

/** A half-day where an hour is free, and where it is held. `address`, its street, and `city` as the place writes them. */
export type SoonestHalfDay = {
  readonly permanence: string;
  readonly timeZone: string;
  readonly place: { readonly slug: string; readonly name: string; readonly address: string; readonly city: string };
};

/** A free hour as a person is shown it. */
export type SoonestHour = SoonestHalfDay & { readonly span: Interval };
