import type { Offer } from "#lib/booking/offer.ts";
import { instant } from "#lib/time/instant.ts";

/** The columns of an offer. */
export const offerColumns = {
  id: true,
  permanenceId: true,
  startsAt: true,
  endsAt: true,
  until: true,
  answer: true,
  holdId: true,
} as const;

export type OfferRow = {
  readonly id: string;
  readonly permanenceId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly until: Date;
  readonly answer: string | null;
  readonly holdId: string | null;
};

/** An offer from its row. A CHECK of the database keeps `answer` to its values. */
export const offerOfRow = ({ id, permanenceId, startsAt, endsAt, until, answer, holdId }: OfferRow): Offer => ({
  id,
  permanence: permanenceId,
  span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
  until: instant(until.getTime()),
  held: holdId !== null,
  ...(answer !== null && { answer: answer as NonNullable<Offer["answer"]> }),
});
