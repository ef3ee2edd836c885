import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { eventually } from "#tests/support/eventually.ts";
import { freshServer, neuhof, type Neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

/** Writes at work at once (lib/server/edge/admission.ts). */
const AT_ONCE = 6;

/** So many writes that each hold a place until the test ends them, one (`endOne`) or all. */
async function crowd(writes: number) {
  const { admitted, admissionNow } = await import("#lib/server/edge/admission.ts");
  const ends: (() => void)[] = [];
  let ended = false;
  const write = (): Promise<void> => (ended ? Promise.resolve() : new Promise((end) => ends.push(end)));
  const all = Array.from({ length: writes }, () => admitted(write));
  return {
    admissionNow,
    endOne: () => ends.shift()?.(),
    endAll: async () => {
      ended = true;
      for (const end of ends) end();
      await Promise.all(all);
    },
  };
}

test("while many writes wait, what the team does goes before what residents do", async () => {
  const { opens, staff, permanence, command } = await neuhof(server);
  const { applyCommand } = await import("#lib/server/queue/apply-command.ts");
  await opens();
  const { admissionNow, endOne, endAll } = await crowd(AT_ONCE);
  const done: string[] = [];
  const does = async (who: string, act: Act, actor: Actor): Promise<void> => {
    const { result } = await applyCommand(permanence, command(act), { actor, lastExchange: undefined });
    expect(result.outcome).toBe("applied");
    done.push(who);
  };
  const all = [
    does("resident", { type: "add-visit", visit: randomUUID() }, { kind: "anonymous" }),
    does("another resident", { type: "add-visit", visit: randomUUID() }, { kind: "anonymous" }),
    does("team", { type: "announce", message: "Pause" }, staff),
  ];
  expect(admissionNow()).toEqual({ working: AT_ONCE, waiting: 3 });
  // One place is free: the three have their turns one after the other.
  endOne();
  await Promise.all(all);
  expect(done).toEqual(["team", "resident", "another resident"]);
  await endAll();
});

/** What somebody of the team may ask for, by its use case. `boss`: a coordinator. */
type Asked = { readonly place: Neuhof; readonly staff: Staff; readonly boss: Staff };
type Answer = Promise<{ readonly ok: boolean; readonly refusal?: unknown }>;

const ACTS: Readonly<Record<string, (asked: Asked) => Promise<() => Answer>>> = {
  "cancelling a half-day": async ({ place, boss }) => {
    const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
    return () => cancelPermanence(boss, { permanence: place.permanence, preview: false, reason: "Absence" });
  },
  "reading what cancelling would do": async ({ place, boss }) => {
    const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
    return () => cancelPermanence(boss, { permanence: place.permanence, preview: true });
  },
  "changing lanes": async ({ place, boss }) => {
    const { changeLanes } = await import("#lib/server/planning/change-lanes.ts");
    return () => changeLanes(boss, { permanence: place.permanence, bookableLanes: 0 });
  },
  "booking beside the hours": async ({ place, staff }) => {
    const { bookAppointment } = await import("#lib/server/booking/book.ts");
    return () =>
      bookAppointment(staff, {
        permanence: place.permanence,
        start: at("10:00"),
        topics: ["caf"],
        onBehalfOf: false,
        name: "Amina",
        phone: "+33611223344",
        overbook: { reason: "Urgence" },
      });
  },
  "holding an hour": async ({ place, staff }) => {
    const { holdHour } = await import("#lib/server/booking/hold.ts");
    const until = plusMinutes(server.clock.now(), 5);
    return () => holdHour(staff, { permanence: place.permanence, start: at("10:30"), topics: ["caf"], until });
  },
  "giving a number": async ({ place, staff }) => {
    const { takeNumber } = await import("#lib/server/queue/take-number.ts");
    return () => takeNumber(staff, { permanence: place.permanence }, randomUUID());
  },
  "checking in": async ({ place, staff }) => {
    const { checkIn } = await import("#lib/server/queue/check-in.ts");
    const appointment = await place.booked("9:30");
    return () => checkIn(staff, appointment);
  },
  "a command of the tablet": async ({ place, staff }) => {
    const command = place.command({ type: "announce", message: "Pause" });
    return () => server.runCommands(staff, place.permanence, [command]);
  },
  "making a device": async ({ place, boss }) => {
    const { makeEnrolCode } = await import("#lib/server/auth/devices.ts");
    return () => makeEnrolCode(boss, { place: place.place.id, kind: "kiosk", name: "Entrée" }, randomUUID());
  },
  "revoking a device": async ({ place, boss }) => {
    const { makeEnrolCode, revokeDevice } = await import("#lib/server/auth/devices.ts");
    const made = await makeEnrolCode(boss, { place: place.place.id, kind: "kiosk", name: "Entrée" }, randomUUID());
    return () => revokeDevice(boss, made.ok ? made.value.id : "");
  },
};

test.each(Object.keys(ACTS))(
  "with all places taken and a crowd before it, %s by the team comes first",
  async (name) => {
    const place = await neuhof(server);
    await place.opens();
    const asks = await ACTS[name]!({ place, staff: place.staff, boss: await place.newStaff("coordinator") });
    const residents = 20;
    const { admissionNow, endOne, endAll } = await crowd(AT_ONCE + residents);
    const answer = asks();
    await eventually(() => admissionNow().waiting, residents + 1);
    // One place is free. A resident who gets it keeps it.
    endOne();
    expect(await answer).toMatchObject({ ok: true });
    expect(admissionNow()).toEqual({ working: AT_ONCE, waiting: residents - 1 });
    await endAll();
  },
);

test("what residents ask for, and what the service does by itself, waits in the order in which it came", async () => {
  const { turnOf } = await import("#lib/server/edge/admission.ts");
  const others: readonly (Actor | "service")[] = [
    "service",
    { kind: "anonymous" },
    { kind: "resident", visit: randomUUID() },
    { kind: "door", place: randomUUID() },
    { kind: "device", device: randomUUID(), place: randomUUID(), use: "kiosk" },
    { kind: "share", share: randomUUID(), level: "with-load" },
  ];
  expect(new Set(others.map(turnOf))).toEqual(new Set(["in-turn"]));
});
