/** @long */
import { mailbox } from "#tests/server/auth/mailbox.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** Milliseconds: less than between two looks of the job queue, so that a code which only they find comes too late. */
const SOON = 20_000;
const EMAIL = "administration@rennes.example";

let app: RunningApp;
let mails: Awaited<ReturnType<typeof mailbox>>;

beforeAll(async () => {
  mails = await mailbox();
  app = await startApp({
    filledBy: { setUpFile: "tests/data/commune-rennes.json" },
    env: { APP_ENV: "production", SMTP_URL: mails.url, MAIL_FROM: "Permanences <permanences@rennes.example>" },
  });
}, 300_000);
afterAll(async () => {
  await app?.stop();
  mails?.close();
});

const post = (path: string, fields: Record<string, string>, cookie = ""): Promise<Response> =>
  fetch(new URL(path, app.url), {
    method: "POST",
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin", origin: app.url, ...(cookie && { cookie }) },
    body: new URLSearchParams(fields),
  });
const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";

test(
  "a code is at the mail server at once, by a job of the process that was asked, and signs in",
  async () => {
    const asked = await post("/connexion/envoyer", { email: EMAIL });
    const letter = await mails.received();
    expect(letter).toContain(`To: ${EMAIL}`);
    const code = /\b\d{6}\b/u.exec(letter.slice(letter.indexOf("\r\n\r\n")))?.[0] ?? "";
    const done = await post("/connexion/code", { code }, cookieOf(asked));
    expect([done.status, done.headers.get("location")]).toEqual([303, expect.not.stringContaining("connexion?")]);
  },
  SOON,
);
