import { createHash, randomUUID } from "node:crypto";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase();
const { askDatabase, watchDatabase } = await import("#lib/server/database-watch.ts");
const { transaction } = await import("#lib/server/db.ts");
const { ensureStandardTopics } = await import("#lib/server/schedule/standard-topics.ts");
const { browserOf, knownBrowserCookie } = await import("#lib/server/auth/known-browser.ts");
const { safeReturn } = await import("#lib/server/auth/after-sign-in.ts");
const { openKept } = await import("#lib/server/kept-form.ts");
const { openTyped, sealTyped } = await import("#lib/server/typed-form.ts");
const { eraseDue } = await import("#lib/server/privacy/erase-due.ts");
const { clock } = await import("#lib/server/clock.ts");
const { POST: roleForm } = await import("#app/[locale]/coordination/equipe/[account]/[acte]/route.ts");
const { POST: newTopicForm } = await import("#app/[locale]/coordination/demarches/creer/enregistrer/route.ts");
const { POST: inviteForm } = await import("#app/[locale]/coordination/equipe/inviter/envoyer/route.ts");

beforeAll(() => transaction((tx) => ensureStandardTopics(tx), "service"));
afterAll(() => db.$disconnect());

type Fields = Readonly<Record<string, string>>;

/** Sends a form with these cookies; answers the address that it leads to. */
async function send<P>(
  post: (request: Request, context: { params: Promise<P & { locale: string }> }) => Promise<Response>,
  params: P,
  fields: Fields,
  cookie: string,
): Promise<URL> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  const request = new Request("http://localhost/x", { method: "POST", body, headers });
  const answer = await post(request, { params: Promise.resolve({ ...params, locale: "fr" }) });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get("location") ?? "", "http://localhost");
}

/** The cookie of a login of this account. */
async function loginOf(userId: string): Promise<string> {
  const login = randomUUID();
  const sessionToken = createHash("sha256").update(login).digest("base64url");
  await db.session.create({ data: { userId, expires: new Date("2099-01-01T00:00:00Z"), sessionToken } });
  return `session=${login}`;
}

/** An organisation, its administrator signed in, and another one of its accounts. */
async function ville() {
  const of = await organisationWithPlace(db);
  const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: of.id } });
  const administrator = of.administrator.user;
  return { ...of, slug, administrator, colleague: of.coordinator.user, cookie: await loginOf(administrator) };
}

/** An organisation with so many places, and the form that gives a colleague a role at all of them. */
async function formOfPlaces(count: number) {
  const here = await ville();
  const places: string[] = [];
  for (let number = 1; number <= count; number++) places.push((await here.placeOf(`Lieu ${number}`)).id);
  const ticks = Object.fromEntries(places.map((id) => [`place:${id}`, "yes"]));
  const fields = { organisation: here.slug, role: "reception", where: "some", endsOn: "", ...ticks };
  return { ...here, places, fields };
}

const kept = (address: URL): string => address.searchParams.get("saisie") ?? "";
/** What an account is shown of a kept form, so many minutes later, in the browser whose cookie that is. */
const opened = (user: string, text: string, minutes = 0, cookie = "") =>
  openKept({ user, browser: browserOf(new Headers({ cookie })) }, text, plusMinutes(clock.now(), minutes));

test("a role at 200 places is given by one form; refused, it comes back with every tick, by an address that stays short", async () => {
  const { fields, places, administrator, colleague, cookie } = await formOfPlaces(200);
  const wrong = { ...fields, endsOn: "hier" };
  const back = await send(roleForm, { account: colleague, acte: "role" }, wrong, cookie);
  expect(back.href.length).toBeLessThan(2_200);
  const typed = await opened(administrator, kept(back));
  expect(typed).toEqual({ form: "role", fields: wrong, refusals: { endsOn: "malformed" } });
  const to = await send(roleForm, { account: colleague, acte: "role" }, fields, cookie);
  expect(to.searchParams.get("fait")).toBe("roleGiven");
  const given = await db.membershipPlace.findMany({ where: { userId: colleague, role: "reception" } });
  expect(given.map(({ placeId }) => placeId).toSorted()).toEqual(places.toSorted());
});

