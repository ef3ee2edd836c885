import { inParallel, inTurns, median, p95, spread } from "#tests/rig/figures.ts";
import { asTold, type Statement } from "#tests/rig/recording.ts";
import { lineOf, missedIn, tableOf, type ReportLine } from "#tests/rig/report.ts";
import { namesOf } from "#bench/country/explain.ts";
import { growthOf, isAsFast, missesOf, type MeasuredStatement, type Scan } from "#bench/country/judge.ts";
import {
  heaviestOf,
  looksIntoIndexes,
  readWhole,
  rowsLookedAt,
  sequentialScansOf,
  type PlanNode,
} from "#bench/country/plan.ts";
import { rateFor } from "#bench/slower.ts";
import { instantOf } from "#lib/time/instant.ts";

describe("figures", () => {
  test("the middle is that of the sorted figures, of an even number between the two", () => {
    expect([median([9, 1, 5]), median([4, 1, 2, 3])]).toEqual([5, 2.5]);
    expect(() => median([])).toThrow("No figure was measured.");
  });

  test("nineteen in twenty do not exceed p95", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([p95(hundred), p95([7])]).toEqual([95, 7]);
    expect(() => p95([])).toThrow("No figure was measured.");
  });

  test("the spread says the lowest and the highest", () => expect(spread([0.516, 0.9, 0.614], 2)).toBe("0.52 to 0.90"));
});

describe("the table", () => {
  const bound = (holds: boolean) => ({ description: "0.6 or more", holds, missed: "Profile the use case." });
  const kept: ReportLine = { figure: "use case ÷ plain", measured: "0.78", spread: "0.6 to 0.9", bound: bound(true) };
  const missed: ReportLine = { ...kept, measured: "0.41", bound: bound(false) };

  test("says of each bound whether it is kept, and nothing of what has none", () => {
    const [title, , first, second, third] = tableOf("Bookings", [
      kept,
      missed,
      { figure: "bookings a second", measured: "512" },
    ])
      .trim()
      .split("\n");
    expect(title).toBe("Bookings");
    expect(first).toMatch(/^use case ÷ plain .* 0\.78 .* 0\.6 to 0\.9 .* 0\.6 or more +kept$/);
    expect(second).toMatch(/MISSED$/);
    expect(third).toMatch(/512$/);
  });

  test("a missed bound is a sentence with what to do", () => {
    expect(missedIn([kept, missed])).toEqual([
      "Missed: use case ÷ plain is 0.41, and must be 0.6 or more. Profile the use case.",
    ]);
  });
});

test("a line says the middle of its figures, and its bound holds for the figure as it was measured", () => {
  expect(lineOf("an act", [1, 4.04, 9], { unit: "ms", digits: 1, atMost: 4, missed: "Look." })).toEqual({
    figure: "an act",
    measured: "4.0 ms",
    spread: "1.0 to 9.0",
    bound: { description: "≤ 4 ms", holds: false, missed: "Look." },
  });
  const holds = (said: Parameters<typeof lineOf>[2]) => lineOf("acts", 5, said).bound?.holds;
  expect([holds({ below: 5 }), holds({ atLeast: 5 }), holds({ atMost: 5 }), holds({})]).toEqual([
    false,
    true,
    true,
    undefined,
  ]);
  expect([holds({ atMost: 5, provided: false })]).toEqual([false]);
});

test("sides take turns to be the first, and what comes before the first round does not count", async () => {
  const began: string[] = [];
  const side = (name: string) => async (round: number) => (began.push(`${name}${round}`), round);
  const figures = await inTurns({ a: side("a"), b: side("b") }, { rounds: 2, warmUp: 1 });
  expect(began.join(" ")).toBe("b-1 a-1 a0 b0 b1 a1");
  expect(figures).toEqual({ a: [0, 1], b: [0, 1] });
});

