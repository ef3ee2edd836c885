import { randomUUID } from "node:crypto";
import type { ScenarioContext } from "./scenario-context.ts";
import { aMorningOfPeople, closes, falls, givesNumbers, opens, stops, suspends } from "./acts-of-thursday.ts";

/**
 * A step of the week: the time to which the clock is moved, and the data and acts that are added before its pages are
 * visited.
 */
type Step = { readonly now: string; readonly prepare: (context: ScenarioContext) => Promise<void> };

const THURSDAY = "2026-11-26";

/** The steps of the scenario in order; each continues with the data of the step before it. */
export const STEPS = {
  sunday: { now: "2026-11-22T21:00:00+01:00", prepare: aPlannedWeek },
  "before-nine": { now: `${THURSDAY}T08:40:00+01:00`, prepare: async () => undefined },
  numbers: { now: `${THURSDAY}T08:52:00+01:00`, prepare: givesNumbers },
  "nobody-waits": { now: `${THURSDAY}T09:02:00+01:00`, prepare: opens },
  morning: { now: `${THURSDAY}T10:10:00+01:00`, prepare: aMorningOfPeople },
  silent: { now: `${THURSDAY}T10:20:00+01:00`, prepare: async () => undefined },
  "in-pause": { now: `${THURSDAY}T10:30:00+01:00`, prepare: suspends },
  stopped: { now: `${THURSDAY}T10:40:00+01:00`, prepare: stops },
  "past-noon": { now: `${THURSDAY}T12:10:00+01:00`, prepare: falls },
  closed: { now: `${THURSDAY}T12:20:00+01:00`, prepare: closes },
  works: { now: "2026-11-28T10:00:00+01:00", prepare: nothingIsHeld },
} as const satisfies Readonly<Record<string, Step>>;

export type StepName = keyof typeof STEPS;

/** Runs the steps up to and including `wanted` that are not in `done` yet. */
export async function runUntil(context: ScenarioContext, wanted: StepName, done: Set<StepName>): Promise<void> {
  for (const name of Object.keys(STEPS) as StepName[]) {
    if (!done.has(name)) {
      await context.moveTo(STEPS[name].now);
      await STEPS[name].prepare(context);
      done.add(name);
    }
    if (name === wanted) return;
  }
}

/** Texts written by staff: they stay French in every language and are marked as French. */
export const WRITTEN = {
  transport: "Tram A et D, arrêt Ancienne Synagogue / Les Halles",
  message: "L’imprimante est en panne.",
  reason: "travaux dans la salle",
  workshop: "Mes premiers pas avec un smartphone",
} as const;

async function aPlannedWeek(context: ScenarioContext): Promise<void> {
  const { db } = context.app;
  await context.team();
  await db.query(
    "UPDATE place SET languages = '{fr,ar,tr}', wheelchair = true, transport = $1 WHERE slug = 'face-alsace'",
    [WRITTEN.transport],
  );
  context.name("place", "/lieux/face-alsace");
  const face = await context.planned("face-alsace", THURSDAY);
  const meinau = await context.planned("centre-socioculturel-meinau", THURSDAY);
  const friday = await context.planned("centre-social-victor-schoelcher", "2026-11-27");
  const tuesday = await context.planned("centre-social-victor-schoelcher", "2026-11-24");
  const walkIn = await context.planned("mairie-neuhof", "2026-11-23");
  for (const [name, id] of Object.entries({ permanence: face, meinau, friday, tuesday, "walk-in": walkIn }))
    context.name(name, `/permanences/${id}`);
  await db.query(
    `UPDATE permanence SET windows = '[{"from":0,"to":120,"mode":"appointment"},{"from":120,"to":180,"mode":"walk-in"}]' WHERE id = $1`,
    [meinau],
  );
  context.name("door", await context.door("face-alsace"));
  context.name("door-meinau", await context.door("centre-socioculturel-meinau"));
  await books(context, { face, friday, tuesday });
  await aCancelledHalfDay(context);
  await otherHours(context);
  await aSecondTown(context);
  // A language to choose for which nothing is planned.
  await db.query(
    "UPDATE place SET languages = '{fr,de}' WHERE slug = (SELECT slug FROM place l WHERE NOT EXISTS (SELECT 1 FROM permanence p WHERE p.place_id = l.id) ORDER BY slug LIMIT 1)",
  );
}

