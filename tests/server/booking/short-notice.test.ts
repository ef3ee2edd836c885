import { minutesBetween } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, isoAt, morningAt, neuhof, NOW, staffAt } from "./neuhof.ts";

const HOST = "https://permanences.example";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: HOST });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
const { holdHour } = await import("#lib/server/booking/hold.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readSlots } = await import("#lib/server/booking/read-slots.ts");
const { openForm } = await import("#lib/server/booking/sealed-form.ts");
const call = await import("#app/api/v1/permanences/[id]/appointments/route.ts");
const form = await import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts");

const anybody = { kind: "anonymous" } as const;
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const wish = (permanence: string, hour: string) => ({
  permanence,
  topics: ["caf"],
  start: at(hour),
  onBehalfOf: false,
});
const startsOf = async (permanence: string) => {
  const open = await readSlots(permanence, ["caf"]);
  return open.ok ? open.value.slots.map(({ span }) => span.start) : [];
};
const there = (id: string) => ({ params: Promise.resolve({ locale: "fr", id }) });
const posted = (type: string, body: string) =>
  new Request(HOST, {
    method: "POST",
    body,
    headers: { "content-type": type, "content-length": String(body.length), host: "permanences.example" },
  });

afterAll(() => db.$disconnect());

/** A morning from 9 to 12, at 10:49: the next free hour is 11 minutes away. */
async function elevenMinutesBefore(notice?: number) {
  const here = await neuhof(db);
  if (notice !== undefined) await db.place.update({ where: { id: here.place }, data: { bookingNotice: notice } });
  const permanence = await morningAt(db, here);
  setTime(at("10:49"));
  return { here, permanence };
}

test("an hour that comes in eleven minutes is not offered, on no list", async () => {
  const { here, permanence } = await elevenMinutesBefore();
  expect(await startsOf(permanence)).toEqual([at("11:30")]);
  const { slug } = await db.place.findUniqueOrThrow({ where: { id: here.place } });
  const { hours } = await findSoonest("caf", { place: slug });
  expect(hours.map(({ span }) => span.start)).toEqual([at("11:30")]);
});

test("a place says itself how soon an hour may be booked", async () => {
  expect(await startsOf((await elevenMinutesBefore(0)).permanence)).toEqual([at("11:00"), at("11:30")]);
  expect(await startsOf((await elevenMinutesBefore(60)).permanence)).toEqual([]);
});

test("a call of the API that asks for it is refused 422 short-notice", async () => {
  const { permanence } = await elevenMinutesBefore();
  const body = JSON.stringify({ topic: "caf", startsAt: isoAt("11:00") });
  const answer = await call.POST(posted("application/json", body), there(permanence));
  expect([answer.status, await answer.json()]).toEqual([422, expect.objectContaining({ code: "short-notice" })]);
});

test("a form that was left open leads back with the reason", async () => {
  const { permanence } = await elevenMinutesBefore();
  const fields = { topic: "caf", startsAt: isoAt("11:00"), name: "", phone: "", email: "", key: crypto.randomUUID() };
  const body = new URLSearchParams(fields).toString();
  const answer = await form.POST(posted("application/x-www-form-urlencoded", body), there(permanence));
  const back = new URL(answer.headers.get("location") ?? "", HOST);
  expect(openForm(back.searchParams.get("repris") ?? "", clock.now())?.refusals).toEqual(["short-notice"]);
});

test("an appointment does not move there either", async () => {
  const { permanence } = await elevenMinutesBefore();
  const booked = await bookAppointment(anybody, wish(permanence, "11:30"));
  expect(booked.ok && (await moveAppointment(booked.value.secret, { start: at("11:00") }))).toEqual({
    ok: false,
    refusal: "short-notice",
  });
});

test("the team books and holds it, and whoever it is held for books it", async () => {
  const { here, permanence } = await elevenMinutesBefore();
  const team = await staffAt(db, here);
  const held = await holdHour(team, { ...wish(permanence, "11:00"), until: at("10:58") });
  expect(
    held.ok && (await bookAppointment(anybody, { ...wish(permanence, "11:00"), hold: held.value.secret })),
  ).toEqual(expect.objectContaining({ ok: true }));
  const second = await elevenMinutesBefore();
  const booked = await bookAppointment(await staffAt(db, second.here), wish(second.permanence, "11:00"));
  expect(booked.ok && minutesBetween(clock.now(), booked.value.span.start)).toBeLessThanOrEqual(11);
});

test("when no hour is left because it is too late, the half-day is not full", async () => {
  const { permanence } = await elevenMinutesBefore();
  setTime(at("11:10"));
  expect(await readSlots(permanence, ["caf"])).toMatchObject({ value: { slots: [], full: false } });
  setTime(at("10:49"));
  await bookAppointment(anybody, wish(permanence, "11:30"));
  expect(await readSlots(permanence, ["caf"])).toMatchObject({ value: { slots: [], full: true } });
});
