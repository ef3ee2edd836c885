import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfFrame, fieldsOfShare, type ShareChange } from "#lib/wire/calendar/share.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { storedShare } from "./given-shares.ts";
import { columnsOfShown, endOfShare, isOfGiver, rowsOfShown, type ShownRefusal } from "./share-columns.ts";
import { tellPartnerOf } from "./tell-partners.ts";

/** `not-found`: no such share, or one that was revoked. */
export type ChangeShareRefusal = "not-allowed" | "not-found";

type ChangeRefusal = ShownRefusal | "changed-meanwhile";

/**
 * Changes what is said of a share; what is left out stays. Its addresses stay. `seen`: the version of what was stored,
 * of the sites where they change (`fieldsOfFrame`), else of the share (`fieldsOfShare`); refused `changed-meanwhile`
 * when it is no longer that one.
 */
export const changeShare = (
  actor: Actor,
  id: string,
  change: ShareChange,
  seen?: string,
): Promise<Result<void, ChangeShareRefusal | ChangeRefusal>> =>
  atShare(actor, id, async (tx, { giverId: organisation, toldEmail: told }): Promise<Result<void, ChangeRefusal>> => {
    const stored = seen === undefined ? undefined : await storedShare(tx, id);
    const fieldsOf = change.frameOrigins ? fieldsOfFrame : fieldsOfShare;
    if (stored && seen !== contentHash(fieldsOf(stored))) return refuse("changed-meanwhile");
    const ends = change.expiresOn === undefined ? accept(undefined) : endOfShare(change.expiresOn);
    if (!ends.ok) return ends;
    const { shows, name, level, frameOrigins, toldEmail } = change;
    if (shows && !(await isOfGiver(tx, organisation, shows))) return refuse("not-theirs");
    if (shows) {
      await tx.calendarSharePlace.deleteMany({ where: { shareId: id } });
      await tx.calendarShareSeries.deleteMany({ where: { shareId: id } });
    }
    const now = clock.now();
    await tx.calendarShare.update({
      where: { id },
      data: {
        ...(name !== undefined && { name }),
        ...(level !== undefined && { level }),
        ...(shows && { ...columnsOfShown(shows), ...rowsOfShown(shows) }),
        ...(ends.value !== undefined && { expiresAt: ends.value }),
        ...(frameOrigins !== undefined && { frameOrigins: [...frameOrigins] }),
        ...(toldEmail !== undefined && { toldEmail: toldEmail || null }),
        ...(toldEmail && toldEmail !== told && { toldGeneration: { increment: 1 } }),
        changedAt: toDate(now),
      },
      select: { id: true },
    });
    // What the former address never got leaves to this one.
    if (toldEmail) await tellPartnerOf(tx, id, now);
    const data = {
      share: id,
      ...(level !== undefined && { level }),
      ...(shows && { shows: shows.by }),
      ...(frameOrigins !== undefined && { origins: frameOrigins.length }),
    };
    await appendJournal(tx, actor, { act: "share-changed", organisation, data }, now);
    return accept(undefined);
  });

/**
 * Gives a share another address; the former one opens nothing from now on. `seen`: the generation of the address that
 * is to end, so that a form or a call sent twice ends one. Answers the generation that holds now.
 */
export const renewShare = (actor: Actor, id: string, seen: number): Promise<Result<number, ChangeShareRefusal>> =>
  atShare(actor, id, async (tx, { giverId: organisation, generation }) => {
    if (generation !== seen) return accept(generation);
    await tx.calendarShare.update({ where: { id }, data: { generation: seen + 1 }, select: { id: true } });
    const data = { share: id, generation: seen + 1 };
    await appendJournal(tx, actor, { act: "share-renewed", organisation, data }, clock.now());
    return accept(seen + 1);
  });

/** Ends a share: its page, its feed and its frame open nothing from now on. Asked again, it answers the same. */
export async function revokeShare(actor: Actor, id: string): Promise<Result<void, ChangeShareRefusal>> {
  if (!isUuid(id)) return refuse("not-found");
  return transaction(async (tx) => {
    const row = await locked(tx, id);
    if (!row) return refuse("not-found");
    if (!may(actor, { act: "manage-shares", organisation: row.giverId })) return refuse("not-allowed");
    if (row.revokedAt) return accept(undefined);
    const now = clock.now();
    const data = { revokedAt: toDate(now), generation: row.generation + 1, toldEmail: null };
    await tx.calendarShare.update({ where: { id }, data, select: { id: true } });
    await appendJournal(tx, actor, { act: "share-revoked", organisation: row.giverId, data: { share: id } }, now);
    return accept(undefined);
  }, actor);
}

type ShareRow = {
  readonly giverId: string;
  readonly generation: number;
  readonly revokedAt: Date | null;
  readonly toldEmail: string | null;
};

async function locked(tx: Tx, id: string): Promise<ShareRow | undefined> {
  const [row] = await tx.$queryRaw<ShareRow[]>`
    SELECT giver_id::text AS "giverId", generation, revoked_at AS "revokedAt", told_email AS "toldEmail" FROM calendar_share
    WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return row;
}

/** Acts on a share that holds, under its lock. */
async function atShare<Value, Refused extends string>(
  actor: Actor,
  id: string,
  act: (tx: Tx, row: ShareRow) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, Refused | ChangeShareRefusal>> {
  if (!isUuid(id)) return refuse("not-found");
  return transaction(async (tx): Promise<Result<Value, Refused | ChangeShareRefusal>> => {
    const row = await locked(tx, id);
    if (!row) return refuse("not-found");
    if (!may(actor, { act: "manage-shares", organisation: row.giverId })) return refuse("not-allowed");
    return row.revokedAt ? refuse("not-found") : act(tx, row);
  }, actor);
}
