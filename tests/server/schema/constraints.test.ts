import { randomUUID } from "node:crypto";
import pg from "pg";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { accessConstraints } from "./access-constraints.ts";
import { bookingConstraints } from "./booking-constraints.ts";
import { calendarConstraints } from "./calendar-constraints.ts";
import { journalConstraints } from "./journal-constraints.ts";
import { outboxConstraints } from "./outbox-constraints.ts";
import { placeConstraints } from "./place-constraints.ts";
import { queueConstraints } from "./queue-constraints.ts";
import { reportConstraints } from "./report-constraints.ts";
import { answersTo, inTransaction, refusedBy } from "./constraint-case.ts";
import { at, id, insert, insertRelatedRows, valid } from "./rows.ts";
import { scheduleConstraints } from "./schedule-constraints.ts";

const modules = {
  access: accessConstraints,
  place: placeConstraints,
  schedule: scheduleConstraints,
  booking: bookingConstraints,
  queue: queueConstraints,
  calendar: calendarConstraints,
  report: reportConstraints,
  journal: journalConstraints,
  outbox: outboxConstraints,
};
/** Triggers, tested below: they refuse an update or a deletion, not a row. */
const TRIGGERS = [
  "queue_event_append_only",
  "journal_append_only",
  "visit_order_key_immutable",
  "user_account_never_deleted",
  "membership_keeps_an_administrator",
  "half_day_record_stands",
  "topic_never_deleted",
  "topic_keeps_its_key",
];
/** What keeps names out of two tables, tested in tests/server/privacy/identity-apart.test.ts: a trigger moves them before the constraint could refuse. */
const APART = ["visit_identity_apart", "visit_is_nobody", "appointment_contact_apart", "appointment_is_nobody"];
/**
 * Triggers that refuse nothing: tests/server/calendar/feed-versions.test.ts, tests/server/planning/cancel-permanence.test.ts,
 * tests/server/planning/fill-organisations.test.ts, tests/server/booking/hold.test.ts,
 * tests/server/report/place-reports.test.ts,
 * tests/server/planning/series-exceptions.test.ts, tests/server/schema/topics-said.test.ts,
 * tests/server/calendar/feed.test.ts, tests/server/queue/beside-the-version-before.test.ts,
 * tests/server/queue/write-figures.test.ts, tests/server/report/half-day-summary.test.ts, tests/server/report/paper-rows.test.ts,
 * tests/server/privacy/identity-apart.test.ts,
 * tests/server/privacy/erase-due.test.ts, tests/server/message/tell.test.ts, tests/server/message/staff.test.ts.
 */
