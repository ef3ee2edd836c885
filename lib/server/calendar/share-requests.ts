import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { ShareRequestTyped } from "#lib/wire/calendar/share.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { keepOutcome, outcomeOf, retryForSameKey } from "#lib/server/idempotency.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { putShareRequestMails } from "./mail-of-share-request.ts";

const SCOPE = "share-request";

/** Who asks has no account. */
const PARTNER: Actor = { kind: "anonymous" };

/**
 * Keeps what a partner asks for, for whoever shares the calendar of that organisation, and tells its coordinators and
 * administrators by mail where mail is set up. The mail names the organisation that asks and no person. `who`: the hash
 * of an address, the same in every process; it has a few requests an hour. The same key keeps it once. Refused
 * `asked-too-often` when that organisation was asked by so many in a day that its team would be flooded with mail;
 * nothing is kept then.
 */
export async function askForShare(
  { organisation: slug, ...typed }: ShareRequestTyped,
  who: string,
  key?: string,
): Promise<Result<void, "not-found" | "asked-too-often" | "idempotency-key-reused"> | TooOften> {
  const seconds = await consume("share-requests", who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const asked = await db.organisation.findFirst({ where: { slug, runsPermanences: true }, select: { id: true } });
  if (!asked) return refuse("not-found");
  const organisation = asked.id;
  const bucket = sharedHash("organisation", organisation);
  const isFull = (await consume("share-requests-to-organisation", bucket)) !== undefined;
  const request = { slug, typed };
  const kept = await retryForSameKey(() =>
    transaction(async (tx): Promise<Result<"now" | "before", "asked-too-often" | "idempotency-key-reused">> => {
      const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, request);
      if (!earlier.ok) return earlier;
      if (earlier.value) return accept("before");
      if (isFull) return refuse("asked-too-often");
      const now = clock.now();
      const { id } = await tx.shareRequest.create({
        data: {
          organisationId: organisation,
          sender: typed.sender,
          email: typed.email === "" ? null : typed.email,
          phone: typed.phone,
          purpose: typed.purpose,
          createdAt: toDate(now),
        },
        select: { id: true },
      });
      const data = { request: id };
      await appendJournal(tx, PARTNER, { act: "share-asked", organisation, data }, now);
      if (key !== undefined) await keepOutcome(tx, SCOPE, key, request, { kind: "share-request", id }, now);
      await putShareRequestMails(tx, { id, organisation }, now);
      return accept("now");
    }, PARTNER),
  );
  if (!isFull && !(kept.ok && kept.value === "now")) await giveBack("share-requests-to-organisation", bucket);
  return kept.ok ? accept(undefined) : kept;
}

/** A request that waits for an answer. */
export type ShareRequest = {
  readonly id: string;
  readonly sender: string;
  readonly email?: string;
  readonly phone?: string;
  readonly purpose: string;
  readonly at: Instant;
};

/** Requests on a page at most, the oldest first. */
const MOST = 100;

/** The requests that wait for an answer of an organisation. */
export async function listShareRequests(
  actor: Actor,
  organisationId: string,
): Promise<Result<readonly ShareRequest[], "not-allowed">> {
  if (!isUuid(organisationId) || !may(actor, { act: "manage-shares", organisation: organisationId }))
    return refuse("not-allowed");
  const rows = await db.shareRequest.findMany({
    where: { organisationId, decidedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  return accept(
    rows.map(({ id, sender, email, phone, purpose, createdAt }) => ({
      id,
      sender,
      purpose,
      at: instant(createdAt.getTime()),
      ...(email !== null && { email }),
      ...(phone !== null && { phone }),
    })),
  );
}

/** Notes that a request is refused; nobody is written to. Asked again, it answers the same. */
export async function refuseShareRequest(actor: Actor, id: string): Promise<Result<void, "not-found" | "not-allowed">> {
  const row = isUuid(id) ? await db.shareRequest.findUnique({ where: { id }, select: { organisationId: true } }) : null;
  if (!row) return refuse("not-found");
  const organisation = row.organisationId;
  if (!may(actor, { act: "manage-shares", organisation })) return refuse("not-allowed");
  await transaction(async (tx) => {
    const now = clock.now();
    const { count } = await tx.shareRequest.updateMany({
      where: { id, decidedAt: null },
      data: { decidedAt: toDate(now), accepted: false },
    });
    if (count === 1)
      await appendJournal(tx, actor, { act: "share-request-refused", organisation, data: { request: id } }, now);
  }, actor);
  return accept(undefined);
}
