import { randomUUID } from "node:crypto";
import type { Mail } from "#lib/server/message/gateways/mail.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { mailboxes } from "./phone-store.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, planned } from "#tests/server/planning/assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-03-01T10:00:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { applyCommand } = await import("#lib/server/queue/apply-command.ts");
const { askForHelp, endHelp, readHelp } = await import("#lib/server/queue/help-at-half-day.ts");
const { answerHelp, readHelpToAnswer } = await import("#lib/server/message/help/answer-help.ts");

const { moveTo, waitFor } = movedClock(clock);
afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.updateMany({ data: { cancelledAt: new Date(monday("10:00")) } });
  await db.staffTold.deleteMany();
  await db.rateLimit.deleteMany();
  moveTo(monday("10:00"));
});

const NOBODY = new Headers();

/** A half-day that goes on, a conseiller who runs its line, and a mailbox of everybody. */
async function running() {
  const here = await planned(db);
  const organisation = here.organisation.id;
  const { sender: mail, mails } = mailboxes();
  const send = () => tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
  const names = async (): Promise<readonly (string | null)[]> => {
    const users = await db.user.findMany({ where: { email: { in: mails.map(({ to }) => to) } } });
    return mails.map(({ to }) => users.find(({ email }) => email === to)?.name ?? null);
  };
  const linkOf = (one: Mail | undefined): string =>
    /\/r\/(?<secret>[1-9a-z]{12})/u.exec(one?.text ?? "")?.groups?.["secret"] ?? "";
  const awa: StaffActor = {
    kind: "staff",
    user: await here.person("Awa"),
    by: "login",
    roles: [{ organisation, role: "conseiller", places: "all" }],
  };
  const ask = async (actor = awa) => {
    const done = await askForHelp(actor, here.permanence);
    return done.ok ? "asked" : done.refusal;
  };
  const read = async (actor = awa) => {
    const all = await readHelp(actor, here.permanence);
    if (!all.ok) throw new Error(all.refusal);
    return all.value;
  };
  const told = async () => (await read()).calls[0]?.told.map(({ name, is }) => `${name ?? ""} ${is}`);
  const answer = async (one: Mail | undefined = mails[0]) => {
    const [call] = (await read()).calls;
    const done = await answerHelp(linkOf(one), call?.id ?? "", NOBODY);
    return done.ok ? "answered" : done.refusal;
  };
  return { ...here, organisation, mails, send, names, linkOf, awa, ask, read, told, answer };
}

test("a call for help is mailed at once to who coordinates, and to the next one after three minutes without an answer", async () => {
  const { person, ask, send, names, told } = await running();
  await person("Claire", "coordinator");
  await person("Marc", "coordinator");
  await person("Bo");
  expect(await ask()).toBe("asked");
  await send();
  expect([await names(), await told()]).toEqual([["Claire"], ["Claire sent", "Marc later"]]);
  waitFor(2);
  await send();
  expect(await names()).toEqual(["Claire"]);
  waitFor(1);
  await send();
  expect([await names(), await told()]).toEqual([
    ["Claire", "Marc"],
    ["Claire sent", "Marc sent"],
  ]);
});

test("« Répondre » stops it, and whoever asked sees who answers", async () => {
  const { person, ask, send, mails, read, answer, linkOf } = await running();
  await person("Claire", "coordinator");
  await person("Marc", "coordinator");
  await ask();
  await send();
  const open = await readHelpToAnswer(linkOf(mails[0]), NOBODY);
  expect(open).toMatchObject({ ok: true, value: [{ place: "Neuhof", state: "open" }] });
  expect(await answer()).toBe("answered");
  expect((await read()).calls[0]?.told.map(({ name }) => name)).toEqual(["Claire"]);
  waitFor(10);
  await send();
  expect(mails).toHaveLength(1);
  expect((await read()).calls).toMatchObject([
    { answered: { name: "Claire" }, told: [{ name: "Claire", is: "sent" }] },
  ]);
});

