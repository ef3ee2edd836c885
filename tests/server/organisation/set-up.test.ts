/** @slow */
import { readFileSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { CommandError } from "#scripts/command-error.ts";
import { setUp } from "#scripts/set-up.ts";
import { emptyTables } from "#tests/support/empty-tables.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** For a row that is there. */
const NOBODY = new Date("2026-11-26T09:00:00Z");
const SHAPE = "tests/data/commune-rennes.json";
const PLACES = "lieux-ille-et-vilaine.json";
const SETTINGS = { APP_ENV: "demo", APP_SECRET: "a-secret-of-the-tests-only", APP_NOW: "2026-11-26T10:00:00+01:00" };

type Server = Awaited<ReturnType<typeof serverOnFreshDatabase>>;
let server: Server;
let db: Server["db"];
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await copyFile(join("tests/data", PLACES), join(folder.path, PLACES));
  server = await serverOnFreshDatabase(SETTINGS);
  ({ db } = server);
});
afterAll(async () => {
  await db.$disconnect();
  await folder.remove();
});
beforeEach(() => emptyTables(server.owner, "organisation", "place", "topic", "user_account", "installation"));

type Content = {
  organisation: Record<string, unknown>;
  administrator: Record<string, unknown>;
  places: Record<string, unknown>[];
  topics: unknown;
  weekly: Record<string, unknown>[];
  partners: Record<string, unknown>[];
  people?: unknown[];
  [unknown: string]: unknown;
};
/** The set-up file of Rennes, changed; without the weekly half-day, whose dates of a year are what takes time. */
const rennesAtNoHour = (change: (content: Content) => void = () => undefined): Content =>
  rennes((content) => {
    content.weekly = [];
    change(content);
  });
/** The set-up file of Rennes, changed. */
const rennes = (change: (content: Content) => void = () => undefined): Content => {
  const content = JSON.parse(readFileSync(SHAPE, "utf8")) as Content;
  change(content);
  return content;
};
const run = async (content: unknown, ...words: string[]): Promise<string> => {
  const path = join(folder.path, "commune.json");
  await writeFile(path, JSON.stringify(content));
  return plain((await setUp(["--from", path, ...words])).join("\n"));
};
const refusal = (content: unknown, ...words: string[]): Promise<string> =>
  run(content, ...words).then(
    () => "it was set up",
    (error: unknown) => {
      if (error instanceof CommandError) return plain(error.message);
      throw error;
    },
  );

/** The text with ordinary spaces instead of no-break spaces. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

const TABLES = [
  "organisation",
  "organisation_settings",
  "topic",
  "place",
  "series",
  "permanence",
  "user_account",
  "membership",
  "membership_place",
  "calendar_share",
  "feed_version",
  "journal",
  "installation",
];
/** Every row of what a set-up may write, with the number of the transaction that wrote it. */
const everything = async (): Promise<Record<string, readonly string[]>> => {
  const rows: Record<string, readonly string[]> = {};
  for (const name of TABLES) {
    const found = await server.pool.query<{ line: string }>(
      `SELECT t::text || ' ' || t.xmin AS line FROM ${name} t ORDER BY 1`,
    );
    rows[name] = found.rows.map(({ line }) => line);
  }
  return rows;
};
const changedTables = (before: Record<string, readonly string[]>, after: Record<string, readonly string[]>) =>
  TABLES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
const isNothing = async (): Promise<boolean> => {
  const found = await server.pool.query(TABLES.map((name) => `(SELECT 1 FROM ${name} LIMIT 1)`).join(" UNION ALL "));
  return found.rows.length === 0;
};
const organisation = () =>
  db.organisation.findUniqueOrThrow({ where: { slug: "rennes" }, include: { settings: true } });
const nouvoitou = () => db.place.findUniqueOrThrow({ where: { slug: "mediatheque-de-nouvoitou" } });
const halfDays = () => db.permanence.findMany({ orderBy: { startsAt: "asc" } });
const rolesOf = async (email: string): Promise<readonly string[]> =>
  (await db.membership.findMany({ where: { user: { email } }, orderBy: { role: "asc" } })).map(({ role }) => role);

