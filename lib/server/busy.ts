import { isFull } from "./full-disk.ts";
import { databaseCause } from "./refusal-of-constraint.ts";

/**
 * Prisma: no connection in time (P2024, P2028), too many of them (P2037), server unreachable or too slow, connection
 * closed (P1001, P1002, P1008, P1017), a transaction that met another (P2034).
 */
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034", "P2037"]);

/** Our own code of a write that did not get its turn (edge/admission.ts). */
const OURS = "BUSY";

/**
 * PostgreSQL: deadlock, serialization, lock not available; no memory, no connection, another resource at its end;
 * shutting down, crashed, starting. A full disk: full-disk.ts.
 */
const POSTGRES = new Set(["40P01", "40001", "55P03", "53000", "53200", "53300", "53400", "57P01", "57P02", "57P03"]);

/** The same conditions as Prisma's driver adapter names them. */
const ADAPTER = new Set([
  "ConnectionClosed",
  "DatabaseNotReachable",
  "SocketTimeout",
  "TooManyConnections",
  "TransactionWriteConflict",
]);

/** SQLSTATE of a violated CHECK. Without the name of one, the row is not of this partition. */
const CHECK_VIOLATED = "23514";

/** Errors of the connection: refused, reset, closed during or before a query, or no connection or answer in time. */
const WIRE =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|Can't reach database|is not queryable|Query read timeout|timeout exceeded when trying to connect/i;

/**
 * The same of another transaction that was quicker: this one was rolled back, and finds the other's rows when it begins
 * anew.
 */
const MET_ANOTHER = new Set(["40P01", "40001"]);

/**
 * Whether a transaction was rolled back only because it met another one: a deadlock, a serialization failure, or a
 * partition made while a row was on its way to the default one. Begun again at once, it finds what the other has
 * written.
 */
export function hasMetAnother(error: unknown): boolean {
  const cause = databaseCause(error);
  return (
    (error as { code?: string } | null | undefined)?.code === "P2034" ||
    cause?.kind === "TransactionWriteConflict" ||
    (cause?.originalCode !== undefined && MET_ANOTHER.has(cause.originalCode)) ||
    (cause?.originalCode === CHECK_VIOLATED && cause.constraint === undefined)
  );
}

/** Whether an error only means "not now": the request was right, and the caller is asked to send it again later. */
export function isBusy(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  const cause = databaseCause(error);
  return (
    (code !== undefined && (code === OURS || PRISMA.has(code) || POSTGRES.has(code) || WIRE.test(code))) ||
    (cause?.originalCode !== undefined && POSTGRES.has(cause.originalCode)) ||
    isFull(error) ||
    (cause?.kind !== undefined && ADAPTER.has(cause.kind)) ||
    hasMetAnother(error) ||
    WIRE.test(`${message ?? ""} ${cause?.originalMessage ?? ""}`)
  );
}
