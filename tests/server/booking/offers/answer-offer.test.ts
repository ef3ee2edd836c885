import { createHash, randomUUID } from "node:crypto";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { changesOf } from "#tests/server/queue/changes-of.ts";
import { addContact, contactOf } from "#tests/support/identities.ts";
import { allotAnew, at, hautepierre, morningAt, NOW, staffAt, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { twoMornings } from "./offered.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "http://localhost:3000" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { endHolds } = await import("#lib/server/booking/appointment-rows.ts");
const { lockPermanences } = await import("#lib/server/booking/load-bookable.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { answerOffer } = await import("#lib/server/booking/offers/answer-offer.ts");
const { arrive } = await import("#lib/server/booking/offers/arrive.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { checkInAtTheDoor } = await import("#lib/server/queue/check-in-at-the-door.ts");
const { checkIn, checkInBySecret } = await import("#lib/server/queue/check-in.ts");
const { runCommands } = await import("#lib/server/queue/line-exchange.ts");
const api = await import("#app/api/v1/appointments/[secret]/offer/route.ts");
const read = await import("#app/api/v1/appointments/[secret]/route.ts");
const form = await import("#app/[locale]/rendez-vous/[secret]/repondre/route.ts");
const file = await import("#lib/server/calendar/compose-appointment-file.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { POST } = await import("#app/[locale]/(site)/conseiller/permanences/[id]/a-prevenir/repondre/route.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const mornings = (given?: object) =>
  twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences }, given);
/** Somebody booked at nine who is offered ten o'clock, that day or a week later. */
const offered = async (there: "that day" | "a week later" = "that day", given?: object) => {
  const morning = await mornings(given);
  const held = await morning.book("09:00");
  const more = there === "that day" ? {} : { permanence: morning.after, day: WEEK_AFTER };
  const { id: offer } = await morning.offer(held.id, "10:00", more);
  return { ...morning, offers: morning.offer, held, offer };
};
const cancels = (coordinator: Awaited<ReturnType<typeof staffAt>>, permanence: string) =>
  cancelPermanence(coordinator, { permanence, preview: false, reason: "Inondation" });

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

describe("a yes", () => {
  test("moves the appointment to the hour offered, in its lane; link and code stay, and the page can say the former hour", async () => {
    const { after, held, offer, holds, rowOf, offerRow } = await offered("a week later");
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toMatchObject({
      ok: true,
      value: {
        id: held.id,
        secret: held.secret,
        code: held.code,
        state: "booked",
        permanence: after,
        span: { start: at("10:00", WEEK_AFTER), end: at("10:30", WEEK_AFTER) },
        movedFrom: at("09:00"),
      },
    });
    expect(await rowOf(held.id)).toMatchObject({ lane: 1, permanenceId: after });
    expect(await offerRow(offer)).toMatchObject({ answer: "yes", holdId: null });
    expect(await holds()).toEqual([]);
  });

  test("makes an appointment that the service had cancelled one again, with its contact", async () => {
    const { permanence, after, coordinator, book, offer: offers, rowOf } = await mornings();
    const held = await book("09:00");
    await addContact(db, held.id, { name: "Fatima", phone: "+33612345678" });
    await cancels(coordinator, permanence);
    const { id: offer } = await offers(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
    expect(await readAppointment(held.secret)).toMatchObject({ state: "cancelled-by-service" });
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toMatchObject({
      ok: true,
      value: { state: "booked", permanence: after, code: held.code },
    });
    expect(await rowOf(held.id)).toMatchObject({ state: "booked", cancelledAt: null, lane: 1 });
    expect(await contactOf(db, held.id)).toMatchObject({ phone: "+33612345678" });
  });

  test("gives another code where that one is somebody else's by now", async () => {
    const { here, permanence, book, offer: offers, coordinator, staff } = await mornings();
    const held = await book("09:00");
    const there = await hautepierre(db, here);
    const elsewhere = await morningAt(db, there, { day: WEEK_AFTER });
    const wish = { permanence: elsewhere, topics: ["caf"], start: at("11:00", WEEK_AFTER), onBehalfOf: false };
    await bookAppointment(staff, wish, undefined, () => held.code ?? "");
    await cancels(coordinator, permanence);
    const { id: offer } = await offers(held.id, "10:00", { permanence: elsewhere, day: WEEK_AFTER });
    const codes = () => "ZZZ222";
    expect(await answerOffer(held.secret, { offer, answer: "yes" }, codes)).toMatchObject({
      value: { code: "ZZZ222" },
    });
  });

  test("counts as made when it was, for a later hour of that half-day; for another half-day, now", async () => {
    for (const there of ["that day", "a week later"] as const) {
      setTime(instantOf(NOW));
      const { held, offer, rowOf } = await offered(there);
      const { bookedAt } = await rowOf(held.id);
      setTime(at("08:00"));
      await answerOffer(held.secret, { offer, answer: "yes" });
      const counted = (await rowOf(held.id)).bookedAt.getTime();
      if (there === "that day") expect(counted).toBe(bookedAt.getTime());
      else expect(Math.abs(counted - at("08:00"))).toBeLessThan(60_000);
    }
  });

  test("clears the calls that took the former turn, and an announced lateness", async () => {
    const { held, offer, rowOf } = await offered();
    const former = { passedBy: [crypto.randomUUID()], expectedAt: new Date(at("09:20")) };
    await db.appointment.update({ where: { id: held.id }, data: former });
    await answerOffer(held.secret, { offer, answer: "yes" });
    expect(await rowOf(held.id)).toMatchObject({ passedBy: [], expectedAt: null });
  });

  test("stands beside the lanes where there are fewer of them since", async () => {
    const { after, held, offer, rowOf } = await offered("a week later");
    const wish = { permanence: after, topics: ["caf"], start: at("10:00", WEEK_AFTER), onBehalfOf: false };
    await bookAppointment({ kind: "anonymous" }, wish);
    await allotAnew(after, 1);
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toMatchObject({ ok: true });
    expect(await rowOf(held.id)).toMatchObject({ lane: null, overbooked: true, overbookReason: "fewer-lanes" });
  });

  test("keeps the conseiller whom they want where that one can be wanted, otherwise goes without", async () => {
    for (const away of [false, true]) {
      const { here, after, book, offer: offers, rowOf } = await mornings();
      const { user } = await staffAt(db, here, "conseiller");
      const held = await book("09:00", { wantedConseiller: user });
      const { id: offer } = await offers(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
      const span = { startsAt: new Date(at("10:00", WEEK_AFTER)), endsAt: new Date(at("12:00", WEEK_AFTER)) };
      if (away) await db.absence.create({ data: { organisationId: here.organisation, conseillerId: user, ...span } });
      await answerOffer(held.secret, { offer, answer: "yes" });
      expect((await rowOf(held.id)).wantedConseillerId).toBe(away ? null : user);
    }
  });

  test("notifies both lines", async () => {
    const { permanence, after, held, offer } = await offered("a week later");
    const changes = await changesOf(() => answerOffer(held.secret, { offer, answer: "yes" }));
    expect(new Set(changes.map((change) => change.permanence))).toEqual(new Set([permanence, after]));
  });

  test("to a half-day that was cancelled since is refused, and the offer is no longer open", async () => {
    const { after, coordinator, held, offer, offerRow, rowOf } = await offered("a week later");
    const before = await rowOf(held.id);
    await cancels(coordinator, after);
    expect(await offerRow(offer)).toMatchObject({ answer: null, holdId: null });
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("permanence-closed"));
    expect(await rowOf(held.id)).toEqual(before);
  });
});

describe("a no", () => {
  test("frees the hour at once, and the appointment stays as it is", async () => {
    const { held, offer, offerRow, rowOf, holds } = await offered();
    const before = await rowOf(held.id);
    expect(await answerOffer(held.secret, { offer, answer: "no" })).toMatchObject({
      ok: true,
      value: { span: { start: at("09:00") }, state: "booked" },
    });
    expect(await rowOf(held.id)).toEqual(before);
    expect(await offerRow(offer)).toMatchObject({ answer: "no", holdId: null });
    expect(await holds()).toEqual([]);
  });
});

test("of a yes and a no at once one counts, and the other is told", async () => {
  const { held, offer, offerRow, rowOf, holds } = await offered("a week later");
  const answers = await Promise.all(
    (["yes", "no", "yes", "no"] as const).map((answer) => answerOffer(held.secret, { offer, answer })),
  );
  const { answer } = await offerRow(offer);
  expect(answers.map((one) => one.ok)).toEqual(["yes", "no", "yes", "no"].map((one) => one === answer));
  expect((await rowOf(held.id)).startsAt).toEqual(new Date(answer === "yes" ? at("10:00", WEEK_AFTER) : at("09:00")));
  expect(await holds()).toEqual([]);
});

test("once it has expired it is too late, also before the job has deleted the hold", async () => {
  const { book, offer: offers, rowOf } = await mornings();
  const held = await book("09:00");
  const { id: offer } = await offers(held.id, "10:00", { until: plusMinutes(clock.now(), 10) });
  setTime(plusMinutes(instantOf(NOW), 11));
  for (const answer of ["yes", "no"] as const)
    expect(await answerOffer(held.secret, { offer, answer })).toEqual(refused("offer-ended"));
  await endHolds(clock.now());
  expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("offer-ended"));
  expect(await rowOf(held.id)).toMatchObject({ startsAt: new Date(at("09:00")) });
});

test("the offer of somebody else, an earlier one, and what is none are refused", async () => {
  const { book, offers, held, offer } = await offered();
  const other = await book("11:00");
  const later = await offers(held.id, "10:30", { lane: 2 });
  const answer = "yes";
  expect(await answerOffer(other.secret, { offer: later.id, answer })).toEqual(refused("not-found"));
  expect(await answerOffer("secret", { offer: later.id, answer })).toEqual(refused("not-found"));
  for (const none of ["x", crypto.randomUUID()])
    expect(await answerOffer(held.secret, { offer: none, answer })).toEqual(refused("not-found"));
  expect(await answerOffer(held.secret, { offer, answer })).toEqual(refused("offer-ended"));
  expect(await answerOffer(held.secret, { offer: later.id, answer })).toMatchObject({ ok: true });
});

describe("the offer ends, and its hour is free at once, when the person", () => {
  test("cancels", async () => {
    const { held, offer, offerRow, holds } = await offered();
    await cancelAppointment(held.secret);
    expect([(await offerRow(offer)).answer, await holds()]).toEqual(["withdrawn", []]);
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("state-changed"));
  });

  test("moves to another hour", async () => {
    const { held, offer, offerRow, holds } = await offered();
    await moveAppointment(held.secret, { start: at("11:00") });
    expect([(await offerRow(offer)).answer, await holds()]).toEqual(["withdrawn", []]);
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("offer-ended"));
  });

  test("comes at the former hour, and has the place in the order that this hour gives", async () => {
    const { held, offer, offerRow, holds, permanence, staff } = await offered();
    setTime(at("09:01"));
    const does = async (act: object) => {
      const command = { id: crypto.randomUUID(), at: clock.now(), device: "tablet-1", ...act };
      const ran = await runCommands(staff, permanence, [command as never]);
      return ran.ok ? ran.value.results[0] : ran.refusal;
    };
    expect(await does({ type: "open", desks: [{ desk: 1, conseiller: staff.user }] })).toMatchObject({
      outcome: "applied",
    });
    expect(await does({ type: "give-numbers" })).toMatchObject({ outcome: "applied" });
    const walkIn = crypto.randomUUID();
    expect(await does({ type: "add-visit", visit: walkIn })).toMatchObject({ outcome: "applied" });
    setTime(at("09:04"));
    const here = await checkIn(staff, held.id);
    expect(here).toMatchObject({ ok: true });
    expect([(await offerRow(offer)).answer, await holds()]).toEqual(["withdrawn", []]);
    expect(await does({ type: "call-next", desk: 1 })).toMatchObject({ outcome: "applied" });
    const visits = await db.visit.findMany({ where: { permanenceId: permanence }, orderBy: { number: "asc" } });
    expect(visits).toMatchObject([
      { id: walkIn, state: "waiting" },
      { appointmentId: held.id, state: "called" },
    ]);
    expect(await answerOffer(held.secret, { offer, answer: "yes" })).toEqual(refused("state-changed"));
  });
});

