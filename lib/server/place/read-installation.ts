import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { db } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { traceOf, logTrouble } from "#lib/server/log.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { rememberInstallation, type Installation } from "./known-places.ts";
import { findRootOrganisation } from "./read-organisation.ts";

/** The file of what pages say while the database is away. `instance`: a hash that only this installation has. */
const schema = z.object({
  instance: z.string(),
  root: z.string().optional(),
  organisations: z.record(
    z.string(),
    z.object({
      runsPermanences: z.boolean(),
      slug: z.string().optional(),
      phone: z.string().optional(),
      phoneHours: z.string().optional(),
      service: z.string().optional(),
      accent: z.string().optional(),
    }),
  ),
  places: z.record(z.string(), z.object({ organisation: z.string(), timeZone: z.string() })),
});

/**
 * Kept on the process, since a bundler may load this file more than once. `text`: of the file, as this process last
 * read or wrote it.
 */
type InstallationFile = { text: string | undefined; wasRead: boolean };
const kept = (): InstallationFile =>
  ((globalThis as { keptInstallation?: InstallationFile }).keptInstallation ??= { text: undefined, wasRead: false });

/** Whether this process has read the installation from the database since it began. */
export const wasInstallationRead = (): boolean => kept().wasRead;

/**
 * Reads the names and telephones of organisations and the time zones of places from the database, remembers them for
 * pages without it, and keeps them in OUTAGE_FOLDER, where the next start finds them. The file is written only when it
 * changes. It reads all places (20,000 are two megabytes in the file), so it is called once an hour, not by a page.
 */
export async function readInstallation(): Promise<void> {
  const [organisations, places, root] = await Promise.all([
    db.organisation.findMany({
      where: { OR: [{ runsPermanences: true }, { places: { some: {} } }] },
      select: {
        id: true,
        runsPermanences: true,
        slug: true,
        name: true,
        phone: true,
        phoneHours: true,
        settings: { select: { serviceName: true, accent: true } },
      },
      orderBy: { id: "asc" },
    }),
    db.place.findMany({
      select: { slug: true, organisationId: true, timeZone: true },
      orderBy: { slug: "asc" },
    }),
    findRootOrganisation(),
  ]);
  const installation: Installation = {
    ...(root && { root: root.id }),
    organisations: Object.fromEntries(
      organisations.map(({ id, runsPermanences, slug, name, phone, phoneHours, settings }) => [
        id,
        {
          runsPermanences,
          slug,
          service: settings?.serviceName ?? name,
          ...(phone !== null && { phone }),
          ...(phoneHours !== null && { phoneHours }),
          ...(settings?.accent && { accent: settings.accent }),
        },
      ]),
    ),
    places: Object.fromEntries(
      places.map(({ slug, organisationId, timeZone }) => [slug, { organisation: organisationId, timeZone }]),
    ),
  };
  kept().wasRead = true;
  rememberInstallation(installation);
  await keepInstallation(installation);
}

/**
 * Remembers the installation as it was last kept. A file that is missing, cannot be read or is another installation's
 * is none.
 */
export function recallInstallation(): void {
  const file = fileOfInstallation();
  if (file === undefined) return;
  try {
    const text = readFileSync(file, "utf8");
    const { instance, ...installation } = schema.parse(JSON.parse(text));
    if (instance !== thisInstance()) return;
    kept().text = text;
    rememberInstallation(installation as Installation);
  } catch {
    // The first good read of the database writes it.
  }
}

/**
 * Written to another file first and renamed, so that nobody reads half of it. What could not be written is tried again
 * with the next read.
 */
async function keepInstallation(installation: Installation): Promise<void> {
  const file = fileOfInstallation();
  const text = JSON.stringify({ instance: thisInstance(), ...installation });
  if (file === undefined || text === kept().text) return;
  // Before the writing, so that two reads at a time write once.
  kept().text = text;
  try {
    await mkdir(env.OUTAGE_FOLDER ?? "", { recursive: true });
    const written = `${file}.${process.pid}`;
    await writeFile(written, text, { flush: true });
    await rename(written, file);
  } catch (error) {
    kept().text = undefined;
    logTrouble(
      "What pages say while the database is away could not be kept in OUTAGE_FOLDER: after a restart without database they name no telephone.",
      traceOf(error),
    );
  }
}

const fileOfInstallation = (): string | undefined =>
  env.OUTAGE_FOLDER === undefined ? undefined : join(/* turbopackIgnore: true */ env.OUTAGE_FOLDER, "outage.json");

const thisInstance = (): string => sharedHash("outage", "");