test("a logo beside the file is drawn anew as the form does it; the same again writes nothing, another one changes it", async () => {
  const drawing = (background: string) =>
    sharp({ create: { width: 20, height: 10, channels: 3, background } }).toFile(join(folder.path, "logo.png"));
  const withLogo = rennesAtNoHour((content) => (content.organisation["logo"] = "logo.png"));
  const kept = () => db.organisationLogo.findFirstOrThrow();
  await drawing("red");
  await run(withLogo);
  const first = await kept();
  expect([first.mediaType, Buffer.from(first.picture).subarray(1, 4).toString()]).toEqual(["image/png", "PNG"]);
  const before = await everything();
  await run(withLogo);
  await run(rennesAtNoHour());
  expect(changedTables(before, await everything())).toEqual([]);
  expect((await kept()).etag).toBe(first.etag);
  await drawing("blue");
  await run(withLogo);
  expect((await kept()).etag).not.toBe(first.etag);
});

test("a logo that is missing, no picture, or in another folder is refused by its field, and nothing is written", async () => {
  const named = (logo: string) => refusal(rennes((content) => (content.organisation["logo"] = logo)));
  await writeFile(join(folder.path, "logo.txt"), "bonjour");
  expect(await named("logo.txt")).toContain(
    "organisation.logo : ce fichier n’est pas une image PNG ou JPEG qui se lit",
  );
  expect(await named("../logo.png")).toContain(
    "organisation.logo : « ../logo.png » n’est pas un fichier à côté de celui-ci.",
  );
  expect(await named("absent.png")).toContain("absent.png");
  expect(await isNothing()).toBe(true);
});

test("the file of Rennes sets the organisation up, and the report says what was made and what comes next", async () => {
  const said = await run(rennes());
  expect(await organisation()).toMatchObject({
    name: "Aide numérique Rennes",
    kind: "city",
    runsPermanences: true,
    hosts: true,
    phone: "+33261910035",
    phoneHours: "Mo-Fr 09:00-12:00",
    settings: {
      serviceName: "Aide numérique Rennes",
      accent: "#7a1f2b",
      department: "35",
      writtenMail: "aide-numerique@rennes.example",
      publisher: "Ville de Rennes",
      director: "La direction de la communication",
      host: "Ville de Rennes, service informatique",
    },
  });
  expect(await nouvoitou()).toMatchObject({
    inseeCode: "35204",
    holidayRegion: "35",
    timeZone: "Europe/Paris",
    imported: null,
  });
  const cities = await db.place.groupBy({ by: ["city"], orderBy: { city: "asc" } });
  expect(cities.map(({ city }) => city)).toEqual(["Nouvoitou", "Rennes"]);
  expect(await db.topic.count({ where: { organisationId: null, active: true } })).toBe(14);
  expect(await rolesOf("administration@rennes.example")).toEqual(["administrator", "coordinator"]);
  expect(await rolesOf("partenaire@caf35.example")).toEqual(["partner"]);
  expect(await db.calendarShare.findMany({ include: { receiver: true } })).toMatchObject([
    { level: "open-hours", everyPlace: true, receiver: { kind: "caf", partner: true, runsPermanences: false } },
  ]);
  expect(said).toContain("Chaque semaine : mercredi de 14 h à 17 h, Médiathèque de Nouvoitou, ajouté.");
  expect(said).toContain("aussi coordination");
  expect(said).toContain("http://localhost:3000/connexion");
  expect(said).toContain("administration@rennes.example");
  expect(said).not.toContain("Strasbourg");
});

