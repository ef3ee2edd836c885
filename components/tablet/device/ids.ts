import type { Instant } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";

/** A new UUID v7 for a command or a visit: ids sort by the moment they were made. */
export const newId = (now: Instant): string => uuidv7(now, crypto.getRandomValues(new Uint8Array(10)));

const KEY = "permanences.device";

/** The id of this tablet, sent with its commands: random, kept in the browser, says nothing about a person. */
export function deviceId(storage: Pick<Storage, "getItem" | "setItem"> = localStorage): string {
  try {
    const kept = storage.getItem(KEY);
    if (kept) return kept;
    const made = crypto.randomUUID();
    storage.setItem(KEY, made);
    return made;
  } catch {
    // A browser that stores nothing (private window) is a new device on each visit.
    return crypto.randomUUID();
  }
}
