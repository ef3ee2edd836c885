import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { db } from "../db.ts";
import { claimedId, opens, secretOf } from "../secrets.ts";
import { clock, toDate } from "../clock.ts";

/** The door of a place, opened by the secret in its QR code. */
export type Door = {
  readonly actor: Extract<Actor, { kind: "door" }>;
  readonly place: { readonly id: string; readonly slug: string; readonly name: string; readonly shortName: string; readonly phone: string | null };
  /** The half-day that gives numbers now; the door gives none without it. */
  readonly permanence: string | undefined;
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
  const place = await db.place.findUnique({ where: { id }, select: { id: true, slug: true, name: true, shortName: true, phone: true, doorGeneration: true } });
  if (!place || !opens(secret, "door", place.id, place.doorGeneration)) return undefined;
  const { doorGeneration: _, ...shown } = place;
  return { actor: { kind: "door", place: id }, place: shown, permanence: await givingNumbers(id) };
}

/** The address in the code at a place's door, for the team that runs it; undefined for anybody else. */
export async function doorAddressFor(actor: Actor, placeId: string): Promise<string | undefined> {
  const place = await db.place.findUnique({ where: { id: placeId }, select: { slug: true, doorGeneration: true, organisationId: true } });
  if (!place || !may(actor, { act: "run-line", organisation: place.organisationId })) return undefined;
  return `/porte/${place.slug}/${secretOf("door", placeId, place.doorGeneration)}`;
}

/** Numbers stop being given when the half-day's hours are over, whether or not somebody pressed the button. */
async function givingNumbers(placeId: string): Promise<string | undefined> {
  const now = toDate(clock.now());
  const row = await db.permanence.findFirst({
    where: { placeId, numbers: "given", status: { in: ["scheduled", "open"] }, endsAt: { gt: now } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return row?.id;
}
