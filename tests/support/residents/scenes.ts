import { randomUUID } from "node:crypto";
import type { World } from "./world.ts";
import { aMorningOfPeople, closes, falls, givesNumbers, opens, stops, suspends } from "./thursday.ts";

/** A moment of the week in which states are visited, and what happened before it. */
type Scene = { readonly now: string; readonly play: (world: World) => Promise<void> };

const THURSDAY = "2026-11-26";

/** In their order; each begins where the one before it ended. */
export const SCENES = {
  sunday: { now: "2026-11-22T21:00:00+01:00", play: aPlannedWeek },
  "before-nine": { now: `${THURSDAY}T08:40:00+01:00`, play: async () => undefined },
  numbers: { now: `${THURSDAY}T08:52:00+01:00`, play: givesNumbers },
  "nobody-waits": { now: `${THURSDAY}T09:02:00+01:00`, play: opens },
  morning: { now: `${THURSDAY}T10:10:00+01:00`, play: aMorningOfPeople },
  silent: { now: `${THURSDAY}T10:20:00+01:00`, play: async () => undefined },
  "in-pause": { now: `${THURSDAY}T10:30:00+01:00`, play: suspends },
  stopped: { now: `${THURSDAY}T10:40:00+01:00`, play: stops },
  "past-noon": { now: `${THURSDAY}T12:10:00+01:00`, play: falls },
  closed: { now: `${THURSDAY}T12:20:00+01:00`, play: closes },
  works: { now: "2026-11-28T10:00:00+01:00", play: nothingIsHeld },
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneName = keyof typeof SCENES;

/** Plays every scene up to this one that was not played yet. */
export async function reach(world: World, wanted: SceneName, played: Set<SceneName>): Promise<void> {
  for (const name of Object.keys(SCENES) as SceneName[]) {
    if (!played.has(name)) {
      await world.moveTo(SCENES[name].now);
      await SCENES[name].play(world);
      played.add(name);
    }
    if (name === wanted) return;
  }
}

/** What people wrote themselves: it stays French in every language, and is marked so. */
export const WRITTEN = {
  transport: "Tram A et D, arrêt Ancienne Synagogue / Les Halles",
  message: "L’imprimante est en panne.",
  reason: "travaux dans la salle",
  workshop: "Mes premiers pas avec un smartphone",
} as const;

async function aPlannedWeek(world: World): Promise<void> {
  const { db } = world.app;
  await world.team();
  await db.query(
    "UPDATE place SET languages = '{fr,ar,tr}', wheelchair = true, transport = $1 WHERE slug = 'face-alsace'",
    [WRITTEN.transport],
  );
  world.name("place", "/lieux/face-alsace");
  const face = await world.planned("face-alsace", THURSDAY);
  const meinau = await world.planned("centre-socioculturel-meinau", THURSDAY);
  const friday = await world.planned("centre-social-victor-schoelcher", "2026-11-27");
  const tuesday = await world.planned("centre-social-victor-schoelcher", "2026-11-24");
  const walkIn = await world.planned("mairie-neuhof", "2026-11-23");
  for (const [name, id] of Object.entries({ face, meinau, friday, tuesday, "walk-in": walkIn }))
    world.name(name, `/permanences/${id}`);
  await db.query(
    `UPDATE permanence SET windows = '[{"from":0,"to":120,"mode":"appointment"},{"from":120,"to":180,"mode":"walk-in"}]' WHERE id = $1`,
    [meinau],
  );
  world.name("door", await world.door("face-alsace"));
  world.name("door-meinau", await world.door("centre-socioculturel-meinau"));
  await books(world, { face, friday, tuesday });
  await aCancelledHalfDay(world);
  await aSecondTown(world);
  // A language to choose for which nothing is planned.
  await db.query(
    "UPDATE place SET languages = '{fr,de}' WHERE slug = (SELECT slug FROM place l WHERE NOT EXISTS (SELECT 1 FROM permanence p WHERE p.place_id = l.id) ORDER BY slug LIMIT 1)",
  );
}

async function books(
  world: World,
  { face, friday, tuesday }: Readonly<Record<"face" | "friday" | "tuesday", string>>,
): Promise<void> {
  await world.books(face, "due", "caf-changement", `${THURSDAY}T09:30:00+01:00`);
  world.name("late-id", await world.books(face, "late", "caf-changement", `${THURSDAY}T10:30:00+01:00`));
  await world.books(face, "booked", "caf-logement", `${THURSDAY}T11:15:00+01:00`);
  await world.app.db.query("UPDATE appointment SET code = 'TN8F75' WHERE starts_at = $1", [
    `${THURSDAY}T11:15:00+01:00`,
  ]);
  await world.books(friday, "friday-1", "caf-ressources", "2026-11-27T09:00:00+01:00");
  await world.books(friday, "friday-2", "caf-ressources", "2026-11-27T09:30:00+01:00");
  await world.books(tuesday, "given-up", "caf-ressources", "2026-11-24T09:30:00+01:00");
  await world.posts("given-up", `${world.addressOf("given-up")}/annuler/confirmer`, {});
  await world.posts("form-wrong", `/permanences/${tuesday}/rendez-vous/prendre`, {
    topic: "caf-rsa",
    key: randomUUID(),
    name: "2 67 04 99 123 456 78",
    phone: "12",
    email: "moi",
  });
  await world.posts("form-taken", `/permanences/${face}/rendez-vous/prendre`, {
    topic: "caf-changement",
    key: randomUUID(),
    startsAt: `${THURSDAY}T10:30:00+01:00`,
    name: "",
    phone: "",
    email: "",
  });
}

/** By service, with an appointment in it. */
async function aCancelledHalfDay(world: World): Promise<void> {
  const id = await world.planned("face-alsace", "2026-12-03");
  world.name("cancelled", `/permanences/${id}`);
  await world.books(id, "called-off", "caf-rsa", "2026-12-03T09:45:00+01:00");
  await world.app.db.query("UPDATE permanence SET status = 'cancelled', cancel_reason = $2 WHERE id = $1", [
    id,
    WRITTEN.reason,
  ]);
  await world.app.db.query("UPDATE appointment SET state = 'cancelled-by-service' WHERE permanence_id = $1", [id]);
}

/** Hours can be booked there too, so that the town is asked; and two workshops. */
async function aSecondTown({ app: { db } }: World): Promise<void> {
  await db.query(
    `INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
     SELECT gen_random_uuid(), id, organisation_id, 'Europe/Paris', '2026-12-01', '2026-12-01T14:00:00+01:00', '2026-12-01T17:00:00+01:00', 3, 1, '[{"from":0,"to":180,"mode":"mixed"}]', now(), now()
     FROM place WHERE city <> 'Strasbourg' ORDER BY slug LIMIT 1`,
  );
  for (const [capacity, level, day] of [
    [8, "debutant", 1],
    [1, "debutant", 3],
  ] as const) {
    await db.query(
      `INSERT INTO workshop (id, place_id, organisation_id, title, level, starts_at, ends_at, capacity)
       SELECT gen_random_uuid(), id, organisation_id, $1, $2, $3, $4, $5 FROM place WHERE slug = 'shadok'`,
      [WRITTEN.workshop, level, `2026-12-0${day}T14:00:00+01:00`, `2026-12-0${day}T16:00:00+01:00`, capacity],
    );
  }
  await db.query(
    "INSERT INTO workshop_place (id, workshop_id, created_at) SELECT gen_random_uuid(), id, now() FROM workshop WHERE capacity = 1",
  );
}

/** Works everywhere: nothing is planned any more, and no workshop either. */
async function nothingIsHeld({ app: { db } }: World): Promise<void> {
  await db.query(
    "UPDATE permanence SET status = 'cancelled', cancel_reason = 'travaux' WHERE status = 'scheduled' AND starts_at > '2026-11-28'",
  );
  await db.query("UPDATE workshop SET status = 'cancelled'");
}
