import { THREE_IN_THE_MORNING } from "./retention.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";

/**
 * The date at a place for its shared tablet: a day lasts until three in the morning, as the lines that nobody closed
 * do.
 */
export const dayOfTablet = (now: Instant, zone: string): string =>
  localDateOf(instant(now - THREE_IN_THE_MORNING * MINUTE), zone);

/**
 * For how many days after the day of a half-day its tablet may send what it did without network
 * (docs/line.md#what-comes-after-it).
 */
export const LATE_ACTS_DAYS = 7;
