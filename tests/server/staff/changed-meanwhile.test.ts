import { createHash, randomUUID } from "node:crypto";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2026-11-27T10:00:00+01:00" });
const { transaction } = await import("#lib/server/db.ts");
const { ensureStandardTopics } = await import("#lib/server/schedule/standard-topics.ts");
const { listManagedTopics, versionOfTopic } = await import("#lib/server/schedule/managed-topics.ts");
const { versionOfPlace } = await import("#lib/server/place/place-columns.ts");
const { organisationFields, versionOfSettings } =
  await import("#lib/server/organisation/read-organisation-settings.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST: placeForm } = await import("#app/[locale]/coordination/lieux/[place]/[acte]/route.ts");
const { POST: topicForm } = await import("#app/[locale]/coordination/demarches/[cle]/[acte]/route.ts");
const { POST: serviceForm } = await import("#app/[locale]/coordination/reglages/enregistrer/route.ts");
const { POST: statementForm } = await import("#app/[locale]/coordination/reglages/declaration/route.ts");

beforeAll(() => transaction((tx) => ensureStandardTopics(tx), "service"));
afterAll(() => db.$disconnect());

/** A city, and the forms of its pages as an administrator of it sends them. */
async function ville() {
  const here = await city(db);
  const { id, slug } = here.organisation;
  const login = randomUUID();
  const { id: user } = await db.user.create({
    data: {
      email: `${slug}@ville.example`,
      memberships: { create: { organisationId: id, role: "administrator" } },
      sessions: {
        create: {
          expires: new Date("2099-01-01T00:00:00Z"),
          sessionToken: createHash("sha256").update(login).digest("base64url"),
        },
      },
    },
  });
  const send = async <P>(
    post: (request: Request, context: { params: Promise<P & { locale: string }> }) => Promise<Response>,
    params: P,
    fields: Readonly<Record<string, string>>,
  ) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const headers = { cookie: `session=${login}`, "sec-fetch-site": "same-origin" };
    const request = new Request(`http://localhost/x?organisation=${slug}`, { method: "POST", body, headers });
    const answer = await post(request, { params: Promise.resolve({ ...params, locale: "fr" }) });
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    const typed = openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), user);
    return to.searchParams.get("fait") ?? { refused: typed?.refusals["form"], typed: typed?.fields };
  };
  const actor = {
    kind: "staff",
    user,
    by: "login",
    roles: [{ organisation: id, role: "administrator", places: "all" }],
  } as const;
  return { ...here, id, slug, actor, send };
}

test("whoever saves a place that a colleague changed since is told so, and changes it by saving again", async () => {
  const { place, send } = await ville();
  const made = await place("Neuhof");
  const row = () => db.place.findUniqueOrThrow({ where: { id: made.id } });
  const opened = await row();
  const form = {
    place: made.id,
    name: opened.name,
    address: opened.address,
    city: opened.city,
    postalCode: opened.postalCode,
    latitude: String(opened.latitude),
    longitude: String(opened.longitude),
    seen: versionOfPlace(opened),
  };
  const save = (fields: object) => send(placeForm, { place: made.slug, acte: "enregistrer" }, { ...form, ...fields });
  expect(await save({ doorOpener: "Le gardien" })).toBe("saved");
  expect(await save({ transport: "Tram C" })).toMatchObject({
    refused: "changed-meanwhile",
    typed: { transport: "Tram C" },
  });
  expect(await row()).toMatchObject({ doorOpener: "Le gardien", transport: null });
  expect(await save({ transport: "Tram C", doorOpener: "Le gardien", seen: versionOfPlace(await row()) })).toBe(
    "saved",
  );
  expect(await row()).toMatchObject({ doorOpener: "Le gardien", transport: "Tram C" });
});

test("the same of a topic, whose first change makes an organisation’s own copy of the standard one", async () => {
  const { id, slug, actor, send } = await ville();
  const topic = async () => {
    const topics = await listManagedTopics(actor, id);
    const one = topics.ok && topics.value.find(({ key }) => key === "impots");
    if (!one) throw new Error("There is no such topic.");
    return one;
  };
  const seen = versionOfTopic(await topic());
  const save = (name: string, version: string) => {
    const fields = { organisation: id, slug, "name-fr": name, minutes: "30", bookable: "yes", seen: version };
    return send(topicForm, { cle: "impots", acte: "enregistrer" }, fields);
  };
  expect(await save("Impôts", seen)).toBe("saved");
  expect(await save("Taxes", seen)).toMatchObject({ refused: "changed-meanwhile", typed: { "name-fr": "Taxes" } });
  expect((await topic()).texts?.fr?.name).toBe("Impôts");
  expect(await save("Taxes", versionOfTopic(await topic()))).toBe("saved");
});

test("the same of what an organisation says of itself; its statement is another form, which that does not concern", async () => {
  const { id, send } = await ville();
  const fields = async () => (await organisationFields(db, id))?.fields ?? {};
  const opened = await fields();
  const service = (change: object) =>
    send(
      serviceForm,
      {},
      {
        organisationId: id,
        name: "Aide numérique",
        telephone: "03 88 00 00 00",
        "written.mail": "aide@ville.example",
        department: "67",
        seen: versionOfSettings(opened, "service"),
        ...change,
      },
    );
  const statement = (version: string) =>
    send(
      statementForm,
      {},
      { organisationId: id, "accessibility.state": "none", "accessibility.failures": "Les plans.", seen: version },
    );
  expect(await service({})).toBe("saved");
  expect(await service({ publisher: "Ville" })).toMatchObject({ refused: "changed-meanwhile" });
  const first = versionOfSettings(opened, "statement");
  expect(await statement(first)).toBe("saved");
  expect(await statement(first)).toMatchObject({ refused: "changed-meanwhile" });
  expect(await service({ publisher: "Ville", seen: versionOfSettings(await fields(), "service") })).toBe("saved");
  expect(await fields()).toMatchObject({ publisher: "Ville", "accessibility.failures": "Les plans." });
});
