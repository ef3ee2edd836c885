import type { Mode, NumbersState, Permanence, PermanenceStatus, Window } from "../../schedule/permanence.ts";
import { topicsOfKeys } from "../../schedule/topic.ts";
import { instant, MINUTE, type Instant } from "../../time/instant.ts";

/** The columns of a permanence that the public may read. */
export const permanenceColumns = {
  id: true,
  placeId: true,
  startsAt: true,
  endsAt: true,
  localDate: true,
  timeZone: true,
  status: true,
  numbers: true,
  desks: true,
  bookableLanes: true,
  windows: true,
  topicKeys: true,
  openedAt: true,
  closure: { select: { reason: true } },
} as const;

type PermanenceRow = {
  readonly id: string;
  readonly placeId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly localDate: Date;
  readonly timeZone: string;
  readonly status: string;
  readonly numbers: string;
  readonly desks: number;
  readonly bookableLanes: number;
  readonly windows: unknown;
  readonly topicKeys: string[];
  readonly openedAt: Date | null;
  readonly closure: { readonly reason: string } | null;
};

/** A half-day from its row. CHECKs of the database keep states and windows to their values. */
export function permanenceOfRow(row: PermanenceRow): Permanence {
  const start = instant(row.startsAt.getTime());
  return {
    id: row.id,
    place: row.placeId,
    span: { start, end: instant(row.endsAt.getTime()) },
    localDate: row.localDate.toISOString().slice(0, 10),
    timeZone: row.timeZone,
    status: row.status as PermanenceStatus,
    numbers: row.numbers as NumbersState,
    desks: row.desks,
    bookableLanes: row.bookableLanes,
    windows: windowsOf(row.windows, start),
    topics: topicsOfKeys(row.topicKeys),
    ...(row.closure && isToCome(row.status) && { shut: row.closure.reason }),
    ...(row.openedAt && { openedAt: instant(row.openedAt.getTime()) }),
  };
}

/** The closure of a cancelled half-day says why it was cancelled; it is not shut besides. */
export const isToCome = (status: string): boolean => status === "scheduled" || status === "open";

/** The windows of a half-day's row ([{ from, to, mode }], minutes from its start) as spans. */
export const windowsOf = (json: unknown, start: Instant): readonly Window[] =>
  (json as readonly { from: number; to: number; mode: Mode }[]).map(({ from, to, mode }) => ({
    span: { start: instant(start + from * MINUTE), end: instant(start + to * MINUTE) },
    mode,
  }));

/** What to select so that `permanenceEndOf` can read it. */
export const permanenceEndColumns = { endsAt: true, closedAt: true } as const;

/** When a half-day ends: when it was closed, which may be before its planned end, else its planned end. */
export const permanenceEndOf = ({
  endsAt,
  closedAt,
}: {
  readonly endsAt: Date;
  readonly closedAt: Date | null;
}): Instant => instant((closedAt ?? endsAt).getTime());
