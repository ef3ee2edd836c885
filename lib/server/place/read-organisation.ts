import type { Prisma } from "#prisma/generated/client.ts";
import type { Conformity } from "#lib/place/accessibility-statement.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { rememberPage, rememberTelephone } from "./known-places.ts";

/** An organisation that runs half-days, as its pages, posters and mails show it. What it has not said is absent. */
export type Organisation = {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  /** The authority, « Ville de Rennes ». */
  readonly name: string;
  /**
   * What residents read at the top of a page, « Aide numérique Rennes »; without settings the name of the authority.
   */
  readonly service: string;
  /**
   * The path of its own pages, « /chez/rennes »; the one that the root speaks for has the pages without it
   * (`readOrganisation`).
   */
  readonly at?: string;
  /** Its id, where pages in its name show only what it holds: the installation has further organisations. */
  readonly onlyOf?: string;
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
  /** The state of its accessibility statement; without one « non conforme ». */
  readonly conformity?: Conformity;
  readonly publisher?: string;
  readonly director?: string;
  readonly host?: string;
  /** Who its data protection officer is and how to reach them. */
  readonly dpo?: string;
  /** On which legal basis it keeps personal data, as it confirmed it. */
  readonly legalBasis?: string;
  /** A workshop that it holds is to come, or goes on. */
  readonly holdsWorkshops: boolean;
};

const columns = () =>
  ({
    id: true,
    slug: true,
    name: true,
    runsPermanences: true,
    hosts: true,
    phone: true,
    phoneHours: true,
    settings: { include: { logo: { select: { etag: true } }, accessibility: { select: { state: true } } } },
    workshops: {
      where: { status: "scheduled", endsAt: { gt: toDate(clock.now()) }, place: { hidden: false } },
      select: { id: true },
      take: 1,
    },
  }) satisfies Prisma.OrganisationSelect;

type OrganisationRow = Prisma.OrganisationGetPayload<{ select: ReturnType<typeof columns> }>;

/** Organisations that a process keeps at most, by id and by slug; the one that was asked for first goes first. */
const MOST = 500;

type ReadOrganisation = () => Promise<Organisation | undefined>;

/** Kept on the process, since a bundler may load this file more than once. */
const kept = ((globalThis as { keptOrganisations?: Map<string, ReadOrganisation> }).keptOrganisations ??= new Map());

/** Reads under that key, kept a minute. */
function readKept(key: string, load: ReadOrganisation): Promise<Organisation | undefined> {
  const read = kept.get(key) ?? cachedAMinute(load);
  kept.set(key, read);
  const [first = ""] = kept.keys();
  if (kept.size > MOST) kept.delete(first);
  return read();
}

/** Every organisation is read anew the next time it is asked for, in this process. */
export const forgetOrganisations = (): void => kept.clear();

/**
 * The organisations that are ready for residents: they can be reached, by telephone or in writing, and have a half-day
 * at a place that is shown. A past half-day counts too, so that none is unready in August (docs/decisions/set-up.md).
 */
async function whoIsReady(): Promise<Prisma.OrganisationWhereInput> {
  // One half-day of each is looked for, by a subquery of its own: Prisma's « some » reads the half-days of all.
  const rows = await db.$queryRaw<readonly { readonly id: string }[]>`
    SELECT o.id::text AS id FROM organisation o LEFT JOIN organisation_settings s ON s.organisation_id = o.id
    WHERE o.runs_permanences AND (o.phone IS NOT NULL OR s.written_mail IS NOT NULL OR s.written_sms IS NOT NULL)
      AND (SELECT true FROM permanence p JOIN place ON place.id = p.place_id
        WHERE p.organisation_id = o.id AND p.status <> 'cancelled' AND NOT place.hidden LIMIT 1)`;
  return { id: { in: rows.map(({ id }) => id) } };
}

/**
 * The organisation that the root of the installation speaks for: the only one; of several the only one that is ready,
 * and while none is, the host. Undefined when there is none, or several are ready.
 */
