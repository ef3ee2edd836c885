import type { Act, Command } from "#lib/queue/acts/acts.ts";

/** An act on a line with its device and conseiller, as the server completes it. */
export type SentAct = {
  readonly act: Act;
  readonly device: string;
  readonly conseiller: string | undefined;
  readonly expected?: Command["expected"];
};
