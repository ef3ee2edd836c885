import pg from "pg";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { inTransaction, refusedBy } from "./constraint-case.ts";
import { id, insert, insertRelatedRows, valid } from "./rows.ts";

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: ownerOf(await freshDatabase()) });
  await client.connect();
});
afterAll(() => client.end());

/** A foreign key: pairs of a column and the column that it refers to. */
type Key = { readonly child: string; readonly parent: string; readonly pairs: readonly string[] };

const keys = async (): Promise<readonly Key[]> =>
  (
    await client.query<Key>(`
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

/** Rows that may be at a place of another organisation, and why each may: docs/decisions/0055. */
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

/** A key can hold the organisation of an appointment only once every appointment has one (docs/decisions/0055). */
const ONCE_FILLED = [
  "activity_report → appointment",
  "outbox → appointment",
  // Its appointment, and the row that holds its hour.
  "appointment_offer → appointment",
  "appointment_offer → appointment",
];

test("a row that names its organisation refers to no row of another, but for a place where it is a guest", async () => {
  const [all, tables] = [await keys(), await named()];
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
    [...AT_ANOTHERS_PLACE.map((child) => `${child} → place`), ...CLOSED_BY_ITS_OWNER, ...ONCE_FILLED].toSorted(),
  );
});

test("a row that does not name its organisation has it from one parent", async () => {
  const [all, tables] = [await keys(), await named()];
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
    await client.query("UPDATE permanence SET series_id = NULL, organisation_id = $1", [id(91)]);
    expect((await client.query("SELECT organisation_id AS of FROM appointment")).rows).toEqual([{ of: id(91) }]);
  });
});
