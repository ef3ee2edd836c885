import { Prisma } from "#prisma/generated/client.ts";
import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import { db, type Queryable } from "../db.ts";
import { freshId } from "../fresh-id.ts";

/** About whom a message is. Their name and contact are looked up at sending. */
export type About = { readonly appointment: string } | { readonly visit: string } | { readonly account: string };

/** A message to be sent. `kind` and `cause.kind` are words of closed lists, in small letters with hyphens. */
export type Message = {
  readonly organisation: string;
  readonly kind: string;
  readonly cause: { readonly kind: string; readonly id: string };
  readonly about: About;
};

/** A message that this process has taken to send. `attempt`: 1 at the first try. */
export type Taken = Message & { readonly id: string; readonly attempt: number };

/** Milliseconds for which nobody else takes a message that was taken: longer than a gateway takes to answer. */
const PATIENCE = 10 * MINUTE;

/**
 * Puts a message in, in the transaction of what causes it, to be sent at `dueAt`. Returns false when a message with this key
 * was put in before: nothing is put in then. A key is words, ids and numbers with colons: `reminder:<appointment>:2`.
 */
export async function putMessage(
  tx: Queryable,
  { organisation, kind, cause, about }: Message,
  { key, dueAt }: { readonly key: string; readonly dueAt: Instant },
  now: Instant,
): Promise<boolean> {
  const {
    appointment = null,
    visit = null,
    account = null,
  } = about as Partial<Record<"appointment" | "visit" | "account", string>>;
  const put = await tx.$queryRaw<unknown[]>`
    INSERT INTO outbox (id, organisation_id, kind, cause_kind, cause_id, appointment_id, visit_id, account_id, dedupe_key, due_at, created_at)
    VALUES (${freshId()}::uuid, ${organisation}::uuid, ${kind}, ${cause.kind}, ${cause.id}::uuid, ${appointment}::uuid, ${visit}::uuid, ${account}::uuid,
      ${key}, ${toDate(dueAt)}, ${toDate(now)})
    ON CONFLICT (dedupe_key) DO NOTHING RETURNING 1`;
  return put.length === 1;
}

/**
 * Takes up to `limit` messages that are due, the longest due first; none that is held. No other process takes them for ten minutes: one that ends
 * before it says what became of them leaves them to the next.
 */
export async function takeMessages(now: Instant, limit: number): Promise<readonly Taken[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH due AS MATERIALIZED (
      SELECT id, due_at FROM outbox WHERE due_at <= ${toDate(now)} AND held_at IS NULL AND ${UNSENT} ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE outbox SET attempts = attempts + 1, due_at = ${toDate(instant(now + PATIENCE))} FROM due WHERE outbox.id = due.id
      RETURNING outbox.*, due.due_at AS was_due)
    SELECT id::text, organisation_id::text AS organisation, kind, cause_kind AS "causeKind", cause_id::text AS "causeId",
      appointment_id::text AS appointment, visit_id::text AS visit, account_id::text AS account, attempts AS attempt
    FROM taken ORDER BY was_due, id`;
  return rows.map(({ id, organisation, kind, causeKind, causeId, attempt, ...about }) => ({
    id,
    attempt,
    organisation,
    kind,
    cause: { kind: causeKind, id: causeId },
    about: aboutOf(about),
  }));
}

/** What became of a try: it was sent, it will never be, or it is tried again at a moment. */
export type Outcome = "sent" | "given-up" | { readonly again: Instant };

/**
 * Records what became of a taken message. That it was sent is always recorded, also of one that was cancelled meanwhile. Returns
 * false when nothing was recorded: another process has taken it since, it was cancelled, or its outcome is known.
 */
export async function recordOutcome({ id, attempt }: Taken, outcome: Outcome, now: Instant): Promise<boolean> {
  const at = toDate(now);
  const mine = Prisma.sql`attempts = ${attempt} AND ${UNSENT}`;
  const [change, due] =
    outcome === "sent"
      ? [Prisma.sql`sent_at = ${at}`, Prisma.sql`sent_at IS NULL AND given_up_at IS NULL`]
      : outcome === "given-up"
        ? [Prisma.sql`given_up_at = ${at}`, mine]
        : [Prisma.sql`due_at = ${toDate(outcome.again)}`, mine];
  return (await db.$executeRaw`UPDATE outbox SET ${change} WHERE id = ${id}::uuid AND ${due}`) === 1;
}

/** Cancels what is not sent yet about somebody, in the transaction that makes it untrue. Returns how many messages. */
export async function cancelMessages(tx: Queryable, about: About, now: Instant): Promise<number> {
  const [[of, id]] = Object.entries(about) as [[string, string]];
  const cancelled = await tx.$queryRaw<unknown[]>`
    UPDATE outbox SET cancelled_at = ${toDate(now)} WHERE ${Prisma.raw(`${of}_id`)} = ${id}::uuid AND ${UNSENT} RETURNING 1`;
  return cancelled.length;
}

/**
 * Holds the unsent messages that are due at `now`, for a person to decide: after a restore, when they may have been sent since the
 * backup was made. Nobody takes them any more. Returns how many.
 */
export const holdMessages = (now: Instant): Promise<number> =>
  db.$executeRaw`UPDATE outbox SET held_at = ${toDate(now)} WHERE due_at <= ${toDate(now)} AND held_at IS NULL AND ${UNSENT}`;

const UNSENT = Prisma.sql`sent_at IS NULL AND given_up_at IS NULL AND cancelled_at IS NULL`;

type Row = Omit<Taken, "cause" | "about"> & {
  readonly causeKind: string;
  readonly causeId: string;
} & Readonly<Record<"appointment" | "visit" | "account", string | null>>;

/** The one id that `outbox_about_one` requires. */
function aboutOf({
  appointment,
  visit,
  account,
}: Readonly<Record<"appointment" | "visit" | "account", string | null>>): About {
  if (appointment !== null) return { appointment };
  return visit === null ? { account: account ?? "" } : { visit };
}
