import type { Instant } from "#lib/time/instant.ts";

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
