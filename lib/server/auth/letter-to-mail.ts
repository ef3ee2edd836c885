import type { Letter } from "../../mail/letter.ts";
import type { Instant } from "../../time/instant.ts";

/** What a message of the outbox says, as it is true now, and to which address. `expires`: when its code or address opens nothing any more. */
export type LetterToMail = {
  readonly message: string;
  readonly email: string;
  readonly letter: Letter;
  readonly expires: Instant;
};
