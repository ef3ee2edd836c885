import type { Prisma } from "#prisma/generated/client.ts";
import type { AccessibilityStatement } from "#lib/place/accessibility-statement.ts";
import type { Instant } from "#lib/time/instant.ts";
import { instantAt } from "#lib/time/zone.ts";
import type { OrganisationChange } from "#lib/wire/organisation/organisation-settings.ts";
import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import { rewriteEvents } from "#lib/server/calendar/write-vevent.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import type { Logo } from "#lib/server/place/encode-logo.ts";
import { changesOf, isEmpty, type SetUpStep } from "./progress.ts";

/**
 * Set-ups of organisations run one after the other, also those of `npm run setup` and of a first start
 * (scripts/first-start.ts).
 */
export const lockSetUps = (tx: Tx): Promise<unknown> =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('set up an organisation'))`;

/** Where no organisation hosts the installation, the earliest organisation with an administrator does from now on. */
export const chooseHost = (tx: Tx): Promise<unknown> => tx.$executeRaw`SELECT choose_host()`;

/** An organisation: its name in addresses and what it says of itself, at least its name and its kind. */
type SaidOfOrganisation = Pick<SetupFile["organisation"], "slug" | "name" | "kind"> & OrganisationChange;

/** Writes an organisation and what it says of itself, with its logo where one is given. */
export async function saveOrganisation(
  tx: Tx,
  { slug, ...said }: SaidOfOrganisation,
  now: Instant,
  logo?: Logo,
): Promise<{ readonly id: string; readonly step: SetUpStep }> {
  const { name, kind, organisation = name } = said;
  const row = await tx.organisation.findUnique({ where: { slug }, select: { id: true, runsPermanences: true } });
  const id = row?.id ?? (await tx.organisation.create({ data: { slug, name: organisation, kind } })).id;
  if (!row?.runsPermanences)
    await tx.organisation.update({ where: { id }, data: { runsPermanences: true }, select: { id: true } });
  const changed = await writeOrganisation(tx, id, { ...said, organisation }, now);
  const isOtherLogo = await writeLogo(tx, id, logo);
  const did =
    row === null ? "made" : changed.length > 0 || isOtherLogo || !row.runsPermanences ? "changed" : "unchanged";
  return { id, step: { kind: "organisation", name, did } };
}

/**
 * Writes what differs, of an organisation and of what it says of itself, and the calendar texts of its half-days when
 * its telephone changes. Answers the names of the columns that changed.
 */
export async function writeOrganisation(
  tx: Tx,
  organisationId: string,
  change: OrganisationChange,
  now: Instant,
): Promise<readonly string[]> {
  const row = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    include: { settings: { include: { accessibility: true } } },
  });
  const organisation = changesOf(row, organisationColumns(change));
  if (!isEmpty(organisation))
    await tx.organisation.update({ where: { id: row.id }, data: definedOf(organisation), select: { id: true } });
  if ("phone" in organisation) await rewriteEvents(tx, { organisationId }, now);
  const settings = changesOf(row.settings ?? {}, settingsColumns(change));
  if (row.settings === null) {
    const serviceName = change.name ?? [...row.name].slice(0, LONGEST_NAME).join("");
    await tx.organisationSettings.create({ data: { organisationId, ...definedOf(settings), serviceName } });
  } else if (!isEmpty(settings))
    await tx.organisationSettings.update({ where: { organisationId }, data: definedOf(settings) });
  const accessibility = await writeAccessibility(
    tx,
    organisationId,
    row.settings?.accessibility ?? null,
    change.accessibility,
  );
  return [...Object.keys(organisation), ...Object.keys(settings), ...(accessibility ? ["accessibility"] : [])];
}

/** Characters of the name of a service. */
const LONGEST_NAME = 60;

const organisationColumns = ({ organisation, kind, telephone, telephoneHours }: OrganisationChange) => ({
  name: organisation,
  kind,
  phone: telephone,
  phoneHours: telephoneHours,
});

const settingsColumns = (change: OrganisationChange) => ({
  serviceName: change.name,
  accent: change.accent,
  department: change.department,
  writtenMail: change.written && (change.written.mail ?? null),
  writtenSms: change.written && (change.written.sms ?? null),
  signRelay: change.signRelay,
  publisher: change.publisher,
  director: change.director,
  host: change.host,
  dpo: change.dpo,
  jointController: change.jointController,
  legalBasis: change.legalBasis,
  transfers: change.transfers,
});

/** Replaces the statement as a whole, or ends it (null); undefined leaves it. Answers whether it changed. */
async function writeAccessibility(
  tx: Tx,
  organisationId: string,
  row: object | null,
  statement: AccessibilityStatement | null | undefined,
): Promise<boolean> {
  if (statement === undefined || (statement === null && row === null)) return false;
  if (statement === null) {
    await tx.organisationAccessibility.delete({ where: { organisationId } });
    return true;
  }
  const columns = statementColumns(statement);
  if (row && isEmpty(changesOf(row, columns))) return false;
  await tx.organisationAccessibility.upsert({
    where: { organisationId },
    create: { organisationId, ...columns },
    update: columns,
  });
  return true;
}

const statementColumns = (said: AccessibilityStatement) =>
  ({
    state: said.state,
    rate: said.rate ?? null,
    auditor: said.auditor ?? null,
    auditedOn: dayColumn(said.auditedOn),
    failures: said.failures ?? null,
    derogations: said.derogations ?? null,
    exempt: said.exempt ?? null,
    technologies: said.technologies ?? null,
    tools: said.tools ?? null,
    declaredOn: dayColumn(said.declaredOn),
    contact: said.contact ?? null,
    recourse: said.recourse ?? null,
    plan: said.plan ?? null,
    yearPlan: said.yearPlan ?? null,
  }) satisfies Omit<Prisma.OrganisationAccessibilityUncheckedCreateInput, "organisationId">;

/** A column of type date holds a day as midnight in UTC. */
const dayColumn = (day: string | undefined): Date | null =>
  day === undefined ? null : toDate(instantAt(day, 0, "UTC"));

/** Without the fields that are undefined. */
type Defined<Fields> = { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> };

const definedOf = <Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;

/** Keeps a logo, or takes it away (null); undefined leaves it. Answers whether it changed. */
export async function writeLogo(tx: Tx, organisationId: string, logo: Logo | null | undefined): Promise<boolean> {
  if (logo === undefined) return false;
  const row = await tx.organisationLogo.findUnique({ where: { organisationId }, select: { etag: true } });
  if (row?.etag === logo?.etag) return false;
  if (logo === null) await tx.organisationLogo.delete({ where: { organisationId } });
  else {
    const columns = { mediaType: "image/png", ...logo };
    await tx.organisationLogo.upsert({
      where: { organisationId },
      create: { organisationId, ...columns },
      update: columns,
    });
  }
  return true;
}
