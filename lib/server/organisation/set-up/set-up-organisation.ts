import type { Place } from "#prisma/generated/client.ts";
import type { FileRecord } from "#lib/place/national-file.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import type { SetupProblem, SetupResult } from "#lib/wire/setup-fields.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import type { Logo } from "#lib/server/place/encode-logo.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { importPlacesIn, IMPORT_TIMEOUTS, type Imported } from "#lib/server/organisation/places/import-places.ts";
import { runningAt } from "#lib/server/planning/series/plan-permanences.ts";
import { saveAccount, saveAdministrator } from "./people.ts";
import { savePartner } from "./partners.ts";
import { placesByName, saveTypedPlace, typedPlaceProblems, type NamedPlace, type TypedPlace } from "./places.ts";
import { chooseHost, lockSetUps, saveOrganisation } from "./organisation.ts";
import { numbered, SetupRefused, type ItemWithPath, type SetUpStep } from "./progress.ts";
import { saveTopics, topicProblems } from "./topics.ts";
import { saveWeekly } from "./weekly.ts";

/** The records of one national file that the set-up names, and which places lie in the part that it names. */
export type RecordsOfFile = { readonly lines: readonly FileRecord[]; readonly within: (place: Place) => boolean };

/**
 * What a set-up did. `imported`: of each file, in order. `unnamed`: what the organisation has that the file does not
 * name; it stays as it is.
 */
export type SetUp = {
  readonly steps: readonly SetUpStep[];
  readonly imported: readonly Imported[];
  readonly unnamed: Unnamed;
};

/** How many weekly series, partners with a calendar, and accounts. */
type Unnamed = { readonly weekly: number; readonly partners: number; readonly accounts: number };

/** Thrown at the end of a trial, so that nothing of it stays. */
class Trial extends Error {
  readonly done: SetUp;
  constructor(done: SetUp) {
    super("trial");
    this.done = done;
  }
}

/**
 * Sets an organisation up, or brings it to what the file says (docs/set-up.md): what stands as the file has it is not
 * written, what the file does not name stays. All in one transaction: a refusal changes nothing. `records`: of the
 * files that `places` names, in their order; `logo`: the one that it names, drawn anew. Refused with all that is wrong.
 */
export async function setUpOrganisation(
  file: SetupFile,
  records: readonly RecordsOfFile[],
  now: Instant,
  { dryRun = false, logo }: { readonly dryRun?: boolean; readonly logo?: Logo | undefined } = {},
): Promise<SetupResult<SetUp>> {
  const wrong = [...topicProblems(file.topics), ...typedPlacesOf(file).flatMap(typedPlaceProblems)];
  if (wrong.length > 0) return { ok: false, problems: wrong };
  try {
    const done = await db.$transaction(async (tx) => {
      const written = await write(tx, file, records, now, logo);
      if (dryRun) throw new Trial(written);
      return written;
    }, IMPORT_TIMEOUTS);
    return { ok: true, value: done };
  } catch (error) {
    if (error instanceof Trial) return { ok: true, value: error.done };
    if (error instanceof SetupRefused) return { ok: false, problems: error.problems };
    throw error;
  }
}

const typedPlacesOf = (file: SetupFile): readonly ItemWithPath<TypedPlace>[] =>
  numbered(file, "places").flatMap(({ path, item }) => ("file" in item ? [] : [{ path, item }]));

async function write(
  tx: Tx,
  file: SetupFile,
  records: readonly RecordsOfFile[],
  now: Instant,
  logo: Logo | undefined,
): Promise<SetUp> {
  // Two set-ups run one after the other, however long the first takes: the second finds what it has made.
  await tx.$executeRaw`SET LOCAL lock_timeout = 0`;
  await lockSetUps(tx);
  const { id: organisation, step } = await saveOrganisation(tx, file.organisation, now, logo);
  const topics = file.topics === undefined ? [] : [await saveTopics(tx, organisation, file.topics)];
  const imported: Imported[] = [];
  for (const { lines, within } of records) imported.push(await importPlacesIn(tx, lines, organisation, now, within));
  const places: SetUpStep[] = [];
  for (const { item } of typedPlacesOf(file)) places.push(await saveTypedPlace(tx, organisation, item, now));
  const weekly = await writeWeekly(tx, file, organisation, now);
  const partners: SetUpStep[] = [];
  for (const partner of file.partners) partners.push(...(await savePartner(tx, organisation, partner, now)));
  const accounts = await writeAccounts(tx, file, organisation, now);
  await chooseHost(tx);
  const steps = [step, ...topics, ...places, ...weekly.steps, ...partners, ...accounts];
  await noteInJournal(tx, organisation, steps, imported, now);
  return { steps, imported, unnamed: await unnamedOf(tx, file, organisation, weekly.series, now) };
}

