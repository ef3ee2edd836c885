/** @long */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Act, Command, QueueEvent } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import type { TopicsTaken } from "#lib/schedule/topic.ts";
import { instant, MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { anyMorning, type AcceptedCommand } from "#tests/support/any-half-day.ts";
import { actOf, conseillerOf, deviceOf, type Step, type StepKind } from "#tests/support/half-day-acts.ts";
import { at } from "#tests/support/line.ts";
import { storedBeside, type StoredBeside } from "./stored-beside.ts";
import { freshServer, neuhof, type Neuhof, type Server, type Staff } from "./neuhof.ts";
import { runs } from "#tests/support/property-runs.ts";

let server: Server;
let figures: typeof import("#lib/server/queue/write-figures.ts");
beforeAll(async () => {
  server = await freshServer();
  figures = await import("#lib/server/queue/write-figures.ts");
});
afterAll(() => server.db.$disconnect());

/** Long enough for people to be helped, paused and handed on; every act of docs/line.md#commands is among them. */
const STEPS = 45;

test("the rows of a half-day hold what the rules say, whatever happened in it, and its figures are what a count of its people says", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyMorning.map((steps) => steps.slice(0, STEPS)),
      async (steps) => void (await mirrors(steps)),
    ),
    { numRuns: runs(1, 10), endOnFailure: true },
  );
});

test("the rows of a half-day in which everything happens once hold what happened", async () => {
  const kinds = [
    "walk-in",
    "walk-in",
    "walk-in",
    "priority-walk-in",
    "lease",
    "leased-walk-in",
    "goes-on",
    "goes-on",
    "report",
    "pause",
    "break",
    "return",
    "goes-on",
    "goes-on",
    "hand-over",
    "leave-desk",
    "away",
    "here-again",
    "turn-away",
    "incident",
    "ask-help",
    "announce",
    "late",
    "check-in",
    "refer",
    "undo",
    "suspend",
    "resume-line",
    "prioritise",
    "describe",
    "goes-on",
    "free-desk",
    "add-desk",
    "close",
    "reopen",
    "take-back",
  ] as const;
  const picks: Partial<Record<StepKind, number>> = { late: 15, break: 15, close: 30 };
  const seen = new Set(await mirrors(kinds.map((kind) => ({ kind, pick: picks[kind] ?? 0, desk: 1, seconds: 10 }))));
  expect([...seen]).toEqual(
    expect.arrayContaining([
      "visit-paused",
      "desk-on-break",
      "desk-returned",
      "desk-left",
      "visit-reported",
      "visit-described",
      "numbers-leased",
      "turned-away",
      "incident-noted",
      "help-asked",
      "announced",
      "appointment-late",
      "visit-referred",
      "undone",
      "suspended",
      "resumed",
      "desk-freed",
      "desk-added",
      "closed",
      "reopened",
      "visit-taken-back",
    ]),
  );
});

/** Who may arrange the desks too, so that the server refuses no act that the rules accept. */
const asReception = (staff: Staff): Staff => ({
  ...staff,
  roles: staff.roles.map((role) => ({ ...role, role: "reception" })),
});

/**
 * After each act the line read from the rows equals the line before it, evolved; and in the end what stands beside the
 * line (referrals, reports, people turned away, leases) is what the events said, and the figures are those of its
 * people. Answers the types of the events.
 */
async function mirrors(steps: readonly Step[]): Promise<readonly string[]> {
  const place = await neuhof(server, { desks: 3 });
  await Promise.all([place.booked("9:00"), place.booked("9:30"), place.booked("9:30", 2)]);
  const team = await place.opens();
  const topics = await planned(place, team[2]);
  const acts: AcceptedCommand[] = [];
  let beside: StoredBeside = { referrals: {}, reports: {}, turnedAway: [], leases: [] };
  let now = at("8:56");
  for (const [index, step] of steps.entries()) {
    now = instant(now + step.seconds * SECOND);
    server.clock.move(now - (server.clock.now() - server.clock.offset()));
    const before = await place.line();
    const act = actOf(step, index, before, now, acts);
    if (!act) continue;
    const by = asReception(
      team.find(({ user }) => user === conseillerOf(before, step)) ?? team[step.desk - 1] ?? place.staff,
    );
    const command = place.command(withIds(act), { device: deviceOf(step) });
    await server.runCommands(by, place.permanence, [command]);
    const row = await server.db.queueCommand.findFirstOrThrow({ where: { id: command.id } });
    const done = instant(row.at.getTime());
    const received = instant(row.receivedAt.getTime());
    const decided = decide(before, { ...attributed(command, by, topics), at: done }, received);
    const stamped = (decided.ok ? decided.value : []).map((event) => ({
      event,
      at: done,
      receivedAt: received,
      command: command.id,
    }));
    const after = stamped.reduce(evolve, before);
    const stored = await server.snapshot((tx) => server.loadLine(tx, place.permanence, received));
    expect(stored && withoutTheEdge(stored, received)).toEqual(
      withoutTheEdge(stamped.length > 0 ? after : { ...after, undoable: stored?.undoable ?? [] }, received),
    );
    if (stamped.length > 0) acts.push({ command, now: received, before, after, stamped });
    beside = stamped.reduce((sofar, { event }) => told(sofar, event, before), beside);
  }
  expect(await storedBeside(server, place.permanence)).toEqual(beside);
  await figures.writeFigures(OVER);
  const row = await server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId: place.permanence } });
  const { permanenceId: _, organisationId: __, placeId: ___, localDate: ____, ...sums } = row;
  expect(sums).toEqual({ ...slowly(await place.line(), beside), stale: false });
  return acts.flatMap(({ stamped }) => stamped.map(({ event }) => event.type));
}

