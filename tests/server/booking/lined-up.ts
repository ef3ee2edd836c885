import { holdLock } from "#tests/support/held-lock.ts";

/** Locks a half-day from outside (`holdLock`). */
export const holdPermanence = (databaseUrl: string, permanence: string) =>
  holdLock(databaseUrl, "SELECT 1 FROM permanence WHERE id = $1 FOR NO KEY UPDATE", [permanence]);
