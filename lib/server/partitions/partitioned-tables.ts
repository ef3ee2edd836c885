import { COMMANDS_KEPT, CONTACTS_KEPT, IDENTITIES_KEPT, RECORD_KEPT } from "#lib/access/retention.ts";

/**
 * A table that is divided by date into partitions, with one more (`<name>_default`) for the rows that none of them
 * takes.
 */
export type PartitionedTable = {
  readonly name: string;
  /** The column by which rows are divided: a date, or a moment, which is read in UTC. */
  readonly by: string;
  /** What one partition takes. */
  readonly span: Unit;
  /** For how many spans after the present one partitions exist. */
  readonly ahead: number;
  /** How long a partition is kept after its span has ended (midnight UTC); then its rows are removed. */
  readonly kept: RetentionPeriod;
  /**
   * It holds who somebody is: ANALYZE may not copy values of it into the catalogue
   * (docs/decisions/identity-and-erasing.md).
   */
  readonly personal?: true;
};

export type Unit = "day" | "month";
export type RetentionPeriod = { readonly months: number } | { readonly hours: number };

/**
 * All tables that are divided by date. A further one is one entry here, and a migration that creates it with its
 * default partition.
 */
export const partitionedTables: readonly PartitionedTable[] = [
  // A half-day may be cancelled as far ahead as it is planned.
  { name: "queue_event", by: "local_date", span: "month", ahead: 13, kept: RECORD_KEPT },
  { name: "queue_command", by: "received_on", span: "month", ahead: 2, kept: COMMANDS_KEPT },
  // Both are erased by the job `erase`; here their partitions go once all that was in them is due.
  { name: "visit_identity", by: "day", span: "day", ahead: 7, kept: IDENTITIES_KEPT, personal: true },
  { name: "appointment_contact", by: "day", span: "month", ahead: 4, kept: CONTACTS_KEPT, personal: true },
  { name: "journal", by: "at", span: "month", ahead: 2, kept: RECORD_KEPT },
];
