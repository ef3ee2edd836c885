import type { Place, Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { nameAndAddress, type FileRecord } from "#lib/place/national-file.ts";
import type { NationalPlace } from "#lib/place/national-place.ts";
import { freeSlug, slugOfPlace } from "#lib/place/slug.ts";
import { isSourceUnchanged, mergeSource, type SourceFieldName } from "#lib/place/merge-source.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { FIELDS_IN_EVENTS, rewriteEvents } from "#lib/server/calendar/write-vevent.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lockPlaces } from "#lib/server/place/create-place.ts";
import { inseeCodeOf } from "#lib/server/place/find-commune.ts";
import {
  columnsOfSourceFields,
  lastSourceFields,
  sourceFieldsOf,
  sourceFieldsOfPlace,
} from "#lib/server/place/source-fields.ts";

/** What the import of one line did. `local`: the fields that were changed here by hand and stay. */
export type LineOutcome =
  | {
      readonly did: "added" | "changed" | "nothing";
      readonly local: readonly SourceFieldName[];
      /** The slug of a place that stood already with the same name and address, under another national id or none. */
      readonly alike?: string;
    }
  | { readonly did: "of-another-organisation" };

export type ImportedLine = { readonly line: FileRecord; readonly effect?: LineOutcome };

/**
 * What became of every line. `vanished`: places that an earlier file had and this one does not; they are left as they
 * are.
 */
export type Imported = {
  readonly lines: readonly ImportedLine[];
  readonly vanished: readonly { readonly slug: string; readonly name: string }[];
};

/** Milliseconds: the file of the whole country, 18,000 rows, takes a minute or two on a small machine. */
export const IMPORT_TIMEOUTS = { maxWait: MINUTE, timeout: 20 * MINUTE };
const AT_ONCE = 500;

/**
 * How to import. `dryRun`: nothing stays written. `within`: the places that the lines are about, when not all were
 * read. `by`: who imports, for the journal; a command of the installation is nobody. `leaveOut`: the numbers of lines
 * that are not imported; their places are left as they are and have not vanished.
 */
type ImportOptions = {
  readonly dryRun?: boolean;
  readonly within?: (place: Place) => boolean;
  readonly by?: Actor;
  readonly leaveOut?: ReadonlySet<number>;
};

/** Thrown at the end of a dry run, so that the transaction is rolled back. */
class DryRun extends Error {
  readonly imported: Imported;
  constructor(imported: Imported) {
    super("dry run");
    this.imported = imported;
  }
}

/** The same as `importPlacesIn`, in a transaction of its own. */
export const importPlaces = (
  lines: readonly FileRecord[],
  organisationId: string,
  now: Instant,
  { dryRun = false, within, by = { kind: "anonymous" }, leaveOut }: ImportOptions = {},
): Promise<Imported> =>
  db
    .$transaction(async (tx) => {
      const done = await importPlacesIn(tx, lines, organisationId, now, within, leaveOut);
      await noteImport(tx, done, organisationId, by, now);
      if (dryRun) throw new DryRun(done);
      return done;
    }, IMPORT_TIMEOUTS)
    .catch((error: unknown) => {
      if (error instanceof DryRun) return error.imported;
      throw error;
    });

/**
 * Writes the places of a file for an organisation, all or none. A place is recognised by its national id; its slug is
 * given once and stays. The table `place` is locked against other writers, so that two imports run one after the other;
 * reading, booking and calling go on.
 */
export async function importPlacesIn(
  tx: Tx,
  lines: readonly FileRecord[],
  organisationId: string,
  now: Instant,
  within: (place: Place) => boolean = () => true,
  leaveOut: ReadonlySet<number> = new Set(),
): Promise<Imported> {
  await lockPlaces(tx);
  const rows = await tx.place.findMany();
  const known = new Map(rows.flatMap((row) => (row.nationalId === null ? [] : [[row.nationalId, row] as const])));
  const standing = new Map(rows.map((row) => [nameAndAddress(row), row.slug]));
  const taken = new Set(rows.map(({ slug }) => slug));
  const added: Prisma.PlaceCreateManyInput[] = [];
  const imported: ImportedLine[] = [];
  for (const line of lines) {
    if (line.read.outcome === "refused" || leaveOut.has(line.number)) imported.push({ line });
    else {
      const row = known.get(line.read.place.nationalId);
      if (!row) added.push(newRow(line.read.place, organisationId, taken));
      const alike = row ? undefined : standing.get(nameAndAddress(line.read.place));
      imported.push({
        line,
        effect: row
          ? await updatePlace(tx, row, line.read.place, organisationId, now)
          : { did: "added", local: [], ...(alike !== undefined && { alike }) },
      });
    }
  }
  for (let start = 0; start < added.length; start += AT_ONCE)
    await tx.place.createMany({ data: added.slice(start, start + AT_ONCE) });
  return { lines: imported, vanished: vanishedFrom(rows.filter(within), lines, organisationId) };
}

/** Counts alone: what was written is in the rows. Nothing is noted when nothing changed. */
async function noteImport(tx: Tx, { lines }: Imported, organisation: string, by: Actor, now: Instant): Promise<void> {
  const count = (did: LineOutcome["did"]): number => lines.filter(({ effect }) => effect?.did === did).length;
  const data = { placesAdded: count("added"), placesChanged: count("changed") };
  if (data.placesAdded + data.placesChanged > 0)
    await appendJournal(tx, by, { act: "places-imported", organisation, data }, now);
}

function newRow(place: NationalPlace, organisationId: string, taken: Set<string>): Prisma.PlaceCreateManyInput {
  const slug = freeSlug(slugOfPlace(place.name, place.city), taken);
  taken.add(slug);
  const said = sourceFieldsOf(place);
  return {
    ...(columnsOfSourceFields(said) as Prisma.PlaceCreateManyInput),
    slug,
    organisationId,
    nationalId: place.nationalId,
    inseeCode: inseeCodeOf(place),
    imported: said,
  };
}

async function updatePlace(
  tx: Tx,
  row: Place,
  place: NationalPlace,
  organisationId: string,
  now: Instant,
): Promise<LineOutcome> {
  if (row.organisationId !== organisationId) return { did: "of-another-organisation" };
  const said = sourceFieldsOf(place);
  const { changes, local } = mergeSource(sourceFieldsOfPlace(row), lastSourceFields(row), said);
  const fields = Object.keys(changes);
  if (fields.length > 0 || !isSourceUnchanged(lastSourceFields(row), said))
    await tx.place.update({
      where: { id: row.id },
      data: {
        ...columnsOfSourceFields(changes),
        ...((changes.city ?? changes.postalCode) !== undefined && { inseeCode: inseeCodeOf({ ...row, ...changes }) }),
        imported: said,
      },
    });
  if (fields.some((field) => FIELDS_IN_EVENTS.has(field))) await rewriteEvents(tx, { placeId: row.id }, now);
  return { did: fields.length > 0 ? "changed" : "nothing", local };
}

function vanishedFrom(
  rows: readonly Place[],
  lines: readonly FileRecord[],
  organisationId: string,
): Imported["vanished"] {
  const ids = new Set(lines.map(({ id }) => id));
  const gone = rows.filter(
    (row) =>
      row.organisationId === organisationId &&
      row.imported !== null &&
      row.nationalId !== null &&
      !ids.has(row.nationalId),
  );
  return gone.map(({ slug, name }) => ({ slug, name })).sort((a, b) => (a.slug < b.slug ? -1 : 1));
}
