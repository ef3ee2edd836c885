import { createReadStream } from "node:fs";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { leftOutOf, type PartWanted, type PlaceImportReport } from "#lib/wire/place/place-import.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { placeFiles } from "#lib/server/place/kept-place-file.ts";
import { linesOfPlaceFile } from "#lib/server/place/lines-of-place-file.ts";
import { anyOf, type PartOfFile } from "#lib/server/place/part-of-import.ts";
import { PlaceFileError } from "#lib/server/place/read-place-file.ts";
import { importPlaces, type Imported, type ImportedLine } from "./import-places.ts";

/** Places that a page imports at once: a département has some hundreds. The command has no limit. */
const MOST_PLACES = 5_000;

/** Places and lines of each list of a report; further ones are counted. */
const MOST_NAMED = 300;

/**
 * Changed places that are named: with the new ones, each is a box, and all boxes fit into a form of the team (64 kB).
 */
const MOST_CHANGED = 100;

type Refusal =
  | "not-allowed"
  | "file-encoding"
  | "file-json"
  | "file-list"
  | "file-too-many"
  | "nothing-there"
  | "upload-gone";

/** A file that was sent, and what to take of it for which organisation. */
type SentFile = PartWanted & { readonly id: string; readonly organisation: string; readonly fileName: string };

/**
 * Tries the import of a file that was sent, without writing, and keeps what it would do for its sender. Refused
 * `nothing-there` when no record lies in the part that was asked for; a refused file is removed.
 */
export async function tryPlaceFile(
  actor: StaffActor,
  path: string,
  { id, ...sent }: SentFile,
): Promise<Result<PlaceImportReport, Refusal>> {
  const tried = await run(actor, path, sent, true);
  if (tried.ok)
    await placeFiles.keepSaid(actor.user, id, {
      ...sent,
      communes: [...sent.communes],
      report: tried.value,
      imported: false,
    });
  else await placeFiles.remove(actor.user, id);
  return tried;
}

/**
 * Imports the file that this person tried, all places that they did not leave out (`fields`: the boxes of the form) or
 * none, and removes it. Done again it answers what was done. Refused `upload-gone` after an hour, for a file of
 * somebody else, and while the same file is being imported; `nothing-chosen` when they left out every place.
 */
export async function importPlaceFile(
  actor: StaffActor,
  id: string,
  fields: Readonly<Record<string, string>>,
): Promise<Result<PlaceImportReport, Refusal | "nothing-chosen">> {
  const said = await placeFiles.readSaid(actor.user, id);
  if (!said) return refuse("upload-gone");
  if (!may(actor, { act: "manage-places", organisation: said.organisation })) return refuse("not-allowed");
  if (said.imported) return accept(said.report);
  const leftOut = leftOutOf(said.report, fields);
  const { added, changed } = said.report.counts;
  if (leftOut.length > 0 && leftOut.length === added + changed) return refuse("nothing-chosen");
  const done = await placeFiles.take(actor.user, id, async (path) => {
    const imported = await run(actor, path, said, false, new Set(leftOut));
    if (imported.ok) await placeFiles.keepSaid(actor.user, id, { ...said, report: imported.value, imported: true });
    return { value: imported, done: true };
  });
  return done ?? refuse("upload-gone");
}

function partOf({ communes, departement }: PartWanted): PartOfFile {
  const within = { departement: departement === "" ? undefined : departement };
  return anyOf(
    communes.length === 0 ? [{ ...within, commune: undefined }] : communes.map((commune) => ({ ...within, commune })),
  );
}

async function run(
  actor: Actor,
  path: string,
  { organisation, ...wanted }: PartWanted & { readonly organisation: string },
  dryRun: boolean,
  leaveOut: ReadonlySet<number> = new Set(),
): Promise<Result<PlaceImportReport, Refusal>> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-places", organisation })) return refuse("not-allowed");
  const part = partOf(wanted);
  try {
    const lines = await linesOfPlaceFile(createReadStream(path), part, MOST_PLACES);
    if (!lines) return refuse("file-too-many");
    if (lines.length === 0) return refuse("nothing-there");
    const how = { dryRun, within: part.isPlace, by: actor, leaveOut };
    const imported = await importPlaces(lines, organisation, clock.now(), how);
    return accept(reportOf(imported, leaveOut.size));
  } catch (error) {
    if (error instanceof PlaceFileError) return refuse(`file-${error.why}`);
    throw error;
  }
}

function reportOf({ lines, vanished }: Imported, leftOut: number): PlaceImportReport {
  const did = (what: string) => lines.filter(({ effect }) => effect?.did === what);
  const added = did("added");
  const changed = did("changed");
  const unchanged = did("nothing");
  const refused = lines.flatMap(refusedOf);
  return {
    counts: {
      added: added.length,
      changed: changed.length,
      unchanged: unchanged.length,
      refused: refused.length,
      vanished: vanished.length,
      leftOut,
    },
    added: added.slice(0, MOST_NAMED).flatMap(namedOf),
    changed: changed.slice(0, MOST_CHANGED).flatMap(namedOf),
    vanished: vanished.slice(0, MOST_NAMED).map(({ name }) => ({ name })),
    refused: refused.slice(0, MOST_NAMED),
  };
}

const namedOf = ({ line: { read, number } }: ImportedLine) =>
  read.outcome === "refused" ? [] : [{ name: read.place.name, city: read.place.city, number }];

function refusedOf({ line: { number, name, read }, effect }: ImportedLine): PlaceImportReport["refused"] {
  const line = { number, ...(name !== undefined && { name }) };
  if (read.outcome === "refused")
    return [{ ...line, why: read.why, ...(read.why === "same-id-twice" && { first: read.first }) }];
  return effect?.did === "of-another-organisation" ? [{ ...line, why: effect.did }] : [];
}
