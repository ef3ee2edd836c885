import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { db } from "#lib/server/db.ts";
import { claimedId, opens, secretOf } from "#lib/server/secrets.ts";

/** Somebody at the door of a place, recognised by the secret in the QR code of the door: the actor, and the place. */
export type Door = {
  readonly actor: Extract<Actor, { kind: "door" }>;
  readonly place: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly organisation: string;
    readonly timeZone: string;
    readonly holidayRegion: string;
    readonly goodFriday: boolean;
  };
};

/**
 * The door for a secret at the place with that slug; undefined when the secret is invalid or belongs to another place.
 */
export async function doorOf(slug: string, secret: string): Promise<Door | undefined> {
  const door = await doorOfSecret(secret);
  return door?.place.slug === slug ? door : undefined;
}

/** The door for a secret, whatever place it belongs to; undefined when the secret is invalid. */
export async function doorOfSecret(secret: string): Promise<Door | undefined> {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const place = await db.place.findUnique({
    where: { id },
    select: {
      id: true,
      slug: true,
      name: true,
      organisationId: true,
      timeZone: true,
      holidayRegion: true,
      goodFriday: true,
      doorGeneration: true,
    },
  });
  if (!place || !opens(secret, "door", place.id, place.doorGeneration)) return undefined;
  const { doorGeneration: _, organisationId: organisation, ...shown } = place;
  return { actor: { kind: "door", place: id }, place: { ...shown, organisation } };
}

/** The path in the QR code of the door, for actors who may print its poster; undefined for anybody else. */
export async function doorAddressFor(actor: Actor, placeId: string): Promise<string | undefined> {
  const place = await db.place.findUnique({
    where: { id: placeId },
    select: { slug: true, doorGeneration: true, organisationId: true },
  });
  if (!place || !may(actor, { act: "print-door", place: placeId, organisation: place.organisationId }))
    return undefined;
  return `/porte/${place.slug}/${secretOf("door", placeId, place.doorGeneration)}`;
}
