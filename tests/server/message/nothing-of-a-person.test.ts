import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { eventually } from "#tests/support/eventually.ts";
import { at, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { listenToPrinted } from "#tests/server/privacy/printed.ts";
import { foundIn } from "#tests/server/privacy/whole-database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { BREVO, brevoServer } from "./gateways/brevo-server.ts";
import { SENDER } from "./gateways/gateway-server.ts";
import { smtpServer } from "./gateways/smtp-server.ts";

const brevo = await brevoServer();
const smtp = await smtpServer();
const { db, url, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "http://localhost:3000",
  LOG_LEVEL: "debug",
  SMS_GATEWAY: "brevo",
  SMS_SENDER: SENDER,
  ...BREVO,
  SMS_GATEWAY_URL: brevo.url,
  SMTP_URL: smtp.url,
  MAIL_FROM: "Aide <aide@ville.example>",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { measures } = await import("#lib/server/edge/measures.ts");
const { writeBackup } = await import("#lib/server/backup/write-backup.ts");
const { startJobs } = await import("#lib/server/jobs/start-jobs.ts");
const { eraseDue } = await import("#lib/server/privacy/erase-due.ts");
const { instant } = await import("#lib/time/instant.ts");

const client = new pg.Client({ connectionString: url });
await client.connect();
let endJobs: (() => Promise<void>) | undefined;
afterAll(async () => {
  await endJobs?.();
  await Promise.all([brevo.close(), smtp.close()]);
  await client.end();
  await db.$disconnect();
});

const NAME = "Zélie-Marguerite";
const PHONE = "+33698765432";
const MAIL = "zelie.marguerite@exemple.fr";
/** As they stand, and as a part of them would in another form. */
const TRACES = [NAME, "698765432", MAIL, "zelie.marg"];
const KEPT = ["appointment_contact.name", "appointment_contact.phone", "appointment_contact.email"];
const DAYS = 24 * 3_600_000;

const where = async (): Promise<readonly string[]> => [
  ...new Set((await foundIn(client, TRACES)).map((found) => found.split(":")[0] ?? "")),
];

/**
 * What stands of the person in the manifest of a backup, which may be read without its rows, and in the bytes of an
 * encrypted file.
 */
async function tracesOfBackup() {
  const folder = await mkdtemp(join(tmpdir(), "permanences-backup-"));
  try {
    const file = join(folder, "backup");
    const wanted = { url, file, passphrase: "five words for the tests", workFactor: 10 };
    const { manifest, tallies } = await writeBackup(wanted, clock.now());
    const said = JSON.stringify([manifest, tallies]);
    const bytes = await readFile(file);
    expect(said).toContain("appointment_contact");
    return {
      manifest: TRACES.filter((trace) => said.includes(trace)),
      file: TRACES.filter((trace) => bytes.includes(trace)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("of a person who is told by SMS and by mail nothing stands anywhere but in their contact: no log, measure, job, outbox, link, address or manifest of a backup", async () => {
  const printed = listenToPrinted();
  try {
    const here = await neuhof(db);
    const books = async (contact: { readonly phone?: string; readonly email?: string }, hour: string) => {
      const permanence = await morningAt(db, here);
      const wish = { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, name: NAME, ...contact };
      const booked = await bookAppointment({ kind: "anonymous" }, wish);
      if (!booked.ok) throw new Error(booked.refusal);
      return booked.value.id;
    };
    const booked = [await books({ phone: PHONE }, "10:00"), await books({ email: MAIL }, "10:30")];
    // One gateway refuses with the number in its words, and one answer is lost.
    brevo.answer("/transactionalSMS/send", { status: 400, body: { code: PHONE, message: `${NAME} ${PHONE}` } });
    endJobs = startJobs();
    await eventually(() => smtp.letters.length, 1);
    // The refusal is written down before the clock is moved: the message that follows would meet it otherwise.
    await eventually(() => db.outboxMessage.count({ where: { channel: "sms", givenUpAt: { not: null } } }), 1);
    await db.appointment.updateMany({
      where: { id: { in: booked } },
      data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
    });
    clock.move(at("10:05", "2026-11-20") - (clock.now() - clock.offset()));
    await eventually(() => smtp.letters.length, 2);
    await eventually(() => brevo.taken.length, 1);
    expect(brevo.taken[0]?.recipient).toBe(PHONE.slice(1));
    expect(smtp.letters[1]).toContain(MAIL);
    await eventually(() => db.told.count({ where: { known: "cancelled" } }), 2);
    await endJobs();
    expect(TRACES.filter((trace) => printed.said().includes(trace))).toEqual([]);
    expect(printed.said()).toContain("sent-messages");
    expect(printed.said()).not.toContain("PrismaClient");
  } finally {
    printed.end();
  }
  expect((await where()).toSorted()).toEqual(KEPT.toSorted());
  // Addresses of requests stand in the logs of whoever is between us and a gateway.
  expect(brevo.seen).toHaveLength(2);
  expect(TRACES.filter((trace) => brevo.seen.some(({ url: asked }) => asked.includes(trace)))).toEqual([]);
  expect(await tracesOfBackup()).toEqual({ manifest: [], file: [] });
  const measured = await measures().registry.metrics();
  expect(TRACES.filter((trace) => measured.includes(trace))).toEqual([]);
  await eraseDue(instant(Date.parse("2026-11-23T11:00:00Z") + 30 * DAYS));
  expect(await where()).toEqual([]);
});