test("a colleague opens it neither before nor after, and it is gone half an hour later", async () => {
  const { fields, administrator, colleague, cookie } = await formOfPlaces(60);
  const wrong = { ...fields, endsOn: "hier" };
  const text = kept(await send(roleForm, { account: colleague, acte: "role" }, wrong, cookie));
  expect(await opened(colleague, text)).toBeUndefined();
  expect((await opened(administrator, text, 29))?.fields).toEqual(wrong);
  expect(await opened(colleague, text)).toBeUndefined();
  expect(await opened(administrator, text, 30)).toBeUndefined();
  await eraseDue(plusMinutes(clock.now(), 29));
  expect(await db.typedForm.count({ where: { id: text } })).toBe(1);
  await eraseDue(plusMinutes(clock.now(), 31));
  expect(await db.typedForm.count({ where: { id: text } })).toBe(0);
});

test("what is kept of a form cannot be read in the database", async () => {
  const { fields, colleague, cookie } = await formOfPlaces(60);
  const id = kept(await send(roleForm, { account: colleague, acte: "role" }, { ...fields, endsOn: "hier" }, cookie));
  const { content } = await db.typedForm.findUniqueOrThrow({ where: { id } });
  expect(content).not.toMatch(/hier|place:/u);
  expect(Buffer.from(content, "base64url").toString("latin1")).not.toMatch(/hier|place:/u);
});

test("a short form comes back by its address alone, so that it does also without a database", async () => {
  const { id, slug, administrator, cookie } = await ville();
  const to = await send(inviteForm, {}, { organisation: id, slug, email: "nobody", role: "conseiller" }, cookie);
  expect((await opened(administrator, kept(to)))?.fields["email"]).toBe("nobody");
  expect(await db.typedForm.count({ where: { userId: administrator } })).toBe(0);
});

test("nobody lays a short form of their own before a colleague either, whatever browser that one has", async () => {
  const { id, slug, colleague, administrator, cookie } = await ville();
  const browser = knownBrowserCookie(new Headers(), "a@ville.example").split(";")[0] ?? "";
  const wrong = { organisation: id, slug, email: "nobody", role: "administrator" };
  const to = await send(inviteForm, {}, wrong, `${cookie}; ${browser}`);
  for (const other of ["", browser]) expect(await opened(colleague, kept(to), 0, other)).toBeUndefined();
  expect((await opened(administrator, kept(to)))?.fields).toEqual(wrong);
});

describe("a form that is sent back before anybody looked who is signed in", () => {
  /** An invitation as it comes back while the database is lost. */
  async function sentMeanwhile(browser: string) {
    const here = await ville();
    const fields = { organisation: here.id, slug: here.slug, email: "a@ville.example", role: "administrator" };
    const end = watchDatabase("postgres://nobody:nothing@127.0.0.1:1/nothing");
    await askDatabase();
    const to = await send(inviteForm, {}, fields, `${here.cookie}; ${browser}`).finally(end);
    return { ...here, fields, text: kept(to) };
  }
  const refusals = { form: "busy" };

  test("comes back as it was typed in the browser that sent it, and opens in no other", async () => {
    const browser = knownBrowserCookie(new Headers(), "a@ville.example").split(";")[0] ?? "";
    const { administrator, fields, text } = await sentMeanwhile(browser);
    expect(await opened(administrator, text)).toBeUndefined();
    expect(await opened(administrator, text, 0, browser)).toEqual({ form: "invite", fields, refusals });
  });

  test("keeps what it was refused for alone where the browser is not known", async () => {
    const { administrator, text } = await sentMeanwhile("");
    expect(await opened(administrator, text)).toEqual({ form: "invite", fields: {}, refusals });
  });
});

