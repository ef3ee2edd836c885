import type { Prisma } from "#prisma/generated/client.ts";
import { db } from "../db.ts";
import { keptAMinute } from "../kept-a-minute.ts";
import { rememberPage, rememberTelephone } from "./known-places.ts";

/** An organisation that runs half-days, as its pages, posters and mails show it. What it has not said is absent. */
export type Operator = {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  /** The authority, « Ville de Rennes ». */
  readonly name: string;
  /** What residents read at the top of a page, « Aide numérique Rennes »; without settings the name of the authority. */
  readonly service: string;
  readonly phone?: string;
  readonly phoneHours?: string;
  /** The written way beside the telephone: a mail address, a number for text messages. */
  readonly mail?: string;
  readonly sms?: string;
  /** The https address of the relay in sign language. */
  readonly signRelay?: string;
  /** #rrggbb, on which white can be read. */
  readonly accent?: string;
  /** The hash of its logo, for the address of the picture. */
  readonly logo?: string;
  readonly publisher?: string;
  readonly director?: string;
  readonly host?: string;
};

const columns = {
  id: true,
  slug: true,
  name: true,
  phone: true,
  phoneHours: true,
  settings: { include: { logo: { select: { etag: true } } } },
} as const satisfies Prisma.OrganisationSelect;

type Row = Prisma.OrganisationGetPayload<{ select: typeof columns }>;

/** Operators that a process keeps at most, by id and by slug; the one that was asked for first goes first. */
const MOST = 500;

type Read = () => Promise<Operator | undefined>;

/** Kept on the process, since a bundler may load this file more than once. */
const kept = ((globalThis as { keptOperators?: Map<string, Read> }).keptOperators ??= new Map());

/** Reads under that key, kept a minute. */
function readKept(key: string, load: Read): Promise<Operator | undefined> {
  const read = kept.get(key) ?? keptAMinute(load);
  kept.set(key, read);
  const [first = ""] = kept.keys();
  if (kept.size > MOST) kept.delete(first);
  return read();
}

/** Every operator is read anew the next time it is asked for, in this process. */
export const forgetOperators = (): void => kept.clear();

/**
 * The operator that pages of the whole installation name: the first by telephone number, then by name, those without a
 * number last; undefined when there is none. Kept a minute.
 */
export const readOperator = (): Promise<Operator | undefined> =>
  readKept("of the installation", async () => {
    const row = await db.organisation.findFirst({
      where: { operator: true },
      orderBy: [{ phone: { sort: "asc", nulls: "last" } }, { name: "asc" }],
      select: columns,
    });
    return row ? operatorOfRow(row) : undefined;
  });

/**
 * The organisation of that id, for the pages of a place or half-day that it holds; undefined when there is none. Kept a
 * minute. `page`: the one that shows it, with the time zone of its half-day; it is remembered for when the database is away.
 */
export async function readOperatorOf(
  organisation: string,
  page?: { readonly path: string; readonly timeZone?: string },
): Promise<Operator | undefined> {
  const operator = await readKept(`id ${organisation}`, () => loadOperator(organisation));
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

function operatorOfRow({ settings, ...organisation }: Row): Operator {
  const said = {
    id: organisation.id,
    slug: organisation.slug,
    name: organisation.name,
    service: settings?.serviceName ?? organisation.name,
    phone: organisation.phone,
    phoneHours: organisation.phoneHours,
    mail: settings?.writtenMail,
    sms: settings?.writtenSms,
    signRelay: settings?.signRelay,
    accent: settings?.accent,
    logo: settings?.logo?.etag,
    publisher: settings?.publisher,
    director: settings?.director,
    host: settings?.host,
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== null && value !== undefined),
  ) as Operator;
}
