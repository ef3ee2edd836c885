import type { Interval } from "../time/interval.ts";

/** When nothing is held: closed spans, and public holidays (YYYY-MM-DD). */
export type Closed = { readonly closures: readonly Interval[]; readonly holidays: ReadonlySet<string> };
