import { randomUUID } from "node:crypto";
import pg from "pg";
import { bookAppointment, type Booking } from "#lib/server/booking/book.ts";
import { freshCode } from "#lib/server/booking/appointment-rows.ts";
import { freshId } from "#lib/server/clock.ts";
import { inParallel, inTurns } from "#tests/rig/figures.ts";
import { asTold, recorded, type BookingValues } from "#tests/rig/recording.ts";
import { freshRound, TOPIC, type BookingToMake } from "./wanted.ts";

/** As many as the pool has connections; the admission of the use case lets fewer in at once. */
const CALLERS = 10;

/** Rounds that are not counted: both sides compile and connect in them. */
const WARM_UP = 4;

/** Bookings a second of each side, round by round, and how many statements one takes beside BEGIN and COMMIT. */
export async function bookingsASecond(
  rounds: number,
): Promise<Readonly<Record<"useCase" | "plain", readonly number[]>> & { readonly statements: number }> {
  const pool = new pg.Pool({
    connectionString: process.env["DATABASE_URL"] ?? "",
    max: CALLERS,
    options: "-c timezone=UTC",
  });
  const book = async (wanted: BookingToMake, key: string) => {
    const booked = await bookAppointment({ kind: "anonymous" }, wishOf(wanted), key);
    if (!booked.ok) throw new Error(`A booking was refused: ${booked.refusal}.`);
    return booked.value;
  };

  // The last lane of an hour: its number occurs in no other value of the statements.
  const sample = (await freshRound(pool)).filter(
    ({ permanence, start }, _, all) => permanence === all[0]?.permanence && start === all[0]?.start,
  );
  const last = sample.at(-1);
  if (!last) throw new Error("There is nothing to book.");
  for (const wanted of sample.slice(0, -1)) await book(wanted, randomUUID());
  const key = randomUUID();
  let booked: Awaited<ReturnType<typeof book>> | undefined;
  const statements = await recorded(async () => (booked = await book(last, key)));
  const statementsFor = asTold(statements, factsOf(last, key, booked?.id ?? "", booked?.code ?? ""));

  const plainly = async (wanted: BookingToMake): Promise<void> => {
    const client = await pool.connect();
    try {
      for (const statement of statementsFor(factsOf(wanted, randomUUID(), freshId(), freshCode())))
        await client.query(statement);
    } finally {
      client.release();
    }
  };
  const rateOf = async (side: string, task: (wanted: BookingToMake) => Promise<unknown>): Promise<number> => {
    const wanted = await freshRound(pool);
    const rate = await inParallel(wanted, CALLERS, task);
    await proveWritten(pool, wanted, side);
    return rate;
  };
  const rates = await inTurns(
    {
      useCase: () => rateOf("useCase", (wanted) => book(wanted, randomUUID())),
      plain: () => rateOf("plain", plainly),
    },
    { rounds, warmUp: WARM_UP },
  );
  await pool.end();
  return { ...rates, statements: statements.filter(({ text }) => !/^(BEGIN|COMMIT)/iu.test(text)).length };
}

const wishOf = ({ permanence, start, phone }: BookingToMake): Booking => ({
  permanence,
  start,
  topics: [TOPIC],
  onBehalfOf: false,
  name: "Bench",
  phone,
});

const factsOf = (
  { permanence, place, organisation, start, end, lane, phone }: BookingToMake,
  key: string,
  id: string,
  code: string,
): BookingValues => ({
  texts: [permanence, place, organisation, key, id, code, phone],
  moments: [start, end],
  lane,
});

/** Throws unless everything was written: a side that writes less would only seem faster. */
async function proveWritten(pool: pg.Pool, wanted: readonly BookingToMake[], side: string): Promise<void> {
  const ids = [...new Set(wanted.map(({ permanence }) => permanence))];
  const {
    rows: [written],
  } = await pool.query<{ booked: number; notified: number; kept: number }>(
    `SELECT (SELECT count(DISTINCT (permanence_id, starts_at, lane)) FROM appointment WHERE permanence_id = ANY($1::uuid[]) AND state = 'booked')::int AS booked,
            (SELECT sum(version) FROM line WHERE permanence_id = ANY($1::uuid[]))::int AS notified,
            (SELECT count(*) FROM idempotency_key k JOIN appointment a ON a.id = k.outcome_id WHERE a.permanence_id = ANY($1::uuid[]))::int AS kept`,
    [ids],
  );
  for (const [what, count] of Object.entries(written ?? {})) {
    if (count !== wanted.length)
      throw new Error(`Of ${wanted.length} bookings by the ${side} side, ${count} were ${what}.`);
  }
}
