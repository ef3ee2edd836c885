import { doorNotice, firstDayOfNotice, inNoticeFrom, isInNotice } from "#lib/schedule/door-notice.ts";
import type { ClosureToTell } from "#lib/schedule/closure-sentence.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";

const at = (day: string, hour: string): Instant => instantOf(`2026-12-${day}T${hour}:00+01:00`);
const NOW = at("01", "08:00");

/** A half-day of December, from 9 to 12. */
const halfDay = (day: string, change: { readonly status?: "cancelled" | "open"; readonly shut?: string } = {}) => ({
  id: day,
  localDate: `2026-12-${day}`,
  timeZone: "Europe/Paris",
  span: { start: at(day, "09:00"), end: at(day, "12:00") },
  status: "scheduled" as const,
  ...change,
});

const flooded: ClosureToTell = {
  id: "c",
  span: { start: at("01", "00:00"), end: at("31", "00:00") },
  timeZone: "Europe/Paris",
  unknownEnd: true,
  sentence: "Fuite d’eau.",
};

const ids = (halfDays: readonly { readonly id: string }[]) => halfDays.map(({ id }) => id);
const noticeOf = (halfDays: readonly ReturnType<typeof halfDay>[], closures: readonly ClosureToTell[] = []) =>
  doorNotice(halfDays, closures, "2026-12-01", NOW);

test("one sheet names every half-day of two weeks that is not held, and what is held here after the first", () => {
  const notice = noticeOf([
    halfDay("01"),
    halfDay("04", { status: "cancelled" }),
    halfDay("08"),
    halfDay("11", { status: "cancelled" }),
    halfDay("14"),
    halfDay("15", { status: "cancelled" }),
  ]);
  expect(ids(notice.notHeld)).toEqual(["04", "11"]);
  expect(ids(notice.here)).toEqual(["08", "14"]);
  expect(notice.until).toBe("2026-12-11");
});

test("of a closure without a known end nobody says until when the sheet hangs", () => {
  // The half-days until somebody decides are cancelled by it, the later ones are kept.
  const notice = noticeOf([halfDay("01", { status: "cancelled" }), halfDay("04", { shut: "Fuite d’eau." })], [flooded]);
  expect(ids(notice.notHeld)).toEqual(["01", "04"]);
  expect(notice.closure).toBe(flooded);
  expect(notice).not.toHaveProperty("until");
});

test("of a closure without a known end each language says the same day: its first, also where nothing is held on it", () => {
  const friday = { ...flooded, span: { start: instantOf("2026-11-27T00:00:00+01:00"), end: flooded.span.end } };
  expect(noticeOf([halfDay("04", { shut: "Fuite d’eau." })], [friday]).since).toBe("2026-11-27");
  const ends = { ...friday, unknownEnd: false };
  expect(noticeOf([halfDay("04", { shut: "Fuite d’eau." })], [ends])).not.toHaveProperty("since");
});

test("of a closure that ends the sheet hangs until its last day", () => {
  const works = { ...flooded, unknownEnd: false, span: { start: at("01", "00:00"), end: at("12", "00:00") } };
  expect(noticeOf([halfDay("04", { shut: "Travaux." })], [works]).until).toBe("2026-12-11");
});

test("also where all that it touches within these days is cancelled", () => {
  const notice = noticeOf([halfDay("01", { status: "cancelled" })], [flooded]);
  expect(notice.closure).toBe(flooded);
  expect(notice).not.toHaveProperty("until");
});

test("a closure that keeps none of these half-days from being held is not the reason", () => {
  const later = { ...flooded, span: { start: at("20", "00:00"), end: at("31", "00:00") } };
  expect(noticeOf([halfDay("04", { status: "cancelled" })], [later])).not.toHaveProperty("closure");
});

test("more than four that are not held are counted", () => {
  const all = ["01", "02", "03", "04", "07", "08"].map((day) => halfDay(day, { status: "cancelled" }));
  const notice = noticeOf(all);
  expect(ids(notice.notHeld)).toEqual(["01", "02", "03", "04"]);
  expect(notice).toMatchObject({ more: 2, until: "2026-12-08" });
});

test("with everything held as planned, or once what was not is over, there is nothing to hang", () => {
  expect(noticeOf([halfDay("01"), halfDay("04")])).toEqual({
    notHeld: [],
    otherHours: [],
    more: 0,
    here: [halfDay("01"), halfDay("04")],
  });
  const over = doorNotice([halfDay("01", { status: "cancelled" }), halfDay("04")], [], "2026-12-01", at("01", "12:00"));
  expect(ids(over.notHeld)).toEqual([]);
  expect(ids(over.here)).toEqual(["04"]);
});

/** One that the door says from 9 to 12 and that ends at 11. */
const shorter = (day: string) => ({
  ...halfDay(day),
  span: { start: at(day, "09:00"), end: at(day, "11:00") },
  planned: halfDay(day).span,
});

test("one that is held at other hours than the door says stands apart, hangs until the end that the door says, and is no date to come to instead", () => {
  const halfDays = [halfDay("04", { status: "cancelled" }), shorter("08"), halfDay("11")];
  const notice = doorNotice(halfDays, [], "2026-12-01", NOW);
  expect([ids(notice.notHeld), ids(notice.otherHours), ids(notice.here)]).toEqual([["04"], ["08"], ["11"]]);
  expect(notice.until).toBe("2026-12-08");
  const noticeAt = (hour: string) => ids(doorNotice([shorter("08")], [], "2026-12-08", at("08", hour)).otherHours);
  expect([noticeAt("11:30"), noticeAt("12:00")]).toEqual([["08"], []]);
});

test("one that was moved to another day stands on the notice on the day that the door says", () => {
  const moved = { ...halfDay("30"), planned: halfDay("08").span };
  expect(doorNotice([moved], [], "2026-12-01", NOW)).toMatchObject({ otherHours: [moved], until: "2026-12-08" });
});

test("a notice speaks of a day from thirteen days before it on", () => {
  const from = inNoticeFrom("2026-12-14", "Europe/Paris");
  expect(from).toBe(at("01", "00:00"));
  expect(isInNotice("2026-12-14", from, "Europe/Paris")).toBe(true);
  expect(isInNotice("2026-12-14", (from - 1) as Instant, "Europe/Paris")).toBe(false);
});

test("a half-day that the team opened all the same is held", () => {
  expect(ids(noticeOf([halfDay("01", { status: "open", shut: "Fuite d’eau." })], [flooded]).notHeld)).toEqual([]);
});

test("a notice that is asked for from a day on begins today once that day is past", () => {
  expect(firstDayOfNotice("2026-12-04", NOW, "Europe/Paris")).toBe("2026-12-04");
  expect(firstDayOfNotice("2026-11-20", NOW, "Europe/Paris")).toBe("2026-12-01");
  expect(firstDayOfNotice(undefined, NOW, "Europe/Paris")).toBe("2026-12-01");
  expect(firstDayOfNotice("2036-01-01", NOW, "Europe/Paris")).toBe("2026-12-01");
});
