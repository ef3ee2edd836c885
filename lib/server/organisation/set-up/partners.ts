import type { Instant } from "#lib/time/instant.ts";
import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { saveAccount } from "./people.ts";
import { changesOf, isEmpty, type SetUpNote, type SetUpStep } from "./progress.ts";

type Partner = SetupFile["partners"][number];

/**
 * Writes a partner, the account that reads for it, and a calendar of every place of the giver at the level
 * `open-hours`; without a giver none, as for an invited partner. A share that was revoked stays revoked, and an account
 * that is there keeps its name: it is that of a person. The name of an organisation that is an organisation itself
 * stays its own.
 */
export async function savePartner(
  tx: Tx,
  giverId: string | undefined,
  partner: Partner,
  now: Instant,
): Promise<readonly SetUpStep[]> {
  const { id: receiverId, did } = await saveOrganisation(tx, partner);
  const share =
    giverId === undefined
      ? { did: "unchanged", notes: [] }
      : await saveShare(tx, { giverId, receiverId, name: partner.name }, now);
  const { email, name } = partner;
  const account = { email, name, keepsName: true, role: "partner", organisation: receiverId } as const;
  const whole = did === "unchanged" && share.did === "made" ? "changed" : did;
  return [{ kind: "partner", name: partner.name, did: whole, notes: share.notes }, await saveAccount(tx, account, now)];
}

async function saveOrganisation(
  tx: Tx,
  { slug, name, kind }: Partner,
): Promise<{ readonly id: string; readonly did: SetUpStep["did"] }> {
  const row = await tx.organisation.findUnique({ where: { slug } });
  if (!row) {
    const data = { slug, name, kind: kind ?? kindOfSlug(slug), partner: true };
    const { id } = await tx.organisation.create({ data, select: { id: true } });
    return { id, did: "made" };
  }
  const changes = changesOf(row, row.runsPermanences ? { partner: true } : { name, kind, partner: true });
  if (isEmpty(changes)) return { id: row.id, did: "unchanged" };
  await tx.organisation.update({ where: { id: row.id }, data: changes as { partner: true }, select: { id: true } });
  return { id: row.id, did: "changed" };
}

/** `caf-35` and `caf-d-ille-et-vilaine` are a CAF; of any other partner the file says the kind, or it is `other`. */
const kindOfSlug = (slug: string): "caf" | "other" => (/^caf(?:-|$)/u.test(slug) ? "caf" : "other");

async function saveShare(
  tx: Tx,
  share: { readonly giverId: string; readonly receiverId: string; readonly name: string },
  now: Instant,
): Promise<{ readonly did: "made" | "unchanged"; readonly notes: readonly SetUpNote[] }> {
  const { giverId, receiverId } = share;
  const shares = await tx.calendarShare.findMany({ where: { giverId, receiverId }, select: { revokedAt: true } });
  if (shares.some(({ revokedAt }) => revokedAt === null)) return { did: "unchanged", notes: [] };
  if (shares.length > 0) return { did: "unchanged", notes: [{ note: "share-revoked" }] };
  await tx.calendarShare.create({
    data: { ...share, level: "open-hours", everyPlace: true, createdAt: toDate(now) },
    select: { id: true },
  });
  return { did: "made", notes: [] };
}
