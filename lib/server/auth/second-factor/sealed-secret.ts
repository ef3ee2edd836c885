import { z } from "zod";
import { instant } from "#lib/time/instant.ts";
import { seal } from "#lib/server/sealed.ts";

/** What the secret of an authenticator is sealed for (`seal`). */
export const SEALED_FOR = "second-factor";

/** A sealed secret holds for whose account it is: a row copied to another account opens nothing. */
export const sealedSecret = z.object({ account: z.uuid(), letters: z.string() });

/** The secret, in letters, sealed for the row of that account. It is kept until its row is deleted. */
export const sealSecret = (account: string, letters: string): string =>
  seal(SEALED_FOR, { account, letters }, instant(Number.MAX_SAFE_INTEGER));