test("the dates of a weekly half-day are written a year ahead, without public holidays; the same file a second time writes no row, and says so", async () => {
  await run(rennes());
  const held = await halfDays();
  expect(held[0]).toMatchObject({
    startsAt: new Date("2026-12-02T14:00:00+01:00"),
    endsAt: new Date("2026-12-02T17:00:00+01:00"),
    desks: 1,
    bookableLanes: 1,
    windows: [
      { from: 0, to: 60, mode: "appointment" },
      { from: 60, to: 180, mode: "walk-in" },
    ],
  });
  const days = held.map(({ localDate }) => localDate.toISOString().slice(0, 10));
  expect(days.at(-1)).toBe("2027-11-24");
  expect(days).not.toContain("2027-07-14");
  expect(days).toHaveLength(51);
  const before = await everything();
  const said = await run(rennes());
  expect(await everything()).toEqual(before);
  expect(said).not.toMatch(/ajouté\.|mis à jour\./u);
});

test("a trial says what would be made and writes nothing", async () => {
  expect(await run(rennes(), "--dry-run")).toMatch(/^Essai : rien n’a été écrit\.[\s\S]*Organisme : .*ajouté/u);
  expect(await isNothing()).toBe(true);
});

test("a changed file changes what it names and nothing else", async () => {
  await run(rennesAtNoHour());
  const before = await everything();
  await run(rennesAtNoHour(({ organisation }) => (organisation["host"] = "Un autre hébergeur")));
  expect(changedTables(before, await everything())).toEqual(["organisation_settings", "journal"]);
});

test("a new telephone is in the calendar texts of the half-days to come, and then a new address; the place is the same", async () => {
  await run(rennes());
  const { id } = await nouvoitou();
  const texts = async () => (await halfDays()).map(({ vevent }) => vevent?.replaceAll("\r\n ", ""));
  const change = ({ organisation }: Content) => (organisation["telephone"] = "02 61 91 00 36");
  await run(rennes(change));
  expect((await organisation()).phone).toBe("+33261910036");
  for (const text of await texts()) expect(text).toMatch(/02.61.91.00.36/u);
  await run(
    rennes((content) => {
      change(content);
      Object.assign(content.places[1] ?? {}, { address: "2 place de l’Église" });
    }),
  );
  expect(await nouvoitou()).toMatchObject({ id, address: "2 place de l’Église" });
  expect((await texts())[0]).toContain("2 place de l’Église");
});

test("new desks reach the half-days to come, but for one in which somebody is expected", async () => {
  await run(rennes());
  const [first, second] = await halfDays();
  await db.appointment.create({
    data: {
      permanenceId: first?.id ?? "",
      organisationId: first?.organisationId ?? "",
      placeId: first?.placeId ?? "",
      startsAt: first?.startsAt ?? NOBODY,
      endsAt: new Date((first?.startsAt.getTime() ?? 0) + 30 * 60_000),
      lane: 1,
      bookedAt: new Date("2026-11-26T09:00:00Z"),
      createdAt: new Date("2026-11-26T09:00:00Z"),
      topicKeys: ["impots"],
      code: "ABC234",
    },
  });
  const said = await run(rennes(({ weekly }) => Object.assign(weekly[0] ?? {}, { desks: 3 })));
  const [kept, changed] = await halfDays();
  expect(kept).toMatchObject({ desks: 1, bookableLanes: 1, sequence: first?.sequence });
  expect(changed).toMatchObject({ desks: 3, bookableLanes: 3, sequence: (second?.sequence ?? 0) + 1 });
  expect(said).toContain("demi-journées à venir mises à jour : 50");
  expect(said).toContain("demi-journées réservées ou changées à la main, gardées ainsi : 1");
});

test("what the file does not name any more stays, and is said; of two weekly half-days the one that it does not name is counted", async () => {
  await run(rennes(({ weekly }) => weekly.push({ ...weekly[0], weekday: 5 })));
  const before = await everything();
  expect(await run(rennes())).toContain("Demi-journées de chaque semaine : 1. Partenaires : 0. Comptes : 0.");
  const said = await run(rennes((content) => Object.assign(content, { weekly: [], partners: [] })));
  expect(await everything()).toEqual(before);
  expect(said).toContain("Le reste est gardé. Demi-journées de chaque semaine : 2. Partenaires : 1. Comptes : 0.");
});

