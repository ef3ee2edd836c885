import { jest } from "@jest/globals";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { cookiesOf, inLocale, posted } from "#tests/server/auth/forms.ts";
import { mailbox } from "#tests/server/auth/mailbox.ts";
import { letterSender } from "#tests/server/auth/send-letters.ts";
import { freshDatabase } from "#tests/support/database.ts";

let db: PrismaClient;
let send: typeof import("#app/[locale]/connexion/envoyer/route.ts").POST;
let give: typeof import("#app/[locale]/connexion/code/route.ts").POST;
let box: Awaited<ReturnType<typeof mailbox>>;
let letters: Awaited<ReturnType<typeof letterSender>>;
const said: unknown[] = [];

beforeAll(async () => {
  box = await mailbox();
  Object.assign(process.env, {
    DATABASE_URL: await freshDatabase(),
    APP_ENV: "production",
    APP_SECRET: "a-secret-of-the-production-test",
    APP_URL: "https://permanences.example",
    SMTP_URL: box.url,
    MAIL_FROM: "Permanences <permanences@exemple.fr>",
  });
  for (const way of ["log", "info", "warn", "error"] as const)
    jest.spyOn(console, way).mockImplementation((...words) => void said.push(...words));
  ({ db } = await import("#lib/server/db.ts"));
  ({ POST: send } = await import("#app/[locale]/connexion/envoyer/route.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/code/route.ts"));
  letters = await letterSender(box.url);
});

afterAll(async () => {
  await db.$disconnect();
  letters.close();
  box.close();
});

const ask = (email: string, locale = "fr"): Promise<Response> =>
  send(posted("/connexion/envoyer", { email }), inLocale(locale));

/** The next letter, once what is due has been sent. */
const received = async (): Promise<string> => {
  await letters.send();
  return box.received();
};

/** The parts of a letter by their type, each of which may be quoted-printable or base64. */
const partsOf = (letter: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    letter.split(/\r\n--[^\r\n]+\r\n/u).map((part) => {
      const [head = "", body = ""] = part.split(/\r\n\r\n(.*)/su);
      return [/Content-Type: ([a-z/]+)/u.exec(head)?.[1] ?? "", decoded(head, body)];
    }),
  );

const decoded = (head: string, body: string): string =>
  /base64/iu.test(head)
    ? Buffer.from(body, "base64").toString("utf8")
    : Buffer.from(
        body
          .replaceAll("=\r\n", "")
          .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        "latin1",
      ).toString("utf8");

/** The code in the text part of a letter. */
const codeIn = (letter: string): string => /\b\d{6}\b/u.exec(partsOf(letter)["text/plain"] ?? "")?.[0] ?? "";

test("in production the code travels by mail and nowhere else, and signs in", async () => {
  await account(db, "conseiller@exemple.fr");
  const answer = await ask("conseiller@exemple.fr");
  const letter = await received();
  const code = codeIn(letter);
  expect(letter).toContain("To: conseiller@exemple.fr");
  expect(code).toMatch(/^\d{6}$/);
  expect(letter).toMatch(/^Subject: Votre code de connexion\r$/m);
  expect(partsOf(letter)["text/html"]).toContain(`>${code}</span>`);
  expect(partsOf(letter)["text/html"]).toMatch(/<html[^>]* lang="fr"/u);
  const pending = cookiesOf(answer)["sign-in"] ?? "";
  expect(Buffer.from(pending, "base64url").toString()).not.toContain(code);
  expect(answer.headers.get("location")).not.toContain(code);
  expect(JSON.stringify(said)).not.toContain(code);
  const done = await give(posted("/connexion/code", { code }, { "sign-in": pending }), inLocale("fr"));
  expect(done.headers.get("location")).toBe("/conseiller");
  expect(done.headers.getSetCookie().find((line) => line.startsWith("__Host-session="))).toMatch(/; Secure/);
});

test("an unknown address gets the same answer, byte for byte but for the address itself", async () => {
  await account(db, "connue@exemple.fr");
  const [known, unknown] = [await ask("connue@exemple.fr"), await ask("absent@exemple.fr")];
  await received();
  const seenOf = (answer: Response) => [
    answer.status,
    [...answer.headers].map(([name, value]) => [name, value.replace(/sign-in=[^;]*/, "")]),
    Object.keys(JSON.parse(Buffer.from(cookiesOf(answer)["sign-in"] ?? "", "base64url").toString()) as object),
  ];
  expect(seenOf(unknown)).toEqual(seenOf(known));
});

test("asked again at once by the same browser, no second letter leaves and the first code stays good", async () => {
  await account(db, "presse@exemple.fr");
  const first = await ask("presse@exemple.fr");
  const code = codeIn(await received());
  const cookie = { "sign-in": cookiesOf(first)["sign-in"] ?? "" };
  const again = await send(posted("/connexion/envoyer", { email: "presse@exemple.fr" }, cookie), inLocale("fr"));
  expect(again.headers.get("location")).toBe("/connexion?etape=code");
  await account(db, "suivante@exemple.fr");
  await ask("suivante@exemple.fr");
  expect(await received()).toContain("To: suivante@exemple.fr");
  const done = await give(
    posted("/connexion/code", { code }, { "sign-in": cookiesOf(again)["sign-in"] ?? "" }),
    inLocale("fr"),
  );
  expect(done.headers.get("location")).toBe("/conseiller");
});

test("asked for another address in between, the first address gets a code that works", async () => {
  const [email, other] = ["premiere@exemple.fr", "autre@exemple.fr"];
  await account(db, email);
  await account(db, other);
  let cookie: Record<string, string> = {};
  const asks = async (address: string): Promise<string> => {
    cookie = cookiesOf(await send(posted("/connexion/envoyer", { email: address }, cookie), inLocale("fr")));
    return received();
  };
  await asks(email);
  await asks(other);
  const letter = await asks(email);
  expect(letter).toContain(`To: ${email}`);
  const done = await give(posted("/connexion/code", { code: codeIn(letter) }, cookie), inLocale("fr"));
  expect(done.headers.get("location")).toBe("/conseiller");
});

test("the letter is written in the language of the form", async () => {
  await account(db, "turc@exemple.fr");
  await ask("turc@exemple.fr", "tr");
  const letter = await received();
  expect(letter).toMatch(/^Subject: =\?UTF-8\?Q\?Giri=C5=9F_kodunuz\?=\r$/m);
});
