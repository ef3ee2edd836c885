import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, NOW, WEEK_AFTER } from "../neuhof.ts";
import { twoMornings } from "./offered.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { lockPermanences } = await import("#lib/server/booking/locks.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const api = await import("#app/api/v1/appointments/[secret]/offer/route.ts");
const read = await import("#app/api/v1/appointments/[secret]/route.ts");
const form = await import("#app/[locale]/rendez-vous/[secret]/repondre/route.ts");
const file = await import("#lib/server/calendar/compose-appointment-file.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

/** Somebody booked at nine who is offered ten o'clock a week later, or that day. */
async function offered(there: "that day" | "a week later" = "a week later") {
  const morning = await twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences });
  const held = await morning.book("09:00");
  const more = there === "that day" ? {} : { permanence: morning.after, day: WEEK_AFTER };
  const { id } = await morning.offer(held.id, "10:00", { ...more, until: at("18:00", "2026-11-22") });
  return { ...morning, held, id };
}
const params = (secret: string, locale = "fr") => ({ params: Promise.resolve({ secret, locale }) });
const headers = { host: "permanences.example", origin: "https://permanences.example" };
const asks = (secret: string, body: unknown) =>
  api.POST(
    new Request(`https://permanences.example/api/v1/appointments/${secret}/offer`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    params(secret),
  );
const posts = async (secret: string, fields: Record<string, string>, locale = "fr") => {
  const answer = await form.POST(
    new Request(`https://permanences.example/rendez-vous/${secret}/repondre`, {
      method: "POST",
      headers,
      body: new URLSearchParams(fields),
    }),
    params(secret, locale),
  );
  return [answer.status, answer.headers.get("location")];
};
const shown = async (secret: string) =>
  (await (await read.GET(new Request("https://permanences.example/"), params(secret))).json()) as { offer?: object };

test("the appointment says what is offered, with the offset of the place, and what became of it", async () => {
  const { after, held, id } = await offered();
  const offer = {
    id,
    state: "open",
    permanence: after,
    place: {
      name: "Mairie de quartier du Neuhof",
      address: "1 rue de la Ganzau",
      postalCode: "67100",
      city: "Strasbourg",
    },
    startsAt: "2026-11-30T10:00:00+01:00",
    endsAt: "2026-11-30T10:30:00+01:00",
    until: "2026-11-22T18:00:00+01:00",
  };
  expect((await shown(held.secret)).offer).toEqual(offer);
  setTime(at("18:00", "2026-11-22"));
  expect((await shown(held.secret)).offer).toEqual({ ...offer, state: "expired" });
  setTime(instantOf(NOW));
  await asks(held.secret, { offer: id, answer: "no" });
  expect((await shown(held.secret)).offer).toEqual({ ...offer, state: "no" });
});

test("a program answers yes, and the appointment has that hour and nothing is offered any more", async () => {
  const { after, held, id } = await offered();
  for (const time of ["the first time", "again"]) {
    const answer = await asks(held.secret, { offer: id, answer: "yes" });
    expect([time, answer.status, await answer.json()]).toEqual([
      time,
      200,
      expect.objectContaining({ permanence: after, startsAt: "2026-11-30T10:00:00+01:00", secret: held.secret }),
    ]);
  }
  expect(await shown(held.secret)).not.toHaveProperty("offer");
});

test("a program is refused with a code: another answer, an offer that is none, a body that is none", async () => {
  const { held, id } = await offered();
  await asks(held.secret, { offer: id, answer: "no" });
  const refusals = [
    [{ offer: id, answer: "yes" }, 409, "offer-ended"],
    [{ offer: crypto.randomUUID(), answer: "yes" }, 404, "not-found"],
    [{ offer: id, answer: "perhaps" }, 400, "malformed"],
    [{ answer: "yes" }, 400, "malformed"],
    [{ offer: id, answer: "yes", more: 1 }, 400, "unknown-field"],
  ] as const;
  for (const [body, status, code] of refusals) {
    const answer = await asks(held.secret, body);
    expect([body, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([body, status, code]);
  }
});

test("the form leads to the page of the appointment, in the language of the reader, also when it is sent again", async () => {
  const { held, id, rowOf } = await offered();
  for (let sent = 0; sent < 2; sent += 1)
    expect(await posts(held.secret, { offer: id, answer: "yes" }, "ar")).toEqual([
      303,
      `/ar/rendez-vous/${held.secret}`,
    ]);
  expect((await rowOf(held.id)).startsAt).toEqual(new Date(at("10:00", WEEK_AFTER)));
});

test("what is refused comes back to the page with the reason", async () => {
  const { held, id } = await offered();
  const page = `/rendez-vous/${held.secret}`;
  expect(await posts(held.secret, { offer: id })).toEqual([303, `${page}?refus=malformed`]);
  await posts(held.secret, { offer: id, answer: "no" });
  expect(await posts(held.secret, { offer: id, answer: "yes" })).toEqual([303, `${page}?refus=offer-ended`]);
});

test("the calendar entry counts one change more with a yes, also for a later hour of the same half-day", async () => {
  for (const there of ["that day", "a week later"] as const) {
    setTime(instantOf(NOW));
    const { held, id } = await offered(there);
    const sequence = async () => {
      const now = await readAppointment(held.secret);
      const text = now ? file.composeAppointmentFile(now, [], "fr", "permanences.example") : "";
      return Number(/^SEQUENCE:(\d+)/mu.exec(text)?.[1]);
    };
    const before = await sequence();
    setTime(instantOf("2026-11-20T12:00:00+01:00"));
    await posts(held.secret, { offer: id, answer: "yes" });
    expect(await sequence()).toBeGreaterThan(before);
  }
});