test("a list of topics switches the others off for this organisation alone", async () => {
  await run(rennesAtNoHour((content) => (content.topics = ["impots", "email"])));
  const { id } = await organisation();
  const own = await db.topic.findMany({ where: { organisationId: id, active: true }, orderBy: { rank: "asc" } });
  expect(own.map(({ key }) => key)).toEqual(["impots", "email"]);
  expect(await db.topic.count({ where: { organisationId: null, active: false } })).toBe(0);
  const before = await everything();
  await run(rennesAtNoHour((content) => (content.topics = ["impots", "email"])));
  expect(await everything()).toEqual(before);
  await run(rennesAtNoHour());
  expect(await db.topic.count({ where: { organisationId: id, active: true } })).toBe(14);
});

test("colleagues get their role, also at some places only; with a coordinator the administrator is none", async () => {
  const people = [
    { email: "Coordination@rennes.example", name: "Coordination", role: "coordinator" },
    {
      email: "conseiller@rennes.example",
      name: "Conseiller 1",
      role: "conseiller",
      places: ["mediatheque de NOUVOITOU"],
    },
  ];
  await run(rennesAtNoHour((content) => (content.people = people)));
  expect(await rolesOf("coordination@rennes.example")).toEqual(["coordinator"]);
  expect(await rolesOf("administration@rennes.example")).toEqual(["administrator"]);
  expect(await db.membershipPlace.findMany({ select: { placeId: true } })).toEqual([
    { placeId: (await nouvoitou()).id },
  ]);
  const before = await everything();
  await run(rennesAtNoHour((content) => (content.people = people)));
  expect(await everything()).toEqual(before);
});

test("a role and a share that were ended here stay ended", async () => {
  await run(rennesAtNoHour());
  await db.membership.updateMany({ where: { role: "partner" }, data: { endsAt: new Date("2026-11-26T08:00:00Z") } });
  await db.calendarShare.updateMany({ data: { revokedAt: new Date("2026-11-26T08:00:00Z") } });
  const before = await everything();
  const said = await run(rennesAtNoHour());
  expect(await everything()).toEqual(before);
  expect(said).toContain("ce rôle a été arrêté ici");
  expect(said).toContain("ce partage a été arrêté ici");
});

test("a second organisation in the same installation touches nothing of the first", async () => {
  await run(rennesAtNoHour());
  const before = await everything();
  await run(
    rennesAtNoHour((content) => {
      Object.assign(content.organisation, {
        slug: "nouvoitou",
        name: "Médiathèque de Nouvoitou",
        telephone: "+33261910044",
      });
      Object.assign(content, { places: content.places.slice(1), weekly: [], partners: [] });
      content.administrator = { email: "administration@nouvoitou.example", name: "Administration" };
    }),
  );
  const after = await everything();
  for (const name of ["organisation", "organisation_settings", "place", "membership"])
    expect(after[name]).toEqual(expect.arrayContaining([...(before[name] ?? [])]));
  expect(await db.place.count({ where: { name: "Médiathèque de Nouvoitou" } })).toBe(2);
});