describe("the slowdown", () => {
  const slowed = [
    { rate: 3, times: 3.4 },
    { rate: 3.5, times: 4.2 },
    { rate: 4, times: 5 },
  ];

  test("is set to what the middle of the tried rates speaks for", () =>
    expect([rateFor(4, slowed), rateFor(4.6, slowed)].map((rate) => rate.toFixed(3))).toEqual(["3.333", "3.833"]));

  test("is hardly moved by one that was measured wrong", () =>
    expect(
      rateFor(4, [
        { rate: 3, times: 3.4 },
        { rate: 3.5, times: 3.7 },
        { rate: 4, times: 3.72 },
      ]).toFixed(2),
    ).toBe("3.78"));

  test("is refused where the machine was too busy to be slowed, or was slowed beyond all measure", () => {
    for (const times of [1.1, 9])
      expect(() => rateFor(4, [{ rate: 3, times }])).toThrow("the machine is too busy to measure");
  });

  test("is refused where the machine itself is slower than the device that is meant, and is never a speeding up", () => {
    expect(() => rateFor(0.9, [{ rate: 1, times: 1 }])).toThrow("the machine is too busy to measure");
    expect(rateFor(1.1, [{ rate: 1, times: 1.3 }])).toBe(1);
  });
});

test("callers share the work: each is done once, so many at a time", async () => {
  const done: number[] = [];
  let now = 0;
  let most = 0;
  const rate = await inParallel(
    Array.from({ length: 20 }, (_, index) => index),
    4,
    async (one) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      done.push(one);
    },
  );
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect([most, rate > 0]).toEqual([4, true]);
});

describe("a recorded booking told for another", () => {
  const [nine, half, ten] = ["09:00", "09:30", "10:00"].map((hour) => instantOf(`2026-11-23T${hour}:00+01:00`)) as [
    never,
    never,
    never,
  ];
  const was = { texts: ["permanence-a", "ZKXGU9", "+33600000001"], moments: [nine, half], lane: 2 };
  const is = { texts: ["permanence-b", "AAAAAA", "+33600000002"], moments: [half, ten], lane: 1 };
  const told = (values: readonly unknown[], more: Partial<Statement> = {}) =>
    asTold([{ text: "SELECT 1", values, ...more }], was)(is);

  test("says the other's half-day, code and telephone wherever they stand, also inside a text", () => {
    expect(told(["permanence-a", ["phone:+33600000001"], "ZKXGU9", "booked", null, true])[0]?.values).toEqual([
      "permanence-b",
      ["phone:+33600000002"],
      "AAAAAA",
      "booked",
      null,
      true,
    ]);
  });

  test("says the other's hours in each way a driver writes them, and one's start is not taken for another's end", () => {
    const sent = (moment: number) => [
      new Date(moment).toISOString().replace("T", " ").slice(0, 19),
      new Date(moment),
      String(moment),
    ];
    expect(told([...sent(nine), ...sent(half)])[0]?.values).toEqual([...sent(half), ...sent(ten)]);
  });

  test("leaves every other moment as it was", () => {
    const now = new Date("2026-11-20T09:00:00Z");
    expect(told([now, "2026-11-20 09:00:00"])[0]?.values).toEqual([now, "2026-11-20 09:00:00"]);
  });

  test("says the other's lane, and no other number", () => expect(told([2, 1, "2"])[0]?.values).toEqual([1, 1, "2"]));

  test("keeps the statement and the name under which Postgres has planned it", () => {
    expect(told([], { name: "plain_3" })).toEqual([{ name: "plain_3", text: "SELECT 1", values: [] }]);
  });
});