async function books(
  context: ScenarioContext,
  { face, friday, tuesday }: Readonly<Record<"face" | "friday" | "tuesday", string>>,
): Promise<void> {
  // More of a short half-day is booked online here than strangers may book of it.
  await context.app.db.query("UPDATE place SET online_share = 100");
  await context.books(face, "due", "caf-changement", `${THURSDAY}T09:30:00+01:00`);
  context.name("late-id", await context.books(face, "late", "caf-changement", `${THURSDAY}T10:30:00+01:00`));
  await context.books(face, "booked", "caf-logement", `${THURSDAY}T11:15:00+01:00`);
  await context.app.db.query("UPDATE appointment SET code = 'TN8F75' WHERE starts_at = $1", [
    `${THURSDAY}T11:15:00+01:00`,
  ]);
  await context.books(friday, "friday-1", "caf-ressources", "2026-11-27T09:00:00+01:00");
  await context.books(friday, "friday-2", "caf-ressources", "2026-11-27T09:30:00+01:00");
  await context.books(tuesday, "given-up", "caf-ressources", "2026-11-24T09:30:00+01:00");
  await context.posts("given-up", `${context.addressOf("given-up")}/annuler/confirmer`, {});
  await context.posts("form-wrong", `/permanences/${tuesday}/rendez-vous/prendre`, {
    topic: "caf-rsa",
    key: randomUUID(),
    name: "2 67 04 99 123 456 78",
    phone: "12",
    email: "moi",
  });
  await context.posts("form-taken", `/permanences/${face}/rendez-vous/prendre`, {
    topic: "caf-changement",
    key: randomUUID(),
    startsAt: `${THURSDAY}T10:30:00+01:00`,
    name: "",
    phone: "",
    email: "",
  });
}

/** A half-day with an appointment, both cancelled by the service. */
async function aCancelledHalfDay(context: ScenarioContext): Promise<void> {
  const id = await context.planned("face-alsace", "2026-12-03");
  context.name("cancelled", `/permanences/${id}`);
  await context.books(id, "called-off", "caf-rsa", "2026-12-03T09:45:00+01:00");
  await context.app.db.query("UPDATE permanence SET status = 'cancelled', cancel_reason = $2 WHERE id = $1", [
    id,
    WRITTEN.reason,
  ]);
  await context.app.db.query(
    "UPDATE appointment SET state = 'cancelled-by-service', cancelled_at = booked_at WHERE permanence_id = $1",
    [id],
  );
}

/**
 * Other hours that the service offers: for an hour that still stands and for one that it has cancelled, open, refused
 * and ended.
 */
async function otherHours(context: ScenarioContext): Promise<void> {
  const place = "centre-social-victor-schoelcher";
  const kept = await context.planned(place, "2026-12-15");
  const there = await context.planned(place, "2026-12-18");
  const offers = async (
    name: string,
    from: string,
    start: string,
    given: "open" | "no" | "ended",
    cancelled = false,
  ) => {
    const id = await context.books(kept, name, "caf-ressources", from);
    const { db } = context.app;
    if (cancelled)
      await db.query("UPDATE appointment SET state = 'cancelled-by-service', cancelled_at = booked_at WHERE id = $1", [
        id,
      ]);
    await db.query(
      `WITH held AS (
         INSERT INTO appointment (id, permanence_id, organisation_id, place_id, starts_at, ends_at, state, held_until, lane, booked_at, created_at, topic_keys, origin)
         SELECT gen_random_uuid(), p.id, p.organisation_id, p.place_id, $2::timestamptz, $2::timestamptz + interval '30 minutes', 'held', '2026-11-24T18:00:00+01:00', 1, a.booked_at, a.booked_at, a.topic_keys, 'reception'
         FROM appointment a, permanence p WHERE a.id = $1 AND p.id = $3 AND $4 = 'open' RETURNING id)
       INSERT INTO appointment_offer (id, appointment_id, permanence_id, organisation_id, starts_at, ends_at, hold_id, until, created_at, answer, answered_at)
       SELECT gen_random_uuid(), a.id, p.id, p.organisation_id, $2::timestamptz, $2::timestamptz + interval '30 minutes', (SELECT id FROM held), '2026-11-24T18:00:00+01:00', a.booked_at,
         CASE $4 WHEN 'no' THEN 'no' END, CASE $4 WHEN 'no' THEN a.booked_at END
       FROM appointment a, permanence p WHERE a.id = $1 AND p.id = $3`,
      [id, start, there, given],
    );
  };
  const thatDay = "2026-12-15T";
  const daysAfter = "2026-12-18T";
  // Two hours a day can be booked; one that the service has cancelled is free again.
  await offers("offer-instead", `${thatDay}09:00:00+01:00`, `${daysAfter}09:00:00+01:00`, "open", true);
  await offers("offer-ended", `${thatDay}09:00:00+01:00`, `${daysAfter}09:00:00+01:00`, "ended", true);
  await offers("offer", `${thatDay}09:00:00+01:00`, `${daysAfter}09:30:00+01:00`, "open");
  await offers("offer-refused", `${thatDay}09:30:00+01:00`, `${daysAfter}09:30:00+01:00`, "no");
}

/** A bookable half-day in a second town, so that the booking form asks for the town; and two workshops. */
async function aSecondTown({ app: { db } }: ScenarioContext): Promise<void> {
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
    "INSERT INTO workshop_place (id, workshop_id, organisation_id, created_at) SELECT gen_random_uuid(), id, organisation_id, now() FROM workshop WHERE capacity = 1",
  );
}

/** All later half-days and workshops are cancelled (« travaux »), so that nothing is planned. */
async function nothingIsHeld({ app: { db } }: ScenarioContext): Promise<void> {
  await db.query(
    "UPDATE permanence SET status = 'cancelled', cancel_reason = 'travaux' WHERE status = 'scheduled' AND starts_at > '2026-11-28'",
  );
  await db.query("UPDATE workshop SET status = 'cancelled'");
}
