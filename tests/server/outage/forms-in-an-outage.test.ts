import { randomUUID } from "node:crypto";

Object.assign(process.env, { APP_ENV: "test", APP_URL: "http://localhost:3000", LOG_LEVEL: "silent" });
const { askDatabase, watchDatabase } = await import("#lib/server/database-watch.ts");
const { openForm } = await import("#lib/server/booking/sealed-form.ts");
const { openEmail } = await import("#lib/server/auth/typed-email.ts");
const { unsealKey } = await import("#lib/server/idempotency.ts");
const { clock } = await import("#lib/server/clock.ts");

let end: () => void;
beforeAll(async () => {
  end = watchDatabase("postgres://nobody:nothing@127.0.0.1:1/nothing");
  expect((await askDatabase()).why).toBe("unreachable");
});
afterAll(() => end());

type Route = {
  readonly POST: (request: never, given: { params: Promise<never> }) => Promise<Response>;
};

/** Sends a form as a browser without script does while the database is lost: the page that it leads to, and the query of its address. */
async function sent(route: Promise<unknown>, params: Record<string, string>, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const request = new Request("http://localhost:3000/x", { method: "POST", body, headers: { host: "localhost:3000" } });
  const answer = await ((await route) as Route).POST(request as never, { params: Promise.resolve(params as never) });
  const led = new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
  return { status: answer.status, path: led.pathname, query: Object.fromEntries(led.searchParams), address: led.href };
}

const key = randomUUID();

test("the booking form comes back with everything that was typed, its hour and its key", async () => {
  const typed = { startsAt: "2026-11-30T09:30:00+01:00", name: "Zéphyrine", phone: "06 12 34", email: "z@exemple" };
  const { status, path, query, address } = await sent(
    import("#app/[locale]/permanences/[id]/rendez-vous/prendre/route.ts"),
    { locale: "ar", id: "7" },
    { ...typed, topic: "caf", key },
  );
  expect([status, path, query["demarche"]]).toEqual([303, "/ar/permanences/7/rendez-vous", "caf"]);
  const form = openForm(query["repris"] ?? "", clock.now());
  expect(form).toMatchObject({ ...typed, permanence: "7", refusals: ["busy"] });
  expect(unsealKey(form?.sent, clock.now())).toBe(key);
  expect(decodeURIComponent(address)).not.toMatch(/Zéphyrine|06 12/u);
});

test("so does the one that is to be shown in another language", async () => {
  const { path, query } = await sent(
    import("#app/[locale]/permanences/[id]/rendez-vous/langue/route.ts"),
    { locale: "tr", id: "7" },
    { topic: "caf", name: "Zéphyrine", key, again: "1" },
  );
  expect(path).toBe("/tr/permanences/7/rendez-vous");
  const form = openForm(query["repris"] ?? "", clock.now());
  expect([form?.name, unsealKey(form?.sent, clock.now())]).toEqual(["Zéphyrine", key]);
});

test("the form of the door comes back with its key, so that a number is taken once", async () => {
  const { status, path, query } = await sent(
    import("#app/[locale]/porte/[place]/[secret]/prendre/route.ts"),
    { locale: "fr", place: "mairie", secret: "s" },
    { permanence: randomUUID(), key },
  );
  expect([status, path, query["refus"]]).toEqual([303, "/porte/mairie/s", "busy"]);
  expect(unsealKey(query["envoi"], clock.now())).toBe(key);
});

test("going out comes back with its key", async () => {
  const { path, query } = await sent(
    import("#app/[locale]/suivi/[secret]/absence/route.ts"),
    { locale: "fr", secret: "s" },
    { minutes: "10", key },
  );
  expect([path, query["pour"], query["refus"]]).toEqual(["/suivi/s", "absence", "busy"]);
  expect(unsealKey(query["envoi"], clock.now())).toBe(key);
});

test("moving an appointment comes back with the day and the hour that were chosen", async () => {
  const permanence = randomUUID();
  const startsAt = "2026-11-30T09:30:00+01:00";
  const { path, query } = await sent(
    import("#app/[locale]/rendez-vous/[secret]/deplacer/confirmer/route.ts"),
    { locale: "en", secret: "s" },
    { permanence, startsAt, key },
  );
  expect(path).toBe("/en/rendez-vous/s/deplacer");
  expect(query).toEqual({ jour: permanence, heure: startsAt, refus: "busy" });
});

test.each([
  ["leaving", import("#app/[locale]/suivi/[secret]/partir/route.ts"), "/suivi/s"],
  ["cancelling", import("#app/[locale]/rendez-vous/[secret]/annuler/confirmer/route.ts"), "/rendez-vous/s/annuler"],
])("%s, in which nothing is typed, comes back and says so", async (_, route, page) => {
  expect(await sent(route, { locale: "fr", secret: "s" }, {})).toMatchObject({ path: page, query: { refus: "busy" } });
});

test("the form that asks for a sign-in code comes back with the address", async () => {
  const { path, query, address } = await sent(
    import("#app/[locale]/connexion/envoyer/route.ts"),
    { locale: "fr" },
    { email: "Nadia@exemple.fr", retour: "/conseiller" },
  );
  expect([path, query["erreur"], query["retour"]]).toEqual(["/connexion", "busy", "/conseiller"]);
  expect(openEmail(query["repris"], clock.now())).toBe("Nadia@exemple.fr");
  expect(address).not.toContain("Nadia");
});
