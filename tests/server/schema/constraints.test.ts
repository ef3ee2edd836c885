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
/**
 * Triggers that refuse nothing: tests/server/calendar/feed-versions.test.ts,
 * tests/server/planning/cancel-permanence.test.ts, tests/server/calendar/feed.test.ts,
 * tests/server/queue/write-figures.test.ts, tests/server/report/half-day-summary.test.ts,
 * tests/server/privacy/identity-apart.test.ts, tests/server/message/told.test.ts,
 * tests/server/message/staff-answer.test.ts.
 */
const WRITING = [
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
  "permanence_vevent_written",
  "permanence_vevent_changed",
  "line_begun_makes_figures_stale",
  "line_changed_makes_figures_stale",
  "permanence_written_late",
  "half_day_record_makes_figures_stale",
  "permanence_changed_makes_figures_stale",
  "appointment_contact_moves",
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
    "organisation_invitation_id",
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
      await insert(client, "permanence", { ...valid["permanence"], id: id(93), series_id: null, original_date: null });
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

describe("an organisation keeps an administrator", () => {
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
    ["its organisation is not deleted", "DELETE FROM organisation", "topic_organisation_id_fkey"],
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
  ]);
  expect(written.length).toBeGreaterThan(70);
  expect(written.map(({ name }) => name).filter((name) => !proved.has(name))).toEqual([]);
});

const rowsOf = async <Found extends pg.QueryResultRow>(sql: string): Promise<Found[]> =>
  (await client.query<Found>(sql)).rows;

/** A foreign key: pairs of a column and the column that it refers to. */
type ForeignKey = { readonly child: string; readonly parent: string; readonly pairs: readonly string[] };

const foreignKeys = async (): Promise<readonly ForeignKey[]> =>
  (
    await client.query<ForeignKey>(`
      SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent,
        ARRAY(SELECT c.attname || ' = ' || p.attname FROM unnest(conkey, confkey) AS pair(child, parent)
          JOIN pg_attribute c ON c.attrelid = conrelid AND c.attnum = pair.child
          JOIN pg_attribute p ON p.attrelid = confrelid AND p.attnum = pair.parent) AS pairs
      FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`)
  ).rows;

/** The tables whose rows name their organisation themselves. */
const named = async (): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await client.query<{ name: string }>(`
        SELECT attrelid::regclass::text AS name FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE attname = 'organisation_id' AND NOT attisdropped AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`)
    ).rows.map(({ name }) => name),
  );

/** Rows that may be at a place of another organisation, and why each may: docs/decisions/organisations.md. */
const AT_ANOTHERS_PLACE = [
  "series",
  "series_exception",
  "permanence",
  "workshop",
  "appointment",
  "half_day_figures",
  "activity_report",
  "membership_place",
  "feed_version",
  "tablet_pass",
];

/** A place closes for everybody, also for those who are guests there (docs/calendars.md#holidays-and-closures). */
const CLOSED_BY_ITS_OWNER = ["permanence → closure"];

/**
 * Keys of an appointment hold its id alone: who writes the row has read that appointment
 * (docs/decisions/organisations.md).
 */
const OF_AN_APPOINTMENT = [
  "activity_report → appointment",
  "outbox → appointment",
  "booking_origin → appointment",
  // Its appointment, and the row that holds its hour.
  "appointment_offer → appointment",
  "appointment_offer → appointment",
];

test("a row that names its organisation refers to no row of another, but for a place where it is a guest", async () => {
  const all = await foreignKeys();
  const tables = await named();
  const apart = all.filter(
    ({ child, parent, pairs }) =>
      tables.has(child) &&
      tables.has(parent) &&
      !all.some(
        (key) =>
          key.child === child &&
          key.parent === parent &&
          pairs.every((pair) => key.pairs.includes(pair)) &&
          key.pairs.includes("organisation_id = organisation_id"),
      ),
  );
  expect(apart.map(({ child, parent }) => `${child} → ${parent}`).toSorted()).toEqual(
    [...AT_ANOTHERS_PLACE.map((child) => `${child} → place`), ...CLOSED_BY_ITS_OWNER, ...OF_AN_APPOINTMENT].toSorted(),
  );
});

