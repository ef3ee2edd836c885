/** @zones @long */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startNode } from "#scripts/child.ts";
import { CommandError } from "#scripts/command-error.ts";
import { importFile } from "#scripts/import-file.ts";
import { emptyTables } from "#tests/support/empty-tables.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const REAL = "tests/data/lieux-grand-est.json";
const two = (JSON.parse(readFileSync(REAL, "utf8")) as readonly object[]).slice(0, 2);

const SETTINGS = { APP_ENV: "demo", APP_SECRET: "a-secret-of-the-tests-only" };

let server: Awaited<ReturnType<typeof serverOnFreshDatabase>>;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await serverOnFreshDatabase(SETTINGS);
});
afterAll(async () => {
  await server.db.$disconnect();
  await folder.remove();
});
beforeEach(async () => {
  await emptyTables(server.owner, "organisation", "place");
  await organisation("ville-de-strasbourg");
});

const rows = async <Row extends object>(sql: string): Promise<Row[]> => (await server.pool.query<Row>(sql)).rows;
const organisation = (slug: string) =>
  rows(
    `INSERT INTO organisation (id, slug, name, kind, runs_permanences) VALUES (gen_random_uuid(), '${slug}', '${slug}', 'city', true)`,
  );
/** The command in a process of its own. */
const command = (...words: string[]) =>
  startNode(
    ["--conditions=react-server", "scripts/import.ts", ...words],
    { DATABASE_URL: server.url, ...SETTINGS },
    true,
  ).end;
/** The report that the command prints. */
const report = async (...words: string[]): Promise<string> => plain((await importFile(words)).join("\n"));
/** The sentence with which the command refuses; any other error fails the test. */
const refusal = (...words: string[]): Promise<string> =>
  importFile(words).then(
    () => "it imported",
    (error: unknown) => {
      if (error instanceof CommandError) return plain(error.message);
      throw error;
    },
  );