test("the second who answers reads that the first has, and changes nothing", async () => {
  const { person, ask, send, mails, read, answer, linkOf } = await running();
  await person("Claire", "coordinator");
  await person("Marc", "coordinator");
  await ask();
  await send();
  waitFor(3);
  await send();
  await answer(mails[1]);
  expect(await answer(mails[0])).toBe("answered");
  expect((await read()).calls).toMatchObject([{ answered: { name: "Marc" } }]);
  expect(await readHelpToAnswer(linkOf(mails[0]), NOBODY)).toMatchObject({
    value: [{ state: "answered", answered: { name: "Marc" } }],
  });
  expect(await readHelpToAnswer(linkOf(mails[1]), NOBODY)).toMatchObject({ value: [{ state: "mine" }] });
});

test("two who answer at once are one answer", async () => {
  const { person, ask, send, mails, answer, read } = await running();
  await person("Claire", "coordinator");
  await person("Marc", "coordinator");
  await ask();
  await send();
  waitFor(3);
  await send();
  expect(await Promise.all([answer(mails[0]), answer(mails[1])])).toEqual(["answered", "answered"]);
  const [call] = (await read()).calls;
  expect(["Claire", "Marc"]).toContain(call?.answered?.name);
});

test("those of the place are told before those of every place, administrators after them, who is away last, who asks never", async () => {
  const { person, away, neuhof, meinau, organisation, ask, told } = await running();
  await person("Partout", "coordinator");
  await person("Ici", "coordinator", { places: [neuhof.id] });
  await person("Ailleurs", "coordinator", { places: [meinau.id] });
  await person("Finie", "coordinator", { endsAt: new Date(monday("09:00")) });
  await away(await person("Absente", "coordinator", { places: [neuhof.id] }), monday("08:00"), monday("18:00"));
  await person("Admin", "administrator");
  const asks = await person("Demande", "coordinator");
  await ask({
    kind: "staff",
    user: asks,
    by: "login",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  });
  expect((await told())?.map((one) => one.split(" ")[0])).toEqual(["Ici", "Partout", "Admin", "Absente"]);
});

test("it waits for no quiet hours", async () => {
  const { person, ask, send, mails, permanence, awa } = await running();
  await person("Claire", "coordinator");
  const open = { id: randomUUID(), at: clock.now(), device: "t", type: "open", desks: [] } as const;
  await applyCommand(permanence, open, { actor: awa, lastExchange: undefined });
  moveTo(monday("22:30"));
  expect(await ask()).toBe("asked");
  await send();
  expect(mails).toHaveLength(1);
});

test("the mail names the place, the desk and 17 and 112, and nobody", async () => {
  const { person, ask, send, mails, permanence, awa } = await running();
  await person("Claire", "coordinator");
  const command = (type: "open" | "take-desk") => ({ id: randomUUID(), at: clock.now(), device: "t", type });
  await applyCommand(
    permanence,
    { ...command("open"), type: "open", desks: [] },
    { actor: awa, lastExchange: undefined },
  );
  await applyCommand(
    permanence,
    { ...command("take-desk"), type: "take-desk", desk: 2 },
    { actor: awa, lastExchange: undefined },
  );
  await ask();
  await send();
  expect(mails[0]?.subject).toMatch(/^Besoin d’aide à 10\sh\s: .*Neuhof/u);
  for (const said of ["Table 2", ": 17", ": 112"]) expect(mails[0]?.text).toContain(said);
  expect(`${mails[0]?.text ?? ""}${mails[0]?.html ?? ""}`).not.toContain("Awa");
});

test("asked again it is the same call for half an hour, and a new one after that or once it was answered", async () => {
  const { person, ask, send, mails, read, answer } = await running();
  await person("Claire", "coordinator");
  await ask();
  await ask();
  await send();
  expect([mails.length, (await read()).calls.length]).toEqual([1, 1]);
  await answer();
  await ask();
  await send();
  expect([mails.length, (await read()).calls.length]).toEqual([2, 2]);
  waitFor(31);
  await ask();
  await send();
  expect((await read()).calls.map(({ over }) => over)).toEqual([false, true, false]);
  expect(mails).toHaveLength(3);
});

