import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { json } from "#tests/server/auth/auth-server.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { addContact, identityOf } from "#tests/support/identities.ts";

let server: Server;
let visits: typeof import("#app/api/v1/permanences/[id]/visits/route.ts").POST;
let takeNumber: typeof import("#lib/server/queue/take-number.ts").takeNumber;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;

beforeAll(async () => {
  server = await freshServer();
  ({ POST: visits } = await import("#app/api/v1/permanences/[id]/visits/route.ts"));
  ({ takeNumber } = await import("#lib/server/queue/take-number.ts"));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
});
afterAll(() => server.db.$disconnect());

const NAME = "Zélie-Marguerite";
const PHONE = "06 98 76 54 32";

async function door() {
  const here = await neuhof(server);
  await here.opens();
  const secret = secretOf("door", here.place.id, 1);
  const asks = async (person: object, headers: Record<string, string> = {}) => {
    const answer = await visits(json({ door: secret, ...person }, headers), {
      params: Promise.resolve({ id: here.permanence }),
    });
    return { status: answer.status, ...((await answer.json()) as { code?: string; number?: number }) };
  };
  return { ...here, asks };
}

/** Every row of these tables as text. */
const written = async (...tables: string[]): Promise<string> => {
  const rows = await Promise.all(
    tables.map((table) => server.db.$queryRawUnsafe<{ line: string }[]>(`SELECT t::text AS line FROM ${table} t`)),
  );
  return rows
    .flat()
    .map(({ line }) => line)
    .join("\n");
};

test("a first name and a phone are kept beside the number, for the team, as they can be called", async () => {
  const { asks, line } = await door();
  expect(await asks({ name: ` ${NAME} `, phone: PHONE })).toMatchObject({ status: 201, number: 1 });
  expect(await identityOf(server.db, (await line()).visits[0]?.id ?? "")).toEqual({
    name: NAME,
    phone: "+33698765432",
  });
  expect(JSON.stringify(await line())).not.toMatch(/Zélie|69876543|98 76/);
});

test.each([{ name: "Zélie 1 84 12 76 451 089 46" }, { name: "dossier 1234567 A" }, { phone: "184127645108946" }])(
  "%p is refused and leaves no trace",
  async (person) => {
    const { asks, line } = await door();
    expect(await asks(person)).toMatchObject({ status: 422, code: "personal-number-refused" });
    expect((await line()).visits).toEqual([]);
  },
);

test.each([{ phone: "12" }, { phone: "call me" }, { name: "x".repeat(61) }, { name: "" }, { name: 7 }])(
  "%p is not understood",
  async (person) => {
    const { asks, line } = await door();
    expect(await asks(person)).toMatchObject({ status: 400, code: "malformed" });
    expect((await line()).visits).toEqual([]);
  },
);

test("the use case itself refuses such numbers, whoever calls it", async () => {
  const { staff, permanence } = await door();
  expect(await takeNumber(staff, { permanence, name: "dossier 1234567 A" })).toEqual({
    ok: false,
    refusal: "personal-number-refused",
  });
  expect(await takeNumber(staff, { permanence, phone: "12" })).toEqual({ ok: false, refusal: "malformed" });
});

test("the same request with another name is another request", async () => {
  const { asks } = await door();
  const key = { "idempotency-key": randomUUID() };
  expect([await asks({ name: NAME }, key), await asks({ name: NAME }, key)]).toMatchObject([
    { number: 1 },
    { number: 1 },
  ]);
  expect(await asks({ name: "Inès" }, key)).toMatchObject({ status: 422, code: "idempotency-key-reused" });
});

test("what happened to a person stays written, and who they are stands nowhere in it", async () => {
  const { asks, booked, does, line } = await door();
  await asks({ name: NAME, phone: PHONE }, { "idempotency-key": randomUUID() });
  const appointment = await booked("9:30");
  await addContact(server.db, appointment, { name: NAME, phone: "+33698765432", email: "zelie@exemple.fr" });
  const visit = (await line()).visits[0]?.id ?? "";
  const acts: Act[] = [
    { type: "check-in", appointment, visit: randomUUID() },
    { type: "prioritise", visit },
    { type: "call-next", desk: 1 },
    { type: "start", visit },
    { type: "pause", visit },
    { type: "resume", visit },
    { type: "report", visit, report: { themes: ["logement"], minutes: 20, equipment: [] } },
    { type: "refer", visit, target: "aide_sociale" },
    { type: "turn-away", reason: "full" },
    { type: "announce", message: `${NAME} est attendue à l’accueil.` },
  ];
  for (const act of acts) expect(await does(act)).toBe("applied");
  const record = await written(
    "visit",
    "appointment",
    "queue_event",
    "queue_command",
    "idempotency_key",
    "referral",
    "turn_away",
    "activity_report",
    "journal",
    "outbox",
    "tries",
    "rate_limit",
  );
  expect(record).toContain(visit);
  for (const trace of ["Zélie", "69876543", "98 76", "zelie@"]) expect(record).not.toContain(trace);
  expect(await written("visit_identity")).toContain(NAME);
  expect(await written("appointment_contact")).toContain(NAME);
});
