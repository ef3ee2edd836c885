import { randomUUID } from "node:crypto";
import { instantOf } from "#lib/time/instant.ts";
import { letterSender } from "#tests/server/auth/send-letters.ts";
import { smtpServer } from "#tests/server/message/gateways/smtp-server.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { organisationWithPlace } from "./organisation.ts";

const server = await smtpServer();
const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  SMTP_URL: server.url,
  MAIL_FROM: "Permanences <permanences@exemple.fr>",
  LOG_LEVEL: "silent",
});
const { invitePerson, renewInvitation, withdrawInvitation } = await import("#lib/server/auth/people/invite.ts");
const { acceptInvitation } = await import("#lib/server/auth/people/accept-invitation.ts");
const { deactivateAccount } = await import("#lib/server/auth/people/change-roles.ts");
const { invitationSecret } = await import("#lib/server/auth/people/invitation-secret.ts");
const { readPeople } = await import("#lib/server/auth/people/read-people.ts");
const letters = await letterSender(server.url);
const { moveTo, waitFor } = movedClock(clock);

afterAll(async () => {
  await db.$disconnect();
  letters.close();
  await server.close();
});
beforeEach(async () => {
  await db.outboxMessage.deleteMany();
  server.letters.length = 0;
  moveTo(instantOf("2027-02-25T10:00:00+01:00"));
});

/** A town that has invited somebody. */
async function invited(locale: "fr" | "en" = "fr") {
  const town = await organisationWithPlace(db);
  const email = `${randomUUID()}@ville.example`;
  const wanted = { email, role: "conseiller", places: "all", languages: [] } as const;
  const done = await invitePerson(town.administrator, town.id, wanted, locale);
  if (!done.ok) throw new Error(done.refusal);
  const id = done.value;
  const mail = async () => {
    const read = await readPeople(town.administrator, town.id);
    return read.ok ? read.value.invitations.find((one) => one.id === id)?.mail : undefined;
  };
  const secret = async () =>
    invitationSecret(await db.invitation.findUniqueOrThrow({ where: { id }, select: { id: true, generation: true } }));
  return { ...town, email, invitation: id, mail, secret };
}
const rows = () => db.outboxMessage.findMany({ orderBy: { id: "asc" } });
/** The letters, without the breaks of quoted-printable. */
const texts = (): readonly string[] =>
  server.letters.map((letter) => letter.replaceAll("=\r\n", "").replaceAll("=3D", "="));

test("the mail is put in with the invitation, without its address, and stands on the page until it has left", async () => {
  const { mail, email, invitation, id, secret } = await invited();
  expect(await rows()).toMatchObject([
    { kind: "invitation", invitationId: invitation, organisationId: id, channel: "mail", sentAt: null },
  ]);
  expect(JSON.stringify(await rows())).not.toMatch(new RegExp(`${email}|${await secret()}`, "u"));
  expect(await mail()).toMatchObject({ is: "leaving" });
  waitFor(1);
  expect(await mail()).toMatchObject({ is: "late" });
  await letters.send();
  expect(texts()[0]).toContain(`To: ${email}`);
  expect(texts()[0]).toContain(`/invitation/${await secret()}`);
  expect(await mail()).toMatchObject({ is: "sent" });
});

test("it leaves by night too, in the language in which somebody invited", async () => {
  moveTo(instantOf("2027-02-25T23:30:00+01:00"));
  await invited("en");
  await letters.send();
  expect(texts()[0]).toMatch(/<html[^>]* lang="en"/u);
});

test("a busy mail server is tried again, six times at most, and the page says what to do then", async () => {
  const { mail } = await invited();
  for (let tries = 0; tries < 6; tries += 1) {
    server.meets({ at: "recipient", code: 451 });
    await letters.send();
    waitFor(3 ** tries * 1.3);
    if (tries < 5) expect(await mail()).toMatchObject({ is: "late" });
  }
  expect(await rows()).toMatchObject([{ tries: 6, givenUpWhy: "too-often" }]);
  expect(await mail()).toMatchObject({ is: "failed" });
});

test("a mailbox that refuses is told as such, and so is an answer that was lost twice", async () => {
  const refused = await invited();
  server.meets({ at: "recipient", code: 550 });
  await letters.send();
  expect(await refused.mail()).toMatchObject({ is: "refused" });
  const lost = await invited();
  for (let times = 0; times < 4; times += 1) {
    if (times % 2 === 0) server.meets({ at: "after-data", code: "cut" });
    await letters.send();
    waitFor(2);
  }
  expect(await lost.mail()).toMatchObject({ is: "unknown" });
});

