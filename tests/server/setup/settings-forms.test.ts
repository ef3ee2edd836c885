import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2026-11-27T10:00:00+01:00" });
const { readOperatorSettings } = await import("#lib/server/planning/read-operator-settings.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST: saveService } = await import("#app/[locale]/coordination/reglages/enregistrer/route.ts");
const { POST: saveStatement } = await import("#app/[locale]/coordination/reglages/declaration/route.ts");
const { POST: guide } = await import("#app/[locale]/(guide)/coordination/premiere-heure/[etape]/[acte]/route.ts");

afterAll(() => db.$disconnect());

let count = 0;

/** An operator with an account of that role, and the forms of its settings as that account sends them. */
async function operator(role = "administrator") {
  const slug = `rennes-${++count}`;
  const { id } = await db.organisation.create({
    data: { slug, name: "Ville de Rennes", kind: "city", operator: true, phone: "+33261910035" },
  });
  const login = randomUUID();
  const { id: user } = await db.user.create({
    data: {
      email: `${slug}@ville.example`,
      name: "Administration",
      memberships: { create: { organisationId: id, role } },
      sessions: {
        create: {
          expires: new Date("2099-01-01T00:00:00Z"),
          sessionToken: createHash("sha256").update(login).digest("base64url"),
        },
      },
    },
  });
  const send = async (post: typeof saveService, fields: Record<string, string | Blob>, organisation = id) => {
    const body = new FormData();
    body.append("organisationId", organisation);
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const request = new Request(`http://localhost/coordination/reglages/x?organisation=${slug}`, {
      method: "POST",
      body,
      headers: { cookie: `session=${login}`, "sec-fetch-site": "same-origin" },
    });
    const answer = await post(request, { params: Promise.resolve({ locale: "fr" }) });
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    return {
      status: answer.status,
      path: to.pathname,
      organisation: to.searchParams.get("organisation"),
      part: to.searchParams.get("partie"),
      done: to.searchParams.get("fait"),
      typed: openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), user),
    };
  };
  const settings = async () => {
    const actor = {
      kind: "staff",
      user,
      by: "login",
      roles: [{ organisation: id, role: "administrator", places: "all" }],
    } as const;
    const read = await readOperatorSettings(actor, id);
    return read.ok ? read.value : undefined;
  };
  return { id, slug, send, settings };
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

test("the form of the settings saves them, and shows them again as they are stored", async () => {
  const { slug, send, settings } = await operator();
  const answer = await send(saveService, service);
  expect(answer).toMatchObject({ status: 303, path: "/coordination/reglages", organisation: slug, done: "saved" });
  expect((await settings())?.fields).toMatchObject({
    name: "Aide numérique Rennes",
    telephone: "+33261910036",
    "written.mail": "aide@rennes.example",
    department: "35",
    accent: "#005f6b",
    "accessibility.state": "none",
  });
});

