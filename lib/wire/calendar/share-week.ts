import type { ShareLevel } from "#lib/access/actor.ts";
import type { SharedHalfDay } from "#lib/calendar/redact.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { spanToWire } from "#lib/wire/moment.ts";

type NamedShare = {
  readonly name: string;
  readonly level: ShareLevel;
  readonly giver: { readonly service: string };
};

const cancelledToWire = ({ reason, movedTo }: NonNullable<SharedHalfDay["cancelled"]>) => ({
  ...(reason !== undefined && { reason }),
  ...(movedTo && {
    movedTo: {
      id: movedTo.permanence,
      startsAt: isoInZone(movedTo.start, movedTo.timeZone),
      ...(movedTo.elsewhere !== undefined && { place: movedTo.elsewhere }),
    },
  }),
});

/** A week of a share as JSON: what its level sees of each half-day, and nothing else. `week`: its Monday. */
export const shareWeekToWire = ({ name, level, giver }: NamedShare, week: string, seen: readonly SharedHalfDay[]) => ({
  name,
  organisation: giver.service,
  level,
  week,
  halfDays: seen.map((half) => ({
    id: half.id,
    place: half.placeName,
    ...spanToWire(half.span, half.timeZone),
    access: half.access.kind,
    ...(half.access.kind === "appointments-first" && {
      walkInFrom: isoInZone(half.access.walkInFrom, half.timeZone),
    }),
    desks: half.desks,
    ...(half.free !== undefined && { free: half.free }),
    ...(half.waiting !== undefined && { waiting: half.waiting }),
    ...(half.cancelled && { cancelled: cancelledToWire(half.cancelled) }),
    ...(half.openness && {
      openness: half.openness.state,
      ...(half.openness.since !== undefined && { openedAt: isoInZone(half.openness.since, half.timeZone) }),
    }),
  })),
});