describe("said to the team on the telephone", () => {
  /** Somebody who is offered another hour, and one of the team who is signed in and notes what they say. */
  async function onTheTelephone() {
    const morning = await mornings();
    const held = await morning.book("09:00");
    const { id } = await morning.offer(held.id, "10:00", { permanence: morning.after, day: WEEK_AFTER });
    const session = randomUUID();
    const sessionToken = createHash("sha256").update(session).digest("base64url");
    await db.session.create({ data: { userId: morning.staff.user, expires: new Date("2099-01-01"), sessionToken } });
    const page = `/conseiller/permanences/${morning.permanence}/a-prevenir`;
    const notes = (fields: Record<string, string>, locale = "fr") =>
      POST(
        posted(`${page}/repondre?rendez-vous=${held.id}`, { appointment: held.id, offer: id, ...fields }, { session }),
        {
          params: Promise.resolve({ locale, id: morning.permanence }),
        },
      );
    return { ...morning, held, id, page, notes };
  }

  test("what the person says is noted, and the list of people to tell says so", async () => {
    for (const [answer, done] of [
      ["yes", "offerYes"],
      ["no", "offerNo"],
    ] as const) {
      const { id, page, notes, offerRow } = await onTheTelephone();
      const noted = await notes({ answer }, "ar");
      expect([noted.status, noted.headers.get("location")]).toEqual([303, `/ar${page}?fait=${done}`]);
      expect(await offerRow(id)).toMatchObject({ answer });
    }
  });

  test("what is refused comes back to the form of that person, with the reason", async () => {
    const { held, staff, notes } = await onTheTelephone();
    await notes({ answer: "no" });
    for (const [fields, refusal] of [
      [{ answer: "yes" }, "offer-ended"],
      [{ answer: "perhaps" }, "malformed"],
      [{ answer: "yes", appointment: randomUUID() }, "not-found"],
    ] as const) {
      const refused = await notes(fields);
      const address = new URL(refused.headers.get("location") ?? "", "http://localhost:3000");
      expect(openTyped(address.searchParams.get("saisie") ?? "", clock.now(), staff.user)).toMatchObject({
        form: `repondre-${held.id}`,
        refusals: { form: refusal },
      });
    }
  });
});