test("« Ce n’est plus la peine » tells nobody further", async () => {
  const { person, ask, send, mails, read, awa, permanence, linkOf } = await running();
  await person("Claire", "coordinator");
  await person("Marc", "coordinator");
  await ask();
  await send();
  expect(await endHelp(awa, permanence)).toMatchObject({ ok: true });
  waitFor(5);
  await send();
  expect(mails).toHaveLength(1);
  expect((await read()).calls).toMatchObject([{ over: true, told: [{ name: "Claire", is: "sent" }] }]);
  expect(await readHelpToAnswer(linkOf(mails[0]), NOBODY)).toMatchObject({ value: [{ state: "over" }] });
});

test("an act that a tablet kept without network tells nobody later", async () => {
  const { person, send, mails, permanence, awa } = await running();
  await person("Claire", "coordinator");
  const lastExchange = clock.now();
  waitFor(20);
  const act = { id: randomUUID(), at: lastExchange, device: "t", type: "ask-help" } as const;
  const { result } = await applyCommand(permanence, act, { actor: awa, lastExchange });
  expect(result.outcome).toBe("applied");
  await send();
  expect(mails).toEqual([]);
});

test("help is asked and read by the team of the half-day alone, and while it goes on", async () => {
  const { ask, awa, permanence, meinau, organisation } = await running();
  const elsewhere: StaffActor = { ...awa, roles: [{ organisation, role: "conseiller", places: [meinau.id] }] };
  expect(await ask(elsewhere)).toBe("not-allowed");
  expect(await readHelp(elsewhere, permanence)).toMatchObject({ refusal: "not-allowed" });
  expect(await endHelp(elsewhere, permanence)).toMatchObject({ refusal: "not-allowed" });
  expect(await askForHelp(awa, "x")).toMatchObject({ refusal: "not-found" });
  moveTo(monday("12:00"));
  expect(await ask()).toBe("half-day-over");
});

test("a link opens and answers no call of which its person was told nothing", async () => {
  const { person, ask, send, mails, linkOf, read } = await running();
  await person("Claire", "coordinator");
  await person("Marc", "coordinator");
  await ask();
  await send();
  const [call] = (await read()).calls;
  expect(await answerHelp(linkOf(mails[0]), randomUUID(), NOBODY)).toMatchObject({ refusal: "not-found" });
  expect(await answerHelp(linkOf(mails[0]), "x", NOBODY)).toMatchObject({ refusal: "not-found" });
  expect(await answerHelp("k3v9q7m2x4ab", call?.id ?? "", NOBODY)).toMatchObject({ refusal: "not-found" });
  moveTo(instant(monday("10:00") + (24 * 60 + 1) * MINUTE));
  expect(await readHelpToAnswer(linkOf(mails[0]), NOBODY)).toMatchObject({ refusal: "not-found" });
});

test("the telephone on site is that of the place, and never the one of who coordinates", async () => {
  const { person, ask, send, mails, linkOf, neuhof, organisation } = await running();
  await db.organisation.update({ where: { id: organisation }, data: { phone: "+33353010067" } });
  await person("Claire", "coordinator");
  const phoneOnPage = async () => {
    const read = await readHelpToAnswer(linkOf(mails[0]), NOBODY);
    return read.ok ? read.value[0]?.phone : "none read";
  };
  await ask();
  await send();
  expect(mails[0]?.text).not.toMatch(/Appeler sur place/u);
  expect(await phoneOnPage()).toBeUndefined();
  await db.place.update({ where: { id: neuhof.id }, data: { phone: "+33388436000" } });
  expect(await phoneOnPage()).toBe("+33388436000");
});
