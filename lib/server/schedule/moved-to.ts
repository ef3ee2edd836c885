import type { MovedTo } from "../../schedule/moved.ts";
import { instant } from "../../time/instant.ts";
import { isToCome } from "./permanence-of-row.ts";

/** What to select so that `movedToOfRow` can read it. */
export const movedToColumns = {
  placeId: true,
  movedTo: {
    select: {
      id: true,
      startsAt: true,
      timeZone: true,
      status: true,
      closureId: true,
      placeId: true,
      place: { select: { name: true } },
    },
  },
} as const;

export type MovedToRow = {
  readonly placeId: string;
  readonly movedTo: {
    readonly id: string;
    readonly startsAt: Date;
    readonly timeZone: string;
    readonly status: string;
    readonly closureId: string | null;
    readonly placeId: string;
    readonly place: { readonly name: string };
  } | null;
};

/** When and where a cancelled half-day is held instead; undefined when it is not, and when that one is cancelled or shut itself. */
export function movedToOfRow({ placeId, movedTo }: MovedToRow): MovedTo | undefined {
  if (!movedTo || movedTo.status === "cancelled") return undefined;
  if (movedTo.closureId !== null && isToCome(movedTo.status)) return undefined;
  const { id, startsAt, timeZone, place } = movedTo;
  return {
    permanence: id,
    start: instant(startsAt.getTime()),
    timeZone,
    ...(movedTo.placeId !== placeId && { elsewhere: place.name }),
  };
}