describe("a statement at two sizes of the nation", () => {
  const measured = (given: Partial<MeasuredStatement> = {}): MeasuredStatement => ({
    name: "select visit",
    milliseconds: 1,
    buffers: 20,
    extent: 12,
    looked: 12,
    looks: 1,
    writes: false,
    scans: [],
    heaviest: "Index Scan on visit",
    ...given,
  });
  const scan = (given: Partial<Scan> = {}): Scan => ({ table: "visit", rows: 460, pages: 900, served: true, ...given });
  const base = measured();

  test("keeps its bound when it costs the same, or some levels of an index more", () => {
    expect(missesOf("local", base, base)).toEqual([]);
    expect(missesOf("local", measured({ buffers: 3 }), measured({ buffers: 6 }))).toEqual([]);
  });

  test("misses it when it touches more than 1.3 times as many buffers, and says where", () => {
    expect(missesOf("local", base, measured({ buffers: 35, looked: 120 }))).toEqual([
      "It touches 1.8 times as many buffers: Index Scan on visit.",
    ]);
    expect(missesOf("local", base, measured({ buffers: 34 }))).toEqual([]);
  });

  test("may find as many rows each on a page of its own, and no more pages than rows", () => {
    const few = measured({ buffers: 9, looked: 27, extent: 1 });
    const many = measured({ buffers: 23, looked: 27, extent: 1 });
    expect(missesOf("local", few, many)).toEqual([]);
    expect(missesOf("local", few, measured({ buffers: 60, looked: 27, extent: 1 }))).toHaveLength(1);
    expect(missesOf("local", few, measured({ buffers: 40, looked: 270, extent: 1 }))).toHaveLength(1);
  });

  test("may find each of as many rows from the top of a deeper index, and enters no more indexes than before", () => {
    const few = measured({ buffers: 140, looked: 70, looks: 71 });
    expect(missesOf("local", few, measured({ buffers: 211, looked: 70, looks: 71 }))).toEqual([]);
    expect(missesOf("local", few, measured({ buffers: 700, looked: 70, looks: 71 }))).toHaveLength(1);
    expect(missesOf("local", few, measured({ buffers: 211, looked: 70, looks: 140 }))).toHaveLength(1);
  });

  test("that writes may enter a row anew in every index", () => {
    const few = measured({ buffers: 6, writes: true });
    const many = measured({ buffers: 20, writes: true });
    expect(missesOf("local", few, many)).toEqual([]);
    expect(missesOf("local", few, measured({ buffers: 100, writes: true }))).toHaveLength(1);
  });

  test("misses it when it scans a table that grows: a large one, or one that no index narrows", () => {
    const scanning = (...scans: readonly Scan[]) => missesOf("local", base, measured({ scans }));
    expect(scanning(scan())).toEqual(["It scans visit (460 rows)."]);
    expect(scanning(scan({ table: "calendar_share", pages: 1, served: false }))).toEqual([
      "It scans calendar_share (460 rows), and no index serves it.",
    ]);
    expect(scanning(scan({ pages: 12 }))).toEqual([]);
    expect(scanning(scan({ table: "instance_clock", pages: 1, served: false }))).toEqual([]);
    expect(scanning(scan({ table: "hung_poster", rows: 0, pages: 0, served: false }))).toEqual([]);
  });

  test("may read a small table whole, and nothing beside it becomes more", () => {
    const few = scan({ table: "closure", rows: 500, pages: 7 });
    const many = scan({ table: "closure", rows: 5_000, pages: 70 });
    const small = measured({ buffers: 27, looked: 512, scans: [few] });
    expect(missesOf("local", small, measured({ buffers: 90, looked: 5_012, scans: [many] }))).toEqual([]);
    expect(missesOf("local", small, measured({ buffers: 160, looked: 5_120, scans: [many] }))).toHaveLength(1);
  });

  test("all of a page take as long at the larger size, or five milliseconds more", () => {
    const of = (...milliseconds: readonly number[]) => milliseconds.map((one) => measured({ milliseconds: one }));
    expect(isAsFast(of(1, 2), of(2, 6))).toBe(true);
    expect(isAsFast(of(10, 10), of(10, 20))).toBe(true);
    expect(isAsFast(of(1, 2), of(3, 6))).toBe(false);
    expect(isAsFast(of(10, 10), of(11, 20))).toBe(false);
  });

  test("a bounded list may cost more as its answer fills, and must not look at everything", () => {
    const fuller = measured({ buffers: 200, extent: 120, looked: 120 });
    expect([missesOf("bounded", base, fuller), growthOf("bounded", base, fuller)]).toEqual([[], 1]);
    expect(missesOf("local", base, fuller)).toHaveLength(1);
    expect(missesOf("bounded", base, measured({ buffers: 400, extent: 120, looked: 400 }))).toEqual([
      "It touches 2.0 times as many buffers a row: Index Scan on visit.",
    ]);
    expect(missesOf("bounded", base, measured({ extent: 120, looked: 60_000 }))).toEqual([
      "It looks at 60000 rows for 120: Index Scan on visit.",
    ]);
  });

  test("nightly work may grow, and what only the larger size has is judged by its scans alone", () => {
    expect(missesOf({ grows: "it erases a day" }, base, measured({ buffers: 9_000, scans: [scan()] }))).toEqual([]);
    expect(missesOf("local", undefined, measured({ buffers: 9_000 }))).toEqual([]);
    expect(missesOf("local", undefined, measured({ scans: [scan()] }))).toHaveLength(1);
  });
});

