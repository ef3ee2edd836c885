import type { Instant } from "#lib/time/instant.ts";
import { uuidv7 } from "#lib/uuid.ts";

/** A new id for a command or a visit, sorted by the moment it was made. */
export const newId = (now: Instant): string => uuidv7(now, crypto.getRandomValues(new Uint8Array(10)));
