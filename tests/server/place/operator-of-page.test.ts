import type { PrismaClient } from "#prisma/generated/client.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let db: PrismaClient;
let operatorOfPage: typeof import("#app/[locale]/operator-of-page.ts").operatorOfPage;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase());
  ({ operatorOfPage } = await import("#app/[locale]/operator-of-page.ts"));
});
afterAll(() => db.$disconnect());

const opened = (slug: string, locale: string) =>
  operatorOfPage(Promise.resolve({ slug, locale })).then(
    (operator) => operator?.slug,
    (error: { readonly digest?: string }) => error.digest?.split(";")[2],
  );

test("the pages of an operator that there is none of lead to an address with status 404, in the reader's language", async () => {
  await db.organisation.create({ data: { slug: "rennes", name: "Rennes", kind: "city", operator: true } });
  await db.organisation.create({ data: { slug: "caf", name: "CAF", kind: "caf", partner: true } });
  expect(await opened("rennes", "fr")).toBe("rennes");
  expect(await opened("personne", "fr")).toBe("/chez/personne/inconnu");
  expect(await opened("personne", "ar")).toBe("/ar/chez/personne/inconnu");
  expect(await opened("caf", "fr")).toBe("/chez/caf/inconnu");
});
