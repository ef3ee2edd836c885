import type { Organisation } from "#prisma/generated/client.ts";
import { db } from "../db.ts";
import { keptAMinute } from "../kept-a-minute.ts";
import { rememberPage, rememberTelephone } from "./known-places.ts";

/** An organisation that runs half-days, as pages name it, with the telephone number shown in their footer. */
export type Operator = { readonly name: string; readonly phone?: string; readonly phoneHours?: string };

const columns = { name: true, phone: true, phoneHours: true } as const;

/**
 * The operator that pages of the whole installation name: the first by telephone number, then by name, those without a
 * number last; undefined when there is none. Kept a minute.
 */
export const readOperator = keptAMinute(async () => {
  const row = await db.organisation.findFirst({
    where: { operator: true },
    orderBy: [{ phone: { sort: "asc", nulls: "last" } }, { name: "asc" }],
    select: columns,
  });
  return row ? operatorOfRow(row) : undefined;
});

/** Organisations that a process keeps at most; the one that was asked for first goes first. */
const MOST = 500;
const kept = new Map<string, () => Promise<Operator | undefined>>();

/**
 * The organisation of that id, for the pages of a place or half-day that it holds; undefined when there is none. Kept a
 * minute. `page`: the one that shows it, with the time zone of its half-day; it is remembered for when the database is away.
 */
export async function readOperatorOf(
  organisation: string,
  page?: { readonly path: string; readonly timeZone?: string },
): Promise<Operator | undefined> {
  const read = kept.get(organisation) ?? keptAMinute(() => loadOperator(organisation));
  kept.set(organisation, read);
  const [first = ""] = kept.keys();
  if (kept.size > MOST) kept.delete(first);
  const operator = await read();
  if (page && operator) rememberPage(page.path, { organisation, ...(page.timeZone && { timeZone: page.timeZone }) });
  return operator;
}

async function loadOperator(id: string): Promise<Operator | undefined> {
  const row = await db.organisation.findUnique({ where: { id }, select: columns });
  if (!row) return undefined;
  const operator = operatorOfRow(row);
  rememberTelephone(id, operator);
  return operator;
}

const operatorOfRow = ({ name, phone, phoneHours }: Pick<Organisation, keyof typeof columns>): Operator => ({
  name,
  ...(phone !== null && { phone }),
  ...(phoneHours !== null && { phoneHours }),
});
