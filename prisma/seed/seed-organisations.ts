import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { ensureStandardTopics } from "#lib/server/schedule/standard-topics.ts";
import { instantOf } from "#lib/time/instant.ts";
import { ACCOUNTS, ORGANISATIONS, SETTINGS, STAND_INS } from "./organisations.ts";

// Imported when they are needed: jest cannot load a module whose first lines import JSON.
const places = () => import("./places-bas-rhin.json", { with: { type: "json" } });

/** Organisations, their accounts, topics and places. Rows that exist, perhaps edited, are left as they are. */
export async function seedOrganisations(tx: Tx): Promise<void> {
  await tx.organisation.createMany({ data: [...ORGANISATIONS], skipDuplicates: true });
  for (const { organisation, ...said } of SETTINGS)
    await tx.organisationSettings.createMany({
      data: [{ organisationId: await idOfOrganisation(tx, organisation), ...said }],
      skipDuplicates: true,
    });
  await tx.user.createMany({
    data: [...ACCOUNTS, ...STAND_INS].map(({ email, name }) => ({ email, name })),
    skipDuplicates: true,
  });
  const organisationId = await idOfOrganisation(tx, "ville-de-strasbourg");
  await ensureStandardTopics(tx);
  for (const { email, organisation, role } of [...ACCOUNTS, ...STAND_INS]) {
    const { id: userId } = await tx.user.findFirstOrThrow({ where: { email }, select: { id: true } });
    await tx.membership.createMany({
      data: [{ userId, organisationId: await idOfOrganisation(tx, organisation), role }],
      skipDuplicates: true,
    });
  }
  await tx.place.createMany({
    data: (await places()).default.map(({ sourceDate, ...place }) => ({
      ...place,
      organisationId,
      holidayRegion: "67",
      sourceDate: toDate(instantOf(sourceDate)),
    })),
    skipDuplicates: true,
  });
}

/** The calendar that the city shares with the CAF: hours, places and how many wait. */
export async function seedShare(tx: Tx, createdAt: Date): Promise<void> {
  const giverId = await idOfOrganisation(tx, "ville-de-strasbourg");
  const receiverId = await idOfOrganisation(tx, "caf-du-bas-rhin");
  const known = await tx.calendarShare.findFirst({
    where: { giverId, receiverId, revokedAt: null },
    select: { id: true },
  });
  if (!known)
    await tx.calendarShare.create({
      data: { giverId, receiverId, name: "CAF du Bas-Rhin", level: "with-load", everyPlace: true, createdAt },
    });
}

const idOfOrganisation = async (tx: Tx, slug: string): Promise<string> =>
  (await tx.organisation.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id;
