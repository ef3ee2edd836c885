import type { AlterTableCmd, AlterTableStmt, Constraint, Node, RawStmt } from "@pgsql/types";
import { loadModule, parseSync } from "libpg-query";
import { markIn, readMark } from "#scripts/earlier-versions.ts";
import type { Breach, Check } from "./breach.ts";

/**
 * The last of the migrations that make the schema from nothing: nobody acts beside them, and no version came before.
 */
const BASELINE = "20261202009000_partitions";
const FILE = /^prisma\/migrations\/(?<name>[^/]+)\/migration\.sql$/;
/** Milliseconds that a migration may wait for a lock, since everybody waits behind it. */
const LONGEST_WAIT = 2_000;

/** Postgres's own parser over the migrations: none locks a table for longer than running acts and bookings can wait. */
export const migrations: Check = async (tree) => {
  await loadModule();
  const files = tree.files.filter((file) => FILE.test(file)).toSorted();
  const known = new Known();
  const breaches = files.flatMap((file) => {
    const text = tree.textOf(file);
    const name = FILE.exec(file)?.groups?.["name"] ?? "";
    const statements = parsed(text);
    if (typeof statements === "string") return [breach(file, text, 0, "migration-parses", statements)];
    const found =
      name > BASELINE ? [...breachesOf(file, text, statements, known), ...breachesOfMark(file, text, statements)] : [];
    known.add(statements);
    return found;
  });
  return { breaches, seen: `${files.length} migrations` };
};

/**
 * What the rules need to know of the migrations before one: which columns a validated constraint keeps from being
 * empty.
 */
class Known {
  private readonly pending = new Map<string, string>();
  private readonly filled = new Set<string>();

  add(statements: readonly Statement[]): void {
    for (const { table, command } of statements.flatMap(commandsOf)) {
      const { constraint } = constraintOf(command);
      const column = constraint && filledColumn(constraint);
      if (column) this.pending.set(`${table}.${constraint.conname}`, `${table}.${column}`);
      if (column && !constraint.skip_validation) this.filled.add(`${table}.${column}`);
      const validated = command.subtype === "AT_ValidateConstraint" && this.pending.get(`${table}.${command.name}`);
      if (validated) this.filled.add(validated);
    }
  }

  isFilled(table: string, column: string): boolean {
    return this.filled.has(`${table}.${column}`);
  }
}

/** One statement with its kind, its content and the character at which it begins. */
type Statement = { readonly kind: string; readonly node: Record<string, unknown>; readonly at: number };

const RULES = {
  "migration-parses": "Correct the SQL; Postgres refuses it.",
  "migration-lock-timeout":
    "Begin the file with: SET LOCAL lock_timeout = '2s'; everybody waits behind a lock that is waited for.",
  "migration-index-concurrently":
    "CREATE INDEX CONCURRENTLY, alone in a file of its own: without it nobody writes to the table meanwhile.",
  "migration-index-alone": "Give the index a name and a file with nothing else in it; it cannot run in a transaction.",
  "migration-not-valid":
    "Add it NOT VALID, and VALIDATE CONSTRAINT in the next migration: else every row is read under the lock.",
  "migration-validates-apart": "Validate it in a migration of its own, after the one that adds it NOT VALID.",
  "migration-unique": "Build the unique index CONCURRENTLY in the file before, then ADD CONSTRAINT … USING INDEX.",
  "migration-exclude":
    "Give the EXCLUDE a WHERE that few present rows meet, such as a date to come: its index is built under the lock.",
  "migration-not-null":
    "Add CHECK (column IS NOT NULL) NOT VALID, validate it in the next migration, then SET NOT NULL reads no row.",
  "migration-rewrites":
    "Add a new column, fill it by a job in batches, then use it: a rewrite copies the table under the lock.",
  "migration-strongest-first":
    "Put the ALTER TABLE before the CREATE TRIGGER: an act that has read the table and now writes waits for the trigger's lock, and the ALTER TABLE waits for the act.",
  "migration-data":
    "Change rows by a job, in batches (lib/server/jobs): a migration holds its locks until all are changed.",
  "migration-earlier-versions":
    "Write a line “-- earlier-versions: run”, “… run from MIGRATION” or “… stop, REASON” (scripts/earlier-versions.ts): an update goes back by it.",
  "migration-breaks-earlier":
    "Say from which migration on no version uses it (“-- earlier-versions: run from MIGRATION”), or “stop, REASON”; or keep it.",
} as const;

function parsed(text: string): readonly Statement[] | string {
  try {
    const { stmts = [] } = parseSync(text) as { stmts?: RawStmt[] };
    return stmts.map(({ stmt, stmt_location: from = 0 }) => {
      const [[kind, node]] = Object.entries(stmt ?? {}) as [[string, Record<string, unknown>]];
      return { kind, node, at: from + /^(?:\s|--.*)*/.exec(text.slice(from))![0].length };
    });
  } catch (error) {
    return `It does not parse: ${(error as Error).message}.`;
  }
}

