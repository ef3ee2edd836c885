import sharp from "sharp";
import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2026-11-27T10:00:00+01:00" });
const { saveOperatorSettings } = await import("#lib/server/planning/save-operator-settings.ts");
const { readOperatorOf } = await import("#lib/server/place/read-operator.ts");
const { sayProblem } = await import("#lib/server/say-problem.ts");

afterAll(() => db.$disconnect());

let count = 0;
async function organisation(name = "Ville de Rennes") {
  const { id } = await db.organisation.create({
    data: { slug: `rennes-${++count}`, name, kind: "city", operator: true, phone: "+33261910035" },
  });
  const actor = (role: StaffRole, of = id): Actor => ({
    kind: "staff",
    user: id,
    by: "login",
    roles: [{ organisation: of, role, places: "all" }],
  });
  const save = (fields: unknown, logo?: Uint8Array | null) =>
    saveOperatorSettings(actor("administrator"), {
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
const wrong = (saved: Awaited<ReturnType<typeof saveOperatorSettings>>): unknown =>
  "problems" in saved ? Object.fromEntries(saved.problems.map(({ path, code }) => [path, code])) : saved;

const svg = (content: string, size = 'width="200" height="100"'): Uint8Array =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 200 100">${content}</svg>`);
const png = (width: number, height: number): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels: 4, background: "#7a1f2b" } })
    .png()
    .withMetadata({ exif: { IFD0: { Artist: "somebody" } } })
    .toBuffer();

test("an administrator says what their organisation is, and its pages show it at once", async () => {
  const { id, save } = await organisation();
  expect(await readOperatorOf(id)).toMatchObject({ service: "Ville de Rennes" });
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
  expect(await readOperatorOf(id)).toEqual({
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
  });
});

test("the lines of the register are kept with the rest, emptied by an empty field, and refused when they are too long", async () => {
  const { id, save } = await organisation();
  const said = { dpo: "dpo@cdg.example", jointController: "CCAS", legalBasis: "Confirmée", transfers: "Aucun" };
  expect(await save(said)).toEqual({ ok: true, value: { changed: Object.keys(said) } });
  const row = () => db.operatorSettings.findUniqueOrThrow({ where: { organisationId: id } });
  expect(await row()).toMatchObject(said);
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
    { act: "operator-settings-changed", actor: `staff:${id}`, data: { fields: "serviceName accent" } },
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

test("a colour on which white cannot be read is refused with a darker one that will do", async () => {
  const { save } = await organisation();
  const saved = await save({ accent: "#e07a00" });
  const [problem] = "problems" in saved ? saved.problems : [];
  const said = problem ? sayProblem(problem, "fr") : "";
  expect(said).toContain("#e07a00");
  const darker = /#[0-9a-f]{6}$/u.exec(said)?.[0];
  expect(await save({ accent: darker })).toMatchObject({ ok: true });
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

test("a logo is drawn anew as a small PNG: neither a script of an SVG nor what stands beside the pixels is kept", async () => {
  const { save, row } = await organisation();
  await save({}, svg('<script>alert(1)</script><rect width="200" height="100" fill="#7a1f2b" onload="alert(1)"/>'));
  const first = (await row()).settings?.logo;
  expect(first?.mediaType).toBe("image/png");
  expect(await sharp(first?.picture).metadata()).toMatchObject({ format: "png", height: 144 });
  await save({}, await png(3000, 1000));
  const second = (await row()).settings?.logo;
  expect(await sharp(second?.picture).metadata()).toMatchObject({ format: "png", width: 432, height: 144 });
  expect(Buffer.from(second?.picture ?? []).includes("somebody")).toBe(false);
  expect(second?.etag).not.toBe(first?.etag);
  await save({}, null);
  expect((await row()).settings?.logo).toBeNull();
});

test.each([
  [
    "a photograph",
    () =>
      sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
        .jpeg()
        .toBuffer(),
    "logo-unreadable",
  ],
  [
    "an SVG as large as a field",
    () => svg('<rect width="9" height="9"/>', 'width="90000" height="90000"'),
    "logo-unreadable",
  ],
  ["letters that need a font", () => svg("<text>Rennes</text>"), "logo-with-text"],
  ["more than a megabyte", () => Buffer.alloc(1024 * 1024 + 1), "logo-too-large"],
] as const)("%s is no logo", async (_, file, code) => {
  const { save } = await organisation();
  expect(wrong(await save({}, await file()))).toEqual({ logo: code });
});

test("only an administrator of that organisation may say it", async () => {
  const { id, actor } = await organisation();
  const other = await organisation();
  const asked = { organisation: id, fields: { name: "Autre" } };
  const refused = { ok: false, refusal: "not-allowed" };
  for (const role of ["coordinator", "conseiller", "reception", "partner"] as const)
    expect(await saveOperatorSettings(actor(role), asked)).toEqual(refused);
  expect(await saveOperatorSettings(other.actor("administrator"), asked)).toEqual(refused);
  expect(await saveOperatorSettings({ kind: "anonymous" }, asked)).toEqual(refused);
});
