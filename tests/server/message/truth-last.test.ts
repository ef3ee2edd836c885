/** @long */
import fc from "fast-check";
import { plusMinutes } from "#lib/time/instant.ts";
import { at, NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { twoMornings } from "#tests/server/booking/offers/offered.ts";
import { runs } from "#tests/support/property-runs.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { phones } from "./phone-store.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { endHolds } = await import("#lib/server/booking/appointment-rows.ts");
const { lockPermanences } = await import("#lib/server/booking/load-bookable.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { answerOffer } = await import("#lib/server/booking/offers/answer-offer.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");

afterAll(() => db.$disconnect());

const HOURS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"] as const;
const TYPES = [
  "book",
  "offer",
  "offer",
  "yes",
  "no",
  "cancels",
  "moves",
  "is cancelled",
  "is restored",
  "half-day is cancelled",
  "hours pass",
  "send",
  "send",
  "answer is lost",
  "leaves, and its answer is lost",
  "gateway is busy",
  "number is refused",
] as const;

/** An act: which one, of which person, at which hour of which of the two half-days, and how many hours pass. */
type Act = {
  readonly type: (typeof TYPES)[number];
  readonly person: number;
  readonly hour: number;
  readonly later: boolean;
  readonly hours: number;
};
const anyAct: fc.Arbitrary<Act> = fc.record({
  type: fc.constantFrom(...TYPES),
  person: fc.nat(2),
  hour: fc.nat(HOURS.length - 1),
  later: fc.boolean(),
  hours: fc.integer({ min: 1, max: 9 }),
});

let mobiles = 0;
const setTime = (moment: number): void => clock.move(moment - (clock.now() - clock.offset()));

/**
 * Does these acts on two mornings of their own; one that is refused does nothing. Then everything that is due leaves.
 * Answers what each person got last, and what is true.
 */
async function told(acts: readonly Act[]) {
  await db.outboxMessage.updateMany({ data: { cancelledAt: new Date(NOW) }, where: { sentAt: null, givenUpAt: null } });
  await db.$executeRaw`DELETE FROM to_tell`;
  setTime(Date.parse(NOW));
  const phone = phones();
  const send = () => tellAndSend(clock.now(), { sms: phone.gateway, mailOf: mailOfAppointment, random: () => 0.5 });
  const morning = await twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences });
  const { permanence, after, coordinator, staff, offers } = morning;
  const people: { readonly id: string; readonly secret: string }[] = [];
  const lastOffer = new Map<string, string>();
  /** The hour that each has moved to or said yes to last. */
  const own = new Map<string, string | undefined>();
  for (const { type, person, hour, later, hours } of acts) {
    const [where, day] = later ? [after, WEEK_AFTER] : [permanence, undefined];
    const start = at(HOURS[hour] ?? "09:00", day);
    const one = people[person];
    if (type === "book") {
      const mobile = `+3362${String((mobiles += 1)).padStart(7, "0")}`;
      const wish = { permanence: where, topics: ["caf"], start, onBehalfOf: false, phone: mobile };
      const booked = await bookAppointment({ kind: "anonymous" }, wish);
      if (booked.ok && people.length < 3) people.push(booked.value);
    } else if (type === "hours pass") setTime(plusMinutes(clock.now(), 60 * hours));
    else if (type === "send") await send();
    else if (type === "answer is lost") phone.answer("lost");
    else if (type === "leaves, and its answer is lost") phone.answer("lost-but-sent");
    else if (type === "gateway is busy") phone.answer({ kind: "again", code: "http-503" });
    else if (type === "number is refused") phone.answer({ kind: "refused", reason: "bad-recipient", code: "1" });
    else if (type === "half-day is cancelled")
      await cancelPermanence(coordinator, { permanence: where, preview: false, reason: "Inondation" });
    else if (one) {
      const of = { id: one.id };
      if (type === "offer") {
        const asked = [
          one.id,
          HOURS[hour] ?? "",
          { permanence: where, ...(day && { day }), lane: 1 + (person % 2) },
        ] as const;
        // A rule such as `book` finds hours for a real offer; here one that is taken is refused by a constraint.
        const made = await offers([asked]).catch((error: unknown) => {
          if (!/appointment_no_overlap/u.test(String(error))) throw error;
          return [];
        });
        for (const { id, appointment } of made) lastOffer.set(appointment, id);
      } else if (type === "yes" || type === "no")
        await answerOffer(one.secret, { offer: lastOffer.get(one.id) ?? crypto.randomUUID(), answer: type });
      else if (type === "cancels") await cancelAppointment(one.secret);
      else if (type === "moves") await moveAppointment(one.secret, { start, permanence: where });
      else if (type === "is cancelled")
        await db.appointment.updateMany({
          where: { ...of, state: "booked" },
          data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
        });
      else if (type === "is restored")
        await db.appointment
          .updateMany({
            where: { ...of, state: "cancelled-by-service", permanence: { status: { not: "cancelled" } } },
            data: { state: "booked", cancelledAt: null },
          })
          .catch((error: unknown) => {
            if (!/appointment_no_overlap/u.test(String(error))) throw error;
          });
      if (type === "yes" || type === "moves") own.set(one.id, await truthOf(one.id));
    }
  }
  await endHolds(clock.now());
  // The morning comes, and what failed is tried again until it has left or was given up.
  for (let round = 0; round < 40 && (round === 0 || (await waits()) > 0); round += 1) {
    await send();
    setTime(plusMinutes(clock.now(), 95));
    await endHolds(clock.now());
  }
  await send();
  const listed = new Set<string>();
  for (const halfDay of [permanence, after]) {
    const read = await readPeopleToTell(staff, halfDay);
    if (read.ok)
      for (const { appointment, told: knows } of read.value.people) if (knows === undefined) listed.add(appointment);
  }
  return { people, phone, listed, own };
}

