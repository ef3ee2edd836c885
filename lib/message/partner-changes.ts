import type { HalfDayToName, StaffMessageKind, ToldToStaff } from "./staff-kinds.ts";

/** A half-day of a share. `knownCancelled`: as its partner knows it; `cancelled`: as it is. */
export type HalfDayOfShare = HalfDayToName & {
  readonly permanence: string;
  readonly knownCancelled: boolean;
  readonly cancelled: boolean;
};

/** A message that tells a partner some changes: what it says, and of which half-days. */
export type MessageToPartner = {
  readonly kind: Extract<StaffMessageKind, "half-day-cancelled" | "half-day-held">;
  readonly what: ToldToStaff;
  readonly tells: readonly HalfDayOfShare[];
};

/**
 * The messages that tell a partner what changed (docs/messages.md#to-partners): what is cancelled, and what is held
 * after all, each once, in the order in which they come. Nothing of what is as they know it.
 */
export function messagesToPartner(halfDays: readonly HalfDayOfShare[]): readonly MessageToPartner[] {
  const changed = halfDays
    .filter(({ knownCancelled, cancelled }) => knownCancelled !== cancelled)
    .toSorted((one, other) => one.span.start - other.span.start);
  return (["half-day-cancelled", "half-day-held"] as const).flatMap((kind) => {
    const tells = changed.filter(({ cancelled }) => cancelled === (kind === "half-day-cancelled"));
    return tells.length === 0 ? [] : [{ kind, what: { kind, halfDays: tells }, tells }];
  });
}
