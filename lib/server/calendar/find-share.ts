import { may } from "#lib/access/may.ts";
import type { ShareLevel } from "#lib/access/actor.ts";
import type { ShareSelection } from "#lib/calendar/share.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";
import { env } from "#lib/server/env.ts";
import { shownOfRow, type ShownRow } from "./share-of-row.ts";

/** Who shares a calendar: `service`: the name that residents read; `mail`: its written way, where it has one. */
type Giver = { readonly id: string; readonly name: string; readonly service: string; readonly mail?: string };

/**
 * A calendar that an organisation (giver) shares with another (receiver). `changedAt`: since when it shows what it
 * shows.
 */
export type Share = {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly level: ShareLevel;
  readonly giver: Giver;
  readonly receiver: { readonly name: string };
  readonly shows: ShareSelection;
  readonly changedAt?: Instant;
  readonly lastReadAt?: Instant;
};

/**
 * The share behind a secret (docs/calendars.md#shares). Refused: `revoked` when the secret once opened it, also when
 * its time is over; `not-found` when it never did.
 */
export async function findShare(secret: string): Promise<Result<Share, "not-found" | "revoked">> {
  const id = claimedId(secret);
  if (!id) return refuse("not-found");
  const row = await readShare(id);
  if (!row) return refuse("not-found");
  if (hasEnded(row) || !opens(secret, "share", id, row.generation)) {
    return refuse(openedOnce(secret, id, row.generation) ? "revoked" : "not-found");
  }
  const share = shareOfRow(row, secret);
  if (!may({ kind: "share", share: id, level: share.level }, { act: "read-share", share: id }))
    return refuse("not-found");
  return accept(share);
}

/**
 * The same share for a page that stands in a public one: its key opens no feed and no calendar, and it shows the level
 * `open-hours` whatever the level of the share. Undefined for a key that opens nothing, and once the share was revoked
 * or is over.
 */
export async function findFramedShare(
  key: string,
): Promise<{ readonly share: Share; readonly origins: readonly string[] } | undefined> {
  const id = claimedId(key);
  if (!id || !opens(key, "frame", id, 1)) return undefined;
  const row = await readShare(id);
  if (!row || hasEnded(row)) return undefined;
  return { share: { ...shareOfRow(row, ""), level: "open-hours" }, origins: row.frameOrigins };
}

type ShareRow = ShownRow & {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly generation: number;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly changedAt: Date | null;
  readonly lastReadAt: Date | null;
  readonly frameOrigins: readonly string[];
  readonly giver: {
    readonly id: string;
    readonly name: string;
    readonly service: string | null;
    readonly mail: string | null;
  };
  readonly receiver: { readonly name: string };
};

const hasEnded = ({ revokedAt, expiresAt }: Pick<ShareRow, "revokedAt" | "expiresAt">): boolean =>
  revokedAt !== null || (expiresAt !== null && expiresAt.getTime() <= clock.now());

function shareOfRow(row: ShareRow, secret: string): Share {
  const { id, name, receiver, changedAt, lastReadAt } = row;
  const { service, mail, ...giver } = row.giver;
  return {
    id,
    secret,
    name,
    level: row.level as ShareLevel,
    giver: { ...giver, service: service ?? giver.name, ...(mail !== null && { mail }) },
    receiver,
    shows: shownOfRow(row),
    ...(changedAt && { changedAt: instant(changedAt.getTime()) }),
    ...(lastReadAt && { lastReadAt: instant(lastReadAt.getTime()) }),
  };
}

/** One query, since calendar programs ask for each feed once an hour and mostly have it already. */
async function readShare(id: string): Promise<ShareRow | undefined> {
  const [row] = await db.$queryRaw<ShareRow[]>`
    SELECT share.id, share.name, share.level, share.generation, share.revoked_at AS "revokedAt", share.expires_at AS "expiresAt",
           share.changed_at AS "changedAt", share.last_read_at AS "lastReadAt", share.frame_origins AS "frameOrigins",
           share.shows, share.every_place AS "everyPlace", share.topic_keys AS "topicKeys",
           ARRAY(SELECT place_id::text FROM calendar_share_place WHERE share_id = share.id ORDER BY place_id) AS places,
           ARRAY(SELECT series_id::text FROM calendar_share_series WHERE share_id = share.id ORDER BY series_id) AS series,
           json_build_object('id', giver.id, 'name', giver.name, 'service', said.service_name, 'mail', said.written_mail) AS giver,
           json_build_object('name', receiver.name) AS receiver
    FROM calendar_share share
    JOIN organisation giver ON giver.id = share.giver_id
    LEFT JOIN organisation_settings said ON said.organisation_id = giver.id
    JOIN organisation receiver ON receiver.id = share.receiver_id
    WHERE share.id = ${id}::uuid`;
  return row;
}

/**
 * Whether the secret is of an earlier generation. There are few: one more each time the address is renewed or revoked.
 */
const openedOnce = (secret: string, id: string, generation: number): boolean =>
  Array.from({ length: generation }, (_, before) => before + 1).some((past) => opens(secret, "share", id, past));

/** The address that a calendar program subscribes to. It has no locale: one text serves all readers. */
export const feedAddress = ({ secret }: Pick<Share, "secret">): string => `${env.APP_URL}/agenda/${secret}.ics`;