test("a topic is made with the longest sentences in four languages", async () => {
  const { id, slug, cookie } = await ville();
  const letters = { fr: "é", ar: "م", tr: "ş", en: "e" };
  const fields: Record<string, string> = { organisation: id, slug, minutes: "30", bookable: "yes" };
  for (const [language, letter] of Object.entries(letters)) {
    fields[`name-${language}`] = letter.repeat(80);
    fields[`bring-${language}`] = Array.from({ length: 12 }, () => letter.repeat(200)).join("\n");
  }
  const to = await send(newTopicForm, {}, fields, cookie);
  expect(to.searchParams.get("fait")).toBe("topicMade");
});

test("a form over 64 kB is refused by a sentence of its own", async () => {
  const { id, slug, administrator, cookie } = await ville();
  const to = await send(inviteForm, {}, { organisation: id, slug, email: "x".repeat(64 * 1024) }, cookie);
  expect(await opened(administrator, kept(to))).toMatchObject({ refusals: { form: "form-too-large" } });
});

describe("a login that ended while a form was filled in", () => {
  /**
   * The form of 60 places as it is sent without login from the browser of the administrator, and the way back after
   * signing in.
   */
  async function sentTooLate() {
    const here = await formOfPlaces(60);
    const { email } = await db.user.findUniqueOrThrow({ where: { id: here.administrator } });
    const browser = knownBrowserCookie(new Headers(), email).split(";")[0] ?? "";
    const { slug } = here;
    const fields = { ...here.fields, slug };
    const to = await send(roleForm, { account: here.colleague, acte: "role" }, fields, browser);
    const back = new URL(safeReturn(to.searchParams.get("retour")) ?? "", "http://localhost");
    const show = (user: string, cookie = browser) => opened(user, kept(back), 0, cookie);
    return { ...here, fields, to, back, show };
  }

  test("leads to signing in, then back to the form as it was typed, and says that nothing is saved yet", async () => {
    const { to, back, show, fields, slug, administrator, colleague } = await sentTooLate();
    expect([to.pathname, back.pathname]).toEqual(["/connexion", `/coordination/equipe/${colleague}`]);
    expect(back.searchParams.get("organisation")).toBe(slug);
    const shown = { form: "role", fields, refusals: { form: "login-ended" } };
    expect(await show(administrator)).toEqual(shown);
    expect(await show(administrator)).toEqual(shown);
    expect(await db.membership.count({ where: { userId: colleague, role: "reception" } })).toBe(0);
  });

  test("is that of the first who opens it: of two at once one, and nobody else later", async () => {
    const { show, administrator, colleague } = await sentTooLate();
    const both = await Promise.all([administrator, colleague].map((user) => show(user)));
    expect(both.filter((typed) => typed !== undefined)).toHaveLength(1);
    const others = both[0] ? colleague : administrator;
    expect(await show(others)).toBeUndefined();
  });

  test("opens in the browser that sent it alone, so that nobody lays a form before somebody else", async () => {
    const { show, fields, administrator } = await sentTooLate();
    for (const another of ["", knownBrowserCookie(new Headers(), "a@ville.example").split(";")[0]])
      expect(await show(administrator, another)).toBeUndefined();
    expect((await show(administrator))?.fields).toEqual(fields);
  });

  test("without account it is erased after half an hour too", async () => {
    const { back } = await sentTooLate();
    await eraseDue(plusMinutes(clock.now(), 31));
    expect(await db.typedForm.count({ where: { id: kept(back) } })).toBe(0);
  });

  test("of a browser in which nobody has signed in nothing is kept", async () => {
    const { fields, colleague } = await formOfPlaces(3);
    const before = await db.typedForm.count();
    const to = await send(roleForm, { account: colleague, acte: "role" }, fields, "");
    expect(to.searchParams.get("retour")).toBe(`/coordination/equipe/${colleague}`);
    expect(await db.typedForm.count()).toBe(before);
  });

  test("nor of one whose cookie was made up, whatever proofs it shows", async () => {
    const { fields, colleague } = await formOfPlaces(3);
    const [id, ...proofs] = (knownBrowserCookie(new Headers(), "a@ville.example").split(";")[0] ?? "").split(".");
    const before = await db.typedForm.count();
    for (const cookie of [
      `known-browser=${"A".repeat(22)}.${"B".repeat(22)}`,
      `known-browser=${"A".repeat(22)}.${proofs.join(".")}`,
      `${id}.${"B".repeat(22)}`,
    ])
      await send(roleForm, { account: colleague, acte: "role" }, fields, cookie);
    expect(await db.typedForm.count()).toBe(before);
  });

  test("a browser in which many colleagues have signed in one after the other stays known", () => {
    let cookie = "";
    const ids = Array.from({ length: 7 }, (_, number) => {
      cookie = knownBrowserCookie(new Headers({ cookie }), `${number}@ville.example`).split(";")[0] ?? "";
      return browserOf(new Headers({ cookie }));
    });
    expect(new Set(ids)).toEqual(new Set([expect.any(String)]));
    expect(new Set(ids).size).toBe(1);
  });

  test("a form over 64 kB comes back empty, with that sentence", async () => {
    const { administrator, colleague } = await ville();
    const browser = knownBrowserCookie(new Headers(), "a@ville.example").split(";")[0] ?? "";
    const to = await send(roleForm, { account: colleague, acte: "role" }, { role: "x".repeat(64 * 1024) }, browser);
    const back = new URL(to.searchParams.get("retour") ?? "", "http://localhost");
    expect(await opened(administrator, kept(back), 0, browser)).toMatchObject({
      fields: {},
      refusals: { form: "form-too-large" },
    });
  });
});

