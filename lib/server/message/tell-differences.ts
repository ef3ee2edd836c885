import { isSoon, SETTLES } from "#lib/message/staff-changes.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { transaction, type Queryable } from "#lib/server/db.ts";
import { freshId } from "#lib/server/clock.ts";
import { putMessages, takeBack, waitingOfPlanning, type MessageToPut } from "#lib/server/outbox/outbox.ts";
import { channelsSetUp } from "./channels-set-up.ts";

/**
 * What differs between what a reader was told and what is true: messages that wait and are not true any more, those to
 * put in, and what is known from now on without one.
 */
export type Difference<Known> = {
  readonly takesBack: readonly string[];
  readonly puts: readonly MessageToPut[];
  readonly knows?: Known | undefined;
};

/**
 * One kind of readers who are told by comparison (docs/decisions/telling-people.md).
 *
 * - `batch`: how much of what acts noted is compared in one transaction.
 * - `take`: takes at most so much, which no other process compares then, and locks what is written of its readers.
 *   `taken`: how much; `readers`: whom it concerns.
 * - `compare`: what follows from what these readers were told, what is true now, and what waits.
 * - `noteKnown`: writes what is known without a message.
 */
export type Comparison<Reader, Known = never> = {
  readonly batch: number;
  readonly take: (
    tx: Queryable,
    now: Instant,
  ) => Promise<{ readonly taken: number; readonly readers: readonly Reader[] }>;
  readonly compare: (
    tx: Queryable,
    readers: readonly Reader[],
    now: Instant,
  ) => readonly Difference<Known>[] | Promise<readonly Difference<Known>[]>;
  readonly noteKnown?: (tx: Queryable, known: readonly Known[], now: Instant) => Promise<unknown>;
};

/**
 * Compares all that acts have noted for these readers, a batch in a transaction, and tells what differs. Returns how
 * much was taken.
 */
export async function tellAllDifferences<Reader, Known>(of: Comparison<Reader, Known>, now: Instant): Promise<number> {
  for (let all = 0; ;) {
    const some = await transaction(async (tx) => {
      const { taken, readers } = await of.take(tx, now);
      await tellDifferences(tx, of, readers, now);
      return taken;
    }, "service");
    all += some;
    if (some < of.batch) return all;
  }
}

/**
 * Compares what these readers were told with what is true now: takes back what waits and is not true any more, puts in
 * what tells them. Run twice, it changes nothing.
 */
export async function tellDifferences<Reader, Known>(
  tx: Queryable,
  { compare, noteKnown }: Pick<Comparison<Reader, Known>, "compare" | "noteKnown">,
  readers: readonly Reader[],
  now: Instant,
): Promise<void> {
  if (readers.length === 0) return;
  const found = await compare(tx, readers, now);
  const taken = found.flatMap(({ takesBack }) => takesBack);
  const known = found.flatMap(({ knows }) => (knows === undefined ? [] : [knows]));
  const put = found.flatMap(({ puts }) => puts);
  await takeBack(tx, taken, now);
  if (known.length > 0) await noteKnown?.(tx, known, now);
  await putMessages(tx, put, now);
}

/**
 * Somebody of the team, a contact on site, or the share of a partner: whom mails tell what one organisation has
 * changed.
 */
export type MailReader = { readonly id: string; readonly organisation: string };

/**
 * A mail of changes: its kind, and the half-days that it tells. One that waits and still tells something stays, since
 * it is composed when it is sent.
 */
type MailOfChanges = { readonly kind: string; readonly spans: readonly Interval[] };

/**
 * Compares readers of mails: at most one a kind and reader waits. It leaves once the changes have settled, at once
 * where a half-day is soon. `mailsOf`: reads what these readers know and what is true, and answers what tells one of
 * them. Without a mail server nothing is put in.
 */
export const comparedByMail =
  <Reader extends MailReader>(
    what: "account" | "contact" | "share",
    mailsOf: (
      tx: Queryable,
      readers: readonly Reader[],
      now: Instant,
    ) => Promise<(reader: Reader) => readonly MailOfChanges[]>,
  ): Comparison<Reader>["compare"] =>
  async (tx, readers, now) => {
    const mailsTo = channelsSetUp().mail ? await mailsOf(tx, readers, now) : () => [];
    const ids = readers.map(({ id }) => id);
    const waiting = await waitingOfPlanning(tx, what, ids);
    return readers.map((reader) => {
      const { id, organisation } = reader;
      const mails = mailsTo(reader);
      const mine = waiting.filter((message) => message.about === id && message.organisation === organisation);
      const stale = mine.filter(({ kind }) => !mails.some((mail) => mail.kind === kind));
      const lacking = mails.filter(({ kind }) => !mine.some((message) => message.kind === kind));
      return {
        takesBack: stale.map((message) => message.id),
        puts: lacking.map(({ kind, spans }) => ({
          organisation,
          kind,
          cause: { kind: "planning", id },
          about: { [what]: id } as MessageToPut["about"],
          channel: "mail",
          key: `${kind}:${id}:${freshId()}`,
          dueAt: spans.some((span) => isSoon(span, now)) ? now : plusMinutes(now, SETTLES),
        })),
      };
    });
  };
