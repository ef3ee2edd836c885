import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

const fileOf = (name: string): string => `prisma/migrations/${name}/migration.sql`;
const waits = "SET LOCAL lock_timeout = '2s';\n";
/** With what it says of earlier versions at its end, so that its lines are counted as they are. */
const marked = (sql: string): string =>
  /^-- earlier-versions/m.test(sql) ? sql : `${sql}\n-- earlier-versions: run\n`;

/** A history that keeps the rules: a file that makes the schema, then each change as it is to be written. */
const history: Tree = {
  [fileOf("20261202001000_access")]:
    "CREATE TABLE place (id uuid PRIMARY KEY, name text, phone text, code text);\nCREATE INDEX place_name ON place (name);\nALTER TABLE place ADD CONSTRAINT place_named CHECK (name <> '');\nUPDATE place SET name = 'a';\n",
  [fileOf("20261203000000_a_table")]:
    `${waits}CREATE TABLE town (code text PRIMARY KEY, place uuid REFERENCES place (id), rank int);\nCREATE INDEX town_rank ON town (rank);\nALTER TABLE town ADD CONSTRAINT town_rank CHECK (rank > 0), ALTER COLUMN rank SET NOT NULL;\nINSERT INTO town (code, rank) VALUES ('67482', 1);\n`,
  [fileOf("20261203000001_a_column")]:
    `${waits}ALTER TABLE place ADD COLUMN floors int NOT NULL DEFAULT 1,\n  ADD CONSTRAINT place_floors CHECK (floors > 0) NOT VALID,\n  ADD CONSTRAINT place_has_a_phone CHECK (phone IS NOT NULL) NOT VALID;\n`,
  [fileOf("20261203000002_validated")]:
    `${waits}ALTER TABLE place VALIDATE CONSTRAINT place_floors, VALIDATE CONSTRAINT place_has_a_phone;\n`,
  [fileOf("20261203000003_filled")]: `${waits}ALTER TABLE place ALTER COLUMN phone SET NOT NULL;\n`,
  [fileOf("20261203000004_an_index")]:
    "-- A town is found by its code.\nCREATE UNIQUE INDEX CONCURRENTLY place_code ON place (code);\n",
  [fileOf("20261203000006_a_trigger")]:
    `${waits}LOCK TABLE place IN ACCESS EXCLUSIVE MODE;\nCREATE TRIGGER place_kept BEFORE UPDATE ON place FOR EACH ROW EXECUTE FUNCTION keep();\nALTER TABLE place ADD COLUMN rooms int;\nCREATE TRIGGER place_seen BEFORE UPDATE ON place FOR EACH ROW EXECUTE FUNCTION keep();\n`,
  [fileOf("20261203000005_unique")]:
    `${waits}ALTER TABLE place ADD CONSTRAINT place_code UNIQUE USING INDEX place_code,\n  ADD CONSTRAINT place_alone EXCLUDE USING gist (code WITH =) WHERE (floors > 3);\n`,
  [fileOf("20261203000007_taken_away")]:
    `-- earlier-versions: run from 20261203000001_a_column\n${waits}ALTER TABLE place DROP COLUMN rooms;\nDROP TABLE town;\n`,
  [fileOf("20261203000008_the_queue")]:
    `-- earlier-versions: stop, it renames what they read\n${waits}ALTER TABLE place RENAME COLUMN floors TO storeys;\n`,
};
const clean: Tree = {
  ...Object.fromEntries(Object.entries(history).map(([file, sql]) => [file, marked(sql)])),
  [fileOf("20261202001000_access")]: history[fileOf("20261202001000_access")]!,
};

