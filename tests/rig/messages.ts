import type pg from "pg";
import { withClient } from "#scripts/database.ts";
import { clock } from "#lib/server/clock.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { pause, until } from "#scripts/pause.ts";
import { readRows } from "./rows.ts";
import { BREVO, brevoServer } from "#tests/server/message/gateways/brevo-server.ts";
import { SENDER } from "#tests/server/message/gateways/gateway-server.ts";

/** An SMS as the gateway got it. `message`: its tag. */
export type Arrival = { readonly message: string; readonly text: string };

/** A row of the outbox once all has left. `hour`: what it tells. */
type MessageRow = {
  readonly id: string;
  readonly appointment: string;
  readonly hour: Instant;
  readonly doubles: number;
  readonly became: "sent" | "given-up" | "cancelled" | "waits";
  readonly due: Instant;
};

/** Somebody with a mobile whose appointment is booked once all has left, and who has not come yet. */
type ToBeTold = { readonly appointment: string; readonly start: Instant };

/**
 * What was told in a run. `tries`: when each sending of a message began, by the instance's clock as it ran during the
 * operations. `until`: the time once all had left.
 */
export type MessagesRecord = {
  readonly arrivals: readonly Arrival[];
  readonly tries: readonly { readonly message: string; readonly at: Instant }[];
  readonly rows: readonly MessageRow[];
  readonly booked: readonly ToBeTold[];
  readonly notCompared: number;
  readonly until: Instant;
};

/**
 * Milliseconds after which the gateway answers: so slow that messages wait for each other while their people cancel.
 */
const SLOWNESS = 250;
const SEND = "/transactionalSMS/send";

/** A gateway on this machine that is slow, loses one answer in nine, and is busy once in seven. */
export async function slowGateway() {
  const arrivals: Arrival[] = [];
  const server = await brevoServer({
    filesAtOnce: true,
    whenTaken: async ({ tag, content }) => {
      arrivals.push({ message: tag, text: content });
      if (arrivals.length % 9 === 0) server.lose(SEND, "cut");
      if (arrivals.length % 7 === 0) server.answer(SEND, { status: 503 });
      await pause(SLOWNESS);
    },
  });
  return {
    arrivals,
    close: server.close,
    settings: {
      SMS_GATEWAY: "brevo",
      SMS_SENDER: SENDER,
      ...BREVO,
      SMS_GATEWAY_URL: server.url,
    },
  };
}

/** Rounds of moving the clock until all has left, and the milliseconds that one takes at most. */
const ROUNDS = 30;
const PATIENCE = 6_000;

/**
 * Moves the instance’s clock on, eleven minutes at a time, until nothing waits but reminders that are not due: what a
 * killed process had taken is free again after ten, and what was lost or refused is asked about and tried again. Then
 * reads what was told.
 */
export function allTold(databaseUrl: string, arrivals: readonly Arrival[]): Promise<MessagesRecord> {
  const offset = clock.offset();
  return withClient(databaseUrl, async (client) => {
    const waiting = async (): Promise<number> => {
      const [row] = await readRows<{ readonly count: number }>(
        client,
        `SELECT (count(*) FILTER (WHERE due_at <= $1 OR tries > 0 OR kind NOT LIKE '%reminder') + (SELECT count(*) FROM to_tell))::int AS count
           FROM outbox WHERE sent_at IS NULL AND given_up_at IS NULL AND cancelled_at IS NULL`,
        new Date(clock.now()),
      );
      return row?.count ?? 0;
    };
    for (let round = 0; round < ROUNDS && (await waiting()) > 0; round += 1) {
      clock.move(clock.offset() + 11 * MINUTE);
      await client.query("UPDATE instance_clock SET offset_ms = $1", [clock.offset()]);
      await client.query("SELECT pg_notify('clock', '')");
      await until(async () => ((await waiting()) === 0 ? true : undefined), PATIENCE);
    }
    return { arrivals: [...arrivals], ...(await read(client, offset)), until: clock.now() };
  }).finally(() => clock.move(offset));
}

async function read(client: pg.Client, offset: number): Promise<Omit<MessagesRecord, "arrivals" | "until">> {
  const tries = await readRows<MessagesRecord["tries"][number]>(
    client,
    "SELECT message_id AS message, at FROM endurance.message_try ORDER BY id",
  );
  const [noted] = await readRows<{ readonly count: number }>(client, "SELECT count(*)::int AS count FROM to_tell");
  return {
    rows: await readRows<MessageRow>(
      client,
      `SELECT id, appointment_id AS appointment, hour, doubles, due_at AS due, CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN given_up_at IS NOT NULL THEN 'given-up'
         WHEN cancelled_at IS NOT NULL THEN 'cancelled' ELSE 'waits' END AS became FROM outbox WHERE appointment_id IS NOT NULL`,
    ),
    tries: tries.map(({ message, at }) => ({ message, at: instant(at + offset) })),
    booked: await readRows<ToBeTold>(
      client,
      `SELECT a.id AS appointment, a.starts_at AS start FROM appointment a JOIN appointment_contact c ON c.appointment_id = a.id JOIN permanence p ON p.id = a.permanence_id
         WHERE c.phone IS NOT NULL AND a.state = 'booked' AND p.closed_at IS NULL AND NOT EXISTS (SELECT FROM visit v WHERE v.appointment_id = a.id)`,
    ),
    notCompared: noted?.count ?? 0,
  };
}
