import { Prisma } from "#prisma/generated/client.ts";
import type { LineState } from "../../queue/line/line-state.ts";

/**
 * SQL: half-days `p`, each with the row `l` of its line. That row exists from the first act, heartbeat or booking on; until
 * then nothing was counted (docs/decisions/boards-and-notices.md). LIMIT 1 in LATERAL: each row is
 * looked up by its id, where the planner would rather read the whole table for a few dozen half-days.
 */
export const permanenceWithLine = Prisma.sql`
  permanence p LEFT JOIN LATERAL (SELECT * FROM line WHERE permanence_id = p.id LIMIT 1) AS l ON true`;

/** SQL: the version of `permanenceWithLine`. */
export const versionColumn = Prisma.sql`coalesce(l.version, 0) AS "version"`;

/** SQL: the counters of `permanenceWithLine`, named as in `LineState`. */
export const counterColumns = Prisma.sql`${versionColumn}, coalesce(l.next_number, 1) AS "nextNumber", coalesce(l.calls, 0) AS "calls"`;

/** SQL: when a device of the team was last in touch, of `permanenceWithLine`. */
export const heardAtColumn = Prisma.sql`l.heard_at AS "heardAt"`;

/** SQL that writes the counters of a line. The caller holds the lock of its permanence. */
export const writeCounters = ({ permanence, version, nextNumber, calls }: LineState): Prisma.Sql => Prisma.sql`
  INSERT INTO line (permanence_id, version, next_number, calls) VALUES (${permanence}::uuid, ${version}::int, ${nextNumber}::int, ${calls}::int)
  ON CONFLICT (permanence_id) DO UPDATE SET version = excluded.version, next_number = excluded.next_number, calls = excluded.calls`;

/** SQL that raises the version of these lines by one and returns `permanence_id` and `version`. The caller holds the locks of their permanences. */
export const raiseVersions = (permanenceIds: readonly string[]): Prisma.Sql => Prisma.sql`
  INSERT INTO line (permanence_id, version, next_number, calls)
  SELECT id, 1, 1, 0 FROM unnest(${[...new Set(permanenceIds)]}::uuid[]) AS id
  ON CONFLICT (permanence_id) DO UPDATE SET version = line.version + 1
  RETURNING permanence_id::text AS "permanence", version`;