export async function findRootOrganisation(): Promise<Organisation | undefined> {
  const of = {
    select: columns(),
    orderBy: [{ hosts: "desc" }, { id: "asc" }],
    take: 2,
  } satisfies Prisma.OrganisationFindManyArgs;
  const [row, another] = await db.organisation.findMany({ where: { runsPermanences: true }, ...of });
  if (!row || !another) return row && organisationOfRow(row);
  const [ready = row.hosts ? row : undefined, further] = await db.organisation.findMany({
    where: await whoIsReady(),
    ...of,
  });
  return ready && !further ? { ...organisationOfRow(ready), onlyOf: ready.id } : undefined;
}

/** The organisation that the root speaks for, as `findRootOrganisation` finds it; kept a minute. */
export const readOrganisation = (): Promise<Organisation | undefined> => readKept("only", findRootOrganisation);

/** Organisations that are listed at most: as many as a page can show. */
const MOST_LISTED = 300;

/** An organisation as the pages at the root list it. */
type OrganisationListed = Pick<Organisation, "slug" | "name" | "service" | "phone">;

/**
 * The organisations that pages at the root list: those that are ready, or all while none is; by the names that
 * residents read, three hundred at most.
 */
export async function listOrganisations(): Promise<readonly OrganisationListed[]> {
  const listed = (where: Prisma.OrganisationWhereInput) =>
    db.organisation.findMany({
      where,
      select: { slug: true, name: true, phone: true, settings: { select: { serviceName: true } } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_LISTED,
    });
  const ready = await listed(await whoIsReady());
  const rows = ready.length > 0 ? ready : await listed({ runsPermanences: true });
  return rows
    .map(({ slug, name, phone, settings }) => ({
      slug,
      name,
      service: settings?.serviceName ?? name,
      ...(phone !== null && { phone }),
    }))
    .sort((a, b) => a.service.localeCompare(b.service, "fr"));
}

/** The organisation of that name in addresses; undefined when there is none. Kept a minute. */
export const readOrganisationNamed = (slug: string): Promise<Organisation | undefined> =>
  readKept(`slug ${slug}`, async () => {
    const row = await db.organisation.findUnique({ where: { slug, runsPermanences: true }, select: { id: true } });
    return row ? readOrganisationOf(row.id) : undefined;
  });

/**
 * The organisation of that id, for the pages of a place or half-day that it holds; undefined when there is none. Kept a
 * minute. `page`: the one that shows it, with the time zone of its half-day; it is remembered for when the database is
 * away.
 */
export async function readOrganisationOf(
  id: string,
  page?: { readonly path: string; readonly timeZone?: string },
): Promise<Organisation | undefined> {
  const shown = await readKept(`id ${id}`, () => loadOrganisation(id));
  if (page && shown) rememberPage(page.path, { organisation: id, ...(page.timeZone && { timeZone: page.timeZone }) });
  return shown;
}

async function loadOrganisation(id: string): Promise<Organisation | undefined> {
  const [row, only] = await Promise.all([
    db.organisation.findUnique({ where: { id }, select: columns() }),
    readOrganisation(),
  ]);
  if (!row) return undefined;
  const organisation = organisationOfRow(row);
  rememberTelephone(id, organisation);
  if (!row.runsPermanences) return organisation;
  if (only?.id !== id) return { ...organisation, at: `/chez/${row.slug}`, onlyOf: id };
  return only.onlyOf === undefined ? organisation : { ...organisation, onlyOf: id };
}

function organisationOfRow({ settings, workshops, ...organisation }: OrganisationRow): Organisation {
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
    conformity: settings?.accessibility?.state,
    publisher: settings?.publisher,
    director: settings?.director,
    host: settings?.host,
    dpo: settings?.dpo,
    legalBasis: settings?.legalBasis,
    holdsWorkshops: workshops.length > 0,
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== null && value !== undefined),
  ) as Organisation;
}