const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
};
const places = () => rows<{ count: number }>("SELECT count(*)::int FROM place").then(([first]) => first?.count);
/** The text with ordinary spaces instead of no-break spaces. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");

test("the real file gives a French report line by line with totals; a second import changes nothing", async () => {
  const first = await command(REAL);
  expect(first).toMatchObject({ code: 0, said: expect.stringContaining("Lignes") });
  const said = plain(first.printed);
  expect(said).toContain(
    "1 · Association du Centre Social et Culturel Victor Schoelcher : corrigé, ajouté.\n      adresse : « 56 RUE DU RIETH » → « 56 rue du Rieth »\n      commune : « STRASBOURG » → « Strasbourg »",
  );
  expect(said).toContain("107 · Médiathèque Les Forges");
  expect(said).toContain("horaires : « Tu 00:00 » laissé de côté, illisible");
  expect(said).toContain("SIRET : « 689330 » laissé de côté, aucun registre n’en donne de tel");
  expect(said).toContain("sans SIRET");
  expect(said).toContain(
    "197 · https://www.croix-rouge.fr/Annuaire/CENTRE-DE-SANTE-INFIRMIER-DE-DRULINGEN9 : refusé, son nom est une adresse du web.",
  );
  // Ars-sur-Moselle has the position of Marseille in the source.
  expect(said).toContain("182 · Commune d'Ars-sur-Moselle : refusé, sa position est à plus de 60 km de sa commune.");
  expect(said).toContain("203 · Médiathèque Pompidou");
  expect(said).toContain("      même nom et même adresse qu’à la ligne 75");
  expect(said).not.toContain("jusqu’à minuit");
  expect(said).toMatch(
    /Lignes : 203\. Gardées : \d+\. Corrigées : \d+\. Refusées : 3\.\nLieux ajoutés : 200\. Mis à jour : 0\. Inchangés : 0\. Disparus : 0\.\n$/,
  );
  expect(await report(REAL)).toMatch(/Lieux ajoutés : 0\. Mis à jour : 0\. Inchangés : 200\. Disparus : 0\.$/);
  expect(await places()).toBe(200);
});

test("an object with one list is read, also after a byte order mark; places that vanished are reported", async () => {
  const all = `\ufeff${JSON.stringify({ licence: "Licence Ouverte 2.0", lieux: two })}`;
  expect(await report(await file("all.json", all))).toContain("Lieux ajoutés : 2.");
  expect(await report(await file("one.json", JSON.stringify(two.slice(1))))).toContain(
    "Victor Schoelcher (association-du-centre-social-et-culturel-victor-schoelcher) n’est plus dans le fichier. Le lieu reste comme il est.",
  );
  expect(await places()).toBe(2);
});

const whole = JSON.stringify(two);
test.each([
  ["that is cut off", "cut.json", whole.slice(0, -40), "coupé"],
  ["that is no JSON", "page.json", "<html></html>", "n’est pas du JSON"],
  ["without a list", "object.json", '{"lieux":{}}', "pas une liste"],
  ["in Latin-1", "latin.json", Buffer.from(whole.replace("Culturel", "Culturèl"), "latin1"), "UTF-8"],
])("a file %s is refused in a sentence and changes nothing at all", async (_, name, content, why) => {
  const sentence = await refusal(await file(name, content));
  expect(sentence).toContain(why);
  expect(sentence).toContain("Rien n’a changé.");
  expect(await places()).toBe(0);
});

test("a refused file ends the command with 1, the sentence on the error output and no trace", async () => {
  const { code, printed, said } = await command(await file("cut.json", whole.slice(0, -40)));
  expect([code, printed]).toEqual([1, ""]);
  expect(plain(said)).toContain("Rien n’a changé.");
  expect(said).not.toContain("    at ");
});

test("a missing file and a folder are refused in a sentence", async () => {
  expect(await refusal(join(folder.path, "nowhere.json"))).toContain("n’existe pas");
  expect(await refusal(folder.path)).toContain("EISDIR");
});

test("without a file, with two files or with an unknown option it gives its usage", async () => {
  for (const words of [[], ["a.json", "b.json"], ["a.json", "--organization", "x"]])
    expect(await refusal(...words)).toContain("npm run import -- lieux.json");
});

test("with several organisations one must be named; an unknown name is answered with the known ones", async () => {
  await organisation("ville-de-schiltigheim");
  const path = await file("two.json", whole);
  expect(await refusal(path)).toContain("ville-de-schiltigheim, ville-de-strasbourg");
  expect(await refusal(path, "--organisation", "caf")).toContain("ville-de-schiltigheim, ville-de-strasbourg");
  expect(await places()).toBe(0);
  await report(path, "--organisation", "ville-de-schiltigheim");
  expect(await rows("SELECT DISTINCT o.slug FROM place JOIN organisation o ON o.id = organisation_id")).toEqual([
    { slug: "ville-de-schiltigheim" },
  ]);
});

test("places that vanished are named up to ten, the others are counted", async () => {
  const many = Array.from({ length: 25 }, (_, index) => ({ ...two[0], id: `vanishes-${index}`, nom: `Lieu ${index}` }));
  await report(await file("many.json", JSON.stringify(many)));
  const said = await report(await file("two.json", whole));
  expect(said.match(/n’est plus dans le fichier\. Le lieu reste/gu)).toHaveLength(10);
  expect(said).toContain("15 autres lieux ne sont plus dans le fichier. Ils restent comme ils sont.");
  expect(said).toContain("Disparus : 25.");
});

test("a trial says what an import would do, and writes nothing", async () => {
  const path = await file("two.json", whole);
  const tried = await report(path, "--dry-run");
  expect(tried).toMatch(/^Essai : rien n’a été écrit\./u);
  expect(tried).toContain("Lieux ajoutés : 2.");
  expect(await places()).toBe(0);
  await report(path);
  expect(await report(path, "--dry-run")).toContain("Inchangés : 2.");
});

test("one département or one commune of a file is imported; what lies elsewhere is neither read nor missed", async () => {
  const vosges = await report(REAL, "--departement", "88");
  const [, read = "0"] = /Lignes : (\d+)\./u.exec(vosges) ?? [];
  expect(Number(read)).toBeGreaterThan(5);
  expect(Number(read)).toBeLessThan(60);
  expect(await rows("SELECT DISTINCT left(postal_code, 2) AS post FROM place")).toEqual([{ post: "88" }]);
  const schiltigheim = await report(REAL, "--commune", "schiltigheim");
  expect(schiltigheim).toContain("Disparus : 0.");
  expect(await rows("SELECT DISTINCT city FROM place WHERE postal_code LIKE '67%'")).toEqual([
    { city: "Schiltigheim" },
  ]);
  for (const same of ["67300", "67447", "SCHILTIGHEIM"])
    expect(await report(REAL, "--commune", same, "--dry-run")).toMatch(/Lieux ajoutés : 0\. .*Inchangés : [1-9]/u);
});

test("a place that stands already with the same name and address is told, whatever its national id", async () => {
  await report(await file("two.json", whole));
  const other = [{ ...two[0], id: "another-id" }];
  expect(await report(await file("other.json", JSON.stringify(other)))).toContain(
    "même nom et même adresse que association-du-centre-social-et-culturel-victor-schoelcher",
  );
});

test("what the reader of JSON says in English is not printed", async () => {
  const broken = `[\n${JSON.stringify(two[0])},\n{"id": nonsense}\n]`;
  const said = await refusal(await file("broken.json", broken));
  expect(said).toBe("Le fichier est coupé ou n’est pas du JSON. Rien n’a changé.");
});

test("without any organisation the import is refused", async () => {
  await server.owner.organisation.deleteMany();
  expect(await refusal(await file("two.json", whole))).toContain("Aucun organisme ne tient de permanences ici.");
});

test("invalid records do not affect the others, and control characters never reach the terminal", async () => {
  const mess = [
    null,
    3,
    { id: "x\u001b[2J", nom: "Mairie\u001b[31m", commune: 4 },
    { ...two[0], id: { $ne: 1 } },
    two[0],
    two[0],
  ];
  const printed = await report(await file("mess.json", JSON.stringify(mess)));
  expect(printed).not.toContain("\u001b");
  expect(printed).toContain(
    "6 · Association du Centre Social et Culturel Victor Schoelcher : refusé, son identifiant est déjà à la ligne 5.",
  );
  expect(printed).toContain("Refusées : 5.");
});