test("renewed, the former mail does not leave any more, and the new one has the new address", async () => {
  const { administrator, invitation, secret, mail } = await invited();
  const former = await secret();
  await renewInvitation(administrator, invitation, "fr");
  expect(await rows()).toMatchObject([{ cancelledAt: expect.any(Date) }, { cancelledAt: null }]);
  await letters.send();
  expect(texts()).toHaveLength(1);
  expect(texts()[0]).toContain(await secret());
  expect(texts()[0]).not.toContain(former);
  // Of the mail of the former address the page says nothing.
  await db.outboxMessage.deleteMany({ where: { cancelledAt: null } });
  expect(await mail()).toBeUndefined();
});

test("one that was withdrawn, accepted, or whose person was deactivated or seven days have passed is sent no more", async () => {
  type Invited = Awaited<ReturnType<typeof invited>>;
  const ends: readonly ((one: Invited) => Promise<unknown>)[] = [
    ({ administrator, invitation }) => withdrawInvitation(administrator, invitation),
    async ({ secret }) =>
      acceptInvitation(await secret(), { name: "Awa", languages: [] }, { actor: undefined, login: undefined }),
    async ({ administrator, joins, id, email }) => {
      const account = await joins("reception");
      await db.user.update({ where: { id: account }, data: { email } });
      return deactivateAccount(administrator, { organisation: id, account });
    },
  ];
  for (const end of ends) {
    await end(await invited());
    expect((await rows()).at(-1)).toMatchObject({ cancelledAt: expect.any(Date) });
  }
  await invited();
  waitFor(7 * 24 * 60);
  await letters.send();
  expect((await rows()).map(({ cancelledAt }) => cancelledAt !== null)).toEqual([true, true, true, true]);
  expect(server.letters).toEqual([]);
});

test("a mail of an address that another version made new is not sent", async () => {
  const { invitation } = await invited();
  await db.invitation.update({ where: { id: invitation }, data: { generation: 2 } });
  await letters.send();
  expect(server.letters).toEqual([]);
});

test("its mail goes with the invitation when that is erased", async () => {
  const { invitation } = await invited();
  await db.invitation.delete({ where: { id: invitation } });
  expect(await rows()).toEqual([]);
});

const wanted = (email: string) => ({ email, role: "conseiller", places: "all", languages: [] }) as const;
/** An organisation whose mails come from the service of this name. */
async function townOf(serviceName: string) {
  const town = await organisationWithPlace(db);
  await db.organisationSettings.create({
    data: { organisationId: town.id, serviceName, writtenMail: `${serviceName.toLowerCase()}@ville.example` },
  });
  return town;
}

test("the mail of an invitation comes from the organisation that invites, also to somebody who works for another one", async () => {
  const other = await townOf("Ailleurs");
  const town = await townOf("Rennes");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: other.coordinator.user } });
  expect(await invitePerson(town.administrator, town.id, wanted(email), "fr")).toMatchObject({ ok: true });
  await letters.send();
  const [letter = ""] = server.letters;
  expect(letter).toMatch(/^From: Rennes <permanences@exemple\.fr>\r$/mu);
  expect(letter).toMatch(/^Reply-To: rennes@ville\.example\r$/mu);
  expect(letter).not.toContain("Ailleurs");
  // Its button leads to the page of the invitation, and both parts name the organisation that writes.
  const whole = letter.replaceAll("=\r\n", "").replaceAll("=3D", "=");
  expect(whole).toMatch(/<a href="http:\/\/localhost:3000\/invitation\/[\w-]+"/u);
  expect(whole.match(/Rennes/gu)?.length).toBeGreaterThanOrEqual(4);
});

test("where mail is set up, what opens an invitation is told only of the one that is asked for", async () => {
  const town = await townOf("Rennes");
  const invited: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const done = await invitePerson(town.administrator, town.id, wanted(`${randomUUID()}@ville.example`), "fr");
    if (!done.ok) throw new Error(done.refusal);
    invited.push(done.value);
  }
  const [asked = "", other = ""] = invited;
  const opensOf = async (actor: typeof town.administrator, aloud?: string) => {
    const read = await readPeople(actor, town.id, aloud);
    return new Map((read.ok ? read.value.invitations : []).map(({ id, opens }) => [id, opens]));
  };
  expect([...(await opensOf(town.administrator)).values()]).toEqual(["when-asked", "when-asked"]);
  const opens = await opensOf(town.administrator, asked);
  expect(opens.get(asked)).toMatchObject({ code: expect.stringMatching(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/u) });
  expect(opens.get(other)).toBe("when-asked");
  // Never of a role that is not the reader's to give.
  await db.invitation.updateMany({ where: { id: asked }, data: { role: "administrator" } });
  expect((await opensOf(town.coordinator, asked)).get(asked)).toBeUndefined();
});
