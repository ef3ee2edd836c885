/** @long */
import { randomUUID } from "node:crypto";
import type { DemoAddresses } from "#scripts/demo-addresses.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";
import { asServer, copyOfDatabase, freshDatabase } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

/** A Tuesday on which nothing else is held at Neuhof; the demo's half-day is from 9:30 to 12:30. */
const TUESDAY = instantOf("2026-09-08T10:02:00+02:00");
const DAY = 24 * 60;

let seeded: string;
let old: DemoAddresses;
let server: Awaited<ReturnType<typeof serverOnFreshDatabase>>;
let seedDatabase: typeof import("#prisma/seed/seed-database.ts").seedDatabase;
let runCommands: typeof import("#lib/server/queue/line-exchange.ts").runCommands;
let cancelPermanence: typeof import("#lib/server/planning/cancel-permanence.ts").cancelPermanence;
beforeAll(async () => {
  seeded = await freshDatabase();
  server = await serverOnFreshDatabase({ APP_SECRET: "a-secret-of-the-tests-only", DATABASE_URL: seeded });
  ({ seedDatabase } = await import("#prisma/seed/seed-database.ts"));
  ({ runCommands } = await import("#lib/server/queue/line-exchange.ts"));
  ({ cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts"));
  moveTo(0);
  old = await seedDatabase();
  seeded = await asServer(async (client) => {
    const name = new URL(server.url).pathname.slice(1);
    await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    return copyOfDatabase(server.url);
  });
});
beforeEach(async () => {
  await asServer(async (client) => {
    const [name, template] = [server.url, seeded].map((url) => new URL(url).pathname.slice(1));
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  });
  moveTo(0);
});
afterAll(() => server.db.$disconnect());

/** Sets the clock so many minutes after the Tuesday's start. */
const moveTo = (minutes: number): void => {
  const { clock } = server;
  clock.move(TUESDAY + minutes * MINUTE - (clock.now() - clock.offset()));
};
const rows = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await server.pool.query<Row>(sql, values)).rows;
const userOf = async (email: string): Promise<string> =>
  (await rows<{ id: string }>("SELECT id FROM user_account WHERE email = $1", [`${email}@demo.strasbourg.example`]))[0]
    ?.id ?? "";
const visitOf = async (number: number): Promise<string> =>
  (
    await rows<{ id: string }>("SELECT id FROM visit WHERE permanence_id = $1 AND number = $2", [
      old.permanence,
      number,
    ])
  )[0]?.id ?? "";
const organisation = async (): Promise<string> =>
  (await rows<{ id: string }>("SELECT id FROM organisation WHERE slug = 'ville-de-strasbourg'"))[0]?.id ?? "";

/**
 * Does these acts on a tablet as this account of the demo, so many minutes after the Tuesday's start; each must be
 * possible.
 */
async function act(email: string, minutes: number, ...acts: readonly Act[]): Promise<void> {
  moveTo(minutes);
  const actor = {
    kind: "staff",
    user: await userOf(email),
    roles: [{ organisation: await organisation(), role: "conseiller", places: "all" }],
    by: "login",
  } as const;
  const at = instant(TUESDAY + minutes * MINUTE);
  const ran = await runCommands(
    actor,
    old.permanence,
    acts.map((one) => ({ id: randomUUID(), at, device: "tablet", ...one })),
  );
  expect(ran.ok ? ran.value.results.map(({ outcome }) => outcome) : ran.refusal).toEqual(acts.map(() => "applied"));
}

/** The demo is started again so many minutes after the Tuesday's start; answers with its addresses. */
const startAgain = (minutes = DAY): Promise<DemoAddresses> => {
  moveTo(minutes);
  return seedDatabase();
};

/** Neuhof is open anew with the demo's scene, and nobody sits at a table of the old half-day. */
async function expectAFreshLine(fresh: DemoAddresses): Promise<void> {
  expect(fresh.permanence).not.toBe(old.permanence);
  expect(await rows("SELECT p.id FROM permanence p WHERE p.status = 'open' AND p.series_id IS NULL")).toEqual([
    { id: fresh.permanence },
  ]);
  expect(
    await rows("SELECT state, count(*)::int FROM visit WHERE permanence_id = $1 GROUP BY state ORDER BY state", [
      fresh.permanence,
    ]),
  ).toEqual([
    { state: "done", count: 2 },
    { state: "serving", count: 1 },
    { state: "waiting", count: 6 },
  ]);
  expect(
    await rows(
      "SELECT state FROM visit WHERE permanence_id = $1 AND state IN ('called', 'serving', 'waiting', 'paused', 'absent')",
      [old.permanence],
    ),
  ).toEqual([]);
}

const FIRST = "conseiller-2";
const SECOND = "conseiller";
const THIRD = "remplacement";

describe("the demo starts again on the next day, after", () => {
  test("another conseiller took table 1 and helps there", async () => {
    await act(FIRST, 2, { type: "finish", visit: await visitOf(3) }, { type: "leave-desk" });
    await act(THIRD, 3, { type: "take-desk", desk: 1 }, { type: "call-next", desk: 1 });
    await act(THIRD, 4, { type: "start", visit: await visitOf(4) });
    await expectAFreshLine(await startAgain());
  });

  test("somebody was handed over to a colleague, and others were paused, away or missed", async () => {
    const six = await visitOf(6);
    await act(FIRST, 2, { type: "hand-over", to: 2 });
    await act(SECOND, 3, { type: "away", visit: six });
    await act(FIRST, 4, { type: "call-next", desk: 1 });
    const [called] = await rows<{ id: string }>("SELECT id FROM visit WHERE state = 'called'");
    await act(FIRST, 5, { type: "absent", visit: called?.id ?? "" });
    await expectAFreshLine(await startAgain());
  });

  test("the half-day was closed by hand", async () => {
    await act(FIRST, 2, { type: "finish", visit: await visitOf(3) });
    const left = await rows<{ id: string }>("SELECT id FROM visit WHERE state = 'waiting'");
    await act(FIRST, 3, {
      type: "close",
      leftovers: left.map(({ id }) => ({ visit: id, choice: "another-date" })),
    });
    await expectAFreshLine(await startAgain());
    await expectAFreshLine(await startAgain(DAY + 10));
  });

  test("the half-day was cancelled", async () => {
    await act(FIRST, 2, { type: "finish", visit: await visitOf(3) });
    const coordinator = {
      kind: "staff",
      user: await userOf("coordination"),
      roles: [{ organisation: await organisation(), role: "coordinator", places: "all" }],
      by: "login",
    } as const;
    expect(
      await cancelPermanence(coordinator, { permanence: old.permanence, preview: false, reason: "Travaux" }),
    ).toMatchObject({ ok: true });
    await expectAFreshLine(await startAgain());
  });

  test("the roles of both conseillers ended", async () => {
    await rows("UPDATE membership SET ends_at = $1 WHERE role = 'conseiller'", [new Date(TUESDAY + MINUTE)]);
    await expectAFreshLine(await startAgain());
  });

  test("the calendar of the CAF was revoked", async () => {
    await rows("UPDATE calendar_share SET revoked_at = $1", [new Date(TUESDAY + MINUTE)]);
    const fresh = await startAgain();
    await expectAFreshLine(fresh);
    expect(fresh.share).not.toBe(old.share);
  });
});
