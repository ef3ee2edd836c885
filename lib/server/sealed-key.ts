import { plusMinutes, type Instant } from "../time/instant.ts";
import { isUuid } from "../uuid.ts";
import { seal, unseal } from "./sealed.ts";

const PURPOSE = "unsure-key";

/** How many minutes a sealed key is valid. Short, since whoever is given the address has the same key. */
const KEPT_FOR = 10;

/**
 * Encrypts the idempotency key of a form whose outcome is unknown (`busy`, `unexpected`, or never looked at), for the address
 * to which its page returns. The form sent again with this key has one effect (docs/decisions/0020). Undefined for a text
 * that is no key.
 */
export const sealKey = (key: string | undefined, now: Instant): string | undefined =>
  key !== undefined && isUuid(key) ? seal(PURPOSE, key, plusMinutes(now, KEPT_FOR)) : undefined;

/** The key in such a text, for ten minutes; otherwise undefined, and the form is shown with a new key. */
export function unsealKey(closed: string | undefined, now: Instant): string | undefined {
  const key = closed === undefined ? undefined : unseal(PURPOSE, closed, now);
  return typeof key === "string" ? key : undefined;
}
