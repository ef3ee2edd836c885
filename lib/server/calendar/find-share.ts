import { may } from "../../access/may.ts";
import type { ShareLevel } from "../../access/actor.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { db } from "../db.ts";
import { claimedId, opens } from "../secrets.ts";

/** A calendar that an organisation opened to another. `places` empty: every place of the giver. */
export type Share = {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly level: ShareLevel;
  readonly giver: { readonly id: string; readonly name: string };
  readonly receiver: { readonly name: string };
  readonly places: readonly string[];
};

/**
 * The share that a secret opens. `revoked`: it was once the right one (the reader is told so, and a calendar that
 * subscribes stops asking); `not-found`: it never was.
 */
export async function findShare(secret: string): Promise<Result<Share, "not-found" | "revoked">> {
  const id = claimedId(secret);
  if (!id) return refuse("not-found");
  const row = await db.calendarShare.findUnique({
    where: { id },
    include: { giver: { select: { id: true, name: true } }, receiver: { select: { name: true } } },
  });
  if (!row) return refuse("not-found");
  if (row.revokedAt || !opens(secret, "share", id, row.generation)) {
    return refuse(openedOnce(secret, id, row.generation) ? "revoked" : "not-found");
  }
  const level = row.level as ShareLevel; // the database's CHECK keeps it to these words
  if (!may({ kind: "share", share: id, level }, { act: "read-share", share: id })) return refuse("not-found");
  return accept({ id, secret, name: row.name, level, giver: row.giver, receiver: row.receiver, places: row.placeIds });
}

/** Generations are few: one more each time somebody renews or revokes the address. */
const openedOnce = (secret: string, id: string, generation: number): boolean =>
  Array.from({ length: generation }, (_, before) => before + 1).some((past) => opens(secret, "share", id, past));