/**
 * All names of places are looked up before the first series is written, so that every wrong one is told at once. A
 * series that the file has twice is refused: with two plans each would be changed back by the other. `series`: their
 * ids.
 */
async function writeWeekly(
  tx: Tx,
  file: SetupFile,
  organisation: string,
  now: Instant,
): Promise<{ readonly series: readonly string[]; readonly steps: readonly SetUpStep[] }> {
  const find = await placesByName(tx, organisation);
  const people = numbered(file, "people").flatMap(({ path, item }) =>
    (item.places ?? []).map((name, index) => ({ path: `${path}.places.${index}`, place: find(name) })),
  );
  const lines = numbered(file, "weekly").map((one) => ({ ...one, place: find(one.item.place) }));
  const named = [...people, ...lines.map(({ path, place }) => ({ path: `${path}.place`, place }))];
  const problems = named.flatMap(({ path, place }) => (isNamed(place) ? [] : [{ path, ...place }]));
  const saved: Awaited<ReturnType<typeof saveWeekly>>[] = [];
  const seen = new Set<string>();
  for (const { place, ...line } of lines) {
    if (!isNamed(place)) continue;
    const { weekday, from, to } = line.item;
    const key = [place.id, weekday, from, to].join(" ");
    if (seen.has(key)) problems.push({ path: line.path, code: "series-twice" });
    if (seen.has(key)) continue;
    seen.add(key);
    try {
      saved.push(await saveWeekly(tx, organisation, line, place, now));
    } catch (error) {
      if (!(error instanceof SetupRefused)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new SetupRefused(problems);
  return { series: saved.map(({ series }) => series), steps: saved.map(({ step }) => step) };
}

const isNamed = (place: NamedPlace | Pick<SetupProblem, "code" | "values">): place is NamedPlace => "id" in place;

/** Colleagues first: the administrator becomes coordinator too when nobody else may plan. */
async function writeAccounts(
  tx: Tx,
  file: SetupFile,
  organisation: string,
  now: Instant,
): Promise<readonly SetUpStep[]> {
  const find = await placesByName(tx, organisation);
  const steps: SetUpStep[] = [];
  for (const { places, ...person } of file.people) {
    const held = places?.map(find).filter(isNamed);
    steps.push(await saveAccount(tx, { ...person, organisation: organisation, places: held }, now));
  }
  return [...steps, ...(await saveAdministrator(tx, { ...file.administrator, organisation: organisation }, now))];
}

/** Counts alone: what was written is in the rows. Nothing is noted when nothing changed. */
async function noteInJournal(
  tx: Tx,
  organisation: string,
  steps: readonly SetUpStep[],
  imported: readonly Imported[],
  now: Instant,
): Promise<void> {
  const effects = imported.flatMap(({ lines }) => lines.map(({ effect }) => effect?.did));
  const did = (what: "made" | "changed"): number => steps.filter((step) => step.did === what).length;
  const count = (what: "added" | "changed"): number => effects.filter((effect) => effect === what).length;
  const data = {
    made: did("made"),
    changed: did("changed"),
    placesAdded: count("added"),
    placesChanged: count("changed"),
  };
  if (Object.values(data).every((one) => one === 0)) return;
  await appendJournal(tx, { kind: "anonymous" }, { act: "organisation-set-up", organisation: organisation, data }, now);
}

async function unnamedOf(
  tx: Tx,
  file: SetupFile,
  organisation: string,
  series: readonly string[],
  now: Instant,
): Promise<Unnamed> {
  const emails = [file.administrator, ...file.people].map(({ email }) => email);
  const weekly = await tx.series.count({
    where: { organisationId: organisation, ...runningAt(now), id: { notIn: [...series] } },
  });
  const partners = await tx.calendarShare.count({
    where: {
      giverId: organisation,
      revokedAt: null,
      receiver: { slug: { notIn: file.partners.map(({ slug }) => slug) } },
    },
  });
  const accounts = await tx.user.count({
    where: {
      memberships: { some: { organisationId: organisation, ...lastsAt(now) } },
      email: { notIn: emails },
      anonymisedAt: null,
    },
  });
  return { weekly, partners, accounts };
}