test.each<readonly [string, (content: Content) => void, string]>([
  ["an unknown field", (c) => (c.organisation["phone"] = "x"), "organisation.phone : ce champ n’existe pas"],
  [
    "a missing field",
    (c) => delete c.organisation["telephone"],
    "organisation.telephone : il manque un numéro de téléphone",
  ],
  ["no way to write", (c) => (c.organisation["written"] = {}), "organisation.written : il manque une façon d’écrire"],
  [
    "an accent that cannot be read on",
    (c) => (c.organisation["accent"] = "#e0782f"),
    "contraste 3,04, il faut 4,5. Plus foncé : #b36026",
  ],
  ["a file elsewhere", (c) => Object.assign(c.places[0] ?? {}, { file: "../lieux.json" }), "places.0.file"],
  [
    "a commune that does not exist",
    (c) => Object.assign(c.places[1] ?? {}, { city: "Nouvoitoux" }),
    "places.1.city : aucune commune « Nouvoitoux »",
  ],
  [
    "a position far away",
    (c) => Object.assign(c.places[1] ?? {}, { latitude: 43.3, longitude: 5.4 }),
    "places.1.latitude : la position est à",
  ],
  ["a weekday that does not exist", (c) => Object.assign(c.weekly[0] ?? {}, { weekday: 8 }), "weekly.0.weekday"],
  [
    "a window outside the hours",
    (c) => Object.assign(c.weekly[0] ?? {}, { to: "16:00" }),
    "weekly.0.windows.1 : cette plage sort",
  ],
  [
    "a place that nobody named",
    (c) => Object.assign(c.weekly[0] ?? {}, { place: "Mairie" }),
    "weekly.0.place : aucun lieu ne s’appelle « Mairie »",
  ],
  [
    "two half-days that overlap",
    (c) => c.weekly.push({ ...c.weekly[0], from: "13:00", to: "15:00", windows: [] }),
    "weekly.1 : une demi-journée est déjà là, de 14 h à 17 h",
  ],
  [
    "a weekly half-day that stands twice in the file",
    (c) => c.weekly.push({ ...c.weekly[0], place: "mediatheque-de-nouvoitou", desks: 2 }),
    "weekly.1 : cette demi-journée est déjà plus haut",
  ],
  [
    "one e-mail address with two names",
    (c) => (c.people = [{ ...c.administrator, name: "Une autre personne", role: "reception" }]),
    "people.0.name : ce compte s’appelle « Administration » plus haut",
  ],
  [
    "a place typed twice",
    (c) => c.places.push({ ...c.places[1], name: "MÉDIATHÈQUE de Nouvoitou", transport: "Bus 61" }),
    "places.2.name : « MÉDIATHÈQUE de Nouvoitou » est déjà plus haut",
  ],
  [
    "a topic that does not exist",
    (c) => (c.topics = ["impots", "jardinage"]),
    "topics.1 : « jardinage » n’est pas un motif. Les motifs : caf-changement, ",
  ],
  [
    "a partner with the organisation’s own slug",
    (c) => Object.assign(c.partners[0] ?? {}, { slug: "rennes" }),
    "partners.0.slug : « rennes » est déjà pris",
  ],
  [
    "a role that does not exist",
    (c) => (c.people = [{ email: "a@b.example", name: "A", role: "boss" }]),
    "people.0.role",
  ],
  [
    "a colleague at an unknown place",
    (c) => (c.people = [{ email: "a@b.example", name: "A", role: "reception", places: ["Mairie"] }]),
    "people.0.places.0 : aucun lieu",
  ],
  [
    "the administrator named twice",
    (c) => (c.people = [{ ...c.administrator, role: "administrator" }]),
    "people.0.email",
  ],
])("%s is refused by its path, and nothing at all is written", async (_, change, sentence) => {
  const said = await refusal(rennes(change));
  expect(said).toContain(sentence);
  expect(said).toContain("Rien n’a changé.");
  expect(said).not.toContain("setup.");
  expect(await isNothing()).toBe(true);
});

test("all that is wrong with a file is said at once", async () => {
  const said = await refusal({ ...rennes((c) => (c.organisation["accent"] = "#ffffff")), administrator: {}, extra: 1 });
  for (const path of ["organisation.accent", "administrator.email", "administrator.name", "extra"])
    expect(said).toContain(`  ${path} : `);
});

test("a file of places that is missing is named, and nothing is written", async () => {
  const said = await refusal(rennes(({ places }) => Object.assign(places[0] ?? {}, { file: "nowhere.json" })));
  expect(said).toContain("nowhere.json n’existe pas");
  expect(await isNothing()).toBe(true);
});

test("without a file it gives its usage", async () => {
  await expect(setUp([])).rejects.toThrow("npm run setup -- --from commune.json");
  await expect(setUp(["--form", "x"])).rejects.toThrow("npm run setup -- --from commune.json");
});

test("two set-ups at once make everything once", async () => {
  const path = join(folder.path, "twice.json");
  await writeFile(path, JSON.stringify(rennes()));
  await Promise.all([setUp(["--from", path]), setUp(["--from", path])]);
  expect(await db.organisation.count()).toBe(2);
  expect(await db.series.count()).toBe(1);
  expect(await db.calendarShare.count()).toBe(1);
});
