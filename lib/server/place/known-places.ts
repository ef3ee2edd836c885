import { keyedHash } from "#lib/server/edge/hashed-address.ts";

/** A telephone number, when somebody answers it, and the name and colour of the service that it belongs to. */
export type KnownTelephone = {
  readonly phone?: string;
  readonly phoneHours?: string;
  readonly service?: string;
  readonly accent?: string;
};

/** What is known of a page without database: the telephone of who holds its half-days, and its time zone. */
export type KnownOfPage = { readonly telephone?: KnownTelephone; readonly timeZone?: string };

/** What is kept of a page or place: the organisation that holds it, and its time zone. */
type KnownPlace = { readonly organisation?: string; readonly timeZone?: string };

/**
 * The organisations that run half-days or hold places, by id, and the places, by their name in addresses. `root`: the
 * organisation of several that pages at the root speak for.
 */
export type Installation = {
  readonly root?: string | undefined;
  readonly organisations: Readonly<
    Record<string, KnownTelephone & { readonly runsPermanences: boolean; readonly slug?: string }>
  >;
  readonly places: Readonly<Record<string, { readonly organisation: string; readonly timeZone: string }>>;
};

/** Pages that a process keeps at most; the one that was shown longest ago goes first. */
const MOST = 5_000;

/**
 * `telephones`: by organisation, each as it was read last. `byPage`: by a keyed hash, since an address may hold a
 * secret. `elsewhere`: for an address that names no place.
 */
type KnownPlaces = {
  readonly telephones: Map<string, KnownTelephone>;
  /** The organisations, by their name in addresses. */
  organisations: ReadonlyMap<string, string>;
  places: ReadonlyMap<string, KnownPlace>;
  elsewhere: KnownPlace;
  readonly byPage: Map<string, KnownPlace>;
};

/** Kept on the process, since a bundler may load this file more than once. */
const known = (): KnownPlaces =>
  ((globalThis as { knownPlaces?: KnownPlaces }).knownPlaces ??= {
    telephones: new Map(),
    organisations: new Map(),
    places: new Map(),
    elsewhere: {},
    byPage: new Map(),
  });

/**
 * Remembers the installation as it was read. A page that names no place has the telephone of the organisation that the
 * root speaks for, or the only one, and the time zone of all places; with several organisations, or several zones, it
 * has none rather than a wrong one.
 */
export function rememberInstallation({ root, organisations, places }: Installation): void {
  for (const [id, organisation] of Object.entries(organisations)) rememberTelephone(id, organisation);
  const running = Object.entries(organisations).filter(([, { runsPermanences }]) => runsPermanences);
  const [organisation, ...otherOrganisations] = running.map(([id]) => id);
  const [timeZone, ...otherZones] = new Set(Object.values(places).map(({ timeZone }) => timeZone));
  known().organisations = new Map(running.flatMap(([id, { slug }]) => (slug === undefined ? [] : [[slug, id]])));
  known().places = new Map(Object.entries(places));
  known().elsewhere = {
    ...(root === undefined
      ? organisation !== undefined && otherOrganisations.length === 0 && { organisation }
      : { organisation: root }),
    ...(timeZone !== undefined && otherZones.length === 0 && { timeZone }),
  };
}

/**
 * Remembers the telephone, name and colour of an organisation as they were just read; without a number it has none from
 * now on.
 */
export function rememberTelephone(organisation: string, { phone, phoneHours, service, accent }: KnownTelephone): void {
  known().telephones.set(organisation, {
    ...(phone !== undefined && { phone }),
    ...(phoneHours !== undefined && { phoneHours }),
    ...(service !== undefined && { service }),
    ...(accent !== undefined && { accent }),
  });
}

/** Remembers what the page at this path was shown with: in any language, and on the pages below it. */
export function rememberPage(path: string, shown: KnownPlace): void {
  const { byPage } = known();
  const page = keyedHash(pageOf(path).join("/"));
  byPage.delete(page);
  byPage.set(page, shown);
  const [first = ""] = byPage.keys();
  if (byPage.size > MOST) byPage.delete(first);
}

/**
 * What is known of the page at this path: of the organisation that it was last shown with, else of the place or
 * organisation that it names, else of the installation; the telephone as it was read last. Needs no database.
 */
export function knownOfPage(path: string): KnownOfPage {
  const [first, second] = pageOf(path);
  const place = ABOUT_A_PLACE.has(first) ? known().places.get(second) : undefined;
  const named = first === "chez" ? known().organisations.get(second) : undefined;
  const shown = known().byPage.get(keyedHash(`${first}/${second}`));
  const { organisation, timeZone } = {
    ...(place ?? known().elsewhere),
    ...(named !== undefined && { organisation: named }),
    ...shown,
  };
  return {
    ...(organisation !== undefined && { telephone: known().telephones.get(organisation) ?? {} }),
    ...(timeZone !== undefined && { timeZone }),
  };
}

/** The first parts of the addresses whose second part names a place. */
const ABOUT_A_PLACE: ReadonlySet<string> = new Set(["lieux", "porte", "ecran"]);

/**
 * The page without its language and what stands below it: `/ar/suivi/x/papier` is `suivi`, `x`. The tablet of a
 * half-day is a page of that half-day.
 */
function pageOf(path: string): readonly [first: string, second: string] {
  const [, first = "", second = ""] = path
    .replace(/^\/(?:ar|tr|en)(?=\/|$)/, "")
    .replace(/^\/conseiller(?=\/permanences\/)/, "")
    .split("/");
  return [first, second];
}