test("a row that does not name its organisation has it from one parent", async () => {
  const all = await foreignKeys();
  const tables = await named();
  const ofOne = new Map<string, ReadonlySet<string>>();
  /** The parents from which a table has an organisation. */
  const parentsOf = (table: string): ReadonlySet<string> => {
    const known = ofOne.get(table);
    if (known) return known;
    ofOne.set(table, new Set());
    const parents = new Set(
      all
        .filter(({ child, parent }) => child === table && parent !== table)
        .map(({ parent }) => parent)
        .filter((parent) => parent === "organisation" || tables.has(parent) || parentsOf(parent).size > 0),
    );
    ofOne.set(table, parents);
    return parents;
  };
  const children = [...new Set(all.map(({ child }) => child))].filter((child) => !tables.has(child));
  const several = children
    .map((child) => [child, [...parentsOf(child)].toSorted()] as const)
    .filter(([, parents]) => parents.length > 1);
  expect(Object.fromEntries(several)).toEqual({
    calendar_share_place: ["calendar_share", "place"],
    calendar_share_series: ["calendar_share", "series"],
    // Also off at a place of another organisation, where its own holds half-days.
    topic_off: ["place", "topic"],
    // Also a place of another organisation, where the inviting one holds half-days.
    invitation_place: ["invitation", "place"],
    // The half-day is one of those that the pass opens (lib/server/auth/tablet/open-tablet.ts).
    login_session: ["permanence", "tablet_pass"],
    visit: ["appointment", "permanence"],
    // The half-day is one that the share shows (lib/server/calendar/tell-partners.ts).
    partner_told: ["calendar_share", "permanence"],
    // The half-day is one that this place, or the one of the contact, has or had; also a place of another organisation.
    door_change: ["permanence", "place"],
    door_told: ["permanence", "place_contact"],
    // About one of them (`short_link_about_one`).
    short_link: ["appointment", "place", "visit"],
  });
});

test("a place that is handed over takes its devices and closures along, and no half-day", async () => {
  await inTransaction(client, async () => {
    await insertRelatedRows(client);
    await insert(client, "organisation", { ...valid["organisation"], id: id(91), slug: "caf" });
    await insert(client, "device", valid["device"] ?? {});
    await insert(client, "closure", valid["closure"] ?? {});
    await client.query("UPDATE place SET organisation_id = $1", [id(91)]);
    const { rows } = await client.query(
      "SELECT (SELECT organisation_id FROM device) AS device, (SELECT organisation_id FROM closure) AS closure, (SELECT organisation_id FROM permanence) AS held",
    );
    expect(rows).toEqual([{ device: id(91), closure: id(91), held: id(1) }]);
  });
});

test("a series with half-days keeps its organisation and is not deleted; its half-days’ organisation takes their rows along", async () => {
  await inTransaction(client, async () => {
    await insertRelatedRows(client);
    await insert(client, "organisation", { ...valid["organisation"], id: id(91), slug: "caf" });
    const refused = (sql: string) => refusedBy(client, () => client.query(sql));
    expect(await refused(`UPDATE series SET organisation_id = '${id(91)}'`)).toBe(
      "permanence_series_of_its_organisation",
    );
    expect(await refused("DELETE FROM series")).toBe("permanence_series_of_its_organisation");
    await client.query("UPDATE permanence SET series_id = NULL, original_date = NULL, organisation_id = $1", [id(91)]);
    expect((await client.query("SELECT organisation_id AS of FROM appointment")).rows).toEqual([{ of: id(91) }]);
  });
});

const refusal = (sql: string): Promise<string | undefined> => refusedBy(client, () => client.query(sql));

describe("a half-day takes topics of its organisation alone", () => {
  const other = id(95);
  /**
   * With one organisation, its topics caf and impots, and its half-day; and another organisation with the topic jardin.
   */
  const withOther = (work: () => Promise<void>): Promise<void> =>
    inTransaction(client, async () => {
      await insertRelatedRows(client, "permanence");
      await insert(client, "topic", valid["topic"] ?? {});
      await insert(client, "topic", { ...valid["topic"], id: id(80), key: "impots", rank: 2 });
      await insert(client, "permanence", valid["permanence"] ?? {});
      await insert(client, "organisation", { ...valid["organisation"], id: other, slug: "village" });
      await insert(client, "topic", { ...valid["topic"], id: id(81), organisation_id: other, key: "jardin", rank: 1 });
      await work();
    });

  test("not one of another organisation", () =>
    withOther(async () => {
      const takes = (key: string) => refusal(`UPDATE permanence SET topic_keys = '{${key}}'`);
      expect(await takes("jardin")).toBe("permanence_topics_of_its_organisation");
      expect(await takes("caf")).toBeUndefined();
      expect(await refusal("UPDATE permanence SET topic_keys = ARRAY['caf', NULL]")).toBe(
        "permanence_topics_of_its_organisation",
      );
    }));

  test("nor do the conseillers who are planned there", () =>
    withOther(async () => {
      const planned = { ...valid["assignment"], topic_keys: ["jardin"] };
      expect(await refusedBy(client, () => insert(client, "assignment", planned))).toBe(
        "assignment_topics_of_its_organisation",
      );
    }));

  test("a topic of every organisation counts while it has none of its own", () =>
    inTransaction(client, async () => {
      await insertRelatedRows(client, "permanence");
      await insert(client, "topic", { ...valid["topic"], organisation_id: null });
      const taken = { ...valid["permanence"], topic_keys: ["caf"] };
      expect(await refusedBy(client, () => insert(client, "permanence", taken))).toBeUndefined();
      await insert(client, "topic", { ...valid["topic"], id: id(80), key: "impots", rank: 2 });
      expect(await refusedBy(client, () => insert(client, "permanence", taken))).toBe(
        "permanence_topics_of_its_organisation",
      );
    }));
});
