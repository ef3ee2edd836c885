import { organisationWithPlace } from "./people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { mailbox } from "./mailbox.ts";

const box = await mailbox();
const { db } = await serverOnFreshDatabase({
  SMTP_URL: box.url,
  MAIL_FROM: "permanences@rennes.example",
  LOG_LEVEL: "silent",
});
const { sendTestMail } = await import("#lib/server/auth/send-test-mail.ts");
const { makeSignInLinkToHandOver } = await import("#lib/server/auth/sign-in-link-to-hand-over.ts");
const { readPerson } = await import("#lib/server/auth/people/read-people.ts");

afterAll(() => db.$disconnect());

const actor = async () => {
  const { id: user } = await db.user.create({ data: { email: `${crypto.randomUUID()}@rennes.example` } });
  return { kind: "staff", user, by: "login", roles: [] } as const;
};

test("a test message goes to whoever asks, in their language, and they are told that the server took it", async () => {
  const asks = await actor();
  const { email } = await db.user.findUniqueOrThrow({ where: { id: asks.user } });
  expect(await sendTestMail(asks, "en")).toMatchObject({ ok: true });
  const letter = await box.received();
  expect(letter).toMatch(new RegExp(`^To: ${email}`, "mu"));
  expect(letter).toMatch(/^Subject: Test message/mu);
});

test("a token sends none", async () => {
  const asks = { ...(await actor()), by: "token", scopes: [] } as unknown as Awaited<ReturnType<typeof actor>>;
  expect(await sendTestMail(asks, "fr")).toEqual({ ok: false, refusal: "not-allowed" });
});

test("where mail is set up nobody gives a colleague a sign-in link, and no button offers it", async () => {
  const { id: organisation, administrator, joins } = await organisationWithPlace(db);
  const account = await joins("conseiller");
  expect(await makeSignInLinkToHandOver(administrator, { organisation, account })).toEqual({
    ok: false,
    refusal: "mail-set-up",
  });
  expect(await readPerson(administrator, organisation, account)).toMatchObject({ value: { mayGiveLink: false } });
});

test("where codes are shown on the page no mail is put in with one, also where mail is set up", async () => {
  const { issueCode } = await import("#lib/server/auth/sign-in-code.ts");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: (await actor()).user } });
  expect(await issueCode(email, "a".repeat(22), "fr")).toMatch(/^\d{6}$/u);
  expect(await db.outboxMessage.count()).toBe(0);
});

test("a mail server that is gone is told, and nothing else happens", async () => {
  box.close();
  expect(await sendTestMail(await actor(), "fr")).toEqual({ ok: false, refusal: "mail-not-sent" });
});
