import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { emptyOperator } from "./first-hour.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2026-11-27T10:00:00+01:00", LOG_LEVEL: "silent" });
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { ensureStandardTopics } = await import("#lib/server/schedule/standard-topics.ts");
const { POST } = await import("#app/[locale]/(guide)/coordination/premiere-heure/[etape]/[acte]/route.ts");

beforeAll(() => ensureStandardTopics(db));
afterAll(() => db.$disconnect());

/** An operator, and the forms of its guided set-up as its administrator sends them. */
async function guide() {
  const operator = await emptyOperator(db);
  const send = async (step: string, act: string, fields: Readonly<Record<string, string>> = {}, locale = "fr") => {
    const body = new FormData();
    body.append("organisation", operator.id);
    body.append("organisationId", operator.id);
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    if (step !== "service") body.delete("organisationId");
    else body.delete("organisation");
    const answer = await POST(
      new Request(`http://localhost/coordination/premiere-heure/${step}/${act}?organisation=${operator.slug}`, {
        method: "POST",
        body,
        headers: { cookie: `session=${operator.login}`, "sec-fetch-site": "same-origin" },
      }),
      { params: Promise.resolve({ locale, etape: step, acte: act }) },
    );
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    return {
      status: answer.status,
      at: to.pathname.replace("/coordination/premiere-heure/", ""),
      organisation: to.searchParams.get("organisation"),
      done: to.searchParams.get("fait"),
      typed: openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), operator.user),
    };
  };
  return { ...operator, send };
}

const service = {
  name: "Aide numérique Rennes",
  organisation: "Ville de Rennes",
  kind: "city",
  telephone: "02 61 91 00 36",
  "written.mail": "aide@rennes.example",
  "written.sms": "",
  department: "35",
  accent: "#005F6B",
};

test("each step saves on its own and leads to the next one, of the same operator", async () => {
  const { slug, send, place } = await guide();
  const at = await place();
  const way = [
    await send("compte", "enregistrer", { name: "Prénom Nom" }),
    await send("mails", "continuer"),
    await send("service", "enregistrer", { ...service, suite: "oui" }),
    await send("equipe", "continuer"),
    await send("demarches", "enregistrer", { "topic:impots": "on" }),
    await send("ouverture", "planifier", { weekday: "3", from: "14:00", to: "17:00", place: at, tables: "1" }),
    await send("ouverture", "finir"),
  ];
  expect(way.map(({ status, at: next, done }) => `${status} ${next} ${done}`)).toEqual([
    "303 mails saved",
    "303 service saved",
    "303 lieux saved",
    "303 demarches saved",
    "303 ouverture topicsChosen",
    "303 ouverture planned",
    "303 ouverture setUpFinished",
  ]);
  expect(new Set(way.map(({ organisation }) => organisation))).toEqual(new Set([slug]));
});

test("a service that is saved without going on is shown again, and so is a darker colour that was taken", async () => {
  const { send, id } = await guide();
  expect((await send("service", "enregistrer", service)).at).toBe("service");
  const taken = await send("service", "enregistrer", {
    ...service,
    accent: "#E0782F",
    darker: "#a9541a",
    suite: "oui",
  });
  expect([taken.at, taken.done]).toEqual(["service", "saved"]);
  expect((await db.operatorSettings.findUniqueOrThrow({ where: { organisationId: id } })).accent).toBe("#a9541a");
});

test("a colour that is too light comes back to its step, with everything as it was typed", async () => {
  const { send } = await guide();
  const { at, typed } = await send("service", "enregistrer", { ...service, accent: "#E0782F", suite: "oui" });
  expect([at, typed?.form, typed?.fields["telephone"]]).toEqual(["service", "service", "02 61 91 00 36"]);
  expect(typed?.refusals["accent"]).toMatch(/le blanc ne se lit pas/u);
});

test("a sentence that is wrong comes back with a sentence beside each wrong field, in the reader’s language", async () => {
  const { send, place } = await guide();
  const wrong = { weekday: "3", from: "17:00", to: "14:00", place: await place(), tables: "0" };
  const french = await send("ouverture", "planifier", wrong);
  expect(french.typed).toMatchObject({ form: "semaine", fields: wrong });
  expect(french.typed?.refusals["tables"]).toMatch(/0.» n’est pas un nombre de tables/u);
  const missing = await send("ouverture", "planifier", { ...wrong, tables: "1" });
  expect(missing.typed?.refusals).toEqual({ to: "La fin n’est pas après le début." });
  const english = await send("ouverture", "planifier", { ...wrong, tables: "1" }, "en");
  expect(english.typed?.refusals["to"]).toMatch(/^The end/u);
});

test("without any topic the form comes back, and says so", async () => {
  const { send } = await guide();
  const { at, typed } = await send("demarches", "enregistrer");
  expect([at, typed?.form, typed?.refusals]).toEqual(["demarches", "demarches", { topics: "no-topic-chosen" }]);
});

test("a place that is typed by hand is made, and the step is shown again with it", async () => {
  const { send, id } = await guide();
  const typed = { name: "Médiathèque", address: "1 rue de la Mairie", postalCode: "35000", city: "Rennes" };
  const made = await send("lieux", "creer", { ...typed, wheelchair: "unknown" });
  expect([made.at, made.done, made.typed?.refusals]).toEqual(["lieux", "placeMade", undefined]);
  expect(await db.place.count({ where: { organisationId: id } })).toBe(1);
});

test("a colleague is invited, and the step is shown again with the invitation", async () => {
  const { send, id } = await guide();
  const invited = await send("equipe", "inviter", {
    email: "collegue@rennes.example",
    role: "conseiller",
    where: "all",
  });
  expect([invited.at, invited.done]).toEqual(["equipe", "invited"]);
  expect(await db.invitation.count({ where: { organisationId: id } })).toBe(1);
});

test("a test message is refused where mail is not set up, and says so", async () => {
  const { send } = await guide();
  const { at, typed } = await send("mails", "essai");
  expect([at, typed?.refusals]).toEqual(["mails", { form: "no-mail-server" }]);
});

test("the card that is put away leads back to the first page of coordination", async () => {
  const { send } = await guide();
  expect((await send("ouverture", "cacher")).at).toBe("/coordination");
});

test.each([
  ["nulle-part", "enregistrer"],
  ["compte", "effacer"],
])("%s/%s is no form of the set-up", async (step, act) => {
  const { send } = await guide();
  expect((await send(step, act)).typed?.refusals).toEqual({ form: "malformed" });
});

test("whoever is not signed in signs in first, and comes back to the step", async () => {
  const answer = await POST(
    new Request("http://localhost/coordination/premiere-heure/lieux/creer?organisation=rennes", {
      method: "POST",
      body: new FormData(),
      headers: { "sec-fetch-site": "same-origin" },
    }),
    { params: Promise.resolve({ locale: "fr", etape: "lieux", acte: "creer" }) },
  );
  const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
  expect([to.pathname, to.searchParams.get("retour")]).toEqual([
    "/connexion",
    "/coordination/premiere-heure/lieux?organisation=rennes",
  ]);
});
