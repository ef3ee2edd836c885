import type { Tx } from "../db.ts";
import { secretOf } from "../secrets.ts";

/** A number that was given: its visit, and the secret of the page that follows it. */
export type NumberTaken = { readonly visit: string; readonly secret: string; readonly number: number };

/** What the holder of a visit is given. The secret is computed, not stored, so a repeated request gives the same. */
export async function numberTaken(tx: Tx, visit: string): Promise<NumberTaken> {
  const { number, generation } = await tx.visit.findUniqueOrThrow({
    where: { id: visit },
    select: { number: true, generation: true },
  });
  return { visit, secret: secretOf("visit", visit, generation), number };
}
