import type pg from "pg";
import { withClient } from "#scripts/database.ts";
import { clock } from "#lib/server/clock.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { instant, instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { migratedDatabase } from "./databases.ts";
import { diceOf } from "./dice.ts";
import { recordChanges } from "./recorder.ts";
import { makeHalfDays, makeOrganisation, makePlace } from "./rows.ts";

/**
 * The size of a run. Each client does `turns` operations in a half-day, then goes on to the next half-day of its group.
 */
export type Size = {
  readonly seed: number;
  readonly operations: number;
  readonly applicationKills: number;
  readonly databaseKills: number;
  /** Half-days in use at the same time, and the clients in each. */
  readonly groups: number;
  readonly clientsInGroup: number;
  readonly turns: number;
  /** Whether SMS leave, to a gateway that is slow, busy and loses answers. */
  readonly messages: boolean;
};

/** How many operations each client does. */
export const operationsOfClient = ({ operations, groups, clientsInGroup }: Size): number =>
  Math.ceil(operations / (groups * clientsInGroup));

/** How many half-days each group goes through, one after the other. */
export const roundsOf = (size: Size): number => Math.ceil(operationsOfClient(size) / size.turns);

/** The start of a run by the instance's clock, which then runs at the machine's speed. */
export const BEGINNING = instantOf("2026-11-24T09:00:00+01:00");

/** Sets the clock of this process to that start. */
export function beginAtNine(): void {
  clock.move(0);
  clock.move(BEGINNING - clock.now());
}

/** The topics of the run and their minutes. Where "papier" is offered, a lone quarter of an hour can be booked. */
export const TOPICS = { papier: 15, caf: 30, impots: 45 } as const;
export type TopicKey = keyof typeof TOPICS;

/** The first three clients of a group have a desk each. */
export const DESKS = 3;

/** A conseiller: an account with a bearer token. The first three have a desk each. */
type Member = { readonly user: string; readonly token: string };

/** An appointment booked the day before. */
type Booked = { readonly id: string; readonly start: Instant; readonly minutes: number; readonly lane: number };

/** A half-day before the first operation. Its grid of hours begins at `start`. */
export type HalfDay = {
  readonly permanence: string;
  readonly group: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly lanes: number;
  readonly topics: readonly TopicKey[];
  readonly team: readonly Member[];
  readonly booked: readonly Booked[];
};

/** The half-days of one group in their order: a pure function of the seed. */
export const halfDaysOf = (size: Size, group: number): readonly HalfDay[] =>
  Array.from({ length: roundsOf(size) }, (_, round) => halfDay(size, group, round));

function halfDay(size: Size, group: number, round: number): HalfDay {
  const dice = diceOf(size.seed, "half-day", group, round);
  // Begun one to two hours ago, at any minute, so that hours are past, due and to come at every minute of the run.
  const start = plusMinutes(BEGINNING, -60 - dice.whole(60));
  const lanes = 1 + dice.whole(DESKS);
  return {
    permanence: dice.id(),
    group,
    start,
    lanes,
    end: plusMinutes(start, 13 * 60),
    topics: dice.chance(0.5) ? ["papier", "caf", "impots"] : ["caf", "impots"],
    team: Array.from({ length: size.clientsInGroup }, () => ({ user: dice.id(), token: dice.id() })),
    booked: Array.from({ length: lanes }, (_, lane) => ({
      id: dice.id(),
      lane: lane + 1,
      minutes: 30,
      start: hourOf({ start }, soonest({ start }) - 3 + dice.whole(4)),
    })),
  };
}

/** The quarter of an hour of that index on the half-day's grid. */
export const hourOf = ({ start }: Pick<HalfDay, "start">, index: number): Instant =>
  instant(start + index * 15 * MINUTE);

/** The index of the first quarter of an hour that begins after the start of the run. */
export const soonest = ({ start }: Pick<HalfDay, "start">): number => Math.ceil((BEGINNING - start) / (15 * MINUTE));

/**
 * The data before the first operation: half-days by group and round, and each group's secret of the QR code at the
 * door.
 */
export type Town = { readonly halfDays: readonly (readonly HalfDay[])[]; readonly doors: readonly string[] };

/**
 * Makes the database of a run on this server, with the recorder and then `planted`. `url`: its address for its owner.
 */
export async function makeTown(
  serverUrl: string,
  size: Size,
  planted = "",
): Promise<{ readonly url: string; readonly town: Town }> {
  const url = await migratedDatabase(serverUrl, "permanences");
  const town = await writeTown(url, size, clock.offset());
  await recordChanges(url, planted);
  return { url, town };
}

/** Writes the data of a run into a migrated, empty database, with the offset of the instance's clock. */
export const writeTown = (databaseUrl: string, size: Size, clockOffset: number): Promise<Town> =>
  withClient(databaseUrl, async (db) => {
    await db.query("BEGIN");
    await db.query("INSERT INTO instance_clock (id, offset_ms) VALUES (1, $1)", [clockOffset]);
    const dice = diceOf(size.seed, "world");
    const organisation = await makeOrganisation(db, "ville", dice.id());
    for (const [rank, [key, minutes]] of Object.entries(TOPICS).entries())
      await db.query("INSERT INTO topic (id, key, rank, minutes) VALUES ($1, $2, $3, $4)", [
        dice.id(),
        key,
        rank,
        minutes,
      ]);
    const halfDays: (readonly HalfDay[])[] = [];
    const doors: string[] = [];
    for (let group = 0; group < size.groups; group += 1) {
      const held = await makePlace(db, organisation, `lieu-${group}`, dice.id());
      doors.push(secretOf("door", held.place, 1));
      halfDays.push(halfDaysOf(size, group));
      for (const one of halfDays[group] ?? []) await writeHalfDay(db, one, held);
    }
    await db.query("COMMIT");
    return { halfDays, doors };
  });

async function writeHalfDay(
  db: pg.Client,
  { permanence, start, end, lanes, topics, team, booked }: HalfDay,
  held: Awaited<ReturnType<typeof makePlace>>,
): Promise<void> {
  const made = plusMinutes(BEGINNING, -24 * 60);
  await makeHalfDays(db, { ...held, ids: [permanence], start, end, desks: DESKS, lanes, mode: "mixed", topics, made });
  const users = team.map(({ user }) => user);
  await db.query(
    "INSERT INTO user_account (id, email) SELECT id, 'conseiller-' || id || '@exemple.fr' FROM unnest($1::uuid[]) AS id",
    [users],
  );
  await db.query(
    "INSERT INTO membership (user_id, organisation_id, role) SELECT id, $2, 'conseiller' FROM unnest($1::uuid[]) AS id",
    [users, held.organisation],
  );
  await db.query(
    "INSERT INTO api_token (id, user_id, name, created_at, scopes, expires_at) SELECT token, id, 'tablette', $3, '{read,line,booking,planning}', $3::timestamptz + interval '1 year' FROM unnest($1::uuid[], $2::uuid[]) AS t (id, token)",
    [users, team.map(({ token }) => token), new Date(made)],
  );
  for (const { id, start: hour, minutes, lane } of booked)
    await db.query(
      `INSERT INTO appointment (id, permanence_id, place_id, organisation_id, starts_at, ends_at, lane, booked_at, created_at, topic_keys) VALUES ($1, $2, $3, $8, $4, $5, $6, $7, $7, '{caf}')`,
      [
        id,
        permanence,
        held.place,
        new Date(hour),
        new Date(plusMinutes(hour, minutes)),
        lane,
        new Date(made),
        held.organisation,
      ],
    );
}
