import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { SERVICE } from "./first-hour.ts";
import { asOpened } from "#tests/support/as-opened.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2026-11-27T10:00:00+01:00" });
const { saveOrganisationSettings } = await import("#lib/server/organisation/save-organisation-settings.ts");
const { readOrganisationOf } = await import("#lib/server/place/read-organisation.ts");
const { readOrganisationSettings } = await import("#lib/server/organisation/read-organisation-settings.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST: saveService } = await import("#app/[locale]/coordination/reglages/enregistrer/route.ts");
const { POST: saveStatement } = await import("#app/[locale]/coordination/reglages/declaration/route.ts");
const { POST: guide } = await import("#app/[locale]/(guide)/coordination/premiere-heure/[etape]/[acte]/route.ts");

afterAll(() => db.$disconnect());

let count = 0;
async function organisation(name = "Ville de Rennes") {
  const { id } = await db.organisation.create({
    data: { slug: `rennes-${++count}`, name, kind: "city", runsPermanences: true, phone: "+33261910035" },
  });
  const actor = (role: StaffRole, of = id): Actor => ({
    kind: "staff",
    user: id,
    by: "login",
    roles: [{ organisation: of, role, places: "all" }],
  });
  const save = (fields: unknown, logo?: Uint8Array | null) =>
    saveOrganisationSettings(actor("administrator"), {
      organisation: id,
      fields,
      ...(logo !== undefined && { logo }),
    });
  const row = () =>
    db.organisation.findUniqueOrThrow({
      where: { id },
      include: { settings: { include: { logo: true, accessibility: true } } },
    });
  return { id, actor, save, row };
}

/** What is wrong, by field. */
const wrong = (saved: Awaited<ReturnType<typeof saveOrganisationSettings>>): unknown =>
  "problems" in saved ? Object.fromEntries(saved.problems.map(({ path, code }) => [path, code])) : saved;

/** A picture of one colour, with the name of who made it beside its pixels. */
const picture = (width: number, height: number, format: "png" | "jpeg" | "webp" = "png"): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels: 3, background: "#7a1f2b" } })
    .toFormat(format)
    .withMetadata({ exif: { IFD0: { Artist: "somebody" } } })
    .toBuffer();

test("an administrator says what their organisation is, and its pages show it at once", async () => {
  const { id, save } = await organisation();
  expect(await readOrganisationOf(id)).toMatchObject({ service: "Ville de Rennes" });
  const saved = await save({
    name: "Aide numérique Rennes",
    telephone: "02 61 91 00 36",
    telephoneHours: "du lundi au vendredi, de 9 h à 12 h",
    written: { mail: "Aide@Rennes.example", sms: "" },
    signRelay: "https://relais.example/rennes",
    accent: "#7A1F2B",
    publisher: "Ville de Rennes",
  });
  expect(saved).toMatchObject({ ok: true });
  expect(await readOrganisationOf(id)).toEqual({
    id,
    slug: "rennes-1",
    name: "Ville de Rennes",
    service: "Aide numérique Rennes",
    phone: "+33261910036",
    phoneHours: "Mo-Fr 09:00-12:00",
    mail: "aide@rennes.example",
    signRelay: "https://relais.example/rennes",
    accent: "#7a1f2b",
    publisher: "Ville de Rennes",
    holdsWorkshops: false,
  });
});

test("the lines of the register are kept with the rest, emptied by an empty field, and refused when they are too long", async () => {
  const { id, save } = await organisation();
  const said = { dpo: "dpo@cdg.example", jointController: "CCAS", legalBasis: "Confirmée", transfers: "Aucun" };
  expect(await save(said)).toEqual({ ok: true, value: { changed: Object.keys(said) } });
  const row = () => db.organisationSettings.findUniqueOrThrow({ where: { organisationId: id } });
  expect(await row()).toMatchObject(said);
  expect(await readOrganisationOf(id)).toMatchObject({ dpo: "dpo@cdg.example", legalBasis: "Confirmée" });
  await save({ jointController: "" });
  expect(await row()).toMatchObject({ ...said, jointController: null });
  expect(await save({ dpo: "d".repeat(301) })).toMatchObject({ ok: false, problems: [{ path: "dpo" }] });
});

test("the journal notes who changed which fields, never what was written; the same again notes nothing", async () => {
  const { id, save } = await organisation();
  const fields = { name: "Aide numérique", accent: "#7a1f2b" };
  await save(fields);
  expect(await save(fields)).toEqual({ ok: true, value: { changed: [] } });
  const noted = await db.journalEntry.findMany({ where: { organisationId: id } });
  expect(noted).toMatchObject([
    { act: "organisation-settings-changed", actor: `staff:${id}`, data: { fields: "serviceName accent" } },
  ]);
});

test("a field that the form does not hold stays, an empty one is emptied", async () => {
  const { save, row } = await organisation();
  await save({ written: { mail: "aide@ville.example", sms: "0639980001" }, host: "OVH", accent: "#7a1f2b" });
  await save({ written: { mail: "", sms: "0639980001" }, host: "  " });
  expect((await row()).settings).toMatchObject({
    writtenMail: null,
    writtenSms: "+33639980001",
    host: null,
    accent: "#7a1f2b",
    serviceName: "Ville de Rennes",
  });
});

