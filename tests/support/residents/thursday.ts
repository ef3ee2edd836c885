import { randomUUID } from "node:crypto";
import type { World } from "./world.ts";

const permanenceOf = (world: World): string => world.addressOf("face").split("/").at(-1) ?? "";

const minute = (world: World, hour: string): Promise<void> =>
  world.moveTo(world.now.replace(/T\d\d:\d\d/u, `T${hour}`));

/** Before nine two people at the door get a number. */
export async function givesNumbers(world: World): Promise<void> {
  const id = permanenceOf(world);
  await world.does(id, 1, { type: "give-numbers" });
  await world.joins(id, "helped", { topic: "caf-rsa" });
  await world.joins(id, "paused", { topic: "impots" });
}

/** At nine two tables open; both people are helped quickly, and nobody waits any more. */
export async function opens(world: World): Promise<void> {
  const id = permanenceOf(world);
  await minute(world, "09:01");
  const first = await visitOf(world, 1);
  await world.does(
    id,
    1,
    { type: "open", desks: [{ desk: 1 }] },
    { type: "take-desk", desk: 1 },
    { type: "call", visit: first, desk: 1 },
    { type: "start", visit: first },
  );
  await world.does(id, 2, { type: "take-desk", desk: 2 });
  await minute(world, "09:02");
  await world.does(id, 2, { type: "away", visit: await visitOf(world, 2), until: world.now.replace("09:02", "09:12") });
  await world.does(world.addressOf("meinau").split("/").at(-1) ?? "", 3, { type: "give-numbers" });
}

/** An hour later every state of a visit stands in one line. */
export async function aMorningOfPeople(world: World): Promise<void> {
  const id = permanenceOf(world);
  await minute(world, "09:20");
  const two = await visitOf(world, 2);
  await world.does(
    id,
    2,
    { type: "away", visit: two },
    { type: "call", visit: two, desk: 2 },
    { type: "start", visit: two },
  );
  const left = await world.joins(id, "left");
  const sent = await world.joins(id, "redirected");
  const gone = await world.joins(id, "absent");
  const serving = await world.joins(id, "serving", { topic: "caf-logement" });
  await minute(world, "09:40");
  await world.does(
    id,
    1,
    { type: "leave", visit: left, by: "staff" },
    { type: "refer", visit: sent, target: "administration" },
  );
  await world.does(id, 1, { type: "finish", visit: await visitOf(world, 1) }, { type: "call", visit: gone, desk: 1 });
  await minute(world, "09:45");
  await world.does(
    id,
    1,
    { type: "absent", visit: gone },
    { type: "call", visit: serving, desk: 1 },
    { type: "start", visit: serving },
  );
  const called = await world.joins(id, "called");
  const away = await world.joins(id, "away");
  await world.joins(id, "waiting", { topic: "caf-prime-activite" });
  await minute(world, "10:00");
  for (let more = 0; more < 7; more += 1) await world.joins(id, "another");
  world.name("another-id", await world.joins(id, "another"));
  await world.joins(id, "waiting-long");
  await world.joins(id, "first", { priority: true });
  await minute(world, "10:05");
  await world.does(id, 2, { type: "pause", visit: two });
  await world.does(
    id,
    1,
    { type: "check-in", appointment: await dueId(world), visit: randomUUID() },
    { type: "announce", message: "L’imprimante est en panne." },
  );
  await world.does(id, 1, {
    type: "late",
    appointment: world.addressOf("late-id"),
    expectedAt: world.now.replace("10:05", "10:50"),
  });
  await minute(world, "10:10");
  await world.does(id, 1, { type: "away", visit: away, until: world.now.replace("10:10", "10:30") });
  await world.does(id, 2, { type: "call", visit: called, desk: 2, override: "urgent" });
}

/** All is stopped for a moment. */
export const suspends = (world: World): Promise<void> => world.does(permanenceOf(world), 1, { type: "suspend" });

/** It goes on, and the last numbers are given. */
export const stops = (world: World): Promise<void> =>
  world.does(permanenceOf(world), 1, { type: "resume-line" }, { type: "stop-numbers" });

/** Nobody closes it. */
export const falls = (world: World): Promise<void> =>
  world.does(permanenceOf(world), 1, { type: "announce", message: "" });

/** Who was at a table leaves it, and everybody else is offered another date. */
export async function closes(world: World): Promise<void> {
  const id = permanenceOf(world);
  const { rows } = await world.app.db.query<{ id: string; state: string; desk: number | null }>(
    "SELECT id, state, desk FROM visit WHERE permanence_id = $1",
    [id],
  );
  for (const { id: visit, state, desk } of rows) {
    if (state === "called") await world.does(id, desk ?? 1, { type: "start", visit }, { type: "finish", visit });
    if (state === "serving") await world.does(id, desk ?? 1, { type: "finish", visit });
  }
  const still = rows.filter(({ state }) => state === "waiting" || state === "absent" || state === "paused");
  await world.does(id, 1, {
    type: "close",
    leftovers: still.map(({ id: visit, state }) => ({ visit, choice: state === "paused" ? "done" : "another-date" })),
  });
}

const visitOf = (world: World, number: number): Promise<string> =>
  world.one("SELECT id FROM visit WHERE permanence_id = $1 AND number = $2", permanenceOf(world), number);
const dueId = (world: World): Promise<string> =>
  world.one("SELECT id FROM appointment WHERE permanence_id = $1 ORDER BY starts_at LIMIT 1", permanenceOf(world));
