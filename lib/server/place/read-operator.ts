import { MINUTE, type Instant } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";

/** The organisation that runs this instance, with the telephone number shown in the footer of every page. */
export type Operator = { readonly name: string; readonly phone?: string; readonly phoneHours?: string };

/** How long the answer is cached: every page reads it, and it changes about once a year. */
const KEPT_FOR = MINUTE;

let kept: { readonly at: Instant; readonly operator: Promise<Operator | undefined> } | undefined;

/**
 * Reads the operator: the first by name, one with a telephone before others; undefined when there is none. Cached for a
 * minute in this process.
 */
export function readOperator(): Promise<Operator | undefined> {
  const now = clock.now();
  if (kept && Math.abs(now - kept.at) < KEPT_FOR) return kept.operator;
  const operator = loadOperator();
  kept = { at: now, operator };
  operator.catch(() => (kept = undefined));
  return operator;
}

async function loadOperator(): Promise<Operator | undefined> {
  const row = await db.organisation.findFirst({
    where: { operator: true },
    orderBy: [{ phone: { sort: "asc", nulls: "last" } }, { name: "asc" }],
    select: { name: true, phone: true, phoneHours: true },
  });
  if (!row) return undefined;
  return {
    name: row.name,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.phoneHours !== null && { phoneHours: row.phoneHours }),
  };
}
