import { randomUUID } from "node:crypto";
import { holdLock } from "#tests/support/held-lock.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { ownerOf } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, MONDAY, morningAt, neuhof, NOW } from "./neuhof.ts";

const { db, url } = await serverOnFreshDatabase({ APP_NOW: NOW, SMS_GATEWAY: "database" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { askForLinks, findByCode } = await import("#lib/server/booking/find-again.ts");

beforeEach(() => db.$executeRaw`DELETE FROM outbox`);
afterEach(realMachineTime);
afterAll(() => db.$disconnect());

const MINUTE = 60_000;
const here = await neuhof(db);
const slugOf = async (id: string): Promise<string> => (await db.place.findUniqueOrThrow({ where: { id } })).slug;
const slug = await slugOf(here.place);
const permanence = await morningAt(db, here, {});
const answer = await bookAppointment(
  { kind: "anonymous" },
  { permanence, topics: ["caf"], start: at("10:00"), onBehalfOf: false, phone: "+33612345678" },
);
const code = answer.ok ? (answer.value.code ?? "") : "";
const WRONG = code === "222222" ? "333333" : "222222";

const from = (address: string = randomUUID()): Headers => new Headers({ "x-peer-address": address });
const find = async (typed: string, address?: string, place = slug): Promise<string> => {
  const found = await findByCode({ code: typed, place, day: MONDAY }, from(address));
  return found.ok ? "found" : found.refusal;
};
/** What so many tries of a wrong code answer that are not « nothing found ». */
async function tries(times: number, address: () => string, place = slug): Promise<string[]> {
  const answers: string[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await find(WRONG, address(), place));
  return answers.filter((one) => one !== "nothing-found");
}

test("ten wrong codes in a quarter of an hour from one address, then the right one waits too; another address finds", async () => {
  const address = randomUUID();
  expect(await tries(11, () => address)).toEqual(["too-many-requests"]);
  expect(await find(code, address)).toBe("too-many-requests");
  expect(await find(code)).toBe("found");
  machineTimePasses(15 * MINUTE);
  expect(await find(code, address)).toBe("found");
});

test("a right code is not counted, nor what can be no code or day", async () => {
  const address = randomUUID();
  for (let time = 0; time < 12; time += 1) expect(await find(code, address)).toBe("found");
  for (let time = 0; time < 12; time += 1)
    expect(await findByCode({ code, place: slug, day: "lundi" }, from(address))).toMatchObject({
      refusal: "day-wrong",
    });
  expect(await find(code, address)).toBe("found");
});

test("an address has sixty wrong codes a day, a place two hundred from anywhere, and another place is still found at", async () => {
  const other = await hautepierre(db, here);
  const place = await slugOf(other.place);
  const address = randomUUID();
  for (let quarter = 0; quarter < 6; quarter += 1) {
    expect(await tries(10, () => address, place)).toEqual([]);
    machineTimePasses(15 * MINUTE);
  }
  expect(await find(WRONG, address, place)).toBe("too-many-requests");
  expect(await tries(140, randomUUID, place)).toEqual([]);
  expect(await find(WRONG, randomUUID(), place)).toBe("too-many-requests");
  expect(await find(code)).toBe("found");
});

test("twenty links an hour may be asked for from an address, whatever is typed", async () => {
  const address = randomUUID();
  const ask = async (turn: number) =>
    askForLinks({ phone: `+336990000${String(turn).padStart(2, "0")}` }, from(address));
  for (let turn = 0; turn < 20; turn += 1) expect([turn, (await ask(turn)).ok]).toEqual([turn, true]);
  expect(await ask(20)).toMatchObject({ ok: false, refusal: "too-many-requests" });
});

test("a contact that was typed three times in a day is answered as ever, and nothing more is sent", async () => {
  const phone = "+33612345678";
  const messages = () => db.outboxMessage.count();
  for (let turn = 1; turn <= 3; turn += 1) {
    expect(await askForLinks({ phone }, from())).toEqual({ ok: true, value: undefined });
    await eventually(messages, turn);
    await db.outboxMessage.updateMany({ where: { sentAt: null }, data: { attempts: 1, sentAt: new Date(NOW) } });
  }
  // Else the limit of the appointment would answer for that of the contact.
  await db.outboxMessage.deleteMany();
  expect(await askForLinks({ phone }, from())).toEqual({ ok: true, value: undefined });
  expect(await askForLinks({ phone: "+33600000000" }, from())).toEqual({ ok: true, value: undefined });
  expect(await messages()).toBe(0);
});

test("the answer does not wait for what is written, so that its time does not tell whether there is an appointment", async () => {
  const [email] = ["zelie@exemple.fr"];
  const morning = await morningAt(db, here, {});
  await bookAppointment(
    { kind: "anonymous" },
    { permanence: morning, topics: ["caf"], start: at("10:00"), onBehalfOf: false, email },
  );
  const lock = await holdLock(ownerOf(url), "LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
  expect(await askForLinks({ email }, from())).toEqual({ ok: true, value: undefined });
  await lock.waitFor(1);
  await lock.release();
  await eventually(() => db.outboxMessage.count(), 1);
});
