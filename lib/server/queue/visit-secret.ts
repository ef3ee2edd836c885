import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { claimedId, opens, secretOf } from "#lib/server/secrets.ts";

/** The visit a secret link opens, and its holder as an actor. */
export type OpenedVisit = {
  readonly id: string;
  readonly permanenceId: string;
  readonly state: string;
  readonly actor: Extract<Actor, { kind: "resident" }>;
};

/** The visit that a secret opens; undefined for any other text, so that nobody learns which visits exist. */
export async function visitOfSecret(
  secret: string,
  act: "follow-visit" | "leave-line" | "away",
): Promise<OpenedVisit | undefined> {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const row = await db.visit.findUnique({
    where: { id },
    select: { permanenceId: true, state: true, generation: true },
  });
  if (!row || !opens(secret, "visit", id, row.generation)) return undefined;
  const actor = { kind: "resident", visit: id } as const;
  return may(actor, { act, visit: id }) ? { id, permanenceId: row.permanenceId, state: row.state, actor } : undefined;
}

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
