import { db } from "#lib/server/db.ts";
import { eraseDue } from "#lib/server/privacy/erase-due.ts";
import type { Instant } from "#lib/time/instant.ts";

/** Erases what is due at that moment: how many names, and in how many milliseconds. */
export async function eraseAt(now: Instant): Promise<{ readonly erased: number; readonly milliseconds: number }> {
  await db.$queryRaw`SELECT 1`;
  const began = performance.now();
  const { identities } = await eraseDue(now);
  return { erased: identities, milliseconds: performance.now() - began };
}