test("everything that is wrong is told at once, beside its field, and nothing is written", async () => {
  const { save, row } = await organisation();
  const saved = await save(
    {
      name: "",
      telephone: "12",
      written: { mail: "", sms: "" },
      accent: "#ffcc00",
      signRelay: "javascript:alert(1)",
      slug: "autre",
      accessibility: { state: "partial", rate: "40" },
    },
    Buffer.from("not a picture"),
  );
  expect(wrong(saved)).toEqual({
    name: "missing",
    telephone: "malformed",
    written: "no-written",
    accent: "accent-unreadable",
    signRelay: "malformed",
    slug: "unknown-field",
    "accessibility.state": "audit-missing",
    logo: "logo-unreadable",
  });
  expect((await row()).settings).toBeNull();
});

test("the accessibility statement is kept as a whole, and its state follows from the audit", async () => {
  const { save, row } = await organisation();
  const statement = {
    state: "partial",
    rate: "87,5",
    auditor: "Cabinet d’audit",
    auditedOn: "2026-10-12",
    failures: "Les plans n’ont pas de texte.\r\n\r\nUn PDF ancien.",
    contact: "accessibilite@rennes.example",
    plan: "https://rennes.example/schema",
  };
  await save({ accessibility: statement });
  expect((await row()).settings?.accessibility).toMatchObject({
    state: "partial",
    rate: 87.5,
    auditedOn: new Date("2026-10-12T00:00:00Z"),
    failures: "Les plans n’ont pas de texte.\nUn PDF ancien.",
    yearPlan: null,
  });
  expect(await save({ accessibility: statement })).toEqual({ ok: true, value: { changed: [] } });
  expect(wrong(await save({ accessibility: { ...statement, state: "full" } }))).toEqual({
    "accessibility.state": "rate-of-another-state",
  });
  await save({ accessibility: { state: "none" } });
  expect((await row()).settings?.accessibility).toMatchObject({ state: "none", auditor: null, plan: null });
});

test("a logo is drawn anew as a small PNG: what stands beside the pixels is not kept", async () => {
  const { save, row } = await organisation();
  await save({}, await picture(200, 100, "jpeg"));
  const first = (await row()).settings?.logo;
  expect(first?.mediaType).toBe("image/png");
  expect(await sharp(first?.picture).metadata()).toMatchObject({ format: "png", width: 200, height: 100 });
  await save({}, await picture(3000, 1000));
  const second = (await row()).settings?.logo;
  expect(await sharp(second?.picture).metadata()).toMatchObject({ format: "png", width: 432, height: 144 });
  expect(Buffer.from(second?.picture ?? []).includes("somebody")).toBe(false);
  expect(second?.etag).not.toBe(first?.etag);
  await save({}, null);
  expect((await row()).settings?.logo).toBeNull();
});

test.each([
  ["a drawing", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), "logo-unreadable"],
  ["a picture of another kind", () => picture(9, 9, "webp"), "logo-unreadable"],
  ["a picture as large as a field", () => picture(4001, 3000), "logo-unreadable"],
  ["more than a megabyte", () => Buffer.alloc(1024 * 1024 + 1), "logo-too-large"],
] as const)("%s is no logo", async (_, file, code) => {
  const { save } = await organisation();
  expect(wrong(await save({}, await file()))).toEqual({ logo: code });
});

test("logos are drawn one at a time: of twelve at once eight wait, and the others are told to come again", async () => {
  const { save } = await organisation();
  const logo = await picture(40, 40);
  const saved = await Promise.allSettled(Array.from({ length: 12 }, () => save({}, logo)));
  const refused = saved.flatMap((one) => (one.status === "rejected" ? [one.reason as object] : []));
  expect(refused).toEqual(Array(3).fill(expect.objectContaining({ code: "BUSY" })));
});

