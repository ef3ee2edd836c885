import { randomUUID } from "node:crypto";
import type { Command } from "#lib/queue/acts/acts.ts";
import { freshServer, neuhof, setTime, type Server, type Staff } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let useCases: Awaited<ReturnType<typeof loadUseCases>>;

beforeAll(async () => {
  server = await freshServer();
  useCases = await loadUseCases();
});
afterAll(() => server.db.$disconnect());

/** A half-day with an appointment at 10:30 and a kiosk at its place. */
type PlannedHalfDay = {
  readonly permanence: string;
  readonly place: string;
  readonly appointment: string;
  readonly device: string;
};

/** What staff do at a place, each with its answer: "done", or the refusal. */
async function loadUseCases() {
  const { readLine } = await import("#lib/server/queue/line-exchange.ts");
  const { readTablet } = await import("#lib/server/queue/read-tablet.ts");
  const { takeNumber } = await import("#lib/server/queue/take-number.ts");
  const { checkIn } = await import("#lib/server/queue/check-in.ts");
  const { checkInAtTheDoor } = await import("#lib/server/queue/check-in-at-the-door.ts");
  const { bookAppointment } = await import("#lib/server/booking/book.ts");
  const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
  const { makeEnrolCode, revokeDevice } = await import("#lib/server/auth/devices.ts");
  const { doorAddressFor } = await import("#lib/server/place/door.ts");
  const { readStaffPermanences } = await import("#lib/server/schedule/read-staff-permanences.ts");
  const answer = (result: { readonly ok: boolean; readonly refusal?: string }): string => result.refusal ?? "done";
  type UseCase = (actor: Staff, held: PlannedHalfDay) => Promise<string>;
  return {
    "reading the line": async (actor, { permanence }) => answer(await readLine(actor, permanence)),
    "opening the tablet": async (actor, { permanence }) => answer(await readTablet(actor, permanence)),
    "running the line": async (actor, { permanence }) =>
      answer(await server.runCommands(actor, permanence, [walkIn()])),
    "taking a number": async (actor, { permanence }) => answer(await takeNumber(actor, { permanence })),
    "giving priority": async (actor, { permanence }) => answer(await takeNumber(actor, { permanence, priority: true })),
    "checking in": async (actor, { appointment }) => answer(await checkIn(actor, appointment)),
    // Nobody is booked at half past nine: who may ask learns it.
    "checking in by the hour": async (actor, { permanence }) =>
      answer(await checkInAtTheDoor(actor, permanence, { hour: "09:30" })),
    "booking beside the lanes": async (actor, { permanence }) =>
      answer(
        await bookAppointment(actor, {
          permanence,
          topics: ["caf"],
          start: at("10:30"),
          onBehalfOf: false,
          overbook: { reason: "Urgent" },
        }),
      ),
    "cancelling the half-day": async (actor, { permanence }) =>
      answer(await cancelPermanence(actor, { permanence, preview: true })),
    "making a device": async (actor, { place }) =>
      answer(await makeEnrolCode(actor, { place, kind: "kiosk", name: "Entrée" })),
    "revoking a device": async (actor, { device }) => answer(await revokeDevice(actor, device)),
    "printing the code of the door": async (actor, { place }) =>
      (await doorAddressFor(actor, place)) === undefined ? "not-allowed" : "done",
    "finding it in the list": async (actor, { permanence }) =>
      (await readStaffPermanences(actor)).today.some(({ id }) => id === permanence) ? "done" : "not-allowed",
  } satisfies Record<string, UseCase>;
}

/** An act of the line: somebody comes in. */
const walkIn = (): Command => ({
  id: randomUUID(),
  at: server.clock.now(),
  device: "tablet-1",
  type: "add-visit",
  visit: randomUUID(),
});

const LINE = [
  "reading the line",
  "opening the tablet",
  "running the line",
  "taking a number",
  "giving priority",
  "checking in",
  "checking in by the hour",
  "booking beside the lanes",
  "printing the code of the door",
  "finding it in the list",
] as const;
const DEVICES = ["making a device", "revoking a device"] as const;

/**
 * By hand: what they do at their own place. Between them they do all of it; what the other roles may do stands in
 * tests/lib/access/places-of-roles.test.ts and tests/server/access.
 */
const expected: Readonly<Record<"coordinator" | "administrator", readonly string[]>> = {
  coordinator: [...LINE, "cancelling the half-day", ...DEVICES],
  // Who may renew the code of a door may print it.
  administrator: [...DEVICES, "printing the code of the door"],
};

/** A morning at Neuhof whose line gives numbers, one at a second place of the same city, one of another city. */
async function threeMornings(): Promise<
  Readonly<Record<"own" | "other" | "foreign", PlannedHalfDay>> & { organisation: string }
> {
  const { db } = server;
  const here = await neuhof(server);
  const stranger = await neuhof(server);
  const { id: _, slug, ...columns } = here.place;
  const other = await db.place.create({ data: { ...columns, imported: undefined, slug: `${slug}-2` } as never });
  const { id: __, ...morning } = await db.permanence.findUniqueOrThrow({ where: { id: here.permanence } });
  const beside = await db.permanence.create({ data: { ...morning, windows: [], placeId: other.id } });
  const held = async (permanence: string, placeId: string, organisationId: string): Promise<PlannedHalfDay> => {
    await db.permanence.update({
      where: { id: permanence },
      data: {
        numbers: "given",
        status: "open",
        openedAt: new Date(at("9:00")),
        windows: [{ from: 0, to: 180, mode: "mixed" }],
      },
    });
    const appointment = await db.appointment.create({
      data: {
        permanenceId: permanence,
        organisationId,
        placeId,
        startsAt: new Date(at("10:30")),
        endsAt: new Date(at("11:00")),
        lane: 1,
        bookedAt: new Date(at("8:00")),
        createdAt: new Date(at("8:00")),
        topicKeys: ["caf"],
      },
    });
    const device = await db.device.create({ data: { placeId, organisationId, kind: "kiosk", name: "Entrée" } });
    return { permanence, place: placeId, appointment: appointment.id, device: device.id };
  };
  setTime(server, "9:05");
  return {
    organisation: here.organisation.id,
    own: await held(here.permanence, here.place.id, here.organisation.id),
    other: await held(beside.id, other.id, here.organisation.id),
    foreign: await held(stranger.permanence, stranger.place.id, stranger.organisation.id),
  };
}

const ROLES = ["coordinator", "administrator"] as const;

test.each(ROLES)("what %s may do, they do at the place of their role alone", async (role) => {
  const { organisation, ...mornings } = await threeMornings();
  const { id: user } = await server.db.user.create({ data: { email: `${role}-${organisation}@exemple.fr` } });
  const actor: Staff = {
    kind: "staff",
    user,
    by: "login",
    roles: [{ organisation, role, places: [mornings.own.place] }],
  };
  const done: Record<string, string[]> = { own: [], other: [], foreign: [] };
  for (const [where, held] of Object.entries(mornings))
    for (const [name, does] of Object.entries(useCases))
      if ((await does(actor, held)) !== "not-allowed") done[where]?.push(name);
  expect({ ...done, own: done["own"]?.toSorted() }).toEqual({
    own: expected[role].toSorted(),
    other: [],
    foreign: [],
  });
});
