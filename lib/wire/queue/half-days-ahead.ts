import { z } from "zod";
import { device } from "./command.ts";
import type { WireLine } from "./line.ts";
import { written } from "#lib/wire/bounds.ts";

/** Half-days named in one question: as many as a device keeps. */
const MOST = 50;

const ids = written()
  .default("")
  .transform((written) => written.split(",").filter((id) => id !== ""))
  .pipe(z.array(z.uuid()).max(MOST));

/** What a device asks when it reads half-days ahead (lib/server/queue/read-half-days-ahead.ts). */
export const halfDaysAheadQuery = z.object({ also: ids, unsent: ids, sentAll: device.optional() });

/** A half-day that is read ahead. `readAt`: milliseconds since 1970, by the server's clock. */
export type HalfDayAhead<Page> = { readonly page: Page; readonly line: WireLine; readonly readAt: number };