/** Messages that wait to leave, besides reminders. */
const waits = (): Promise<number> =>
  db.outboxMessage.count({
    where: { sentAt: null, givenUpAt: null, cancelledAt: null, kind: { notIn: ["first-reminder", "last-reminder"] } },
  });

/**
 * What is true of an appointment for its person: the words of a message that would say it, or nothing where nothing has
 * to be told.
 */
async function truthOf(id: string): Promise<string | undefined> {
  const row = await db.appointment.findUniqueOrThrow({ where: { id }, include: { offers: true } });
  if (row.startsAt.getTime() <= clock.now() && !row.offers.some(({ holdId }) => holdId !== null)) return undefined;
  const open = row.offers.find(({ answer, holdId }) => answer === null && holdId !== null);
  const isCancelled = row.state === "cancelled-by-service";
  if (open && row.state !== "cancelled-by-resident") return `offered ${open.id}`;
  if (isCancelled) {
    const saidNo = row.offers.some(
      ({ answer, answeredAt }) => answer === "no" && answeredAt && row.cancelledAt && answeredAt >= row.cancelledAt,
    );
    return saidNo ? undefined : `cancelled ${row.startsAt.toISOString()}`;
  }
  return row.state === "booked" ? `booked ${row.startsAt.toISOString()}` : undefined;
}

/** What the last message that reached the phone of an appointment said, in the same words; undefined where none did. */
async function lastSaid(id: string, phone: ReturnType<typeof phones>): Promise<string | undefined> {
  const rows = new Map((await db.outboxMessage.findMany({ where: { appointmentId: id } })).map((row) => [row.id, row]));
  const last = phone.sent.map(({ tag }) => rows.get(tag)).findLast((row) => row !== undefined);
  if (!last) return undefined;
  if (last.kind === "offer") return `offered ${last.offerId}`;
  return `${last.kind === "cancelled" ? "cancelled" : "booked"} ${last.hour?.toISOString()}`;
}

test("whatever is booked, offered, moved, cancelled and undone, whatever gateways answer: each was told the truth last, or stands on a list", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 5, maxLength: 16 }), async (acts) => {
      const { people, phone, listed, own } = await told([
        { type: "book", person: 0, hour: 2, later: true, hours: 1 },
        ...acts,
      ]);
      for (const { id } of people) {
        const truth = await truthOf(id);
        const said = await lastSaid(id, phone);
        if (truth === undefined || listed.has(id)) continue;
        compared += 1;
        // Whoever could not be reached knows the hour that they chose themselves: they booked it, moved to it or said
        // yes to it.
        const isOwn = truth === own.get(id) && !said?.startsWith("cancelled");
        if (said === undefined) expect(truth).toMatch(/^booked /u);
        else if (!isOwn) expect(said).toBe(truth);
      }
    }),
    { numRuns: runs(20, 150) },
  );
  expect(compared).toBeGreaterThan(15);
}, 240_000);
