import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { city } from "#tests/server/place/city.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { instant } from "#lib/time/instant.ts";

const folder = await temporaryFolder();
const OUTAGE_FOLDER = join(folder.path, "kept");
const FILE = join(OUTAGE_FOLDER, "outage.json");
Object.assign(process.env, { OUTAGE_FOLDER, LOG_LEVEL: "silent" });

const LOST = instant(Date.UTC(2026, 10, 26, 9, 14));
let server: Server;
let read: typeof import("#lib/server/place/read-installation.ts");
let page: (path: string) => string;
let mairie: string;
let reunion: string;
let saintDenis: Awaited<ReturnType<typeof city>>;

beforeAll(async () => {
  server = await freshServer();
  read = await import("#lib/server/place/read-installation.ts");
  const { outageAnswer } = await import("#lib/server/outage/outage-answer.ts");
  page = (path) => outageAnswer(path, LOST).body.replace(/\s+/g, " ");
  const strasbourg = await city(server.db, { phone: "+33353010067" });
  saintDenis = await city(server.db, { phone: "+262262000000" });
  mairie = (await strasbourg.place("Mairie")).slug;
  reunion = (await saintDenis.place("Annexe", { timeZone: "Indian/Reunion" })).slug;
});
afterAll(async () => {
  await server.db.$disconnect();
  await folder.remove();
});

/** The process begins anew: it has nothing in memory, and the database does not answer. */
function restart(): void {
  for (const name of ["knownPlaces", "keptInstallation"]) Reflect.deleteProperty(globalThis, name);
  read.recallInstallation();
}

test("each place has its own telephone, and the hour of its own clock", async () => {
  await read.readInstallation();
  expect(page(`/lieux/${mairie}`)).toContain('href="tel:+33353010067"');
  expect(page(`/lieux/${mairie}`)).toContain("depuis 10 h 14");
  expect(page(`/lieux/${reunion}`)).toContain('href="tel:+262262000000"');
  expect(page(`/lieux/${reunion}`)).toContain("depuis 13 h 14");
  expect(page(`/ecran/${reunion}`)).toContain("depuis 13 h 14");
});

test("a restart during an outage finds the telephones again, and says no hour that it does not know", async () => {
  await read.readInstallation();
  restart();
  expect(page(`/lieux/${reunion}`)).toContain('href="tel:+262262000000"');
  expect(page(`/lieux/${reunion}`)).not.toMatch(/depuis \d/);
  expect(page(`/ecran/${reunion}`)).toContain("Pas de nouvelles pour le moment");
  await read.readInstallation();
  expect(page(`/lieux/${reunion}`)).toContain("depuis 13 h 14");
});

test("the file is written when something changed, and only then; nothing else stays beside it", async () => {
  await read.readInstallation();
  const { ino } = await stat(FILE);
  restart();
  await read.readInstallation();
  expect((await stat(FILE)).ino).toBe(ino);
  await server.db.organisation.update({
    where: { id: saintDenis.organisation.id },
    data: { phoneHours: "09:00-17:00" },
  });
  await read.readInstallation();
  expect((await stat(FILE)).ino).not.toBe(ino);
  expect(await readFile(FILE, "utf8")).toContain("09:00-17:00");
  expect(await readdir(OUTAGE_FOLDER)).toEqual(["outage.json"]);
});

test.each([
  ["is cut off", (text: string) => text.slice(0, 40)],
  ["is another installation's", (text: string) => text.replace(/"instance":"[^"]*"/, '"instance":"other"')],
  ["says something else", () => '{"places": []}'],
])("a file that %s is as good as none, and is written anew", async (_, change) => {
  await read.readInstallation();
  const text = await readFile(FILE, "utf8");
  await writeFile(FILE, change(text));
  restart();
  expect(page(`/lieux/${reunion}`)).not.toContain("tel:");
  await read.readInstallation();
  expect(await readFile(FILE, "utf8")).toBe(text);
});

test("a telephone that a page read later than the installation is the one that is said, and the other way round", async () => {
  const { readOrganisationOf } = await import("#lib/server/place/read-organisation.ts");
  const { id } = saintDenis.organisation;
  const change = (phone: string) => server.db.organisation.update({ where: { id }, data: { phone } });
  const pages = ["/suivi/x", `/lieux/${reunion}`];
  await change("+262262000002");
  await readOrganisationOf(id, { path: "/suivi/x", timeZone: "Indian/Reunion" });
  for (const path of pages) expect(page(path)).toContain('href="tel:+262262000002"');
  await change("+262262000003");
  await read.readInstallation();
  for (const path of pages) expect(page(path)).toContain('href="tel:+262262000003"');
  // It is kept a minute: shown again, it was not read again.
  await readOrganisationOf(id, { path: "/suivi/x" });
  for (const path of pages) expect(page(path)).toContain('href="tel:+262262000003"');
});

test("a folder in which nothing can be written hinders no page, and has the file once it can be written again", async () => {
  await read.readInstallation();
  await server.db.organisation.update({
    where: { id: saintDenis.organisation.id },
    data: { phone: "+262262000001" },
  });
  await folder.remove();
  await writeFile(folder.path, "no folder");
  await read.readInstallation();
  expect(page(`/lieux/${reunion}`)).toContain('href="tel:+262262000001"');
  await rm(folder.path);
  await read.readInstallation();
  expect(await readFile(FILE, "utf8")).toContain("+262262000001");
});