describe("a plan of Postgres", () => {
  const plan: PlanNode = {
    "Node Type": "Nested Loop",
    "Actual Rows": 4,
    "Shared Hit Blocks": 30,
    "Shared Read Blocks": 10,
    Plans: [
      {
        "Node Type": "Seq Scan",
        "Relation Name": "place",
        "Actual Rows": 4,
        "Actual Loops": 1,
        "Rows Removed by Filter": 996,
        "Shared Hit Blocks": 20,
        "Shared Read Blocks": 10,
        Filter: "(city = 'Strasbourg'::text)",
      },
      {
        "Node Type": "Index Scan",
        "Relation Name": "permanence",
        "Index Name": "permanence_pkey",
        "Index Cond": "(place_id = place.id)",
        "Actual Rows": 1,
        "Actual Loops": 4,
        "Shared Hit Blocks": 10,
      },
      { "Node Type": "Index Scan", "Relation Name": "topic", "Index Name": "topic_pkey", "Actual Rows": 0 },
    ],
  };

  test("names what is scanned from its first row to its last, and what a whole index is read of", () => {
    expect(sequentialScansOf(plan)).toEqual([{ table: "place", rows: 1_000 }]);
    expect([...readWhole(plan)]).toEqual(["place", "topic"]);
    expect([
      ...readWhole({ "Node Type": "Index Scan", "Relation Name": "place", "Order By": "(point <-> here)" }),
    ]).toEqual([]);
  });

  test("counts the rows looked at and how often an index is entered, and says which node touched most", () => {
    expect([rowsLookedAt(plan), looksIntoIndexes(plan)]).toEqual([1_004, 5]);
    expect(heaviestOf(plan)).toBe("Seq Scan on place; 30 buffers, 1000 rows looked at; filter (city = 'Strasbourg')");
  });
});

test("a statement is called by what it does and the tables that it names", () => {
  const tables = new Set(["permanence", "place", "visit"]);
  expect(
    namesOf(
      [
        'SELECT "public"."visit"."id" FROM "public"."visit" WHERE 1=1',
        "SELECT 1 FROM permanence WHERE id = $1 FOR NO KEY UPDATE",
        "WITH due AS (SELECT id FROM visit FOR UPDATE) UPDATE visit SET name = NULL",
        "SELECT extract(epoch FROM starts_at) FROM permanence p JOIN place l ON true",
        'SELECT "public"."visit"."id" FROM "public"."visit"',
        "SELECT pg_notify('permanence', $1)::text",
      ],
      tables,
    ),
  ).toEqual([
    "select visit",
    "lock permanence",
    "update visit",
    "select permanence, place",
    "select visit 2",
    "select pg_notify",
  ]);
});
