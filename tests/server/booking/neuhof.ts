import type { PrismaClient } from "#prisma/generated/client.ts";
import type { Mode } from "#lib/schedule/permanence.ts";

/** A Monday, seen from the Friday before (`APP_NOW` of these tests). */
export const NOW = "2026-11-20T10:00:00+01:00";
export const MONDAY = "2026-11-23";
export const WEEK_AFTER = "2026-11-30";

export type Given = {
  readonly day?: string;
  readonly lanes?: number;
  readonly windows?: readonly { readonly from: number; readonly to: number; readonly mode: Mode }[];
  readonly topicKeys?: readonly string[];
  readonly placePhone?: string | null;
};

const ALL_MORNING = [{ from: 0, to: 180, mode: "mixed" as const }];

/** A city, its town-hall annexe, three topics. Answers the ids. */
export async function neuhof(db: PrismaClient, { placePhone = "+33388000001" }: Given = {}) {
  const organisation = await db.organisation.create({ data: { slug: `ville-${crypto.randomUUID()}`, name: "Ville", kind: "city", operator: true, phone: "+33388000000" } });
  const place = await db.place.create({
    data: {
      organisationId: organisation.id, slug: `neuhof-${crypto.randomUUID()}`, name: "Mairie de quartier du Neuhof", shortName: "Mairie du Neuhof", phone: placePhone,
      address: "1 rue de la Ganzau", city: "Strasbourg", postalCode: "67100", latitude: 48.5, longitude: 7.7, holidayRegion: "67",
    },
  });
  await db.topic.createMany({
    skipDuplicates: true,
    data: [
      { key: "caf", rank: 0, minutes: 30, bring: ["rib"] },
      { key: "impots", rank: 1, minutes: 45 },
      { key: "depannage", rank: 2, minutes: 30, bookable: false },
    ],
  });
  return { organisation: organisation.id, place: place.id };
}

/** A morning from 9 to 12 there; its id. */
export async function morningAt(db: PrismaClient, at: { organisation: string; place: string }, { day = MONDAY, lanes = 1, windows = ALL_MORNING, topicKeys = [] }: Given = {}): Promise<string> {
  const made = new Date("2026-11-01T00:00:00Z");
  const { id } = await db.permanence.create({
    data: {
      placeId: at.place, organisationId: at.organisation, timeZone: "Europe/Paris", localDate: new Date(`${day}T00:00:00Z`), startsAt: new Date(`${day}T09:00:00+01:00`),
      endsAt: new Date(`${day}T12:00:00+01:00`), desks: Math.max(1, lanes), bookableLanes: lanes, windows: [...windows], topicKeys: [...topicKeys], createdAt: made, updatedAt: made,
    },
  });
  return id;
}
