/** @long */
import pg from "pg";
import { brokenReferences, makeCountry, NOW } from "#bench/country/data.ts";
import { topicsTakenOfKeys } from "#lib/schedule/topic.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { ownerOf } from "#tests/support/database.ts";

let server: Awaited<ReturnType<typeof serverOnFreshDatabase>>;
let db: pg.Client;

/** The smallest data: 48 places. */
beforeAll(async () => {
  server = await serverOnFreshDatabase();
  await makeCountry(ownerOf(server.url), 0);
  db = new pg.Client({ connectionString: ownerOf(server.url) });
  await db.connect();
});
afterAll(async () => {
  await db.end();
  await server.db.$disconnect();
});

const count = async (rows: string): Promise<number> =>
  (await db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${rows}`)).rows[0]?.count ?? -1;

describe("the data of the nation", () => {
  test("no row refers to one that is not there, and one that did would be found", async () => {
    expect(await brokenReferences(db)).toEqual([]);
    await db.query("BEGIN; SET LOCAL session_replication_role = replica");
    await db.query("DELETE FROM series WHERE ctid = (SELECT min(ctid) FROM series)");
    expect(await brokenReferences(db)).toEqual([
      "permanence.permanence_series_of_its_organisation: 75",
      "series_exception.series_exception_of_its_organisation: 1",
    ]);
    await db.query("ROLLBACK");
  });

  test("every place has its half-days, people, appointments and events in the proportions of the nation", async () => {
    const places = await count("place");
    expect([places, await count("permanence"), await count("series")]).toEqual([48, 48 * 75, 48]);
    for (const [rows, least, most] of [
      ["visit", 440, 500],
      ["appointment", 45, 62],
      ["queue_event", 150, 195],
    ] as const) {
      const each = (await count(rows)) / places;
      expect({ rows, fits: least < each && each < most }).toEqual({ rows, fits: true });
    }
  });

  test("this morning lines of twelve people are open, and some of earlier days were forgotten", async () => {
    expect(await count("permanence WHERE status = 'open' AND ends_at > '2026-11-20 09:00Z'")).toBeGreaterThan(0);
    expect(
      await count(
        "(SELECT 1 FROM permanence p JOIN visit v ON v.permanence_id = p.id WHERE p.status = 'open' AND p.starts_at > '2026-11-20 00:00Z' GROUP BY p.id HAVING count(*) <> 12) AS lines",
      ),
    ).toBe(0);
    expect(await count("permanence WHERE status = 'open' AND ends_at < '2026-11-20 00:00Z'")).toBeGreaterThan(0);
  });

  test("names are erased as the nightly job leaves them: nothing is due", async () => {
    const { isErasureDue } = await import("#lib/server/privacy/erase-due.ts");
    expect(await isErasureDue(instantOf(NOW))).toBe(false);
    expect(await isErasureDue(instantOf("2026-11-21T04:00:00+01:00"))).toBe(true);
  });

  test("the calendar texts are those that the product writes", async () => {
    const { topicNames } = await import("#lib/server/calendar/topic-names.ts");
    const { composeVevent } = await import("#lib/server/calendar/compose-vevent.ts");
    const rows = await server.db.permanence.findMany({
      where: { startsAt: { gt: "2026-11-20T00:00:00Z" }, status: { in: ["cancelled", "scheduled"] } },
      orderBy: { status: "asc" },
      include: { place: true, organisation: { select: { phone: true } } },
      take: 200,
    });
    const unfolded = (text: string | null): string => text?.replaceAll("\r\n ", "") ?? "";
    expect(rows.some(({ status }) => status === "cancelled")).toBe(true);
    for (const row of rows) {
      const namesOf = await topicNames(server.db, row.organisationId, [row.placeId]);
      const topics = namesOf(row.placeId, topicsTakenOfKeys(row.topicKeys));
      expect(unfolded(row.vevent)).toBe(unfolded(composeVevent({ ...row, topics, closure: null }, "localhost:3000")));
    }
  });

  test.each(["open", "closed"])("the product reads the lines that are %s, with everybody in them", async (status) => {
    const { loadLine } = await import("#lib/server/queue/load-line.ts");
    const { rows } = await db.query<{ id: string; people: number }>(
      "SELECT id, line.next_number - 1 AS people FROM permanence JOIN line ON permanence_id = id WHERE status = $1 AND line.next_number > 1 ORDER BY starts_at DESC LIMIT 5",
      [status],
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { id, people } of rows)
      expect((await server.snapshot((tx) => loadLine(tx, id, instantOf(NOW))))?.visits).toHaveLength(people);
  });
});
