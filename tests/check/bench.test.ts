import { median, p95, spread } from "#bench/figures.ts";
import { inParallel } from "#bench/in-parallel.ts";
import { missedIn, tableOf, type Line } from "#bench/line.ts";
import { asTold, type Statement } from "#bench/bookings/recording.ts";
import { scriptsIn } from "#bench/pages/script-of.ts";
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
  const kept: Line = { figure: "use case ÷ plain", measured: "0.78", spread: "0.6 to 0.9", bound: bound(true) };
  const missed: Line = { ...kept, measured: "0.41", bound: bound(false) };

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

test("callers share the work: each is done once, so many at a time", async () => {
  const done: number[] = [];
  let [now, most] = [0, 0];
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

test("the scripts of a page are those a browser of today loads, each once", () => {
  const html = `<script src="/_next/a.js" async=""></script><script async="" src="/_next/b.js?dpl=1&amp;v=2"></script>
    <script src="/_next/old.js" noModule=""></script><script>self.x=[]</script><script src="/_next/a.js"></script><link rel="preload" as="script" href="/_next/c.js"/>`;
  expect([...scriptsIn(html)]).toEqual(["/_next/a.js", "/_next/b.js?dpl=1&v=2"]);
});
