import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, MONDAY, morningAt, neuhof, NOW, staffAt } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { holdHour } = await import("#lib/server/booking/hold.ts");
const { moveAppointment, moveAppointmentFor } = await import("#lib/server/booking/move.ts");
const { bookAnother } = await import("#lib/server/booking/in-a-row/book-another.ts");
const { bookPeople } = await import("#lib/server/booking/referrers/book-people.ts");
const { readSlots } = await import("#lib/server/booking/read-slots.ts");
const { readAvailability } = await import("#lib/server/booking/read-availability.ts");
const { readPublicPermanence } = await import("#lib/server/schedule/read-permanence.ts");
const { readTopics } = await import("#lib/server/schedule/read-topics.ts");
const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
const { freshLink } = await import("#lib/server/message/short-links.ts");
const { secretOf } = await import("#lib/server/secrets.ts");
const { GET: open } = await import("#app/[locale]/r/[lien]/route.ts");

afterAll(() => db.$disconnect());

const anybody = { kind: "anonymous" } as const;
const ONLY_BY_TEAM = { ok: false, refusal: "only-by-team" };
const HALF = ["09:00", "09:30", "10:00"] as const;
let phones = 0;
const freshPhone = () => `+336000000${String((phones += 1)).padStart(2, "0")}`;

type Contact = { phone?: string; email?: string };
const book = (permanence: string, hour: string, contact: Contact = {}, day = MONDAY) =>
  bookAppointment(anybody, { permanence, topics: ["caf"], start: at(hour, day), onBehalfOf: false, ...contact });

/** A morning of three hours in one lane, of which half is booked online; its id. */
async function halfBooked(contact: () => Contact = () => ({})) {
  const here = await neuhof(db, { onlineShare: 50 });
  const permanence = await morningAt(db, here);
  const booked = [];
  for (const hour of HALF) booked.push(await book(permanence, hour, contact()));
  expect(booked.every(({ ok }) => ok)).toBe(true);
  return { here, permanence, booked: booked.flatMap((one) => (one.ok ? [one.value] : [])) };
}

/** A message with an address leaves to the person of this appointment; the address is opened by somebody. */
async function opened(appointment: string, channel: "sms" | "mail", headers = {}, method = "GET") {
  const link = await freshLink(db, { to: { appointment }, hour: at("09:00") }, channel);
  const request = new Request(`https://permanences.example/r/${link}`, {
    method,
    headers: { "x-peer-address": "192.0.2.1", ...headers },
  });
  return open(request, { params: Promise.resolve({ locale: "fr", lien: link }) });
}
const provenOf = async (id: string) => (await db.appointment.findUniqueOrThrow({ where: { id } })).proven;

test("whoever books online gets half of a half-day in all, whatever contacts are typed; then every list is silent", async () => {
  const { here, permanence } = await halfBooked(() => ({
    phone: freshPhone(),
    email: `${crypto.randomUUID()}@exemple.fr`,
  }));
  expect(await book(permanence, "10:30", { phone: freshPhone() })).toEqual(ONLY_BY_TEAM);
  expect(await readSlots(permanence, ["caf"])).toMatchObject({ value: { slots: [], left: "only-by-team" } });
  const held = await readPublicPermanence(permanence);
  expect(held && (await readAvailability(held, await readTopics({ permanence }, held.topics)))).toBe("only-by-team");
  const { slug } = await db.place.findUniqueOrThrow({ where: { id: here.place } });
  expect(await findSoonest("caf", { place: slug })).toMatchObject({ hours: [] });
});

