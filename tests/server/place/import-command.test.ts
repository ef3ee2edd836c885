/** @zones @slow */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startNode } from "#scripts/child.ts";
import { withClient } from "#scripts/database.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const REAL = "tests/data/lieux-grand-est.json";
const two = (JSON.parse(readFileSync(REAL, "utf8")) as readonly object[]).slice(0, 2);

let url: string;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => (folder = await temporaryFolder()));
afterAll(() => folder.remove());
beforeEach(async () => {
  url = await freshDatabase();
  await operator("ville-de-strasbourg");
});

const rows = <Row extends object>(sql: string): Promise<Row[]> =>
  withClient(url, async (client) => (await client.query<Row>(sql)).rows);
const operator = (slug: string) =>
  rows(
    `INSERT INTO organisation (id, slug, name, kind, operator) VALUES (gen_random_uuid(), '${slug}', '${slug}', 'city', true)`,
  );
const command = (...words: string[]) =>
  startNode(
    ["--conditions=react-server", "scripts/import.ts", ...words],
    { DATABASE_URL: url, APP_ENV: "demo", APP_SECRET: "a-secret-of-the-tests-only" },
    true,
  ).end;
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
  expect(said).toMatch(
    /Lignes : 203\. Gardées : 0\. Corrigées : 202\. Refusées : 1\.\nLieux ajoutés : 202\. Mis à jour : 0\. Inchangés : 0\. Disparus : 0\.\n$/,
  );
  const again = await command(REAL);
  expect(again.code).toBe(0);
  expect(plain(again.printed)).toMatch(/Lieux ajoutés : 0\. Mis à jour : 0\. Inchangés : 202\. Disparus : 0\.\n$/);
  expect(await places()).toBe(202);
});

test("an object with one list is read, also after a byte order mark; places that vanished are reported", async () => {
  expect(
    (await command(await file("all.json", `\ufeff${JSON.stringify({ licence: "Licence Ouverte 2.0", lieux: two })}`)))
      .code,
  ).toBe(0);
  const { code, printed } = await command(await file("one.json", JSON.stringify(two.slice(1))));
  expect(code).toBe(0);
  expect(plain(printed)).toContain(
    "Victor Schoelcher (association-du-centre-social-et-culturel-victor-schoelcher) n’est plus dans le fichier. Le lieu reste comme il est.",
  );
  expect(await places()).toBe(2);
});

const whole = JSON.stringify(two);
test.each([
  ["that is cut off", "cut.json", whole.slice(0, -40), "coupé"],
  ["that is empty", "empty.json", "", "coupé"],
  ["that is no JSON", "page.json", "<html></html>", "n’est pas du JSON"],
  ["without a list", "object.json", '{"lieux":{}}', "pas une liste"],
  ["with two lists", "lists.json", `{"a":${whole},"b":${whole}}`, "pas une liste"],
  ["in Latin-1", "latin.json", Buffer.from(whole.replace("Culturel", "Culturèl"), "latin1"), "UTF-8"],
  ["in UTF-16", "wide.json", Buffer.from(`\ufeff${whole}`, "utf16le"), "UTF-8"],
])("a file %s changes nothing at all and ends with 1", async (_, name, content, why) => {
  const { code, printed, said } = await command(await file(name, content));
  expect(code).toBe(1);
  expect(printed).toBe("");
  expect(plain(said)).toContain(why);
  expect(plain(said)).toContain("Rien n’a changé.");
  expect(said).not.toContain("    at ");
  expect(await places()).toBe(0);
});

test("a missing file and a folder are refused in a sentence", async () => {
  expect(await command(join(folder.path, "nowhere.json"))).toMatchObject({
    code: 1,
    said: expect.stringContaining("n’existe pas"),
  });
  expect(await command(folder.path)).toMatchObject({ code: 1, said: expect.stringContaining("EISDIR") });
});

test("without a file, with two files or with an unknown option it prints its usage", async () => {
  for (const words of [[], ["a.json", "b.json"], ["a.json", "--organization", "x"]])
    expect(await command(...words)).toMatchObject({
      code: 1,
      said: expect.stringContaining("npm run import -- lieux.json"),
    });
});

test("with several operators one must be named; an unknown name is answered with the known ones", async () => {
  await operator("ville-de-schiltigheim");
  const path = await file("two.json", whole);
  expect(await command(path)).toMatchObject({
    code: 1,
    said: expect.stringContaining("ville-de-schiltigheim, ville-de-strasbourg"),
  });
  expect(await command(path, "--organisation", "caf")).toMatchObject({
    code: 1,
    said: expect.stringContaining("ville-de-schiltigheim, ville-de-strasbourg"),
  });
  expect(await places()).toBe(0);
  expect((await command(path, "--organisation", "ville-de-schiltigheim")).code).toBe(0);
  expect(await rows("SELECT DISTINCT o.slug FROM place JOIN organisation o ON o.id = organisation_id")).toEqual([
    { slug: "ville-de-schiltigheim" },
  ]);
});

test("without any operator the import is refused", async () => {
  await rows("DELETE FROM organisation");
  expect(await command(await file("two.json", whole))).toMatchObject({
    code: 1,
    said: expect.stringContaining("Aucun organisme ne tient de permanences ici."),
  });
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
  const { code, printed } = await command(await file("mess.json", JSON.stringify(mess)));
  expect(code).toBe(0);
  expect(printed).not.toContain("\u001b");
  expect(plain(printed)).toContain(
    "6 · Association du Centre Social et Culturel Victor Schoelcher : refusé, son identifiant est déjà à la ligne 5.",
  );
  expect(plain(printed)).toContain("Refusées : 5.");
});
