import type { Instant } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";

/** A new id for a command or a visit, sorted by the moment it was made. */
export const newId = (now: Instant): string => uuidv7(now, crypto.getRandomValues(new Uint8Array(10)));

const KEY = "permanences.device";

/** The name of this tablet beside what it does: random, kept by the browser, tells nothing about a person. */
export function deviceId(storage: Pick<Storage, "getItem" | "setItem"> = localStorage): string {
  try {
    const kept = storage.getItem(KEY);
    if (kept) return kept;
    const made = crypto.randomUUID();
    storage.setItem(KEY, made);
    return made;
  } catch {
    // A browser that keeps nothing (private window) is another device at each visit.
    return crypto.randomUUID();
  }
}
