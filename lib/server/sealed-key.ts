import { plusMinutes, type Instant } from "../time/instant.ts";
import { isUuid } from "../uuid.ts";
import { seal, unseal } from "./sealed.ts";

const PURPOSE = "unsure-key";

/** Minutes in which somebody sends again what did not go through. Short: whoever is given the address has the same key. */
const KEPT_FOR = 10;

/**
 * The idempotency key of a form of which nobody knows what it led to (`busy`, `unexpected`, never looked at), closed for
 * the address its page returns to: sent again with it, it has one effect (docs/decisions/0020). Undefined when it is no key.
 */
export const sealKey = (key: string | undefined, now: Instant): string | undefined =>
  key !== undefined && isUuid(key) ? seal(PURPOSE, key, plusMinutes(now, KEPT_FOR)) : undefined;

/** The key in such a text, for ten minutes; undefined when there is none: the form is then shown with a new one. */
export function unsealKey(closed: string | undefined, now: Instant): string | undefined {
  const key = closed === undefined ? undefined : unseal(PURPOSE, closed, now);
  return typeof key === "string" ? key : undefined;
}
