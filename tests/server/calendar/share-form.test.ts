import { createHash, randomUUID } from "node:crypto";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { asOpened } from "#tests/support/as-opened.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase();
const { openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST } = await import("#app/[locale]/coordination/partages/[id]/[acte]/route.ts");

afterAll(() => db.$disconnect());

/** A share of every place, and its form as its coordinator sends it; answers the address that it leads to. */
async function sharing() {
  const of = await organisationWithPlace(db);
  const place = await of.placeOf("Neuhof");
  const user = of.coordinator.user;
  const login = randomUUID();
  const receiver = await db.organisation.create({
    data: { slug: randomUUID(), name: "CAF", kind: "caf", partner: true },
  });
  const sessionToken = createHash("sha256").update(login).digest("base64url");
  await db.session.create({ data: { userId: user, expires: new Date("2099-01-01T00:00:00Z"), sessionToken } });
  const share = await db.calendarShare.create({
    data: {
      giverId: of.id,
      receiverId: receiver.id,
      name: "CAF",
      level: "with-load",
      everyPlace: true,
      createdAt: new Date("2026-09-01T08:00:00Z"),
    },
  });
  const changeOnce = async (fields: Readonly<Record<string, string>>): Promise<URL> => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ name: "CAF", level: "with-load", expiresOn: "", ...fields }))
      body.append(name, value);
    const headers = { cookie: `session=${login}`, "sec-fetch-site": "same-origin" };
    const answer = await POST(new Request("http://localhost/x", { method: "POST", body, headers }), {
      params: Promise.resolve({ locale: "fr", id: share.id, acte: "changer" }),
    });
    return new URL(answer.headers.get("location") ?? "", "http://localhost");
  };
  const change = (fields: Readonly<Record<string, string>>) =>
    asOpened(fields, changeOnce, (led) => refusalsIn(led, user));
  const stored = () =>
    db.calendarShare.findUniqueOrThrow({ where: { id: share.id }, include: { places: { select: { placeId: true } } } });
  return { place, user, change, stored };
}
const refusalsIn = (led: URL, user: string) =>
  openTyped(led.searchParams.get("saisie") ?? undefined, clock.now(), user);

test("the address that is told what is cancelled is written in the form and taken away there; what is no address is refused beside it", async () => {
  const { user, change, stored } = await sharing();
  await change({ by: "every", toldEmail: " Accueil@CAF.example " });
  expect((await stored()).toldEmail).toBe("accueil@caf.example");
  expect(refusalsIn(await change({ by: "every", toldEmail: "la CAF" }), user)?.refusals).toEqual({
    toldEmail: "no-such-email",
  });
  await change({ by: "every", toldEmail: "" });
  expect((await stored()).toldEmail).toBeNull();
});

test("boxes that the chosen way leaves out are refused beside it, with all that was typed, and nothing is shared", async () => {
  const { place, user, change, stored } = await sharing();
  const before = await stored();
  const led = await change({ by: "every", [`place:${place.id}`]: "on", name: "Autre" });
  expect(refusalsIn(led, user)).toMatchObject({
    refusals: { by: "places-ticked" },
    fields: { [`place:${place.id}`]: "on", name: "Autre" },
  });
  expect(refusalsIn(await change({ by: "every", "topic:impots": "on" }), user)).toMatchObject({
    refusals: { by: "others-ticked" },
  });
  expect(await stored()).toEqual(before);
});

test("the boxes of the chosen way are what the share shows", async () => {
  const { place, change, stored } = await sharing();
  await change({ by: "places", [`place:${place.id}`]: "on" });
  expect(await stored()).toMatchObject({ everyPlace: false, places: [{ placeId: place.id }] });
});