/** An organisation with an account of that role, and the forms of its settings as that account sends them. */
async function anOrganisation(role = "administrator") {
  const slug = `rennes-${++count}`;
  const { id } = await db.organisation.create({
    data: { slug, name: "Ville de Rennes", kind: "city", runsPermanences: true, phone: "+33261910035" },
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
  type Sent = Readonly<Record<string, string | Blob>>;
  const sendOnce = async (post: typeof saveService, fields: Sent, organisation: string) => {
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
  const send = (post: typeof saveService, fields: Sent, organisation = id) =>
    asOpened(
      fields,
      (sent) => sendOnce(post, sent, organisation),
      ({ typed }) => typed,
    );
  const settings = async () => {
    const actor = {
      kind: "staff",
      user,
      by: "login",
      roles: [{ organisation: id, role: "administrator", places: "all" }],
    } as const;
    const read = await readOrganisationSettings(actor, id);
    return read.ok ? read.value : undefined;
  };
  return { id, slug, send, settings };
}

test("the form of the settings saves them, and shows them again as they are stored", async () => {
  const { slug, send, settings } = await anOrganisation();
  const answer = await send(saveService, SERVICE);
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
  const { send, settings } = await anOrganisation();
  const { typed, done } = await send(saveService, { ...SERVICE, accent: "#E0782F" });
  expect(done).toBeNull();
  expect(typed?.fields).toMatchObject({ name: "Aide numérique Rennes", accent: "#E0782F" });
  expect(typed?.refusals["accent"]).toMatch(/^Sur #e0782f, le blanc ne se lit pas/u);
  expect((await settings())?.fields["name"]).toBeUndefined();
});

test("the darker colour that the page proposes is taken with its button", async () => {
  const { send, settings } = await anOrganisation();
  await send(saveService, { ...SERVICE, accent: "#E0782F", darker: "#a9541a" });
  expect((await settings())?.fields["accent"]).toBe("#a9541a");
});

test("the accessibility statement is saved by its own form, and a state without audit is refused", async () => {
  const { send, settings } = await anOrganisation();
  await send(saveService, SERVICE);
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
const square = async (): Promise<Blob> => new Blob([new Uint8Array(await picture(40, 40))], { type: "image/png" });
const NO_FILE = new Blob([]);

test("a logo is saved with what is typed beside it, and without a file it stays", async () => {
  const { send, settings } = await anOrganisation();
  expect((await send(saveService, { ...SERVICE, logo: await square() })).done).toBe("saved");
  const first = await settings();
  expect([first?.fields["name"], first?.logo]).toEqual(["Aide numérique Rennes", expect.any(String)]);
  expect((await send(saveService, { ...SERVICE, name: "Aide à Rennes", logo: NO_FILE })).done).toBe("saved");
  const second = await settings();
  expect([second?.fields["name"], second?.logo]).toEqual(["Aide à Rennes", first?.logo]);
});

test("its own button takes the logo away, and saves the rest too", async () => {
  const { send, settings } = await anOrganisation();
  await send(saveService, { ...SERVICE, logo: await square() });
  expect((await send(saveService, { ...SERVICE, name: "Aide à Rennes", logo: NO_FILE, removeLogo: "oui" })).done).toBe(
    "saved",
  );
  const now = await settings();
  expect([now?.fields["name"], now?.logo]).toEqual(["Aide à Rennes", undefined]);
});

test("a file that is no logo is refused beside its field, and what was typed comes back", async () => {
  const { send, settings } = await anOrganisation();
  await send(saveService, { ...SERVICE, logo: await square() });
  const typed = { ...SERVICE, name: "Aide à Rennes" };
  const broken = (await send(saveService, { ...typed, logo: new Blob(["no picture"]) })).typed;
  expect([broken?.refusals["logo"], broken?.fields]).toEqual([
    expect.stringMatching(/PNG ou JPEG/u),
    expect.objectContaining(typed),
  ]);
  const large = (await send(saveService, { ...typed, logo: new Blob([new Uint8Array(1_100_000)]) })).typed;
  expect([large?.refusals, large?.fields]).toEqual([{ logo: "logo-too-large" }, expect.objectContaining(typed)]);
  expect((await settings())?.logo).toBeDefined();
});

test("a logo that was chosen beside a wrong field is to be chosen again, and the page says so", async () => {
  const { send, settings } = await anOrganisation();
  const { typed } = await send(saveService, { ...SERVICE, telephone: "12", logo: await square() });
  expect(typed?.refusals).toMatchObject({ logo: "logo-again", telephone: expect.any(String) });
  expect((await settings())?.logo).toBeUndefined();
});

test("the darker colour that was taken stands in its field when another field is refused", async () => {
  const { send } = await anOrganisation();
  const fields = { ...SERVICE, accent: "#E0782F", darker: "#a9541a", telephone: "12" };
  expect((await send(saveService, fields)).typed?.fields).toMatchObject({ accent: "#a9541a", telephone: "12" });
  const inGuide = (request: Request) =>
    guide(request, { params: Promise.resolve({ locale: "fr", etape: "service", acte: "enregistrer" }) });
  expect((await send(inGuide, fields)).typed?.fields).toMatchObject({ accent: "#a9541a", telephone: "12" });
});

test("in the guided set-up a logo is saved with the rest, and without a file it stays", async () => {
  const { send, settings } = await anOrganisation();
  const inGuide = (request: Request) =>
    guide(request, { params: Promise.resolve({ locale: "fr", etape: "service", acte: "enregistrer" }) });
  const saved = await send(inGuide, { ...SERVICE, logo: await square(), suite: "oui" });
  expect([saved.done, saved.path]).toEqual(["saved", "/coordination/premiere-heure/lieux"]);
  const { logo } = (await settings()) ?? {};
  expect(logo).toBeDefined();
  const again = await send(inGuide, { ...SERVICE, logo: NO_FILE });
  expect([again.path, (await settings())?.logo]).toEqual(["/coordination/premiere-heure/service", logo]);
});
