import { createHash, randomUUID } from "node:crypto";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { addContact, contactOf } from "#tests/support/identities.ts";
import { posted } from "#tests/server/auth/forms.ts";

let server: Server;
const forms: Record<string, (request: Request, given: never) => Promise<Response>> = {};
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;

beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  server = await freshServer();
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  forms["chercher"] = (await import("#app/[locale]/conseiller/donnees/chercher/route.ts")).POST;
  forms["exporter"] = (await import("#app/[locale]/conseiller/donnees/exporter/route.ts")).POST;
  forms["effacer"] = (await import("#app/[locale]/conseiller/donnees/effacer/route.ts")).POST;
});
afterAll(() => server.db.$disconnect());

/** Somebody booked with a code, and one of the team who is signed in. */
async function atTheDesk() {
  const here = await neuhof(server);
  setTime(server, "9:00");
  const appointment = await here.booked("10:00");
  await server.db.appointment.update({ where: { id: appointment }, data: { code: "ABC234" } });
  await addContact(server.db, appointment, { name: "<b>Fatima</b>", phone: "+33612345678" });
  const session = randomUUID();
  await server.db.session.create({
    data: {
      userId: here.staff.user,
      expires: new Date("2099-01-01"),
      sessionToken: createHash("sha256").update(session).digest("base64url"),
    },
  });
  const posts = (
    form: string,
    fields: Record<string, string>,
    cookies: Record<string, string> = { session },
    locale = "fr",
  ) =>
    forms[form]!(posted(`/conseiller/donnees/${form}`, fields, cookies), {
      params: Promise.resolve({ locale }),
    } as never);
  const found = async (): Promise<string> => {
    const { searchParams } = new URL(
      (await posts("chercher", { code: "abc 234" })).headers.get("location") ?? "",
      "http://x",
    );
    return searchParams.get("trouve") ?? "";
  };
  return { ...here, appointment, posts, found };
}

/** What a refused form leads its sender back with. */
const refusedWith = (answer: Response, { user }: { readonly user: string }) => {
  const address = new URL(answer.headers.get("location") ?? "", "http://x");
  return openTyped(address.searchParams.get("saisie") ?? "", server.clock.now(), user);
};

test("two taps: a code is looked for, then what was found is erased, and the page says so", async () => {
  const { posts, found, appointment } = await atTheDesk();
  const erased = await posts("effacer", { ref: await found() });
  expect([erased.status, erased.headers.get("location")]).toEqual([303, "/conseiller/donnees?fait=residentErased"]);
  expect(await contactOf(server.db, appointment)).toBeNull();
});

test("it is exported as a page to read, with nothing in it that runs, and as JSON, neither kept by the browser", async () => {
  const { posts, found } = await atTheDesk();
  const ref = await found();
  const page = await posts("exporter", { ref, format: "html" }, undefined, "fr");
  expect([page.headers.get("content-disposition"), page.headers.get("cache-control")]).toEqual([
    'attachment; filename="donnees.html"',
    "no-store",
  ]);
  const text = await page.text();
  expect(text).toContain("&lt;b&gt;Fatima&lt;/b&gt;");
  expect(text).toContain("+33612345678");
  expect(text).not.toMatch(/staff\.residentData|<script|<b>/u);
  const json = await posts("exporter", { ref, format: "json" });
  expect(json.headers.get("content-type")).toMatch(/^application\/json/u);
  expect(await json.json()).toMatchObject({ organisation: "Ville", records: expect.any(Array) });
});

test("a code that opens nothing comes back as it was typed, with the reason beside the field", async () => {
  const { posts, staff } = await atTheDesk();
  const refused = refusedWith(await posts("chercher", { code: "ZZZ999" }), staff);
  expect(refused).toEqual({ form: "code", fields: { code: "ZZZ999" }, refusals: { code: "code-unknown" } });
  expect(refusedWith(await posts("chercher", { code: " " }), staff)?.refusals).toEqual({ code: "missing" });
});

test("what was found by somebody else, is too old or was made up is looked for again", async () => {
  const [mine, other] = [await atTheDesk(), await atTheDesk()];
  for (const ref of [await other.found(), "made-up"])
    for (const form of ["effacer", "exporter"])
      expect([form, refusedWith(await mine.posts(form, { ref, format: "json" }), mine.staff)?.refusals]).toEqual([
        form,
        { code: "state-changed" },
      ]);
  expect(await contactOf(server.db, other.appointment)).not.toBeNull();
});

test("whoever is not signed in signs in first and comes back to the page", async () => {
  const { posts } = await atTheDesk();
  for (const form of ["chercher", "exporter", "effacer"]) {
    const location = (await posts(form, { code: "ABC234" }, {})).headers.get("location") ?? "";
    expect([form, location]).toEqual([form, `/connexion?retour=${encodeURIComponent("/conseiller/donnees")}`]);
  }
});
