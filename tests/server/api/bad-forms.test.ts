import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { randomFrom, type Random } from "#tests/support/bad-requests/random.ts";
import {
  HUGE,
  IMPOSSIBLE_MOMENTS,
  NO_IDS,
  NO_MOMENTS,
  ODD_TEXTS,
  UNSTORABLE_TEXTS,
} from "#tests/support/bad-requests/odd-values.ts";
import type { Targets } from "#tests/support/bad-requests/bad-request.ts";
import { runs } from "#tests/support/property-runs.ts";
import { routeAt, routeFiles, type Handler } from "#tests/support/route-files.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { HOST } from "./in-process.ts";
import { PLANTED_MARKS, plantData } from "./planted-data.ts";

const server: Server = await freshServer();
const { path: DATA_FOLDER } = await temporaryFolder();
Object.assign(process.env, { APP_ENV: "test", APP_URL: `http://${HOST}`, LOG_LEVEL: "silent", DATA_FOLDER });

const EACH = runs(15, 750);
const FORM = "application/x-www-form-urlencoded";
const forms = (await Promise.all(routeFiles("app/[[]locale[]]").map(routeAt))).flatMap(({ file, handlers }) =>
  handlers.POST ? [[file, handlers.POST] as const] : [],
);
const feeds = (await Promise.all(routeFiles("app/feeds").map(routeAt))).flatMap(({ file, handlers }) =>
  handlers.GET ? [[file, handlers.GET] as const] : [],
);

let targets: Targets;
let sealed: typeof import("#lib/server/booking/sealed-form.ts");

beforeAll(async () => {
  targets = await plantData(server);
  sealed = await import("#lib/server/booking/sealed-form.ts");
});
afterAll(() => server.db.$disconnect());

/** The names of the fields of all our forms. */
const FIELDS = [
  "key",
  "permanence",
  "topic",
  "startsAt",
  "name",
  "phone",
  "email",
  "retour",
  "code",
  "minutes",
  "demarche",
  "jour",
  "hour",
  "slug",
  "kind",
  "becomes",
  "invitation",
  "account",
  "assignment",
  "entry",
  "from",
  "to",
  "at",
  "desk",
];

function fields(random: Random): string {
  const value = (): string =>
    random.pick([
      ...ODD_TEXTS,
      ...UNSTORABLE_TEXTS.map((text) => text.toWellFormed()),
      ...NO_MOMENTS,
      ...IMPOSSIBLE_MOMENTS,
      ...NO_IDS,
      targets.permanence,
      randomUUID(),
      "caf",
      "2",
      "-1",
      "1e99",
      "x".repeat(7_000),
    ]);
  return FIELDS.filter(() => !random.oneIn(3))
    .map((name) => `${name}=${encodeURIComponent(value())}`)
    .join("&");
}

function posted(random: Random): { readonly request: NextRequest; readonly said: string } {
  const [type, body] = random.pick<() => readonly [string, string]>([
    () => [FORM, fields(random)],
    () => [FORM, fields(random)],
    () => [FORM, fields(random)],
    () => [FORM, random.pick(["", "%", "a=%E0%A4%A", "&&&&", "key", "=", "key=%00&permanence=%00", HUGE])],
    () => [
      "multipart/form-data; boundary=x",
      random.pick([
        "",
        "--x",
        '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n--x--\r\n',
        '--x\r\nContent-Disposition: form-data; name="email"; filename="a.exe"\r\nContent-Type: text/html\r\n\r\n<script>\r\n--x--\r\n',
      ]),
    ],
    () => [
      random.pick(["multipart/form-data", "application/json", "text/plain", "x"]),
      random.pick(["{}", "a=1", "[".repeat(9_000)]),
    ],
  ])();
  const cookie = random.pick([
    "",
    "sign-in=%%%",
    `sign-in=${Buffer.from('{"email":"a@b.fr"}').toString("base64url")}`,
    `sign-in=${Buffer.from("null").toString("base64url")}`,
    "session=made-up",
    targets.team["cookie"] ?? "",
  ]);
  const request = new NextRequest(`http://${HOST}/x`, {
    method: "POST",
    headers: { host: HOST, "content-type": type, cookie, "x-peer-address": randomUUID() },
    body,
  });
  return { request, said: `${type} ${body.slice(0, 300)}` };
}

const params = (file: string, random: Random): { params: Promise<Record<string, string>> } => ({
  params: Promise.resolve(
    Object.fromEntries(
      [...file.matchAll(/\[(\w+)\]/g)].map(([, name]) => [
        name ?? "",
        name === "locale"
          ? random.pick(["fr", "ar", "de", "../x"])
          : random.pick([...NO_IDS, ...targets.others, targets.permanence]),
      ]),
    ),
  ),
});

/**
 * What is wrong with the answer to a form; undefined when it is refused, or leads to a page of ours without an internal
 * error.
 */
function complaint(answer: Response, text: string): string | undefined {
  if (PLANTED_MARKS.test(text)) return `it contains data of other people: ${text.slice(0, 200)}`;
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return undefined;
  const location = answer.headers.get("location") ?? "";
  if (answer.status !== 303 || !/^\/(?![/\\])/.test(location)) return `${answer.status} ${location}`;
  const asked = new URL(location, `http://${HOST}`).searchParams;
  const refusals = [
    asked.get("refus"),
    asked.get("erreur"),
    ...(sealed.openForm(asked.get("repris") ?? "", server.clock.now())?.refusals ?? []),
  ];
  return refusals.includes("unexpected") || refusals.includes("busy") ? `an internal error: ${location}` : undefined;
}

test.each(forms)(
  "%s answers every invalid form with a page of ours or a refusal, and never fails",
  async (file, handler: Handler) => {
    const random = randomFrom(file.length);
    const complaints: string[] = [];
    for (let turn = 0; turn < EACH; turn += 1) {
      const { request, said } = posted(random);
      const answer = await handler(request, params(file, random));
      const wrong = complaint(answer, await answer.text());
      if (wrong) complaints.push(`${wrong} ← ${said}`);
    }
    expect(complaints.slice(0, 5)).toEqual([]);
  },
);

test("a part of an address in letters that no header holds leads back to it percent-encoded", async () => {
  const { seeOther } = await import("#app/form.ts");
  expect(seeOther("/lieux/été %20").headers.get("location")).toBe("/lieux/%C3%A9t%C3%A9%20%20");
});

test.each(feeds)("%s answers 404 for every made-up secret", async (file, handler: Handler) => {
  for (const secret of [...NO_IDS, ...ODD_TEXTS, ...UNSTORABLE_TEXTS, ...targets.others]) {
    const answer = await handler(new Request(`http://${HOST}/x?langue=%00`), { params: Promise.resolve({ secret }) });
    expect([secret, answer.status]).toEqual([secret, 404]);
    expect(await answer.text()).not.toMatch(PLANTED_MARKS);
  }
});
