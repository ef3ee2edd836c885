import type { Letter } from "#lib/mail/letter.ts";
import type { Instant } from "#lib/time/instant.ts";

/**
 * What a message of the outbox says, as it is true now, and to which address. `expires`: when its code or address opens
 * nothing any more, or nobody needs it. `waitsIn`: the time zone in which it keeps the quiet hours, of one that nobody
 * waits for.
 */
export type LetterToMail = {
  readonly message: string;
  readonly email: string;
  readonly letter: Letter;
  readonly expires: Instant;
  readonly waitsIn?: string;
};
