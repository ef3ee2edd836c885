import { actorName, type Actor } from "#lib/access/actor.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { JournalAct } from "#lib/access/journal.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/** The ids that an entry about one half-day carries. */
export type HalfDayIds = { readonly organisation: string; readonly place: string; readonly permanence: string };

/**
 * What was changed, in which organisation, and where. `data`: ids, counts and words of closed lists, never a text that
 * people wrote.
 */
type JournalChange = {
  readonly act: JournalAct;
  readonly organisation: string;
  readonly place?: string;
  readonly permanence?: string;
  readonly data: Readonly<Record<string, string | number | boolean>>;
};

/** Notes who changed what outside the line, in the transaction of the change. */
export const appendJournal = (tx: Tx, actor: Actor, change: JournalChange, now: Instant): Promise<unknown> =>
  tx.journalEntry.create({
    data: {
      organisationId: change.organisation,
      placeId: change.place ?? null,
      permanenceId: change.permanence ?? null,
      actor: actorName(actor),
      act: change.act,
      data: change.data,
      at: toDate(now),
    },
    select: { id: true },
  });
