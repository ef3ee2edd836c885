import { createHash, randomUUID } from "node:crypto";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase();
const { POST } = await import("#app/[locale]/coordination/equipe/inviter/envoyer/route.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");

afterAll(() => db.$disconnect());

test("a refused form comes back for the organisation that it was sent for, not for another of the same person", async () => {
  const [first, second] = [await organisationWithPlace(db), await organisationWithPlace(db)];
  const userId = first.coordinator.user;
  await db.membership.create({ data: { userId, organisationId: second.id, role: "coordinator" } });
  const login = randomUUID();
  const sessionToken = createHash("sha256").update(login).digest("base64url");
  await db.session.create({ data: { userId, expires: new Date("2099-01-01T00:00:00Z"), sessionToken } });
  for (const { id } of [first, second]) {
    const { slug } = await db.organisation.findUniqueOrThrow({ where: { id } });
    const body = new FormData();
    for (const [name, value] of Object.entries({ organisation: id, slug, email: "nobody", role: "conseiller" }))
      body.append(name, value);
    const answer = await POST(
      new Request("http://localhost/coordination/equipe/inviter/envoyer", {
        method: "POST",
        body,
        headers: { cookie: `session=${login}`, "sec-fetch-site": "same-origin" },
      }),
      { params: Promise.resolve({ locale: "fr" }) },
    );
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    expect([to.pathname, to.searchParams.get("organisation")]).toEqual(["/coordination/equipe/inviter", slug]);
    const typed = openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), userId);
    expect(typed?.fields["email"]).toBe("nobody");
  }
});
