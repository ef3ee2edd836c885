import pg from "pg";
import type { Actor } from "#lib/access/actor.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, morningAt, neuhof, NOW, staffAt } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { holdHour } = await import("#lib/server/booking/hold.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");

const another = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
beforeAll(() => another.connect());
afterAll(async () => {
  await another.end();
  await db.$disconnect();
});

/** A conseiller of a team, and how its reception books an hour with them; nobody gives a telephone or an address. */
async function reception() {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 2 });
  const [staff, conseiller] = [await staffAt(db, here), await staffAt(db, here, "conseiller")];
  const books = async (hour: string, wantedConseiller?: string) => {
    const wish = { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false };
    const booked = await bookAppointment(staff, { ...wish, ...(wantedConseiller && { wantedConseiller }) });
    if (!booked.ok) throw new Error(booked.refusal);
    return booked.value;
  };
  const holds = async (hour: string, wantedConseiller: string) => {
    const wish = { permanence, topics: ["caf"], start: at(hour) };
    const held = await holdHour(staff, { ...wish, wantedConseiller, until: at("08:00") });
    if (!held.ok) throw new Error(held.refusal);
    return (actor: Actor) => bookAppointment(actor, { ...wish, onBehalfOf: false, hold: held.value.secret });
  };
  return { conseiller: conseiller.user, staff, books, holds };
}

/** Does it while another transaction holds this conseiller: whether it waited until that one ended. */
async function waitsFor(conseiller: string, act: () => Promise<unknown>): Promise<boolean> {
  await another.query("BEGIN");
  await another.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`conseiller:${conseiller}`]);
  let done = false;
  const doing = act().finally(() => (done = true));
  const waiting = async (): Promise<boolean> =>
    (
      await another.query(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      )
    ).rows.length > 0;
  let waited = false;
  while (!done && !waited) waited = await waiting();
  await another.query("COMMIT");
  await doing;
  return waited;
}

test("a booking with a wanted conseiller waits for whoever decides about the same conseiller", async () => {
  const { conseiller, books } = await reception();
  expect(await waitsFor(conseiller, () => books("09:30", conseiller))).toBe(true);
});

test("moving or cancelling an appointment with a wanted conseiller waits too", async () => {
  const { conseiller, books } = await reception();
  const { secret } = await books("09:30", conseiller);
  expect(await waitsFor(conseiller, () => moveAppointment(secret, { start: at("10:30") }))).toBe(true);
  expect(await waitsFor(conseiller, () => cancelAppointment(secret))).toBe(true);
});

test("booking an hour that is held with a conseiller waits too, whoever books it", async () => {
  const { conseiller, staff, holds } = await reception();
  const [first, second] = [await holds("09:30", conseiller), await holds("10:30", conseiller)];
  expect(await waitsFor(conseiller, () => first({ kind: "anonymous" }))).toBe(true);
  expect(await waitsFor(conseiller, () => second(staff))).toBe(true);
});

test("a booking without a wanted conseiller does not wait", async () => {
  const { conseiller, books } = await reception();
  expect(await waitsFor(conseiller, () => books("09:30"))).toBe(false);
});
