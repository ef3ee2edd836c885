import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2026-11-27T10:00:00+01:00" });
const { readOperatorSettings } = await import("#lib/server/planning/read-operator-settings.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST: saveService } = await import("#app/[locale]/coordination/reglages/enregistrer/route.ts");
const { POST: saveStatement } = await import("#app/[locale]/coordination/reglages/declaration/route.ts");
const { POST: saveLogo } = await import("#app/[locale]/coordination/reglages/logo/route.ts");

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
      done: to.searchParams.get("fait"),
      typed: openTyped(to.searchParams.get("saisie") ?? undefined, clock.now()),
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
  const { typed } = await send(saveStatement, stated);
  expect(typed).toMatchObject({ form: "statement", fields: stated });
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

test("a logo is sent, refused when it is no picture, and taken away when the form is sent without a file", async () => {
  const { send, settings } = await operator();
  await send(saveService, service);
  const square = { width: 40, height: 40, channels: 4, background: "#7a1f2b" } as const;
  const picture = new Blob([new Uint8Array(await sharp({ create: square }).png().toBuffer())], { type: "image/png" });
  expect((await send(saveLogo, { logo: picture })).done).toBe("saved");
  expect((await settings())?.logo).toBeDefined();
  expect((await send(saveLogo, { logo: new Blob(["no picture"]) })).typed?.refusals["logo"]).toMatch(/PNG ou SVG/u);
  expect((await send(saveLogo, { logo: new Blob([new Uint8Array(1_100_000)]) })).typed?.refusals["logo"]).toBe(
    "logo-too-large",
  );
  expect((await send(saveLogo, { logo: new Blob([]) })).done).toBe("saved");
  expect((await settings())?.logo).toBeUndefined();
});

test.each([saveService, saveStatement, saveLogo])(
  "a coordinator, and the administrator of another operator, change nothing",
  async (post) => {
    const [coordinator, { id, settings }] = [await operator("coordinator"), await operator()];
    for (const refused of [
      await coordinator.send(post, { ...service, logo: new Blob([]) }),
      await (await operator()).send(post, { ...service, logo: new Blob([]) }, id),
    ])
      expect(refused.typed?.refusals).toEqual({ form: "not-allowed" });
    expect((await settings())?.fields["name"]).toBeUndefined();
  },
);