test("a refused form comes back for the organisation that it was sent for, not for another of the same person", async () => {
  const first = await ville();
  const second = await ville();
  const userId = first.administrator;
  await db.membership.create({ data: { userId, organisationId: second.id, role: "coordinator" } });
  for (const { id, slug } of [first, second]) {
    const wrong = { organisation: id, slug, email: "nobody", role: "conseiller" };
    const to = await send(inviteForm, {}, wrong, first.cookie);
    expect([to.pathname, to.searchParams.get("organisation")]).toEqual(["/coordination/equipe/inviter", slug]);
    expect((await opened(userId, kept(to)))?.fields["email"]).toBe("nobody");
  }
});

describe("a form that its address alone keeps", () => {
  const NOW = instantOf("2026-11-20T10:00:00+01:00");
  const form = { form: "place", fields: { name: "Mairie du Neuhof" }, refusals: { name: "missing" } };

  test("a refused form of the team comes back as it was typed, for half an hour", () => {
    const sealed = sealTyped(form, NOW, "reader");
    expect(openTyped(sealed, plusMinutes(NOW, 29), "reader")).toEqual(form);
    expect(openTyped(sealed, plusMinutes(NOW, 30), "reader")).toBeUndefined();
  });

  test("it opens for its reader alone", () => {
    const sealed = sealTyped(form, NOW, "reader");
    for (const another of [undefined, "", "another"]) expect(openTyped(sealed, NOW, another)).toBeUndefined();
  });

  test("without a reader the refusals come back to everybody, and nothing that was typed", () => {
    const sealed = sealTyped(form, NOW, undefined);
    for (const reader of [undefined, "reader"]) expect(openTyped(sealed, NOW, reader)).toEqual({ ...form, fields: {} });
  });

  test("a text that was altered, cut or is missing opens nothing", () => {
    for (const text of [undefined, "", sealTyped(form, NOW, "reader").slice(0, -4), "A".repeat(200)])
      expect(openTyped(text, NOW, "reader")).toBeUndefined();
  });
});