/** Migrations that break a rule, with the line of the statement. */
const planted: Record<string, readonly [rule: string, line: number, sql: string]> = {
  "SQL that Postgres refuses": ["migration-parses", 1, "ALTER TABEL place ADD COLUMN a int;"],
  "no limit to the waiting": ["migration-lock-timeout", 1, "ALTER TABLE place ADD COLUMN a int;"],
  "a limit of three seconds": [
    "migration-lock-timeout",
    1,
    "SET LOCAL lock_timeout = '3s';\nALTER TABLE place ADD COLUMN a int;",
  ],
  "a limit that stays with the connection": [
    "migration-lock-timeout",
    1,
    "SET lock_timeout = '2s';\nALTER TABLE place ADD COLUMN a int;",
  ],
  "a limit that comes after the lock": ["migration-lock-timeout", 1, `ALTER TABLE place ADD COLUMN a int;\n${waits}`],
  "an index under a lock": ["migration-index-concurrently", 3, `${waits}\n CREATE INDEX place_phone ON place (phone);`],
  "an index with something beside it": [
    "migration-index-alone",
    2,
    `${waits}CREATE INDEX CONCURRENTLY place_phone ON place (phone);`,
  ],
  "an index without a name": ["migration-index-alone", 1, "CREATE INDEX CONCURRENTLY ON place (phone);"],
  "a check of every row": [
    "migration-not-valid",
    2,
    `${waits}ALTER TABLE place ADD CONSTRAINT place_phone CHECK (phone <> '');`,
  ],
  "a foreign key that reads every row": [
    "migration-not-valid",
    2,
    `${waits}ALTER TABLE place ADD CONSTRAINT place_town FOREIGN KEY (code) REFERENCES town (code);`,
  ],
  "a constraint validated where it is added": [
    "migration-validates-apart",
    3,
    `${waits}ALTER TABLE place ADD CONSTRAINT place_phone CHECK (phone <> '') NOT VALID;\nALTER TABLE place VALIDATE CONSTRAINT place_phone;`,
  ],
  "a unique constraint that builds its index": [
    "migration-unique",
    2,
    `${waits}ALTER TABLE place ADD CONSTRAINT place_name UNIQUE (name);`,
  ],
  "an exclusion of every row": [
    "migration-exclude",
    2,
    `${waits}ALTER TABLE place ADD CONSTRAINT place_name EXCLUDE USING gist (name WITH =);`,
  ],
  "a column that may be empty so far": [
    "migration-not-null",
    2,
    `${waits}ALTER TABLE place ALTER COLUMN name SET NOT NULL;`,
  ],
  "another type": ["migration-rewrites", 2, `${waits}ALTER TABLE place ALTER COLUMN name TYPE varchar(20);`],
  "a value that differs from row to row": [
    "migration-rewrites",
    2,
    `${waits}ALTER TABLE place ADD COLUMN a uuid DEFAULT gen_random_uuid();`,
  ],
  "a computed column": [
    "migration-rewrites",
    2,
    `${waits}ALTER TABLE place ADD COLUMN a text GENERATED ALWAYS AS (lower(name)) STORED;`,
  ],
  "changed rows": ["migration-data", 2, `${waits}UPDATE place SET name = lower(name);`],
  "deleted rows": ["migration-data", 2, `${waits}DELETE FROM place;`],
  "a lock that grows": [
    "migration-strongest-first",
    3,
    `${waits}CREATE TRIGGER place_kept BEFORE UPDATE ON place FOR EACH ROW EXECUTE FUNCTION keep();\nALTER TABLE place ADD COLUMN a int;`,
  ],
  "rows added to a table that exists": ["migration-data", 2, `${waits}INSERT INTO place (name) VALUES ('a');`],
  "earlier versions of which nothing clear is said": [
    "migration-earlier-versions",
    1,
    `-- earlier-versions: perhaps\n${waits}ALTER TABLE place ADD COLUMN a int;`,
  ],
  "a stop without reason": [
    "migration-earlier-versions",
    1,
    `-- earlier-versions: stop\n${waits}ALTER TABLE place ADD COLUMN a int;`,
  ],
  "a column taken from earlier versions": [
    "migration-breaks-earlier",
    2,
    `${waits}ALTER TABLE place DROP COLUMN phone;`,
  ],
  "a table taken from them": ["migration-breaks-earlier", 2, `${waits}DROP TABLE place;`],
  "a column with another name": ["migration-breaks-earlier", 2, `${waits}ALTER TABLE place RENAME phone TO telephone;`],
  "a table with another name": ["migration-breaks-earlier", 2, `${waits}ALTER TABLE place RENAME TO site;`],
  "a column that they do not fill": [
    "migration-breaks-earlier",
    2,
    `${waits}ALTER TABLE place ADD COLUMN a int NOT NULL;`,
  ],
};
const cases = Object.entries(planted).map(([title, [rule, line, sql]], index) => {
  const file = fileOf(`2027010100${String(index).padStart(4, "0")}_planted`);
  return { title, rule, line, sql, file };
});

let found: Record<"clean" | "planted", readonly Breach[]>;

beforeAll(async () => {
  found = await breachesIn("migrations", clean, {
    clean: {},
    planted: Object.fromEntries(cases.map(({ file, sql }) => [file, marked(sql)])),
  });
}, 60_000);

test("migrations that wait for nobody are in order, and so is what was written before the rules", () => {
  expect(found.clean).toEqual([]);
});

test.each(cases)("$title is seen", ({ file, rule, line }) => {
  expect(found.planted.filter((breach) => breach.file === file)).toEqual([
    expect.objectContaining({ rule, line, instead: expect.stringMatching(/.{20}/) }),
  ]);
});
