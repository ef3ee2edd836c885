import type { Prisma } from "#prisma/generated/client.ts";
import { may } from "../../access/may.ts";
import type { ShareLevel } from "../../access/actor.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { db } from "../db.ts";
import { claimedId, opens } from "../secrets.ts";
import { env } from "../env.ts";

/** A calendar that an organisation (giver) shares with another (receiver). `places`: every one of the giver, or these ids. */
export type Share = {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly level: ShareLevel;
  readonly giver: { readonly id: string; readonly name: string };
  readonly receiver: { readonly name: string };
  readonly places: "every" | readonly string[];
};

/**
 * The share behind a secret (docs/calendars.md#shares). Refused: `revoked` when the secret once opened it, `not-found` when
 * it never did.
 */
export async function findShare(secret: string): Promise<Result<Share, "not-found" | "revoked">> {
  const id = claimedId(secret);
  if (!id) return refuse("not-found");
  const row = await db.calendarShare.findUnique({
    where: { id },
    include: {
      giver: { select: { id: true, name: true } },
      receiver: { select: { name: true } },
      places: { select: { placeId: true } },
    },
  });
  if (!row) return refuse("not-found");
  if (row.revokedAt || !opens(secret, "share", id, row.generation)) {
    return refuse(openedOnce(secret, id, row.generation) ? "revoked" : "not-found");
  }
  const level = row.level as ShareLevel; // a CHECK of the database keeps it to these values
  if (!may({ kind: "share", share: id, level }, { act: "read-share", share: id })) return refuse("not-found");
  return accept({ id, secret, name: row.name, level, giver: row.giver, receiver: row.receiver, places: placesOf(row) });
}

/** The places of a share. In a row that `moveShares` has not moved yet an empty list means every place. */
const placesOf = (row: {
  readonly everyPlace: boolean | null;
  readonly placeIds: readonly string[];
  readonly places: readonly { readonly placeId: string }[];
}): Share["places"] => {
  if (row.everyPlace ?? row.placeIds.length === 0) return "every";
  return row.everyPlace === null ? row.placeIds : row.places.map(({ placeId }) => placeId);
};

/** The condition of a share's half-days: those of its giver, at its places. */
export const halfDaysOf = ({ giver, places }: Pick<Share, "giver" | "places">) =>
  ({
    organisationId: giver.id,
    ...(places !== "every" && { placeId: { in: [...places] } }),
  }) satisfies Prisma.PermanenceWhereInput;

/** Whether the secret is of an earlier generation. There are few: one more each time the address is renewed or revoked. */
const openedOnce = (secret: string, id: string, generation: number): boolean =>
  Array.from({ length: generation }, (_, before) => before + 1).some((past) => opens(secret, "share", id, past));

/** The address that a calendar program subscribes to. It has no locale: one text serves all readers. */
export const feedAddress = ({ secret }: Pick<Share, "secret">): string => `${env.APP_URL}/agenda/${secret}.ics`;
