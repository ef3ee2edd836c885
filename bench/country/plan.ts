/** A node of `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)`, as far as it is read here. */
export type PlanNode = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  /** Of an index that answers the nearest first. */
  readonly "Order By"?: string;
  readonly Filter?: string;
  readonly "Actual Rows"?: number;
  readonly "Actual Loops"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly PlanNode[];
};

/** All nodes of a plan, the root first. */
const nodesOf = (plan: PlanNode): readonly PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Buffers of 8 kB that a node and those below it touched, found in memory or read. */
export const buffersOf = (node: PlanNode): number =>
  (node["Shared Hit Blocks"] ?? 0) + (node["Shared Read Blocks"] ?? 0);

/** The tables that are read from their first row to their last, one after the other, with the rows that were read. */
export const sequentialScansOf = (plan: PlanNode): readonly { readonly table: string; readonly rows: number }[] =>
  nodesOf(plan).flatMap((node) =>
    // One that was planned and never begun has read nothing.
    node["Node Type"] === "Seq Scan" && node["Relation Name"] !== undefined && node["Actual Loops"] !== 0
      ? [{ table: node["Relation Name"], rows: rowsReadBy(node) }]
      : [],
  );

/**
 * The tables that a plan reads without any condition that an index narrows: by a sequential scan, or by a whole index.
 */
export const readWhole = (plan: PlanNode): ReadonlySet<string> =>
  new Set(
    nodesOf(plan).flatMap((node) =>
      /^(Seq|Index|Index Only) Scan$/u.test(node["Node Type"]) && (node["Index Cond"] ?? node["Order By"]) === undefined
        ? (node["Relation Name"] ?? [])
        : [],
    ),
  );

/** Rows that all scans of a plan have looked at, in tables and in indexes. */
export const rowsLookedAt = (plan: PlanNode): number =>
  nodesOf(plan)
    .filter((node) => node["Node Type"].endsWith("Scan"))
    .reduce((sum, node) => sum + rowsReadBy(node), 0);

/** How often an index was entered from its top, whether it found something or not. */
export const looksIntoIndexes = (plan: PlanNode): number =>
  nodesOf(plan)
    .filter((node) => node["Index Name"] !== undefined)
    .reduce((sum, node) => sum + (node["Actual Loops"] ?? 1), 0);

/** Whether the statement writes rows. */
export const writes = (plan: PlanNode): boolean => nodesOf(plan).some((node) => node["Node Type"] === "ModifyTable");

/** Rows that a scan has looked at: those that it returned, and those that its filter removed. */
const rowsReadBy = (node: PlanNode): number =>
  Math.round(((node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0)) * (node["Actual Loops"] ?? 1));

/** The node that touched most buffers itself, as a sentence: where to look when a statement grows. */
export function heaviestOf(plan: PlanNode): string {
  const own = (node: PlanNode): number =>
    buffersOf(node) - (node.Plans ?? []).reduce((sum, below) => sum + buffersOf(below), 0);
  const heaviest = nodesOf(plan).reduce((most, node) => (own(node) > own(most) ? node : most));
  const { "Node Type": type, "Relation Name": table, "Index Name": index, "Index Cond": condition, Filter } = heaviest;
  return [
    `${type}${table === undefined ? "" : ` on ${table}`}${index === undefined ? "" : ` by ${index}`}`,
    `${own(heaviest)} buffers, ${rowsReadBy(heaviest)} rows looked at`,
    ...(condition === undefined ? [] : [`by ${short(condition)}`]),
    ...(Filter === undefined ? [] : [`filter ${short(Filter)}`]),
  ].join("; ");
}

/** A condition without the lists of ids in it. */
const short = (condition: string): string =>
  condition.replace(/\{[^}]{40,}\}/gu, "{…}").replace(/::(timestamp with time zone|text|uuid(\[\])?|date)/gu, "");
