import { randomUUID } from "node:crypto";
import { pause } from "#scripts/pause.ts";
import { actorOf, nextAct, sendAct, type Acting } from "#tests/rig/acts.ts";

/*
 * What one process of the application works on, of whichever version: this file and that of the acts are copied into an
 * earlier one.
 */

/**
 * What the application has acknowledged: ids of commands with their half-day, of visits with their number, of
 * appointments.
 */
export type Acknowledged = {
  readonly commands: readonly { readonly id: string; readonly permanence: string }[];
  readonly numbers: readonly { readonly visit: string; readonly number: number }[];
  readonly booked: readonly string[];
  readonly cancelled: readonly string[];
  /** How often the caller was asked to come again (docs/api.md#overload), as a tablet does by itself. */
  readonly busy: number;
  /** Other errors that were no refusal: how often which message came. */
  readonly failed: Readonly<Record<string, number>>;
  readonly longest: number;
};

type OpenLine = Acting & { readonly id: string };

const LINES = 48;
const HALF_DAYS = 400;
/** Milliseconds between two acts of one line, and between two bookings of one process. */
const ACT_EVERY = 400;
const BOOKING_EVERY = 50;
const TOPIC = "caf-ressources";

const commands: { id: string; permanence: string }[] = [];
const numbers: { visit: string; number: number }[] = [];
const booked = new Set<string>();
const cancelled: string[] = [];
const failed: Record<string, number> = {};
let busy = 0;
let longest = 0;
let ended = false;
let running: Promise<unknown> = Promise.resolve();

/**
 * Begins to work. `share`: it takes the open lines and the bookable half-days whose place in the list leaves this
 * remainder, so that several processes work on lines of their own.
 */
export async function start(share: number, of: number): Promise<void> {
  running = work(share, of);
  // An error is thrown to whoever stops the work.
  running.catch(() => undefined);
}

export async function stop(): Promise<Acknowledged> {
  ended = true;
  await running;
  return { commands, numbers, booked: [...booked], cancelled, busy, failed, longest };
}

async function work(share: number, of: number): Promise<void> {
  const { db } = await import("#lib/server/db.ts");
  const lines = await db.$queryRaw<OpenLine[]>`
    SELECT DISTINCT ON (p.starts_at, p.id) p.id::text, p.organisation_id::text AS organisation, m.user_id::text AS user
    FROM permanence p JOIN membership m ON m.organisation_id = p.organisation_id AND m.role = 'conseiller'
    WHERE p.status = 'open' ORDER BY p.starts_at DESC, p.id LIMIT ${LINES}`;
  const { toDate, clock } = await import("#lib/server/clock.ts");
  const halfDays = await db.$queryRaw<{ readonly id: string }[]>`
    SELECT id::text FROM permanence WHERE status = 'scheduled' AND bookable_lanes > 0 AND starts_at > ${toDate(clock.now())}::timestamptz + interval '1 day'
    ORDER BY starts_at, id LIMIT ${HALF_DAYS}`;
  await Promise.all([
    ...lines.filter((_, at) => at % of === share).map(actOn),
    bookAt(halfDays.filter((_, at) => at % of === share).map(({ id }) => id)),
  ]);
}

/** Runs acts on one line until it is stopped: a number given at the desk, a call, a help, its end. */
async function actOn({ id: permanence, ...who }: OpenLine): Promise<void> {
  const { takeNumber } = await import("#lib/server/queue/take-number.ts");
  let act = nextAct(undefined);
  for (let turn = 0; !ended; turn += 1) {
    await pause(ACT_EVERY);
    await measured(async () => {
      if (turn % 3 === 0) {
        const taken = await takeNumber(
          actorOf(who),
          { permanence, name: "Amina", phone: "+33611223344" },
          randomUUID(),
        );
        if (taken.ok) numbers.push({ visit: taken.value.visit, number: taken.value.number });
        return;
      }
      const { command, state } = await sendAct(who, permanence, act);
      commands.push({ id: command, permanence });
      act = nextAct(state);
    });
  }
}

/** Books hours by turns at these half-days until it is stopped, and cancels every third. */
async function bookAt(halfDays: readonly string[]): Promise<void> {
  const { bookAppointment } = await import("#lib/server/booking/book.ts");
  const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
  const { readSlots } = await import("#lib/server/booking/read-slots.ts");
  const anybody = { kind: "anonymous" } as const;
  for (let turn = 0; !ended && halfDays.length > 0; turn += 1) {
    await pause(BOOKING_EVERY);
    await measured(async () => {
      const permanence = halfDays[turn % halfDays.length] ?? "";
      const slots = await readSlots(permanence, [TOPIC]);
      const start = slots.ok ? slots.value.slots[0]?.span.start : undefined;
      if (start === undefined) return;
      const phone = `+336${String(process.pid % 1_000).padStart(3, "0")}${String(turn % 100_000).padStart(5, "0")}`;
      const wanted = { permanence, start, topics: [TOPIC], onBehalfOf: false, name: "Amina", phone };
      const answer = await bookAppointment(anybody, wanted, randomUUID());
      if (!answer.ok) return;
      booked.add(answer.value.id);
      if (turn % 3 === 0 && (await cancelAppointment(answer.value.secret)).ok) {
        booked.delete(answer.value.id);
        cancelled.push(answer.value.id);
      }
    });
  }
}

async function measured(task: () => Promise<void>): Promise<void> {
  const began = performance.now();
  try {
    await task();
  } catch (error) {
    const { isBusy } = await import("#lib/server/busy.ts");
    if (isBusy(error)) return void (busy += 1);
    const said = error instanceof Error ? `${error.name}: ${error.message.replaceAll(/\s+/g, " ").slice(-300)}` : "?";
    failed[said] = (failed[said] ?? 0) + 1;
  }
  longest = Math.max(longest, performance.now() - began);
}

/** Does every job until none is due, as the nightly work does. */
export async function doAllJobs(): Promise<readonly string[]> {
  const { jobs } = await import("#lib/server/jobs/jobs.ts");
  const { clock } = await import("#lib/server/clock.ts");
  const done: string[] = [];
  for (const job of jobs) {
    const began = performance.now();
    let runs = 0;
    for (; runs < 1_000 && (await job.isDue(clock.now())); runs += 1) await job.does(clock.now());
    if (runs > 0) done.push(`${job.name} ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  }
  return done;
}
