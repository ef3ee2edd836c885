/** @long */
import { once } from "node:events";
import { at, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { startWorker, works } from "#tests/server/jobs/a-worker.ts";
import { BREVO, brevoServer } from "#tests/server/message/gateways/brevo-server.ts";
import { eventually } from "#tests/support/eventually.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

/** How many messages a worker hands over at a time (lib/server/message/send-due.ts). */
const AT_A_TIME = 4;
let untilBoth: { readonly handedOver: () => void; readonly done: Promise<void> } | undefined;
// What it has, also of the last requests of a process that ended, is found by its tag.
const brevo = await brevoServer({
  filesAtOnce: true,
  whenTaken: async () => {
    untilBoth?.handedOver();
    await untilBoth?.done;
  },
});
const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  SMS_GATEWAY: "brevo",
  SMS_SENDER: BREVO.sender,
  BREVO_API_KEY: BREVO.apiKey,
  SMS_GATEWAY_URL: brevo.url,
});
const { setClock } = await import("#lib/server/live/follow-clock.ts");
const hub = await import("#lib/server/live/hub.ts");
const { instant, MINUTE } = await import("#lib/time/instant.ts");

const ALL = 1_000;
const PATIENCE = 240_000;
const workers: ReturnType<typeof startWorker>[] = [];
afterAll(async () => {
  await Promise.all(workers.map(({ kill }) => kill()));
  await hub.closeAll();
  await brevo.close();
  await db.$disconnect();
});

/** Done once more messages are handed over than one worker does at a time: a machine that starts the second late would let the first do all. */
function bothHandOver(): NonNullable<typeof untilBoth> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return {
    handedOver: () => {
      waiting += 1;
      if (waiting > AT_A_TIME) resolve();
    },
    done: promise,
  };
}

/** A thousand people with a mobile, each with an hour of that Monday at ten. */
async function thousandBooked(): Promise<void> {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 8 });
  await db.$executeRaw`
    INSERT INTO appointment (id, permanence_id, organisation_id, place_id, starts_at, ends_at, lane, overbooked, overbook_reason, booked_at, created_at, topic_keys, code)
    SELECT gen_random_uuid(), ${permanence}::uuid, ${here.organisation}::uuid, ${here.place}::uuid, ${new Date(at("10:00"))}, ${new Date(at("10:30"))}, NULL, true, 'fewer-lanes',
      ${new Date(clock.now())}, ${new Date(clock.now())}, '{caf}', NULL
    FROM generate_series(1, ${ALL})`;
  await db.$executeRaw`
    INSERT INTO appointment_contact (day, appointment_id, ends_at, phone)
    SELECT (ends_at AT TIME ZONE 'UTC')::date, id, ends_at, '+336' || (10000000 + row_number() OVER (ORDER BY id)) FROM appointment`;
}

const confirmations = () =>
  db.outboxMessage.findMany({
    where: { kind: "confirmation" },
    select: { id: true, sentAt: true, doubles: true, dueAt: true },
  });

test(
  "a worker that is killed in the middle of a thousand messages loses none, two others share the rest, and none is sent twice",
  async () => {
    await hub.startListening();
    await thousandBooked();
    const worker = startWorker();
    workers.push(worker);
    await works(worker);
    await setClock(instant(clock.now() + MINUTE));
    await eventually(() => brevo.taken.length >= ALL / 4, true, PATIENCE);
    await worker.kill();
    expect(brevo.taken.length).toBeLessThan(ALL);
    // Those that were taken by the one that ended are free after ten minutes. No worker runs while they pass: one that waited for an answer would seem to have ended too.
    await setClock(instant(clock.now() + 11 * MINUTE));
    untilBoth = bothHandOver();
    const others = [startWorker(), startWorker()];
    workers.push(...others);
    for (const other of others) await works(other);
    // What the one that ended had begun and never handed over is tried again about a minute after the gateway was asked.
    const soon = (): number => clock.now() + 2 * MINUTE;
    await eventually(
      async () =>
        (await confirmations()).every(
          ({ sentAt, dueAt }) => sentAt !== null || (dueAt.getTime() > clock.now() && dueAt.getTime() <= soon()),
        ),
      true,
      PATIENCE,
    );
    await setClock(instant(soon()));
    await eventually(async () => (await confirmations()).every(({ sentAt }) => sentAt !== null), true, PATIENCE);

    const rows = await confirmations();
    expect(rows).toHaveLength(ALL);
    // The gateway has filed what it took, and says so when it is asked: none is sent twice, and none counted as a possible double.
    expect(new Set(brevo.taken.map(({ tag }) => tag))).toEqual(new Set(rows.map(({ id }) => id)));
    expect(brevo.taken).toHaveLength(ALL);
    expect(rows.filter(({ doubles }) => doubles > 0)).toEqual([]);
    for (const { process, said } of others) {
      process.kill("SIGTERM");
      await once(process, "exit");
      expect(said()).toMatch(/"sent":[1-9]/u);
    }
  },
  3 * PATIENCE,
);
