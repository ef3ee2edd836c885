import { z } from "zod";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { seal, unseal } from "#lib/server/sealed.ts";

const PURPOSE = "typed-email";

/** Characters: no e-mail address is longer, and addresses of pages have a limit. */
const LONGEST = 254;

/**
 * Minutes, as for the booking form: long enough for an outage or a correction, short enough that a copied address soon
 * opens nothing.
 */
const KEPT_FOR = 30;

const schema = z.string();

/**
 * What was typed as an e-mail address, sealed as text for the address of the sign-in page; undefined when nothing was.
 */
export const sealEmail = (typed: string | undefined, now: Instant): string | undefined =>
  typed ? seal(PURPOSE, typed.slice(0, LONGEST), plusMinutes(now, KEPT_FOR)) : undefined;

/** What `sealEmail` sealed; undefined after thirty minutes and for any other text. */
export const openEmail = (sealed: string | undefined, now: Instant): string | undefined =>
  sealed === undefined ? undefined : schema.safeParse(unseal(PURPOSE, sealed, now)).data;
