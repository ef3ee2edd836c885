import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { mailbox } from "#tests/server/auth/mailbox.ts";
import { letterSender } from "#tests/server/auth/send-letters.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { organisationWithPlace } from "./organisation.ts";

let db: PrismaClient;
let invitePerson: typeof import("#lib/server/auth/people/invite.ts").invitePerson;
let readPeople: typeof import("#lib/server/auth/people/read-people.ts").readPeople;
let box: Awaited<ReturnType<typeof mailbox>>;
let letters: Awaited<ReturnType<typeof letterSender>>;

beforeAll(async () => {
  box = await mailbox();
  ({ db } = await serverOnFreshDatabase({ SMTP_URL: box.url, MAIL_FROM: "Permanences <permanences@exemple.fr>" }));
  ({ invitePerson } = await import("#lib/server/auth/people/invite.ts"));
  ({ readPeople } = await import("#lib/server/auth/people/read-people.ts"));
  letters = await letterSender(box.url);
});
afterAll(async () => {
  await db.$disconnect();
  letters.close();
  box.close();
});

const wanted = (email: string) => ({ email, role: "conseiller", places: "all", languages: [] }) as const;
/** An organisation whose mails come from the service of this name. */
async function townOf(serviceName: string) {
  const town = await organisationWithPlace(db);
  await db.operatorSettings.create({
    data: { organisationId: town.id, serviceName, writtenMail: `${serviceName.toLowerCase()}@ville.example` },
  });
  return town;
}

test("the mail of an invitation comes from the organisation that invites, also to somebody who works for another one", async () => {
  const [other, town] = [await townOf("Ailleurs"), await townOf("Rennes")];
  const { email } = await db.user.findUniqueOrThrow({ where: { id: other.coordinator.user } });
  expect(await invitePerson(town.administrator, town.id, wanted(email), "fr")).toMatchObject({ ok: true });
  await letters.send();
  const letter = await box.received();
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
