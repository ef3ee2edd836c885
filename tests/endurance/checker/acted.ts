import type { Act, Command } from "#lib/queue/acts/acts.ts";

/** An act on a line and who acts, as the server completed it. */
export type Acted = {
  readonly act: Act;
  readonly device: string;
  readonly conseiller: string | undefined;
  readonly expected?: Command["expected"];
};