test("a colour on which white cannot be read comes back with the reason, and everything as it was typed", async () => {
  const { send, settings } = await operator();
  const { typed, done } = await send(saveService, { ...service, accent: "#E0782F" });
  expect(done).toBeNull();
  expect(typed?.fields).toMatchObject({ name: "Aide numérique Rennes", accent: "#E0782F" });
  expect(typed?.refusals["accent"]).toMatch(/^Sur #e0782f, le blanc ne se lit pas/u);
  expect((await settings())?.fields["name"]).toBeUndefined();
});

test("the darker colour that the page proposes is taken with its button", async () => {
  const { send, settings } = await operator();
  await send(saveService, { ...service, accent: "#E0782F", darker: "#a9541a" });
  expect((await settings())?.fields["accent"]).toBe("#a9541a");
});

test("a telephone needs a written way beside it, and the refusal says so", async () => {
  const { send } = await operator();
  const { typed } = await send(saveService, { ...service, "written.mail": "" });
  expect(typed?.refusals["written.mail"]).toMatch(/façon d’écrire/u);
});

test("the accessibility statement is saved by its own form, and a state without audit is refused", async () => {
  const { send, settings } = await operator();
  await send(saveService, service);
  const stated = { "accessibility.state": "partial", "accessibility.contact": "acces@rennes.example" };
  const { typed, part } = await send(saveStatement, stated);
  expect(typed).toMatchObject({ form: "statement", fields: stated });
  expect(part).toBe("declaration");
  expect(typed?.refusals["accessibility.state"]).toMatch(/audit/u);
  const saved = await send(saveStatement, {
    ...stated,
    "accessibility.rate": "87,5",
    "accessibility.auditor": "Cabinet Aval",
    "accessibility.auditedOn": "2026-10-12",
  });
  expect(saved.done).toBe("saved");
  expect((await settings())?.fields).toMatchObject({
    "accessibility.rate": "87,5",
    "accessibility.auditedOn": "2026-10-12",
  });
});

/** A square as a PNG file. */
async function picture(): Promise<Blob> {
  const square = { width: 40, height: 40, channels: 4, background: "#7a1f2b" } as const;
  return new Blob([new Uint8Array(await sharp({ create: square }).png().toBuffer())], { type: "image/png" });
}
const NO_FILE = new Blob([]);

test("a logo is saved with what is typed beside it, and without a file it stays", async () => {
  const { send, settings } = await operator();
  expect((await send(saveService, { ...service, logo: await picture() })).done).toBe("saved");
  const first = await settings();
  expect([first?.fields["name"], first?.logo]).toEqual(["Aide numérique Rennes", expect.any(String)]);
  expect((await send(saveService, { ...service, name: "Aide à Rennes", logo: NO_FILE })).done).toBe("saved");
  const second = await settings();
  expect([second?.fields["name"], second?.logo]).toEqual(["Aide à Rennes", first?.logo]);
});

test("its own button takes the logo away, and saves the rest too", async () => {
  const { send, settings } = await operator();
  await send(saveService, { ...service, logo: await picture() });
  expect((await send(saveService, { ...service, name: "Aide à Rennes", logo: NO_FILE, removeLogo: "oui" })).done).toBe(
    "saved",
  );
  const now = await settings();
  expect([now?.fields["name"], now?.logo]).toEqual(["Aide à Rennes", undefined]);
});

test("a file that is no logo is refused beside its field, and what was typed comes back", async () => {
  const { send, settings } = await operator();
  await send(saveService, { ...service, logo: await picture() });
  const typed = { ...service, name: "Aide à Rennes" };
  const broken = (await send(saveService, { ...typed, logo: new Blob(["no picture"]) })).typed;
  expect([broken?.refusals["logo"], broken?.fields]).toEqual([
    expect.stringMatching(/PNG ou SVG/u),
    expect.objectContaining(typed),
  ]);
  const large = (await send(saveService, { ...typed, logo: new Blob([new Uint8Array(1_100_000)]) })).typed;
  expect([large?.refusals, large?.fields]).toEqual([{ logo: "logo-too-large" }, expect.objectContaining(typed)]);
  expect((await settings())?.logo).toBeDefined();
});

test("a logo that was chosen beside a wrong field is to be chosen again, and the page says so", async () => {
  const { send, settings } = await operator();
  const { typed } = await send(saveService, { ...service, telephone: "12", logo: await picture() });
  expect(typed?.refusals).toMatchObject({ logo: "logo-again", telephone: expect.any(String) });
  expect((await settings())?.logo).toBeUndefined();
});

test("the darker colour that was taken stands in its field when another field is refused", async () => {
  const { send } = await operator();
  const fields = { ...service, accent: "#E0782F", darker: "#a9541a", telephone: "12" };
  expect((await send(saveService, fields)).typed?.fields).toMatchObject({ accent: "#a9541a", telephone: "12" });
  const inGuide = (request: Request) =>
    guide(request, { params: Promise.resolve({ locale: "fr", etape: "service", acte: "enregistrer" }) });
  expect((await send(inGuide, fields)).typed?.fields).toMatchObject({ accent: "#a9541a", telephone: "12" });
});

test("in the guided set-up a logo is saved with the rest, and without a file it stays", async () => {
  const { send, settings } = await operator();
  const inGuide = (request: Request) =>
    guide(request, { params: Promise.resolve({ locale: "fr", etape: "service", acte: "enregistrer" }) });
  const saved = await send(inGuide, { ...service, logo: await picture(), suite: "oui" });
  expect([saved.done, saved.path]).toEqual(["saved", "/coordination/premiere-heure/lieux"]);
  const { logo } = (await settings()) ?? {};
  expect(logo).toBeDefined();
  const again = await send(inGuide, { ...service, logo: NO_FILE });
  expect([again.path, (await settings())?.logo]).toEqual(["/coordination/premiere-heure/service", logo]);
});

test.each([saveService, saveStatement])(
  "a coordinator, and the administrator of another operator, change nothing",
  async (post) => {
    const [coordinator, { id, settings }] = [await operator("coordinator"), await operator()];
    for (const refused of [
      await coordinator.send(post, { ...service, logo: NO_FILE }),
      await (await operator()).send(post, { ...service, logo: NO_FILE }, id),
    ])
      expect(refused.typed?.refusals).toEqual({ form: "not-allowed" });
    expect((await settings())?.fields["name"]).toBeUndefined();
  },
);
