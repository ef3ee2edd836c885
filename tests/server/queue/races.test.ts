import { randomUUID } from "node:crypto";
import type { Actor } from "#lib/access/actor.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { eventually } from "#tests/support/eventually.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, type Neuhof, type Server, type Staff } from "./neuhof.ts";

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
type RaceContext = { readonly place: Neuhof; readonly staff: Staff; readonly boss: Staff };
type UseCaseAnswer = Promise<{ readonly ok: boolean; readonly refusal?: unknown }>;

const ACTS: Readonly<Record<string, (asked: RaceContext) => Promise<() => UseCaseAnswer>>> = {
  "cancelling a half-day": async ({ place, boss }) => {
    const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
    return () => cancelPermanence(boss, { permanence: place.permanence, preview: false, reason: "Absence" });
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
  "making a device": async ({ place, boss }) => {
    const { makeEnrolCode } = await import("#lib/server/auth/devices.ts");
    return () => makeEnrolCode(boss, { place: place.place.id, kind: "kiosk", name: "Entrée" }, randomUUID());
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

/** Several people act at the same moment; what each was answered, in the order of the alphabet. */
async function atOnce(
  { permanence, command }: Neuhof,
  acts: readonly (readonly [Staff, Act])[],
): Promise<readonly string[]> {
  const ran = await Promise.all(acts.map(([staff, act]) => server.runCommands(staff, permanence, [command(act)])));
  return ran
    .map((one) => (one.ok ? one.value.results[0] : undefined))
    .map((result) => (result?.outcome === "refused" ? result.refusal : (result?.outcome ?? "nothing")))
    .toSorted();
}

const times = <Value>(count: number, one: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => one(index));

test("one called or served person per desk: a desk that presses five times calls one", async () => {
  const here = await neuhof(server);
  await here.opens();
  for (let person = 0; person < 5; person += 1) await here.walksIn();
  expect(
    await atOnce(
      here,
      times(5, () => [here.staff, { type: "call-next", desk: 1 }]),
    ),
  ).toEqual(["applied", "desk-busy", "desk-busy", "desk-busy", "desk-busy"]);
  expect((await here.line()).visits.filter(({ state }) => state === "called")).toHaveLength(1);
});

test("one number per person and one person per number, whoever gives them", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = randomUUID();
  expect(
    await atOnce(
      here,
      times(4, () => [here.staff, { type: "add-visit", visit }]),
    ),
  ).toEqual(["already-here", "already-here", "already-here", "applied"]);
  await atOnce(
    here,
    times(10, () => [here.staff, { type: "add-visit", visit: randomUUID() }]),
  );
  expect((await here.line()).visits.map(({ number }) => number)).toEqual(times(11, (index) => index + 1));
});

test("one undo per act, and what it gave back is there once", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  const call = randomUUID();
  await here.does({ type: "call-next", desk: 1 }, { id: call });
  expect(
    await atOnce(
      here,
      times(3, () => [here.staff, { type: "undo", command: call }]),
    ),
  ).toEqual(["applied", "too-late", "too-late"]);
  expect((await here.line()).calls).toBe(0);
  expect(await here.visit(visit)).toMatchObject({ state: "waiting" });
});

test("one report per visit: the last one stands, whole", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  await atOnce(
    here,
    times(4, (index) => [
      here.staff,
      { type: "report", visit, report: { themes: ["logement"], minutes: 10 + index, equipment: [] } },
    ]),
  );
  const rows = await server.db.activityReport.findMany({ where: { visitId: visit } });
  const [last] = await server.db.queueEvent.findMany({
    where: { visitId: visit, type: "visit-reported" },
    orderBy: { id: "desc" },
    take: 1,
  });
  expect(rows).toHaveLength(1);
  expect(last?.data).toMatchObject({ report: { minutes: rows[0]?.minutes } });
});

test("two desks that call one person: one gets the person, the other is refused already-called", async () => {
  const here = await neuhof(server, { desks: 2 });
  const team = await here.opens();
  const visit = await here.walksIn();
  const expected = { visit, state: "waiting" } as const;
  const outcomes = await Promise.all(
    team.map((by, index) => here.does({ type: "call", visit, desk: index + 1 }, { by, expected })),
  );
  expect(outcomes.toSorted()).toEqual(["already-called", "applied"]);
  expect(await here.visit(visit)).toMatchObject({ state: "called" });
});

/** Two half-days, of which the team of the first may run both; `here` is open, with that conseiller at desk 1. */
async function twoHalfDays(given: Parameters<typeof neuhof>[1] = {}) {
  const here = await neuhof(server, given);
  const there = await neuhof(server, given);
  const team = await here.opens();
  const everywhere = await Promise.all(
    team.map(async (staff): Promise<Staff> => {
      await there.joins(staff);
      return { ...staff, roles: [...staff.roles, ...there.staff.roles] };
    }),
  );
  await there.does({ type: "give-numbers" });
  await there.does({ type: "open", desks: [{ desk: 9 }] });
  const [me = here.staff, colleague = here.staff] = everywhere;
  return { here, there, me, colleague };
}

/** What became of one command, whole. */
async function answered(at: Neuhof, by: Staff, act: Act, id: string = randomUUID()) {
  const ran = await server.runCommands(by, at.permanence, [at.command(act, { id })]);
  return ran.ok ? ran.value.results[0] : undefined;
}

const sitDown = { type: "take-desk", desk: 1 } as const;

