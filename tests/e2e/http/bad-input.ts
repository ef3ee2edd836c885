import { randomUUID } from "node:crypto";
import { request } from "node:http";
import {
  badRequests,
  type BadRequest,
  type Description,
  type Targets,
} from "#tests/support/bad-requests/bad-request.ts";
import type { RunningApp } from "#tests/support/start-app.ts";
import { bookableHalfDay, books, shortTopic, type Bookable } from "./half-day.ts";

/**
 * The secret of the application that start-app.ts starts. Set before lib/server/secrets.ts is imported, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

const COUNT = 400;
const SEED = Number(process.env["SEED"] ?? 20261124);

/** The bearer token of a coordinator of that organisation. */
async function coordinator({ db }: RunningApp, { organisation }: Bookable): Promise<Record<string, string>> {
  const user = randomUUID();
  const token = randomUUID();
  await db.query("INSERT INTO user_account (id, email, name) VALUES ($1, $2, 'PLANTED STAFF')", [
    user,
    `planted-${user}@demo.example`,
  ]);
  await db.query("INSERT INTO membership (user_id, organisation_id, role) VALUES ($1, $2, 'coordinator')", [
    user,
    organisation,
  ]);
  await db.query(
    "INSERT INTO api_token (id, user_id, name, created_at, scopes, expires_at) VALUES ($1, $2, 'tests', '2026-11-20T09:00:00Z', '{read,line,booking,planning}', '2027-11-20T09:00:00Z')",
    [token, user],
  );
  return { authorization: `Bearer ${secretOf("token", token, 1)}` };
}

/** Sends the request with its path unchanged; fetch would normalise it. */
const send = (
  url: string,
  { method, path, headers, body }: BadRequest,
): Promise<{ status: number; type: string; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        path,
        headers: { ...headers, ...(body !== undefined && { "content-length": Buffer.byteLength(body) }) },
      },
      (answer) => {
        let text = "";
        answer
          .setEncoding("utf8")
          .on("data", (chunk) => (text += chunk))
          .on("end", () =>
            resolve({ status: answer.statusCode ?? 0, type: answer.headers["content-type"] ?? "", text }),
          )
          .on("error", reject);
      },
    );
    sent.on("error", reject).end(body);
  });

/** Tests of wrong requests over HTTP. */
export function badInput(app: () => RunningApp): void {
  test("over HTTP: hundreds of wrong requests are each refused with a code and disclose nothing about anybody", async () => {
    const here = await bookableHalfDay(app(), "2026-11-24", 2);
    const elsewhere = await bookableHalfDay(app(), "2026-11-24", 2);
    const topic = await shortTopic(app());
    const { secret } = (await (
      await books(app(), elsewhere.permanence, "2026-11-24T09:00:00+01:00", topic)
    ).json()) as { secret: string };
    await app().db.query(
      "INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone) SELECT (ends_at AT TIME ZONE 'UTC')::date, id, ends_at, 'PLANTED NAME', '+33699999999' FROM appointment WHERE permanence_id = $1",
      [elsewhere.permanence],
    );
    const targets: Targets = {
      permanence: here.permanence,
      origin: app().url,
      team: await coordinator(app(), here),
      strangers: [{}, { cookie: "session=made-up; device=made-up" }],
      otherStaff: [await coordinator(app(), elsewhere)],
      others: [`${secret.slice(0, 42)}_`, secretOf("visit", randomUUID(), 1), here.place, here.organisation],
      values: {
        topic,
        topics: undefined,
        startsAt: "2026-11-24T10:00:00+01:00",
        place: here.place,
        permanence: here.permanence,
        phone: "06 12 34 56 78",
        overbook: undefined,
        wantedConseiller: undefined,
      },
    };
    const description = (await (await fetch(`${app().url}/api/v1/openapi.json`)).json()) as Description;
    const complaints: string[] = [];
    for (const sent of badRequests(description, targets, COUNT, SEED)) {
      const { status, type, text } = await send(app().url, sent);
      const fine =
        status >= 400 &&
        status < 500 &&
        status !== 429 &&
        type === "application/problem+json" &&
        !/PLANTED|33699999999/.test(text);
      if (!fine)
        complaints.push(
          `${sent.fault}, ${sent.method} ${sent.path} ${(sent.body ?? "").slice(0, 200)} → ${status} ${type} ${text.slice(0, 200)}`,
        );
    }
    expect(complaints).toEqual([]);
  }, 120_000);

  test.each([
    ["GET", "/api/v1/appointments/%E0%A4%A", 400],
    ["GET", "/api/%", 400],
    ["GET", "*", 400],
    ["TRACE", "/api/v1/devices", 405],
    ["GET", "/api/nowhere", 404],
    ["PUT", "/api/v1/devices", 405],
  ])("over HTTP: %s %s is refused with an error in JSON", async (method, path, status) => {
    const answer = await send(app().url, { fault: "", call: "", method, path, headers: {} });
    expect([answer.status, answer.type]).toEqual([status, "application/problem+json"]);
  });

  test.each([
    "/lieux/%E0%A4%A",
    "/%00",
    "/lieux/%00",
    "/permanences/%F0%9F%A6%8A",
    "/suivi/%2f%2e%2e",
    "/rendez-vous/%27%20OR%201=1",
    "/?motif=%00&langue=%E0%A4%A",
    "/agenda/%00",
  ])("over HTTP: a broken link, %s, shows a page and is no server error", async (path) => {
    expect((await send(app().url, { fault: "", call: "", method: "GET", path, headers: {} })).status).toBeLessThan(500);
  });
}
