import { randomUUID } from "node:crypto";
import type { ScenarioContext } from "./scenario-context.ts";

const permanenceOf = (context: ScenarioContext): string => context.addressOf("permanence").split("/").at(-1) ?? "";

const minute = (context: ScenarioContext, hour: string): Promise<void> =>
  context.moveTo(context.now.replace(/T\d\d:\d\d/u, `T${hour}`));

/** Before nine, two people get a number. */
export async function givesNumbers(context: ScenarioContext): Promise<void> {
  const id = permanenceOf(context);
  await context.does(id, 1, { type: "give-numbers" });
  await context.joins(id, "helped", { topic: "caf-rsa" });
  await context.joins(id, "paused", { topic: "impots" });
}

/** At nine two desks open; both people are helped quickly, and nobody waits any more. */
export async function opens(context: ScenarioContext): Promise<void> {
  const id = permanenceOf(context);
  await minute(context, "09:01");
  const first = await visitOf(context, 1);
  await context.does(
    id,
    1,
    { type: "open", desks: [{ desk: 1 }] },
    { type: "take-desk", desk: 1 },
    { type: "call", visit: first, desk: 1 },
    { type: "start", visit: first },
  );
  await context.does(id, 2, { type: "take-desk", desk: 2 });
  await minute(context, "09:02");
  await context.does(id, 2, {
    type: "away",
    visit: await visitOf(context, 2),
    until: context.now.replace("09:02", "09:12"),
  });
  await context.does(context.addressOf("meinau").split("/").at(-1) ?? "", 3, { type: "give-numbers" });
}

/** At 10:10 the line has a visit in every state. */
export async function aMorningOfPeople(context: ScenarioContext): Promise<void> {
  const id = permanenceOf(context);
  await minute(context, "09:20");
  const two = await visitOf(context, 2);
  await context.does(
    id,
    2,
    { type: "away", visit: two },
    { type: "call", visit: two, desk: 2 },
    { type: "start", visit: two },
  );
  const left = await context.joins(id, "left");
  const sent = await context.joins(id, "redirected");
  const gone = await context.joins(id, "absent");
  const serving = await context.joins(id, "serving", { topic: "caf-logement" });
  await minute(context, "09:40");
  await context.does(
    id,
    1,
    { type: "leave", visit: left, by: "staff" },
    { type: "refer", visit: sent, target: "administration" },
  );
  await context.does(
    id,
    1,
    { type: "finish", visit: await visitOf(context, 1) },
    { type: "call", visit: gone, desk: 1 },
  );
  await minute(context, "09:45");
  await context.does(
    id,
    1,
    { type: "absent", visit: gone },
    { type: "call", visit: serving, desk: 1 },
    { type: "start", visit: serving },
  );
  const called = await context.joins(id, "called");
  const away = await context.joins(id, "away");
  await context.joins(id, "waiting", { topic: "caf-prime-activite" });
  await minute(context, "10:00");
  for (let more = 0; more < 7; more += 1) await context.joins(id, "others");
  context.name("last-of-others-id", await context.joins(id, "others"));
  await context.joins(id, "waiting-long");
  await context.joins(id, "first", { priority: true });
  await minute(context, "10:05");
  await context.does(id, 2, { type: "pause", visit: two });
  await context.does(
    id,
    1,
    { type: "check-in", appointment: await dueId(context), visit: randomUUID() },
    { type: "announce", message: "L’imprimante est en panne." },
  );
  await context.does(id, 1, {
    type: "late",
    appointment: context.addressOf("late-id"),
    expectedAt: context.now.replace("10:05", "10:50"),
  });
  await minute(context, "10:10");
  await context.does(id, 1, { type: "away", visit: away, until: context.now.replace("10:10", "10:30") });
  await context.does(id, 2, { type: "call", visit: called, desk: 2, override: "urgent" });
}

/** The line is suspended. */
export const suspends = (context: ScenarioContext): Promise<void> =>
  context.does(permanenceOf(context), 1, { type: "suspend" });

/** The line is resumed, and numbers are stopped. */
export const stops = (context: ScenarioContext): Promise<void> =>
  context.does(permanenceOf(context), 1, { type: "resume-line" }, { type: "stop-numbers" });

/** After its end the half-day is still not closed; its message is removed. */
export const falls = (context: ScenarioContext): Promise<void> =>
  context.does(permanenceOf(context), 1, { type: "announce", message: "" });

/** Visits at a desk are finished, everybody else gets « another date », and the half-day is closed. */
export async function closes(context: ScenarioContext): Promise<void> {
  const id = permanenceOf(context);
  const { rows } = await context.app.db.query<{ id: string; state: string; desk: number | null }>(
    "SELECT id, state, desk FROM visit WHERE permanence_id = $1",
    [id],
  );
  for (const { id: visit, state, desk } of rows) {
    if (state === "called") await context.does(id, desk ?? 1, { type: "start", visit }, { type: "finish", visit });
    if (state === "serving") await context.does(id, desk ?? 1, { type: "finish", visit });
  }
  const still = rows.filter(({ state }) => state === "waiting" || state === "absent" || state === "paused");
  await context.does(id, 1, {
    type: "close",
    leftovers: still.map(({ id: visit, state }) => ({ visit, choice: state === "paused" ? "done" : "another-date" })),
  });
}

const visitOf = (context: ScenarioContext, number: number): Promise<string> =>
  context.one("SELECT id FROM visit WHERE permanence_id = $1 AND number = $2", permanenceOf(context), number);
const dueId = (context: ScenarioContext): Promise<string> =>
  context.one("SELECT id FROM appointment WHERE permanence_id = $1 ORDER BY starts_at LIMIT 1", permanenceOf(context));