/** The breaches of one migration, given what the ones before it have made. */
function breachesOf(file: string, text: string, statements: readonly Statement[], known: Known): Breach[] {
  const created = new Set(statements.filter(({ kind }) => kind === "CreateStmt").map(({ node }) => tableOf(node)));
  const added = new Set(
    statements
      .flatMap(commandsOf)
      .map(({ command }) => constraintOf(command).constraint?.conname)
      .filter((name) => name !== undefined),
  );
  const at = (statement: Statement, rule: keyof typeof RULES, wrong: string): Breach =>
    breach(file, text, statement.at, rule, wrong);

  const [first] = statements;
  if (statements.some(isConcurrentIndex))
    return statements.length === 1 && first?.node["idxname"]
      ? []
      : [
          at(
            statements.find(isConcurrentIndex)!,
            "migration-index-alone",
            "An index is built with something beside it.",
          ),
        ];

  return [
    ...(first && !setsLockTimeout(first)
      ? [at(first, "migration-lock-timeout", "The file does not say how long it may wait for a lock.")]
      : []),
    ...strengthenedLocks(statements, created).map((statement) =>
      at(statement, "migration-strongest-first", `${tableOf(statement.node)} is locked more strongly than before.`),
    ),
    ...statements.flatMap((statement) => {
      const table = tableOf(statement.node);
      if (statement.kind === "IndexStmt" && !created.has(table))
        return [at(statement, "migration-index-concurrently", `An index of ${table} is built under a lock.`)];
      if (["UpdateStmt", "DeleteStmt", "InsertStmt"].includes(statement.kind) && !created.has(table))
        return [at(statement, "migration-data", `Rows of ${table} are changed.`)];
      return commandsOf(statement)
        .filter((one) => !created.has(one.table))
        .flatMap((one) => commandBreaches(one, added, known).map(([rule, wrong]) => at(statement, rule, wrong)));
    }),
  ];
}

/**
 * Whether a migration says if earlier versions run on its schema, and takes nothing away from those that it says do.
 */
function breachesOfMark(file: string, text: string, statements: readonly Statement[]): Breach[] {
  const says = readMark(markIn(text));
  if (!says)
    return [breach(file, text, 0, "migration-earlier-versions", "It does not say whether earlier versions run on it.")];
  if (!says.run || says.from !== undefined) return [];
  const created = new Set(statements.filter(({ kind }) => kind === "CreateStmt").map(({ node }) => tableOf(node)));
  return statements.flatMap((statement) =>
    takenFromEarlier(statement, created).map((what) =>
      breach(file, text, statement.at, "migration-breaks-earlier", `Earlier versions may use ${what}.`),
    ),
  );
}

/** What a statement takes away or renames, and what it demands that earlier versions do not write. */
function takenFromEarlier(statement: Statement, created: ReadonlySet<string>): readonly string[] {
  const { kind, node } = statement;
  if (kind === "DropStmt" && node["removeType"] === "OBJECT_TABLE") return ["a table that is dropped"];
  if (kind === "RenameStmt" && ["OBJECT_TABLE", "OBJECT_COLUMN"].includes(String(node["renameType"])))
    return [`the former name of ${String(node["subname"] ?? tableOf(node))}`];
  return commandsOf(statement)
    .filter(({ table }) => !created.has(table))
    .flatMap(({ table, command }) => {
      const { column } = constraintOf(command);
      if (command.subtype === "AT_DropColumn") return [`${table}.${command.name}`];
      const kinds = column?.constraints.map(({ contype }) => contype) ?? [];
      return column && kinds.includes("CONSTR_NOTNULL") && !kinds.includes("CONSTR_DEFAULT")
        ? [`${table} without ${column.name}`]
        : [];
    });
}

/**
 * The statements that lock a table exclusively after a CREATE TRIGGER of the same file has locked it against writers.
 */
function strengthenedLocks(statements: readonly Statement[], created: ReadonlySet<string>): readonly Statement[] {
  const against = new Set<string>();
  const exclusively = new Set<string>(created);
  return statements.filter((statement) => {
    const table = tableOf(statement.node);
    if (statement.kind === "LockStmt") for (const each of lockedBy(statement)) exclusively.add(each);
    if (statement.kind === "CreateTrigStmt") against.add(table);
    if (!commandsOf(statement).some(locksExclusively)) return false;
    const isStronger = against.has(table) && !exclusively.has(table);
    exclusively.add(table);
    return isStronger;
  });
}

const lockedBy = ({ node }: Statement): readonly string[] =>
  (node["relations"] as readonly { readonly RangeVar: { readonly relname: string } }[]).map(
    ({ RangeVar: { relname } }) => relname,
  );

/** Most do; the others let acts go on, or lock as a trigger does. */
const locksExclusively = ({ command }: Command): boolean =>
  !["AT_ValidateConstraint", "AT_SetStatistics", "AT_SetRelOptions", "AT_ResetRelOptions"].includes(
    command.subtype ?? "",
  ) && constraintOf(command).constraint?.contype !== "CONSTR_FOREIGN";

