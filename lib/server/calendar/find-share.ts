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
  const row = await readShare(id);
  if (!row) return refuse("not-found");
  if (row.revokedAt || !opens(secret, "share", id, row.generation)) {
    return refuse(openedOnce(secret, id, row.generation) ? "revoked" : "not-found");
  }
  const level = row.level as ShareLevel; // a CHECK of the database keeps it to these values
  if (!may({ kind: "share", share: id, level }, { act: "read-share", share: id })) return refuse("not-found");
  return accept({ id, secret, name: row.name, level, giver: row.giver, receiver: row.receiver, places: placesOf(row) });
}

type Row = Pick<Share, "name" | "giver" | "receiver"> & {
  readonly level: string;
  readonly generation: number;
  readonly revokedAt: Date | null;
  readonly everyPlace: boolean | null;
  readonly placeIds: readonly string[];
  readonly places: readonly string[];
};

/** One query, since calendar programs ask for each feed once an hour and mostly have it already. */
async function readShare(id: string): Promise<Row | undefined> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT share.name, share.level, share.generation, share.revoked_at AS "revokedAt", share.every_place AS "everyPlace",
           share.place_ids::text[] AS "placeIds",
           ARRAY(SELECT place_id::text FROM calendar_share_place WHERE share_id = share.id) AS places,
           json_build_object('id', giver.id, 'name', giver.name) AS giver, json_build_object('name', receiver.name) AS receiver
    FROM calendar_share share
    JOIN organisation giver ON giver.id = share.giver_id
    JOIN organisation receiver ON receiver.id = share.receiver_id
    WHERE share.id = ${id}::uuid`;
  return row;
}

/** The places of a share. In a row that `moveShares` has not moved yet an empty list means every place. */
const placesOf = ({ everyPlace, placeIds, places }: Row): Share["places"] => {
  if (everyPlace ?? placeIds.length === 0) return "every";
  return everyPlace === null ? placeIds : places;
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
