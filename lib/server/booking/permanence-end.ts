import { instant, type Instant } from "../../time/instant.ts";

/** What to select so that `permanenceEndOf` can read it. */
export const permanenceEndColumns = { endsAt: true, closedAt: true } as const;

/** When nobody of a half-day is waited for any more: from its closing, which may come before its hours end. */
export const permanenceEndOf = ({
  endsAt,
  closedAt,
}: {
  readonly endsAt: Date;
  readonly closedAt: Date | null;
}): Instant => instant((closedAt ?? endsAt).getTime());