describe("who comes without an answer", () => {
  /** Two mornings, the kiosk of their place, and how their lines are begun. */
  async function atTheDoor() {
    const morning = await mornings();
    const kioskAt = (place: string) => ({ kind: "device", device: crypto.randomUUID(), place, use: "kiosk" }) as const;
    const kiosk = kioskAt(morning.here.place);
    const does = (permanence: string, act: object) => {
      const command = { id: crypto.randomUUID(), at: clock.now(), device: "tablet-1", ...act };
      return runCommands(morning.staff, permanence, [command as never]);
    };
    const gives = (permanence: string) => does(permanence, { type: "give-numbers" });
    const cancels = () =>
      cancelPermanence(morning.coordinator, { permanence: morning.permanence, preview: false, reason: "Inondation" });
    const types = (permanence: string, code: string | undefined, by: Parameters<typeof arrive>[0] = kiosk) =>
      checkInAtTheDoor(by, permanence, { code: code ?? "" }, arrive);
    return { ...morning, kiosk, kioskAt, does, gives, cancels, types };
  }

  test("whoever comes at the hour offered without an answer has said yes by coming, by code or by link", async () => {
    for (const by of ["code", "link"] as const) {
      setTime(instantOf(NOW));
      const { after, book, offer, offerRow, rowOf, gives, cancels, kiosk, types, holds } = await atTheDoor();
      const held = await book("09:00");
      await cancels();
      const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
      setTime(at("09:50", WEEK_AFTER));
      await gives(after);
      const here = by === "code" ? await types(after, held.code) : await checkInBySecret(kiosk, held.secret, arrive);
      expect(here).toMatchObject({ ok: true, value: { again: false } });
      expect(await offerRow(id)).toMatchObject({ answer: "yes" });
      expect(await rowOf(held.id)).toMatchObject({
        state: "booked",
        permanenceId: after,
        startsAt: new Date(at("10:00", WEEK_AFTER)),
      });
      expect(await holds()).toEqual([]);
      const again = await types(after, held.code);
      expect(again).toMatchObject({ ok: true, value: { again: true } });
    }
  });

  test("before the team has begun the person is not checked in, and the hour stays held for them", async () => {
    const { after, book, offer, offerRow, cancels, types } = await atTheDoor();
    const held = await book("09:00");
    await cancels();
    const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
    setTime(at("08:30", WEEK_AFTER));
    expect(await types(after, held.code)).toEqual(refused("numbers-not-given"));
    expect(await offerRow(id)).toMatchObject({ answer: null, holdId: expect.any(String) as string });
  });

  test("once the hour is not held any more, or after a no, the team is asked", async () => {
    for (const how of ["expired", "no"] as const) {
      setTime(instantOf(NOW));
      const { after, book, offer, gives, cancels, types } = await atTheDoor();
      const held = await book("09:00");
      await cancels();
      const until = plusMinutes(instantOf(NOW), 30);
      const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER, until });
      if (how === "no") await answerOffer(held.secret, { offer: id, answer: "no" });
      setTime(at("09:50", WEEK_AFTER));
      await gives(after);
      expect(await types(after, held.code)).toEqual(refused("ask-the-team"));
    }
  });

  test("whoever comes on the day of the former hour, in time, is received with it, and the offer is withdrawn", async () => {
    const { permanence, book, offer, offerRow, rowOf, gives, types } = await atTheDoor();
    const held = await book("09:00");
    const { id } = await offer(held.id, "10:00");
    setTime(at("09:20"));
    await gives(permanence);
    expect(await types(permanence, held.code)).toMatchObject({ ok: true });
    expect(await offerRow(id)).toMatchObject({ answer: "withdrawn" });
    expect(await rowOf(held.id)).toMatchObject({ startsAt: new Date(at("09:00")) });
  });

  test("when their former turn has passed, coming for a later hour of that half-day is a yes", async () => {
    const { permanence, book, offer, offerRow, rowOf, does, gives, staff, types } = await atTheDoor();
    const held = await book("09:00");
    const { id } = await offer(held.id, "10:00");
    setTime(at("09:05"));
    await does(permanence, { type: "open", desks: [{ desk: 1, conseiller: staff.user }] });
    await gives(permanence);
    await does(permanence, { type: "add-visit", visit: crypto.randomUUID() });
    await does(permanence, { type: "call-next", desk: 1 });
    expect((await rowOf(held.id)).passedBy).toHaveLength(1);
    setTime(at("09:50"));
    expect(await types(permanence, held.code)).toMatchObject({ ok: true });
    expect(await offerRow(id)).toMatchObject({ answer: "yes" });
    const visit = await db.visit.findFirstOrThrow({ where: { appointmentId: held.id } });
    expect(visit.late).toBe(false);
  });

  test("at another place than that of either hour, on another day, or by a code that is none, nobody is checked in", async () => {
    const { here, after, book, offer, offerRow, gives, kioskAt, types } = await atTheDoor();
    const held = await book("09:00");
    const there = await hautepierre(db, here);
    const elsewhere = await morningAt(db, there, { day: WEEK_AFTER });
    const { id } = await offer(held.id, "10:00", { permanence: after, day: WEEK_AFTER });
    expect(await types(after, held.code)).toEqual(refused("not-today"));
    setTime(at("09:50", WEEK_AFTER));
    await gives(after);
    await gives(elsewhere);
    expect(await types(elsewhere, held.code, kioskAt(there.place))).toEqual(refused("not-found"));
    expect(await types(after, "ZZZZZZ")).toEqual(refused("not-found"));
    expect(await offerRow(id)).toMatchObject({ answer: null });
  });
});