test("ten at once get no more than the share", async () => {
  const permanence = await morningAt(db, await neuhof(db, { onlineShare: 50 }), { lanes: 2 });
  const hours = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"];
  const answers = await Promise.all([...hours, ...hours].map((hour) => book(permanence, hour)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
});

test("the team, on the telephone or at the desk, and a referrer book the rest for anybody, and hold hours in it", async () => {
  const { here, permanence } = await halfBooked();
  const team = await staffAt(db, here);
  const wish = { permanence, topics: ["caf"], onBehalfOf: true };
  expect(await bookAppointment(team, { ...wish, start: at("10:30") })).toMatchObject({ ok: true });
  expect(await holdHour(team, { ...wish, start: at("11:00"), until: at("08:00") })).toMatchObject({ ok: true });
  const { id } = await db.referrer.create({
    data: {
      id: crypto.randomUUID(),
      organisationId: here.organisation,
      name: "CCAS",
      phone: "+33388445566",
      most: 30,
      createdAt: new Date(NOW),
    },
  });
  const people = { permanence, topic: "caf", language: "fr", people: [{ name: "Ali" }] } as const;
  expect(await bookPeople(secretOf("referrer", id, 1), people, crypto.randomUUID())).toMatchObject({ ok: true });
  expect(await db.appointment.count({ where: { permanenceId: permanence } })).toBe(6);
});

test("nobody but the team holds an hour", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  expect(await holdHour(anybody, { permanence, topics: ["caf"], start: at("09:00"), until: at("08:00") })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
});

test("an appointment is moved into no half-day whose share is used up, and the team moves it there", async () => {
  const { here, permanence } = await halfBooked();
  const elsewhere = await morningAt(db, here);
  const mine = await book(elsewhere, "09:00");
  const secret = mine.ok ? mine.value.secret : "";
  expect(await moveAppointment(secret, { permanence, start: at("10:30") })).toEqual(ONLY_BY_TEAM);
  expect(await moveAppointment(secret, { start: at("11:00") })).toMatchObject({ ok: true });
  const team = await staffAt(db, here);
  expect(
    await moveAppointmentFor(team as never, mine.ok ? mine.value.id : "", { permanence, start: at("10:30") }),
  ).toMatchObject({ ok: true });
});

test("within its half-day an appointment moves as long as the share has room for it", async () => {
  const { booked } = await halfBooked();
  expect(await moveAppointment(booked[2]?.secret ?? "", { start: at("11:30") })).toMatchObject({ ok: true });
});

test("« encore quelqu’un » stays within the share too", async () => {
  const { booked } = await halfBooked();
  expect(await bookAnother(booked[2]?.secret ?? "", {}, crypto.randomUUID())).toEqual(ONLY_BY_TEAM);
});

test("an opened address proves the contact it was sent to, for all its appointments: they leave the share to others", async () => {
  const phone = freshPhone();
  const { permanence, booked } = await halfBooked(() => ({ phone, email: `${crypto.randomUUID()}@exemple.fr` }));
  await opened(booked[0]?.id ?? "", "sms");
  expect(await Promise.all(booked.map(({ id }) => provenOf(id)))).toEqual(["phone", "phone", "phone"]);
  expect(await book(permanence, "10:30")).toMatchObject({ ok: true });
});

test("a proven contact books beyond the share and four weeks, by telephone or by e-mail however it is written", async () => {
  const here = await neuhof(db, { onlineShare: 50 });
  const far = await morningAt(db, here, { day: "2027-01-04" });
  const phone = freshPhone();
  const email = "Leila@exemple.fr";
  const { permanence, booked } = await halfBooked();
  const [first] = booked;
  expect(await book(far, "09:00", { phone }, "2027-01-04")).toEqual(ONLY_BY_TEAM);
  const other = await morningAt(db, here);
  for (const [hour, contact, channel] of [
    ["09:00", { phone }, "sms"],
    ["09:30", { email }, "mail"],
  ] as const) {
    const one = await book(other, hour, contact);
    await opened(one.ok ? one.value.id : "", channel);
  }
  expect(await book(permanence, "10:30", { phone })).toMatchObject({ ok: true });
  expect(await book(permanence, "11:00", { email: "LEILA@exemple.fr" })).toMatchObject({ ok: true });
  expect(await book(far, "09:00", { phone }, "2027-01-04")).toMatchObject({ ok: true });
  expect(first && (await provenOf(first.id))).toBeNull();
});

test("a mail that is opened proves no telephone, and a program that looks beforehand proves nothing", async () => {
  const phone = freshPhone();
  const { booked } = await halfBooked(() => ({ phone, email: `${crypto.randomUUID()}@exemple.fr` }));
  const [first, second] = booked.map(({ id }) => id);
  await opened(first ?? "", "sms", {}, "HEAD");
  await opened(first ?? "", "sms", { "sec-purpose": "prefetch" });
  expect(await provenOf(first ?? "")).toBeNull();
  await opened(first ?? "", "mail");
  expect([await provenOf(first ?? ""), await provenOf(second ?? "")]).toEqual(["email", null]);
});