const seatsOf = async ({ user }: Staff, ...halfDays: readonly Neuhof[]): Promise<readonly string[]> => {
  const lines = await Promise.all(halfDays.map((one) => one.line()));
  return lines.flatMap(({ permanence, desks }) =>
    desks.filter(({ conseiller, state }) => conseiller === user && state !== "left").map(() => permanence),
  );
};

test("who sits down at another half-day has left their former desk, and its events say who and when", async () => {
  const { here, there, me } = await twoHalfDays();
  const before = await here.line();
  expect(await there.does(sitDown, { by: me })).toBe("applied");
  expect(await seatsOf(me, here, there)).toEqual([there.permanence]);
  const after = await here.line();
  expect(after.version).toBe(before.version + 1);
  const [last] = await server.db.queueEvent.findMany({
    where: { permanenceId: here.permanence },
    orderBy: { id: "desc" },
    take: 1,
  });
  expect(last).toMatchObject({ type: "desk-left", data: { desk: 1 }, version: after.version });
  expect(last?.actor).toContain(me.user);
});

test("a desk on a break is left too, and whom it awaited from another desk is next there at once", async () => {
  const { here, there, me, colleague } = await twoHalfDays({ desks: 2 });
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 2 });
  await here.does({ type: "start", visit });
  await here.does({ type: "hand-over", to: 1 }, { by: colleague });
  expect(await there.does(sitDown, { by: me })).toBe("applied");
  expect(await here.visit(visit)).toMatchObject({ state: "waiting", back: true });
  expect(await here.does({ type: "call-next", desk: 2 })).toBe("applied");
  await here.does({ type: "start", visit });
  await here.does({ type: "finish", visit });
  await here.does({ type: "break" }, { by: colleague });
  expect(await there.does({ type: "take-desk", desk: 2 }, { by: colleague })).toBe("applied");
  expect(await seatsOf(colleague, here, there)).toEqual([there.permanence]);
});

test("with somebody called or helped at the former desk it is refused, and the answer names the half-day and the desk", async () => {
  const { here, there, me } = await twoHalfDays();
  const visit = await here.walksIn();
  const id = randomUUID();
  const elsewhere = { permanence: here.permanence, place: "Neuhof", day: "2026-11-24", desk: 1 };
  const refused = { id, outcome: "refused", refusal: "seated-elsewhere", elsewhere };
  await here.does({ type: "call-next", desk: 1 });
  expect(await answered(there, me, sitDown, id)).toEqual(refused);
  await here.does({ type: "start", visit });
  expect(await answered(there, me, sitDown, id)).toEqual(refused);
  expect(await answered(there, me, sitDown)).toMatchObject({ refusal: "seated-elsewhere", elsewhere });
  expect(await seatsOf(me, here, there)).toEqual([here.permanence]);
  expect(await here.visit(visit)).toMatchObject({ state: "serving", desk: 1 });
  await here.does({ type: "finish", visit });
  expect(await there.does(sitDown, { by: me })).toBe("applied");
  // The first command stays refused, and there is no half-day to name any more.
  expect(await answered(there, me, sitDown, id)).toEqual({ id, outcome: "refused", refusal: "seated-elsewhere" });
});

test("what is refused for another reason leaves no desk", async () => {
  const { here, there, me, colleague } = await twoHalfDays({ desks: 2 });
  await there.does(sitDown, { by: colleague });
  expect(await there.does(sitDown, { by: me })).toBe("desk-busy");
  expect(await seatsOf(me, here, there)).toEqual([here.permanence]);
});

test("who sits down in two half-days at the same moment sits in one of them, and no act fails", async () => {
  const { here, there, me } = await twoHalfDays();
  for (let round = 0; round < 3; round += 1) {
    await here.does({ type: "leave-desk" }, { by: me });
    await there.does({ type: "leave-desk" }, { by: me });
    const outcomes = await Promise.all([
      here.does(sitDown, { by: me }),
      there.does(sitDown, { by: me }),
      here.does(sitDown, { by: me }),
      there.does(sitDown, { by: me }),
    ]);
    expect(outcomes).toEqual(["applied", "applied", "applied", "applied"]);
    expect(await seatsOf(me, here, there)).toHaveLength(1);
  }
});

test("two who change places between two half-days at the same moment do not wait for each other", async () => {
  const { here, there, me, colleague } = await twoHalfDays({ desks: 2 });
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([
      here.does({ type: "take-desk", desk: 1 }, { by: me }),
      there.does({ type: "take-desk", desk: 2 }, { by: colleague }),
    ]);
    const outcomes = await Promise.all([
      there.does({ type: "take-desk", desk: 1 }, { by: me }),
      here.does({ type: "take-desk", desk: 2 }, { by: colleague }),
    ]);
    expect(outcomes).toEqual(["applied", "applied"]);
    expect([await seatsOf(me, here, there), await seatsOf(colleague, here, there)]).toEqual([
      [there.permanence],
      [here.permanence],
    ]);
  }
});

test("a call at the former desk and sitting down elsewhere: the one that comes first stands", async () => {
  for (let round = 0; round < 3; round += 1) {
    const { here, there, me } = await twoHalfDays();
    const visit = await here.walksIn();
    const outcomes = await Promise.all([here.does({ type: "call-next", desk: 1 }), there.does(sitDown, { by: me })]);
    expect([
      ["applied", "seated-elsewhere"],
      ["desk-not-taken", "applied"],
    ]).toContainEqual(outcomes);
    expect(await seatsOf(me, here, there)).toHaveLength(1);
    expect(await here.visit(visit)).toMatchObject({ state: outcomes[0] === "applied" ? "called" : "waiting" });
  }
});
