import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { freeSlug, slugOf } from "#lib/place/slug.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import type { ShareWanted } from "#lib/wire/calendar/share.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf, retryForSameKey } from "#lib/server/idempotency.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { columnsOfShown, endOfShare, isOfGiver, rowsOfShown, type ShownRefusal } from "./share-columns.ts";

const SCOPE = "make-share";

const select = { id: true, generation: true } as const;

/** `generation`: of its address. */
type MadeShare = { readonly id: string; readonly generation: number };

/** `no-such-receiver`: an organisation that there is not, or the giver itself. */
export type MakeShareRefusal = ShownRefusal | "not-allowed" | "no-such-receiver" | "idempotency-key-reused";

/**
 * Shares the calendar of an organisation with a partner, which is made when it is new, and answers the share with the
 * generation of its address. A request that it answers is noted as accepted, and leads to it. The same key leads to the
 * same share.
 */
export async function makeShare(
  actor: Actor,
  wanted: ShareWanted,
  key?: string,
): Promise<Result<MadeShare, MakeShareRefusal>> {
  const giver = wanted.organisation;
  if (!isUuid(giver) || !may(actor, { act: "manage-shares", organisation: giver })) return refuse("not-allowed");
  return retryForSameKey(() =>
    transaction(async (tx) => {
      await lockShares(tx, giver);
      const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
      if (!earlier.ok) return earlier;
      if (earlier.value)
        return accept(await tx.calendarShare.findUniqueOrThrow({ where: { id: earlier.value.id }, select }));
      const ends = endOfShare(wanted.expiresOn);
      if (!ends.ok) return ends;
      if (!(await isOfGiver(tx, giver, wanted.shows))) return refuse("not-theirs");
      const receiver = await receiverOf(tx, giver, wanted.receiver);
      if (receiver === undefined) return refuse("no-such-receiver");
      const now = clock.now();
      const share = await tx.calendarShare.create({
        data: {
          giverId: giver,
          receiverId: receiver,
          name: wanted.name,
          level: wanted.level,
          ...columnsOfShown(wanted.shows),
          ...rowsOfShown(wanted.shows),
          expiresAt: ends.value,
          frameOrigins: [...wanted.frameOrigins],
          toldEmail: wanted.toldEmail || null,
          createdAt: toDate(now),
          changedAt: toDate(now),
        },
        select,
      });
      if (wanted.request !== undefined)
        await tx.shareRequest.updateMany({
          where: { id: wanted.request, organisationId: giver, decidedAt: null },
          data: { decidedAt: toDate(now), accepted: true, shareId: share.id },
        });
      const data = { share: share.id, level: wanted.level, shows: wanted.shows.by };
      await appendJournal(tx, actor, { act: "share-made", organisation: giver, data }, now);
      if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "share", id: share.id }, now);
      return accept(share);
    }, actor),
  );
}

/** Locks the shares that an organisation gives against others who change them, by its row. */
const lockShares = (tx: Tx, giver: string): Promise<unknown> =>
  tx.$queryRaw`SELECT 1 FROM organisation WHERE id = ${giver}::uuid FOR NO KEY UPDATE`;

/** The id of the receiver, which is a partner from now on; undefined when there is no such organisation. */
async function receiverOf(tx: Tx, giver: string, wanted: ShareWanted["receiver"]): Promise<string | undefined> {
  if ("organisation" in wanted) {
    if (wanted.organisation === giver) return undefined;
    const found = await tx.organisation.findFirst({
      where: { id: wanted.organisation, OR: [{ partner: true }, { runsPermanences: true }] },
      select: { id: true, partner: true },
    });
    if (found && !found.partner)
      await tx.organisation.update({ where: { id: found.id }, data: { partner: true }, select: { id: true } });
    return found?.id;
  }
  const slug = slugOf(wanted.name).slice(0, 60).replace(/-$/u, "") || "partenaire";
  const alike = await tx.organisation.findMany({ where: { slug: { startsWith: slug } }, select: { slug: true } });
  const made = await tx.organisation.create({
    data: {
      slug: freeSlug(slug, new Set(alike.map((one) => one.slug))),
      name: wanted.name,
      kind: wanted.kind,
      partner: true,
    },
    select: { id: true },
  });
  return made.id;
}
