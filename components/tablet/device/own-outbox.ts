import type { Outbox } from "./outbox.ts";

/**
 * What one conseiller did. A tablet goes from hand to hand: what a colleague did without network stays below, unseen, and
 * goes when she signs in here again. Sent by whoever came after her, it would stand in the record as done by that one.
 */
export const ownOutbox = (outbox: Outbox, conseiller: string): Outbox => ({
  ...outbox,
  all: async () => (await outbox.all()).filter((command) => command.conseiller === conseiller),
});
