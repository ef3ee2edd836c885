import { z } from "zod";
import type { Instant } from "../time/instant.ts";

/** A place with its devices that are not revoked. `until`: when the code of one that waits for it ends. */
export type PlaceWithDevices = {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly devices: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly enrolled: boolean;
    readonly lastHeard?: Instant;
    readonly until?: Instant;
  }[];
};

/** An enrolment code as a page shows it after a redirect. `place`: the id of its place; `until`: the moment at which it ends. */
export const shownCode = z.object({ code: z.string(), place: z.string(), until: z.number(), timeZone: z.string() });
export type ShownCode = z.infer<typeof shownCode>;