describe("by a program and by the form", () => {
  /** Somebody booked at nine who is offered ten o'clock a week later, or that day. */
  async function offeredUntil(there: "that day" | "a week later" = "a week later") {
    const morning = await mornings();
    const held = await morning.book("09:00");
    const more = there === "that day" ? {} : { permanence: morning.after, day: WEEK_AFTER };
    const { id } = await morning.offer(held.id, "10:00", { ...more, until: at("18:00", "2026-11-22") });
    return { ...morning, held, id };
  }
  const params = (secret: string, locale = "fr") => ({ params: Promise.resolve({ secret, locale }) });
  const headers = { host: "localhost:3000", origin: "http://localhost:3000" };
  const asks = (secret: string, body: unknown) =>
    api.POST(
      new Request(`http://localhost:3000/api/v1/appointments/${secret}/offer`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      params(secret),
    );
  const posts = async (secret: string, fields: Record<string, string>, locale = "fr") => {
    const answer = await form.POST(
      new Request(`http://localhost:3000/rendez-vous/${secret}/repondre`, {
        method: "POST",
        headers,
        body: new URLSearchParams(fields),
      }),
      params(secret, locale),
    );
    return [answer.status, answer.headers.get("location")];
  };
  const shown = async (secret: string) =>
    (await (await read.GET(new Request("http://localhost:3000/"), params(secret))).json()) as { offer?: object };

  test("the appointment says what is offered, with the offset of the place, and what became of it", async () => {
    const { after, held, id } = await offeredUntil();
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
    const { after, held, id } = await offeredUntil();
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
    const { held, id } = await offeredUntil();
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
    const { held, id, rowOf } = await offeredUntil();
    for (let sent = 0; sent < 2; sent += 1)
      expect(await posts(held.secret, { offer: id, answer: "yes" }, "ar")).toEqual([
        303,
        `/ar/rendez-vous/${held.secret}`,
      ]);
    expect((await rowOf(held.id)).startsAt).toEqual(new Date(at("10:00", WEEK_AFTER)));
  });

  test("what is refused comes back to the page with the reason", async () => {
    const { held, id } = await offeredUntil();
    const page = `/rendez-vous/${held.secret}`;
    expect(await posts(held.secret, { offer: id })).toEqual([303, `${page}?refus=malformed`]);
    await posts(held.secret, { offer: id, answer: "no" });
    expect(await posts(held.secret, { offer: id, answer: "yes" })).toEqual([303, `${page}?refus=offer-ended`]);
  });

  test("the calendar entry counts one change more with a yes, also for a later hour of the same half-day", async () => {
    for (const there of ["that day", "a week later"] as const) {
      setTime(instantOf(NOW));
      const { held, id } = await offeredUntil(there);
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
});