/** What is wrong with one command of an ALTER TABLE of a table that exists. */
function commandBreaches(
  { table, command }: Command,
  added: ReadonlySet<string>,
  known: Known,
): readonly (readonly [keyof typeof RULES, string])[] {
  const { constraint, column } = constraintOf(command);
  const found: (readonly [keyof typeof RULES, string])[] = [];
  if (command.subtype === "AT_AlterColumnType")
    found.push(["migration-rewrites", `The type of ${table}.${command.name} changes.`]);
  if (column && rewrites(column))
    found.push(["migration-rewrites", `${table}.${column.name} is computed for each row.`]);
  if (command.subtype === "AT_SetNotNull" && !known.isFilled(table, command.name ?? ""))
    found.push(["migration-not-null", `Every row of ${table} is read for ${command.name}.`]);
  if (command.subtype === "AT_ValidateConstraint" && added.has(command.name ?? ""))
    found.push(["migration-validates-apart", `${command.name} is validated where it is added.`]);
  if (!constraint || column) return found;
  const name = `${table}.${constraint.conname}`;
  if (constraint.contype === "CONSTR_EXCLUSION" && !constraint.where_clause)
    found.push(["migration-exclude", `The index of ${name} takes every row.`]);
  if (["CONSTR_UNIQUE", "CONSTR_PRIMARY"].includes(constraint.contype ?? "") && !constraint.indexname)
    found.push(["migration-unique", `The index of ${name} is built under a lock.`]);
  if (
    ["CONSTR_CHECK", "CONSTR_FOREIGN", "CONSTR_NOTNULL"].includes(constraint.contype ?? "") &&
    !constraint.skip_validation
  )
    found.push(["migration-not-valid", `Every row of ${table} is read for ${constraint.conname}.`]);
  return found;
}

type Command = { readonly table: string; readonly command: AlterTableCmd };

/** The commands of an ALTER TABLE; none of another statement. */
function commandsOf({ kind, node }: Statement): readonly Command[] {
  if (kind !== "AlterTableStmt") return [];
  const { cmds = [] } = node as AlterTableStmt;
  return cmds.map((each) => ({
    table: tableOf(node),
    command: (each as { AlterTableCmd: AlterTableCmd }).AlterTableCmd,
  }));
}

const tableOf = (node: Record<string, unknown>): string => (node["relation"] as { relname?: string })?.relname ?? "";

type Column = { readonly name: string; readonly constraints: readonly Constraint[] };

/** The constraint or the column that a command adds. */
function constraintOf({ def }: AlterTableCmd): { readonly constraint?: Constraint; readonly column?: Column } {
  const { Constraint: constraint, ColumnDef: column } = (def ?? {}) as {
    Constraint?: Constraint;
    ColumnDef?: { colname?: string; constraints?: readonly { Constraint: Constraint }[] };
  };
  return {
    ...(constraint && { constraint }),
    ...(column && {
      column: { name: column.colname ?? "", constraints: (column.constraints ?? []).map((one) => one.Constraint) },
    }),
  };
}

/** Whether every present row is written for the column: its value is computed, counted, or differs from row to row. */
const rewrites = ({ constraints }: Column): boolean =>
  constraints.some(
    ({ contype, raw_expr: expression }) =>
      contype === "CONSTR_GENERATED" ||
      contype === "CONSTR_IDENTITY" ||
      (contype === "CONSTR_DEFAULT" &&
        /random|uuid|clock_timestamp|nextval|timeofday/.test(JSON.stringify(expression))),
  );

/** The column of a constraint CHECK (column IS NOT NULL). */
function filledColumn({ contype, raw_expr: expression }: Constraint): string | undefined {
  if (contype !== "CONSTR_CHECK") return undefined;
  const test = (expression as { NullTest?: { nulltesttype?: string; arg?: Node } } | undefined)?.NullTest;
  if (test?.nulltesttype !== "IS_NOT_NULL") return undefined;
  const fields = (test.arg as { ColumnRef?: { fields?: { String?: { sval?: string } }[] } })?.ColumnRef?.fields;
  return fields?.at(-1)?.String?.sval;
}

const isConcurrentIndex = ({ kind, node }: Statement): boolean => kind === "IndexStmt" && node["concurrent"] === true;

/** Whether a statement limits the waiting for locks in this transaction, to at most two seconds. */
function setsLockTimeout({ kind, node }: Statement): boolean {
  if (kind !== "VariableSetStmt" || node["name"] !== "lock_timeout" || node["is_local"] !== true) return false;
  const [value] = node["args"] as { A_Const?: { sval?: { sval?: string }; ival?: { ival?: number } } }[];
  const { sval, ival } = value?.A_Const ?? {};
  const [, count, unit] = /^(\d+)(ms|s)$/.exec(sval?.sval ?? `${ival?.ival ?? 0}ms`) ?? [];
  const milliseconds = Number(count) * (unit === "s" ? 1_000 : 1);
  return milliseconds > 0 && milliseconds <= LONGEST_WAIT;
}

const breach = (file: string, text: string, at: number, rule: keyof typeof RULES, wrong: string): Breach => ({
  rule,
  file,
  line: text.slice(0, at).split("\n").length,
  wrong,
  instead: RULES[rule],
});
