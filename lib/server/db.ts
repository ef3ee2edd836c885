import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "#prisma/generated/client.ts";
import { SECOND } from "../time/instant.ts";
import { admitted, type Turn } from "./edge/admission.ts";
import { env } from "./env.ts";
import { SerialClient } from "./serial-client.ts";

/** Who waits longer for a lock gives its place to others (reference, security): "not now", and nothing was done. */
const LOCK_PATIENCE = 4 * SECOND;

const kept = globalThis as { prisma?: PrismaClient; pool?: pg.Pool };

/** The connections of this process; Prisma's, and those of plain transactions. */
export const pool: pg.Pool = (kept.pool ??= new pg.Pool({
  Client: SerialClient,
  connectionString: env.DATABASE_URL,
  max: 10,
  connectionTimeoutMillis: 8_000,
  options: `-c lc_messages=C -c timezone=UTC -c lock_timeout=${LOCK_PATIENCE}`,
  // An idle connection that breaks is replaced; whoever asks next learns what is wrong.
}).on("error", () => undefined));

/** The one database client of this process (kept across reloads in development). */
export const db: PrismaClient = (kept.prisma ??= new PrismaClient({
  adapter: new PrismaPg(pool, { disposeExternalPool: true }),
  transactionOptions: { maxWait: 8_000, timeout: 10_000 },
}));

export type Tx = Prisma.TransactionClient;

/**
 * Runs the deed in one transaction, when its turn comes; READ COMMITTED, since each deed takes its lock first. Not
 * inside another one, which would wait for itself.
 */
export const transaction = <Value>(deed: (tx: Tx) => Promise<Value>, turn?: Turn): Promise<Value> =>
  admitted(() => db.$transaction(deed), turn);

/** Reads several tables as they stood at one moment; for answers computed without a lock. */
export const snapshot = <Value>(deed: (tx: Tx) => Promise<Value>): Promise<Value> =>
  db.$transaction(deed, { isolationLevel: "RepeatableRead" });
