/** @long */
import { mailbox } from "#tests/server/auth/mailbox.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** Milliseconds in which a mail is at the mail server after the click, on a machine that does other things too. */
const SOON = 2_000;
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

test("a code is at the mail server at once, by the job of the process that was asked, and signs in", async () => {
  const took: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const clicked = performance.now();
    const asked = await post("/connexion/envoyer", { email: EMAIL });
    const letter = await mails.received();
    took.push(Math.round(performance.now() - clicked));
    expect(letter).toContain(`To: ${EMAIL}`);
    const code = /\b\d{6}\b/u.exec(letter.slice(letter.indexOf("\r\n\r\n")))?.[0] ?? "";
    const done = await post("/connexion/code", { code }, cookieOf(asked));
    expect([done.status, done.headers.get("location")]).toEqual([303, expect.not.stringContaining("connexion?")]);
  }
  console.info(`From the click to the mail server: ${took.join(", ")} ms.`);
  expect(Math.max(...took)).toBeLessThan(SOON);
});

test("an unknown address is answered after the same tenth of a second", async () => {
  const took = { known: [] as number[], unknown: [] as number[] };
  for (let time = 0; time < 5; time += 1)
    for (const [which, email] of [["known", EMAIL] as const, ["unknown", `nul${time}@rennes.example`] as const]) {
      const clicked = performance.now();
      await post("/connexion/envoyer", { email });
      took[which].push(Math.round(performance.now() - clicked));
    }
  console.info(`Answered known: ${took.known.join(", ")} ms; unknown: ${took.unknown.join(", ")} ms.`);
  expect(Math.min(...took.known, ...took.unknown)).toBeGreaterThanOrEqual(100);
});
