import type { StaffActor } from "#lib/server/auth/options.ts";
import { firstStart } from "#scripts/first-start.ts";
import { mailbox } from "#tests/server/auth/mailbox.ts";
import { letterSender } from "#tests/server/auth/send-letters.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const SECRET = "a-secret-of-the-tests-only";
const URL_OF_APP = "http://localhost:3000";
const box = await mailbox();
const { db, url } = await serverOnFreshDatabase({
  APP_SECRET: SECRET,
  APP_URL: URL_OF_APP,
  SMTP_URL: box.url,
  MAIL_FROM: "Permanences <permanences@exemple.fr>",
});
const { acceptOrganisationInvitation } = await import("#lib/server/organisation/accept-organisation.ts");
const { inviteOrganisation } = await import("#lib/server/organisation/invite-organisation.ts");
const letters = await letterSender(box.url);

afterAll(async () => {
  await db.$disconnect();
  letters.close();
  box.close();
});

const secretIn = (text: string): string => /\/installation\/([\w-]{43})/u.exec(text)?.[1] ?? "";
const accepts = (secret: string, slug: string, email: string) => {
  const typed = { name: slug, slug, kind: "city", department: "35", person: "Administration", email };
  return acceptOrganisationInvitation(secret, typed, { actor: undefined, login: undefined });
};
let host: StaffActor;
beforeAll(async () => {
  const lines = await firstStart(url, SECRET, URL_OF_APP);
  const made = await accepts(secretIn(lines.join("\n")), "rennes", "administration@rennes.example");
  if (!made.ok || !made.value.signedIn.actor) throw new Error("not set up");
  host = made.value.signedIn.actor;
});

test("an invitation that was sent by mail makes an account with that address alone, and stays open for it", async () => {
  await inviteOrganisation(host, { becomes: "organisation", email: "mairie@nouvoitou.example" }, "fr");
  await letters.send();
  const secret = secretIn(Buffer.from((await box.received()).replaceAll("=\r\n", "")).toString());
  const other = await accepts(secret, "nouvoitou", "autre@nouvoitou.example");
  expect(other).toMatchObject({
    refusal: "to-correct",
    problems: [{ path: "email", code: "invited-address", values: { email: "mairie@nouvoitou.example" } }],
  });
  expect(await db.organisation.count()).toBe(1);
  expect(await accepts(secret, "nouvoitou", " Mairie@Nouvoitou.example ")).toMatchObject({ ok: true });
  expect(await db.user.count({ where: { email: "mairie@nouvoitou.example" } })).toBe(1);
});
