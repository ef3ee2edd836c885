import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { db } from "../db.ts";
import { claimedId, opens, secretOf } from "../secrets.ts";

/** The door of a place, opened by the secret in its QR code. */
export type Door = {
  readonly actor: Extract<Actor, { kind: "door" }>;
  readonly place: { readonly id: string; readonly slug: string; readonly name: string };
};

/** The door behind a secret at that place; undefined when the secret opens nothing there. */
export async function doorOf(slug: string, secret: string): Promise<Door | undefined> {
  const door = await doorOfSecret(secret);
  return door?.place.slug === slug ? door : undefined;
}

/** The door behind a secret, whichever place it is of. */
export async function doorOfSecret(secret: string): Promise<Door | undefined> {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const place = await db.place.findUnique({
    where: { id },
    select: { id: true, slug: true, name: true, doorGeneration: true },
  });
  if (!place || !opens(secret, "door", place.id, place.doorGeneration)) return undefined;
  const { doorGeneration: _, ...shown } = place;
  return { actor: { kind: "door", place: id }, place: shown };
}

/** The address in the code at a place's door, for the team that runs it; undefined for anybody else. */
export async function doorAddressFor(actor: Actor, placeId: string): Promise<string | undefined> {
  const place = await db.place.findUnique({
    where: { id: placeId },
    select: { slug: true, doorGeneration: true, organisationId: true },
  });
  if (!place || !may(actor, { act: "run-line", organisation: place.organisationId })) return undefined;
  return `/porte/${place.slug}/${secretOf("door", placeId, place.doorGeneration)}`;
}
