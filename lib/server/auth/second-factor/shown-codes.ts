import { z } from "zod";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { seal, unseal } from "#lib/server/sealed.ts";

const PURPOSE = "recovery-codes";

/** Minutes for which the page that shows new recovery codes can be loaded again. */
const MINUTES = 10;

const shown = z.object({ account: z.uuid(), codes: z.array(z.string()) });

/** New recovery codes sealed as text for the address of the page that shows them to this account. */
export const sealRecoveryCodes = (account: string, codes: readonly string[], now: Instant): string =>
  seal(PURPOSE, { account, codes }, plusMinutes(now, MINUTES));

/** The codes in such a text; undefined for one that has ended, is another account's, or is no such text. */
export function openRecoveryCodes(
  account: string,
  sealed: string | undefined,
  now: Instant,
): readonly string[] | undefined {
  const read = sealed === undefined ? undefined : shown.safeParse(unseal(PURPOSE, sealed, now)).data;
  return read?.account === account ? read.codes : undefined;
}