/** The half-day is over, whether or not somebody has closed it. */
const OVER = instant(at("9:00") + 17 * 60 * MINUTE);

/** The figures of a half-day, counted person by person. */
function slowly(line: LineState, beside: StoredBeside) {
  const people = line.visits.filter((visit) => visit.state !== "left" || visit.why !== "given-by-mistake");
  const waits = people.flatMap((visit) => startOf(visit).map((started) => started - visit.joinedAt));
  // Devices say when things happened: a help may seem to begin before its number, or to end before it began.
  const sorted = waits.map((wait) => Math.max(0, Math.floor(wait / SECOND))).toSorted((a, b) => a - b);
  const helped = people.map((visit) =>
    "endedAt" in visit ? startOf(visit).map((start) => Math.max(0, visit.endedAt - start)) : [],
  );
  const before = (state: Visit["state"]): number =>
    people.filter((visit) => visit.state === state && startOf(visit).length === 0).length;
  return {
    outcome: line.status === "cancelled" ? "cancelled" : (beside.outcome ?? "not-recorded"),
    received: people.length,
    helped: people.filter(({ state }) => state === "done").length,
    contacts: waits.length,
    gone: before("left"),
    redirected: before("redirected"),
    unserved: before("unserved"),
    turnedAway: Object.fromEntries(
      [...Map.groupBy(beside.turnedAway, (reason) => reason)].map(([reason, times]) => [reason, times.length]),
    ),
    medianWait: sorted[Math.ceil(sorted.length / 2) - 1] ?? null,
    waitsOver20: waits.filter((wait) => wait > 20 * MINUTE).length,
    helpMinutes: Math.floor(helped.flat().reduce((sum, time) => sum + time, 0) / MINUTE),
    reports: Object.keys(beside.reports).length,
    paper: null,
    fromPaper: 0,
    untimed: 0,
    paperContacts: 0,
  };
}

const startOf = (visit: Visit): readonly Instant[] =>
  "startedAt" in visit && visit.startedAt !== undefined ? [visit.startedAt] : [];

/**
 * The line was read a moment before the act, so acts that were just a minute old are left out; other tests try that
 * limit.
 */
const withoutTheEdge = (line: LineState, now: number): LineState => ({
  ...line,
  undoable: line.undoable.filter(({ at, receivedAt = at }) => now - receivedAt < 59 * SECOND),
});

/** One conseiller is planned for some topics only. */
async function planned(
  { permanence, organisation }: Neuhof,
  staff: Staff | undefined,
): Promise<Readonly<Record<string, TopicsTaken>>> {
  if (!staff) return {};
  await server.db.assignment.create({
    data: {
      permanenceId: permanence,
      organisationId: organisation.id,
      conseillerId: staff.user,
      desk: 3,
      startsAt: new Date(at("9:00")),
      endsAt: new Date(at("12:00")),
      topicKeys: ["impots"],
    },
  });
  return { [staff.user]: ["impots"] };
}

/** What the server adds: who acts, what they may serve, and no joining time of a number that was given online. */
function attributed(command: Command, { user }: Staff, topics: Readonly<Record<string, TopicsTaken>>): Command {
  const acted = { ...command, conseiller: user };
  if (acted.type === "free-desk") return { ...acted, as: "reception" };
  if (acted.type === "take-desk") return { ...acted, topics: topics[user] ?? "every" };
  if (acted.type !== "add-visit" || acted.number !== undefined) return acted;
  const { joinedAt: _, ...online } = acted;
  return online;
}

/** The same act with the ids of a database; times of acts without network have tests of their own. */
function withIds(act: Act): Act {
  if (act.type === "add-visit")
    return {
      type: act.type,
      visit: randomUUID(),
      topic: "caf",
      card: 3,
      ...(act.priority && { priority: true }),
      ...(act.number !== undefined && { number: act.number }),
    };
  if (act.type === "check-in") return { ...act, visit: randomUUID(), appointment: known(act.appointment) };
  if (act.type === "late") return { ...act, appointment: known(act.appointment) };
  if (act.type === "undo") return { ...act, command: known(act.command) };
  return "visit" in act ? { ...act, visit: known(act.visit) } : act;
}

const known = (id: string): string => (id === "none" || id === "nobody" ? randomUUID() : id);

/** What is written beside the line after one more event. */
function told(beside: StoredBeside, event: QueueEvent, before: LineState): StoredBeside {
  switch (event.type) {
    case "visit-referred":
      return { ...beside, referrals: { ...beside.referrals, [event.visit]: event.target } };
    case "undone":
      return {
        ...beside,
        referrals: Object.fromEntries(Object.entries(beside.referrals).filter(([visit]) => visit !== event.visit)),
      };
    case "visit-reported":
      return { ...beside, reports: { ...beside.reports, [event.visit]: event.report.minutes } };
    case "turned-away":
      return { ...beside, turnedAway: [...beside.turnedAway, event.reason] };
    case "numbers-leased":
      return { ...beside, leases: [...beside.leases, { device: event.device, first: event.first, void: false }] };
    case "closed": {
      const used = new Set(before.visits.map(({ number }) => number));
      return {
        ...beside,
        outcome: event.outcome,
        leases: beside.leases.map((lease) => ({
          ...lease,
          void: Array.from({ length: 40 }, (_, more) => lease.first + more).some((number) => !used.has(number)),
        })),
      };
    }
    case "reopened": {
      const { outcome: _, ...rest } = beside;
      return rest;
    }
    default:
      return beside;
  }
}