const WRITING = [
  "desk_topics_inserted",
  "desk_topics_updated",
  "permanence_feed_inserted",
  "permanence_feed_updated",
  "permanence_feed_deleted",
  "permanence_cancelled_releases",
  "appointment_made_is_told",
  "appointment_changed_is_told",
  "offer_made_is_told",
  "offer_changed_is_told",
  "closed_line_is_told",
  "assignment_made_is_told",
  "assignment_unmade_is_told",
  "assignment_changed_is_told",
  "moved_place_is_told",
  "cancelled_half_day_is_told",
  "changed_half_day_is_told_at_its_door",
  "shut_half_day_is_told_at_its_door",
  "new_contact_is_told_of_their_door",
  "appointment_organisation_filled",
  "assignment_organisation_filled",
  "device_organisation_filled",
  "workshop_place_organisation_filled",
  "permanence_keeps_original_date",
  "permanence_vevent_written",
  "permanence_vevent_changed",
  "line_follows_permanence",
  "permanence_follows_line",
  "activity_report_of_a_visit",
  "appointment_lanes_of_half_day",
  "line_begun_makes_figures_stale",
  "line_changed_makes_figures_stale",
  "permanence_written_late",
  "half_day_record_makes_figures_stale",
  "half_day_record_drops_rows",
  "permanence_changed_makes_figures_stale",
  "appointment_contact_moves",
  "appointment_cancelled_now",
  "visit_identity_moves",
];
/** Columns of which a row has one only. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  activity_report: ["visit_id", "appointment_id"],
  outbox: [
    "appointment_id",
    "visit_id",
    "account_id",
    "share_id",
    "contact_id",
    "invitation_id",
    "operator_invitation_id",
  ],
  short_link: ["appointment_id", "visit_id", "account_id", "place_id"],
};
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: ownerOf(await freshDatabase()) });
  await client.connect();
});
afterAll(() => client.end());

describe.each(Object.entries(modules))("%s", (_, refusals) => {
  test.each(refusals)("$says is refused by $constraint, while a valid row is accepted", async (refusal) => {
    expect(await answersTo(refusal, client)).toEqual([undefined, refusal.constraint]);
  });
});

describe("events and the journal are append-only", () => {
  test.each([
    ["queue_event", "UPDATE queue_event SET type = 'opened'"],
    ["queue_event", "DELETE FROM queue_event"],
    ["journal", "UPDATE journal SET act = 'opened'"],
    ["journal", "DELETE FROM journal"],
  ])("%s: %s is refused", async (table, change) => {
    await inTransaction(client, async () => {
      await insertRelatedRows(client, table);
      await insert(client, table, valid[table] ?? {});
      expect(await refusedBy(client, () => client.query(change))).toBe(`${table}_append_only`);
      expect(await refusedBy(client, () => client.query("UPDATE permanence SET message = 'later'"))).toBeUndefined();
    });
  });
});

describe("the order key of a visit is immutable", () => {
  test.each([
    ["joined_at", at("08:00")],
    ["number", 7],
    ["permanence_id", id(93)],
  ])("a change of %s is refused", async (column, value) => {
    await inTransaction(client, async () => {
      await insertRelatedRows(client, "visit");
      await insert(client, "permanence", { ...valid["permanence"], id: id(93), series_id: null });
      await insert(client, "visit", valid["visit"] ?? {});
      expect(await refusedBy(client, () => client.query(`UPDATE visit SET ${column} = $1`, [value]))).toBe(
        "visit_order_key_immutable",
      );
      expect(
        await refusedBy(client, () => client.query("UPDATE visit SET priority = true, joined_at = joined_at")),
      ).toBeUndefined();
    });
  });
});

test("an account is never deleted", async () => {
  await inTransaction(client, async () => {
    await insert(client, "user_account", valid["user_account"] ?? {});
    expect(await refusedBy(client, () => client.query("DELETE FROM user_account"))).toBe("user_account_never_deleted");
  });
});

describe("an operator keeps an administrator", () => {
  test.each([
    ["the last one is not ended", "UPDATE membership SET ends_at = now()", "membership_keeps_an_administrator"],
    ["nor narrowed to places", "UPDATE membership SET every_place = false", "membership_keeps_an_administrator"],
    ["nor taken away", "DELETE FROM membership", "membership_keeps_an_administrator"],
    ["nor given another role", "UPDATE membership SET role = 'partner'", "membership_keeps_an_administrator"],
    ["a role that changes nothing stays", "UPDATE membership SET every_place = true", undefined],
  ])("%s", async (_, change, refusal) => {
    await inTransaction(client, async () => {
      await insertRelatedRows(client, "membership");
      await insert(client, "membership", { ...valid["membership"], role: "administrator" });
      expect(await refusedBy(client, () => client.query(change))).toBe(refusal);
    });
  });
});

describe("what is recorded of a half-day afterwards", () => {
  const nobody = "UPDATE half_day_record SET kind = 'held-with-nobody', received = 0";
  test.each([
    [
      "not while its hours go on",
      "UPDATE half_day_record SET noted_at = '2026-11-23T10:59:59Z'",
      "half_day_record_when_over",
    ],
    [
      "not after the 5th of the next month at its place",
      "UPDATE half_day_record SET noted_at = '2026-12-05T23:00:00Z'",
      "half_day_record_in_time",
    ],
    ["but until that day ends there", "UPDATE half_day_record SET noted_at = '2026-12-05T22:59:59Z'", undefined],
  ])("%s", async (_, change, refusal) => {
    await inTransaction(client, async () => {
      await insertRelatedRows(client, "half_day_record");
      await insert(client, "half_day_record", valid["half_day_record"] ?? {});
      expect(await refusedBy(client, () => client.query(change))).toBe(refusal);
    });
  });

  test("nobody came is not said of a half-day whose line holds people, nor anything of one that is open or cancelled", async () => {
    await inTransaction(client, async () => {
      await insertRelatedRows(client, "half_day_record");
      await insert(client, "half_day_record", valid["half_day_record"] ?? {});
      expect(await refusedBy(client, () => client.query(nobody))).toBe("half_day_record_of_nobody");
      for (const change of ["'open', opened_at = starts_at", "'cancelled'"]) {
        const ended = `WITH p AS (UPDATE permanence SET status = ${change} RETURNING id) SELECT * FROM p`;
        const recorded = async (): Promise<void> => {
          await client.query(ended);
          await client.query("UPDATE half_day_record SET received = 4");
        };
        expect(await refusedBy(client, recorded)).toBe("half_day_record_when_over");
      }
    });
  });
});

describe("a topic that keys refer to stays what it is", () => {
  test.each([
    ["it is not deleted", "DELETE FROM topic", "topic_never_deleted"],
    ["it keeps its key", "UPDATE topic SET key = 'impots'", "topic_keeps_its_key"],
    ["it is not given to everybody", "UPDATE topic SET organisation_id = NULL", "topic_keeps_its_key"],
    ["its operator is not deleted", "DELETE FROM organisation", "topic_organisation_id_fkey"],
    ["it is switched off", "UPDATE topic SET active = false, key = key", undefined],
  ])("%s", async (_, change, refusal) => {
    await inTransaction(client, async () => {
      await insert(client, "organisation", valid["organisation"] ?? {});
      await insert(client, "topic", valid["topic"] ?? {});
      expect(await refusedBy(client, () => client.query(change))).toBe(refusal);
    });
  });
});

describe("foreign keys", () => {
  test("every foreign key of one column refuses an id that does not exist", async () => {
    const keys = await rowsOf<{ name: string; table: string; column: string }>(`
      SELECT c.conname AS name, c.conrelid::regclass::text AS table, a.attname AS column
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND c.conparentid = 0 AND c.connamespace = 'public'::regnamespace`);
    const called = { state: "called", desk: 1, called_at: at("09:10") };
    const alone = (table: string, column: string) => {
      const others = ONE_OF[table] ?? [];
      return others.includes(column) ? Object.fromEntries(others.map((other) => [other, null])) : {};
    };
    const answers = [];
    for (const { name, table, column } of keys) {
      const accepted = table === "visit" ? called : {};
      answers.push(
        await answersTo(
          {
            constraint: name,
            says: "an unknown id",
            table,
            accepted,
            refused: { ...alone(table, column), [column]: randomUUID() },
          },
          client,
        ),
      );
    }
    expect(keys.length).toBeGreaterThan(30);
    expect(answers).toEqual(keys.map(({ name }) => [undefined, name]));
  });

  test("a half-day with visits or appointments cannot be deleted", async () => {
    await inTransaction(client, async () => {
      await insertRelatedRows(client);
      await client.query("DELETE FROM appointment WHERE id NOT IN (SELECT appointment_id FROM visit)");
      expect(await refusedBy(client, () => client.query("DELETE FROM permanence"))).toMatch(
        /^(visit|appointment)_permanence_id_fkey$/,
      );
    });
  });
});

test("every table has a primary key", async () => {
  expect(
    await rowsOf(
      "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indisprimary)",
    ),
  ).toEqual([]);
});

test("a place that is deleted takes its closures with it: none becomes one of the whole organisation", async () => {
  await inTransaction(client, async () => {
    await insert(client, "organisation", valid["organisation"] ?? {});
    await insert(client, "place", valid["place"] ?? {});
    await insert(client, "closure", valid["closure"] ?? {});
    await insert(client, "closure", { ...valid["closure"], id: id(90), place_id: null });
    await client.query("DELETE FROM place");
    expect(await rowsOf("SELECT id, place_id FROM closure")).toEqual([{ id: id(90), place_id: null }]);
  });
});

test("no index is written when a visit changes between the call and the end of the help", async () => {
  await inTransaction(client, async () => {
    await insertRelatedRows(client, "visit");
    await insert(client, "visit", { ...valid["visit"], state: "called", desk: 1, called_at: at("09:10") });
    const counted = async (): Promise<readonly number[]> =>
      (
        await rowsOf<{ all: string; beside: string }>(
          "SELECT n_tup_upd AS all, n_tup_hot_upd AS beside FROM pg_stat_xact_user_tables WHERE relname = 'visit'",
        )
      ).flatMap(({ all, beside }) => [Number(all), Number(beside)]);
    const [all = 0, beside = 0] = await counted();
    await client.query("UPDATE visit SET state = 'serving', started_at = $1, topic_key = 'caf'", [at("09:11")]);
    expect(await counted()).toEqual([all + 1, beside + 1]);
  });
});

/** A key that holds the whole primary key refuses nothing by itself: other tables refer to it. */
const REFERRED_TO = `EXISTS (SELECT FROM pg_index pk WHERE pk.indrelid = i.indrelid AND pk.indisprimary AND pk.indkey::int2[] <@ i.indkey::int2[])`;

test("every check, exclusion, unique constraint, foreign key of several columns and trigger has a case here", async () => {
  const written = await rowsOf<{ name: string }>(`
    SELECT conname AS name FROM pg_constraint WHERE (contype IN ('c', 'x', 'u') OR contype = 'f' AND cardinality(conkey) > 1) AND connamespace = 'public'::regnamespace
    UNION SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE i.indisunique AND NOT i.indisprimary AND NOT ${REFERRED_TO} AND c.relnamespace = 'public'::regnamespace
    UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal`);
  const proved = new Set([
    ...Object.values(modules)
      .flat()
      .map(({ constraint }) => constraint),
    ...TRIGGERS,
    ...WRITING,
    ...APART,
  ]);
  expect(written.length).toBeGreaterThan(70);
  expect(written.map(({ name }) => name).filter((name) => !proved.has(name))).toEqual([]);
});

const rowsOf = async <Found extends pg.QueryResultRow>(sql: string): Promise<Found[]> =>
  (await client.query<Found>(sql)).rows;
