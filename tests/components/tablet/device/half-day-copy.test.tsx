import {
  copyOf,
  holderOf,
  isUsable,
  serverTimeBy,
  siteOf,
  type TabletPage,
} from "#components/tablet/offline/half-day-copy.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at, COLLEAGUE, ME, open, ZONE } from "#tests/components/tablet/morning.ts";

const line = open(3);

const pageOf = (site: Partial<TabletPage["site"]> = {}): TabletPage =>
  ({
    localDate: "2026-09-07",
    topics: {},
    site: { permanence: line.permanence, zone: ZONE, me: ME, ...site },
  }) as TabletPage;

const NINE = at("9:00");
/** The clock of this device is four hours slow. */
const DEVICE = NINE - 4 * 60 * MINUTE;

test("a line comes back from its copy as the server gave it", () => {
  expect(copyOf(pageOf(), line, NINE, DEVICE).line).toEqual(line);
});

test("a copy holds no name and no code, whatever the page shows of a resident", () => {
  const written = JSON.stringify(copyOf(pageOf(), line, NINE, DEVICE));
  expect(written).not.toMatch(/name|phone|email|code/i);
});

test("the time of the server is known without it, by the difference of the clocks", () => {
  expect(serverTimeBy(copyOf(pageOf(), line, NINE, DEVICE), DEVICE + 30 * MINUTE)).toBe(NINE + 30 * MINUTE);
});

test("a copy is used by whom it is for, by the server's time", () => {
  const copy = copyOf(pageOf(), line, NINE, DEVICE);
  expect(isUsable(copy, ME, DEVICE)).toBe(true);
  expect(isUsable(copy, COLLEAGUE, DEVICE)).toBe(false);
  expect(isUsable(copy, ME, DEVICE + 24 * 60 * MINUTE)).toBe(false);
});

test("a copy of another build's format is not used", () => {
  const copy = copyOf(pageOf(), line, instant(NINE), DEVICE);
  expect(isUsable({ ...copy, format: 1 }, ME, DEVICE)).toBe(false);
});

test("what a login of one's own has kept is not shown to who chose that name on a shared tablet", () => {
  const own = copyOf(pageOf(), line, NINE, DEVICE);
  expect(isUsable(own, holderOf(pageOf({ shared: true }).site), DEVICE)).toBe(false);
  expect(isUsable(copyOf(pageOf({ shared: true }), line, NINE, DEVICE), ME, DEVICE)).toBe(false);
});

test("what was read on a day before says on the day itself no more that it is ahead", () => {
  const copy = copyOf(pageOf({ ahead: {} }), line, NINE, DEVICE);
  expect(siteOf(copy, instant(NINE - 24 * 60 * MINUTE), "fr")).toHaveProperty("ahead");
  expect(siteOf(copy, NINE, "fr")).not.toHaveProperty("ahead");
});

test("the day is said in the language of the page, whatever that of the copy", () => {
  const copy = copyOf(pageOf({ day: "الاثنين 7/9" }), line, NINE, DEVICE);
  expect(siteOf(copy, NINE, "fr").day).toBe("lundi 7 septembre");
});
