import { LEGAL_DOCUMENTS, type Block, type DocumentLine } from "#lib/access/legal-document.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let readLegalDocument: typeof import("#lib/server/privacy/read-legal-document.ts").readLegalDocument;

beforeAll(async () => {
  server = await freshServer();
  ({ readLegalDocument } = await import("#lib/server/privacy/read-legal-document.ts"));
});
afterAll(() => server.db.$disconnect());

const linesOf = (block: Block): readonly DocumentLine[] =>
  block.kind === "table" ? block.rows.flat() : block.kind === "list" ? block.items : [block.line];
const textOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap(linesOf)
    .map((line) => line.map((piece) => ("text" in piece ? piece.text : "[…]")).join(""))
    .join("\n");

async function read(name: (typeof LEGAL_DOCUMENTS)[number], prepare?: (organisation: string) => Promise<unknown>) {
  const here = await neuhof(server);
  await prepare?.(here.organisation.id);
  const blocks = await readLegalDocument(await here.newStaff("coordinator"), here.organisation.id, name);
  if (!blocks.ok) throw new Error(blocks.refusal);
  return textOf(blocks.value);
}

test.each(LEGAL_DOCUMENTS)(
  "%s begins with its title and leaves no name of a placeholder or sign of its writing",
  async (name) => {
    const text = await read(name);
    expect(text).not.toMatch(/[{}|]|^#|undefined/mu);
    expect(text.split("\n").length).toBeGreaterThan(8);
  },
);

test("the register says who is responsible as the settings do, and the periods of the code", async () => {
  const text = await read("registre", (organisationId) =>
    server.db.organisationSettings.create({
      data: { organisationId, serviceName: "Aide numérique Rennes", host: "Hébergeur public", director: "Maire" },
    }),
  );
  for (const said of [
    "Aide numérique Rennes",
    "Hébergeur public",
    "Maire",
    "30 jours après",
    "24 mois",
    "14 jours",
    "3\u00a0h",
  ])
    expect(text).toContain(said);
});

test("the register says the data protection officer, the joint controller, the legal basis and transfers as the settings do", async () => {
  const set = {
    dpo: "Centre de gestion, dpo@cdg.example",
    jointController: "CCAS",
    legalBasis: "Confirmée le 2 novembre",
    transfers: "Aucun transfert",
  };
  const create = (organisationId: string) =>
    server.db.organisationSettings.create({ data: { organisationId, serviceName: "Aide", ...set } });
  const text = await read("registre", create);
  for (const said of Object.values(set)) expect(text).toContain(said);
  expect(await read("information", create)).toContain(set.dpo);
  expect(await read("aipd", create)).toContain(set.dpo);
});

test("what nobody has set is a blank, never invented", async () => {
  const text = await read("registre");
  expect(text).toContain("Hébergeur : […]");
  expect(text).toContain("Partenaires : […]");
  expect(text.split("[…]").length - 1).toBeGreaterThanOrEqual(8);
});

test("the partners are those who receive a share that was not revoked", async () => {
  const text = await read("sous-traitants", async (giverId) => {
    for (const [name, revokedAt] of [
      ["CAF du Bas-Rhin", null],
      ["Ancien partenaire", new Date(server.clock.now())],
    ] as const) {
      const { id } = await server.db.organisation.create({
        data: { slug: `p-${crypto.randomUUID()}`, name, kind: "caf", partner: true },
      });
      await server.db.calendarShare.create({
        data: {
          giverId,
          receiverId: id,
          name,
          level: "with-load",
          everyPlace: true,
          createdAt: new Date(server.clock.now()),
          revokedAt,
        },
      });
    }
  });
  expect(text).toContain("CAF du Bas-Rhin");
  expect(text).not.toContain("Ancien partenaire");
});

test("the register says of each partner what its shares let it see, and that the journal names the team", async () => {
  const text = await read("registre", async (giverId) => {
    for (const [name, level] of [
      ["CAF du Bas-Rhin", "open-hours"],
      ["Maison de l’emploi", "with-load"],
    ] as const) {
      const { id } = await server.db.organisation.create({
        data: { slug: `p-${crypto.randomUUID()}`, name, kind: "caf", partner: true },
      });
      const createdAt = new Date(server.clock.now());
      await server.db.calendarShare.create({
        data: { giverId, receiverId: id, name, level, everyPlace: true, createdAt },
      });
    }
  });
  expect(text).toContain(
    "CAF du Bas-Rhin\u00a0: Horaires et lieux\u00a0; Maison de l’emploi\u00a0: Horaires, lieux, rendez",
  );
  expect(text).toContain("aucune personne accueillie n’y est nommée, l’équipe l’est");
});

test("the agreement names the CAF that receives a share; of several, each name is left to write", async () => {
  const sharedWith = (names: readonly string[]) => async (giverId: string) => {
    for (const [name, kind] of [
      ...names.map((one) => [one, "caf"] as const),
      ["Mission locale", "association"] as const,
    ]) {
      const { id } = await server.db.organisation.create({
        data: { slug: `p-${crypto.randomUUID()}`, name, kind, partner: true },
      });
      const createdAt = new Date(server.clock.now());
      await server.db.calendarShare.create({
        data: { giverId, receiverId: id, name, level: "open-hours", everyPlace: true, createdAt },
      });
    }
  };
  expect(await read("convention", sharedWith(["CAF du Bas-Rhin"]))).toContain(
    "et CAF du Bas-Rhin, représentée par […]",
  );
  expect(await read("convention", sharedWith(["CAF du Bas-Rhin", "CAF 68"]))).toContain("et […], représentée par […]");
  expect(await read("convention", sharedWith([]))).toContain("et […], représentée par […]");
});
