import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";
import { phones } from "./phone-store.ts";

Object.assign(process.env, { SMS_GATEWAY: "database", SMS_SENDER: "Aide" });
const server: Server = await freshServer();
const { db, clock } = server;
const { secretOf } = await import("#lib/server/secrets.ts");
const { leavePhone, forgetPhone, readSmsOfNumber } = await import("#lib/server/queue/phone-of-number.ts");
const { tellNumbers, areNumbersToTell } = await import("#lib/server/queue/tell-numbers.ts");
const { loadVisitMessages } = await import("#lib/server/queue/ready-of-visits.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { openLink } = await import("#lib/server/message/short-links.ts");
const { smsOfMonth } = await import("#lib/server/message/sms-of-month.ts");
const { goAway } = await import("#lib/server/queue/go-away.ts");
const { leaveLine } = await import("#lib/server/queue/leave-line.ts");
const { POST: askForSms } = await import("#app/[locale]/suivi/[secret]/sms/route.ts");
const { holderOf, openTyped } = await import("#lib/server/typed-form.ts");
const { settleOwn } = await import("#lib/server/planning/disruption/settle-own.ts");
const { noteReceipts } = await import("#lib/server/message/note-receipts.ts");
const { readNumbersToCall } = await import("#lib/server/booking/to-tell/read-numbers-to-call.ts");
const { statementsOf } = await import("#tests/server/booking/statements.ts");

afterAll(() => db.$disconnect());
afterEach(async () => {
  await db.outboxMessage.updateMany({
    where: { sentAt: null, givenUpAt: null },
    data: { cancelledAt: new Date(clock.now()) },
  });
  await db.visit.updateMany({ data: { toldBySms: false } });
});

const secretOfVisit = (visit: string): string => secretOf("visit", visit, 1);
const pass = (minutes: number): void =>
  clock.move(instant(clock.now() + minutes * MINUTE) - (clock.now() - clock.offset()));

let people = 0;
const mobile = (): string =>
  `06 12 00 ${String(Math.floor(people / 100)).padStart(2, "0")} ${String((people += 1) % 100).padStart(2, "0")}`;

const message = (visit: string) => db.outboxMessage.findMany({ where: { visitId: visit }, orderBy: { id: "asc" } });

const isOfCall = (text: string): boolean => text.startsWith("On a appelé");

/**
 * What the job does once it is woken: it looks, then sends. Answers the first lines of what the telephones have got
 * since.
 */
async function send(phone = phones()): Promise<readonly string[]> {
  await tellNumbers(clock.now());
  const before = phone.sent.length;
  await tellAndSend(clock.now(), {
    sms: phone.gateway,
    mailOf: mailOfAppointment,
    numberMessages: loadVisitMessages,
    random: () => 0.5,
  });
  return phone
    .texts()
    .slice(before)
    .map((text) => text.split("\n")[0] ?? "");
}

/** An open line in which so many wait, the first of them or the one at `who` with a telephone. */
async function waiting(count: number, { who = 0, language }: { who?: number; language?: string } = {}) {
  const place = await neuhof(server);
  await place.opens();
  setTime(server, "9:00");
  const visits: string[] = [];
  for (let each = 0; each < count; each += 1)
    visits.push(await place.walksIn(language === undefined ? {} : { language }));
  const mine = visits[who]!;
  const left = await leavePhone(secretOfVisit(mine), mobile(), language ?? "fr");
  if (!left.ok) throw new Error(left.refusal);
  return { place, visits, mine };
}

const isDone = async (act: Promise<string>): Promise<void> => expect(await act).toBe("applied");
const calls = (place: Neuhof): Promise<void> => isDone(place.does({ type: "call-next", desk: 1 }));
const misses = (place: Neuhof, visit: string): Promise<void> => isDone(place.does({ type: "absent", visit }));

test("whoever is called and does not come is told a minute later, with an address that opens the page of their number", async () => {
  const { place, mine } = await waiting(1, { language: "ar" });
  const phone = phones();
  await calls(place);
  expect(await send(phone)).toEqual([]);
  pass(1);
  await send(phone);
  expect(phone.sent).toHaveLength(1);
  expect(phone.texts()[0]).toContain("1");
  const link = /\/r\/(?<secret>\S+)/u.exec(phone.texts()[0] ?? "")?.groups?.["secret"] ?? "";
  expect(await openLink(link)).toEqual({ page: "suivi", secret: secretOfVisit(mine), language: "ar" });
});

test("a call that is noted without an answer is told at once, the second one too, and the third not: their place is not kept", async () => {
  const { place, mine } = await waiting(1);
  const phone = phones();
  for (const call of [1, 2, 3]) {
    await isDone(place.does({ type: "call", visit: mine, desk: 1 }));
    await misses(place, mine);
    expect(await send(phone)).toEqual(
      call < 3 ? ["On a appelé votre numéro, le 1. Vous gardez votre place : venez."] : [],
    );
  }
  expect(await message(mine)).toHaveLength(2);
});

test("a call that is taken back is told nobody, and the next one is", async () => {
  const { place, mine } = await waiting(1);
  const call = place.command({ type: "call-next", desk: 1 });
  await place.sends(call);
  await isDone(place.does({ type: "undo", command: call.id }));
  pass(2);
  expect((await send()).filter(isOfCall)).toEqual([]);
  await calls(place);
  pass(2);
  expect((await send()).filter(isOfCall)).toHaveLength(1);
  expect((await message(mine)).filter(({ kind }) => kind === "called")).toHaveLength(2);
});

test("whoever the team fetches is not asked to come to a desk", async () => {
  const { place, mine } = await waiting(1);
  await isDone(place.does({ type: "fetch", visit: mine, on: true }));
  await calls(place);
  pass(2);
  expect(await send()).toEqual([]);
});

test("whose turn is near by the estimate of their page is told so once", async () => {
  const { place, mine } = await waiting(4, { who: 3 });
  const phone = phones();
  expect(await send(phone)).toEqual([]);
  for (let each = 0; each < 3; each += 1) {
    await calls(place);
    const visit = (await place.line()).visits.find(({ state }) => state === "called")!;
    await isDone(place.does({ type: "start", visit: visit.id }));
    pass(15);
    if (each < 2) await isDone(place.does({ type: "finish", visit: visit.id }));
    await send(phone);
    pass(3);
    await place.does({ type: "announce", message: "Bonjour." });
    await send(phone);
  }
  expect(phone.texts()).toHaveLength(1);
  expect(phone.texts()[0]).toMatch(/^C'est bientot à vous, vers \d+ h( \d\d)?\. Numéro 4\. Revenez dans la salle\./u);
  expect(await message(mine)).toMatchObject([{ kind: "soon", segments: 1 }]);
});

test("whoever is out while the line goes silent is asked back, once a silence and twice at most", async () => {
  const { place, mine } = await waiting(3, { who: 2 });
  const phone = phones();
  expect((await goAway(secretOfVisit(mine), 20)).ok).toBe(true);
  expect(await send(phone)).toEqual([]);
  pass(4);
  expect(await send(phone)).toEqual(["Revenez dans la salle, numéro 3. On garde votre place."]);
  pass(4);
  expect(await send(phone)).toEqual([]);
  for (const isTold of [true, false]) {
    await place.does({ type: "announce", message: "De retour." });
    expect(await send(phone)).toEqual([]);
    pass(4);
    expect(await send(phone)).toHaveLength(isTold ? 1 : 0);
  }
});

test("whoever waits is told once that it closes earlier, and whoever is done is not", async () => {
  const { place, visits } = await waiting(3, { who: 1 });
  const phone = phones();
  await leavePhone(secretOfVisit(visits[0]!), mobile(), "fr");
  await calls(place);
  await isDone(place.does({ type: "start", visit: visits[0]! }));
  await isDone(place.does({ type: "finish", visit: visits[0]! }));
  for (const hour of ["11:00", "10:45"]) {
    const settled = await settleOwn(place.staff, {
      permanence: place.permanence,
      declared: { kind: "ends-early", at: at(hour) },
      reason: "",
      preview: false,
    });
    expect(settled).toMatchObject({ ok: true });
  }
  // What leaves says what is true then.
  expect((await send(phone)).filter((text) => !text.startsWith("C'est bientot"))).toEqual([
    "On ferme plus tot aujourd'hui : à 10 h 45. Revenez avant, ou appelez-nous.",
  ]);
});

test("whoever gives their number back is told nothing that waited", async () => {
  const { place, mine } = await waiting(1);
  await calls(place);
  await leaveLine(secretOfVisit(mine));
  pass(2);
  expect(await send()).toEqual([]);
  expect(await message(mine)).toMatchObject([{ cancelledAt: expect.any(Date) as Date }]);
});

test("a closed line cancels what waits", async () => {
  const { place, mine } = await waiting(1);
  await calls(place);
  await db.outboxMessage.updateMany({ where: { visitId: mine }, data: { dueAt: new Date(clock.now() + 5 * MINUTE) } });
  await misses(place, mine);
  await isDone(place.does({ type: "close", leftovers: [{ visit: mine, choice: "no-date" }] }));
  expect(await message(mine)).toMatchObject([{ cancelledAt: expect.any(Date) as Date }]);
  expect(await send()).toEqual([]);
});

test("an act that was answered before the sending began is never followed by the message", async () => {
  const { place, mine } = await waiting(1);
  const phone = phones();
  await calls(place);
  pass(1);
  // They come to the desk after the message was taken and before it is handed over.
  const beside = {
    ...{ sms: phone.gateway, mailOf: mailOfAppointment, random: () => 0.5 },
    numberMessages: async (...asked: Parameters<typeof loadVisitMessages>) => {
      const ready = await loadVisitMessages(...asked);
      await isDone(place.does({ type: "start", visit: mine }));
      return ready;
    },
  };
  await tellAndSend(clock.now(), beside);
  expect(phone.sent).toEqual([]);
});

test("an SMS of a number is counted at its place, and leaves also once the SMS of the month are used up: it would cost them their turn", async () => {
  const { place, mine } = await waiting(1);
  await db.organisationSettings.create({
    data: { organisationId: place.organisation.id, serviceName: "Aide", smsCap: 0 },
  });
  const phone = phones();
  await send(phone);
  expect(await message(mine)).toMatchObject([{ kind: "soon", sentAt: expect.any(Date) as Date }]);
  await calls(place);
  await misses(place, mine);
  await send(phone);
  expect(phone.sent).toHaveLength(2);
  const used = await smsOfMonth(db, [{ place: place.place.id, zone: "Europe/Paris" }], clock.now());
  expect(used.get(place.place.id)).toBe(2);
});

/** « Me prévenir par SMS » as it is posted from the page of a number; where it leads back to. */
async function posts(visit: string, phone: string, locale = "fr"): Promise<URL> {
  const request = new Request("http://localhost:3000/x", {
    method: "POST",
    body: new URLSearchParams({ phone }).toString(),
    headers: { host: "localhost:3000", "content-type": "application/x-www-form-urlencoded" },
  });
  const answer = await askForSms(request, { params: Promise.resolve({ locale, secret: secretOfVisit(visit) }) });
  return new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
}

describe("the language of a number", () => {
  const asks = async (visit: string, locale: string) =>
    expect((await posts(visit, mobile(), locale)).search).toBe("?sms=fait");
  const given = async (language?: string) => {
    const place = await neuhof(server);
    await place.opens();
    setTime(server, "9:00");
    const visit = await place.walksIn(language === undefined ? {} : { language });
    return { place, visit };
  };
  const languageOf = async (place: Neuhof, visit: string) => (await place.visit(visit))?.language;

  test.each([undefined, "fr", "tr"])(
    "is from now on that of the page that asks for SMS, for the team too, where it was %s before",
    async (before) => {
      const { place, visit } = await given(before);
      await asks(visit, "ar");
      expect(await languageOf(place, visit)).toBe("ar");
      const phone = phones();
      await calls(place);
      pass(1);
      await send(phone);
      expect(phone.texts()).toEqual([expect.stringMatching(/\p{Script=Arabic}/u)]);
      expect(phone.texts()[0]).not.toContain("numéro");
    },
  );

  test("stays the one that the team noted where no page speaks it", async () => {
    const { place, visit } = await given("ru");
    await asks(visit, "fr");
    expect(await languageOf(place, visit)).toBe("ru");
  });
});

describe("the telephone of a number", () => {
  test.each([
    ["a landline, which no SMS reaches", "03 88 43 60 00", "no-mobile"],
    ["a number of the State", "1 85 05 78 006 084 36", "personal-number-refused"],
  ] as const)("is refused where it is %s", async (_, written, refusal) => {
    const place = await neuhof(server);
    await place.opens();
    const visit = await place.walksIn();
    expect(await leavePhone(secretOfVisit(visit), written, "fr")).toEqual({ ok: false, refusal });
    expect(await readSmsOfNumber(visit)).toEqual({ is: "offered" });
  });

  test("comes back sealed when it was refused, to its holder alone; a number of the State does not", async () => {
    const place = await neuhof(server);
    await place.opens();
    const visit = await place.walksIn();
    const { searchParams, search } = await posts(visit, "03 88 43 6");
    expect(searchParams.get("refus")).toBe("phone-wrong");
    expect(search).not.toMatch(/88.?43/u);
    const typedBy = (secret: string) =>
      openTyped(searchParams.get("saisie") ?? undefined, clock.now(), holderOf(secret))?.fields;
    expect(typedBy(secretOfVisit(visit))).toEqual({ phone: "03 88 43 6" });
    expect(typedBy("another")).toBeUndefined();
    expect((await posts(visit, "1 85 05 78 006 084 36")).search).toBe("?pour=sms&refus=personal-number-refused");
  });

  test("is kept apart until the night, shows its last two digits, and is replaced by the next one", async () => {
    const { mine } = await waiting(1);
    await leavePhone(secretOfVisit(mine), "06 98 76 54 32", "fr");
    expect(await readSmsOfNumber(mine)).toEqual({ is: "told", ends: "32" });
    const kept = await db.visitIdentity.findMany({ where: { visitId: mine } });
    expect(kept).toMatchObject([{ phone: "+33698765432", eraseAt: new Date("2026-11-25T02:00:00Z") }]);
  });

  test("is forgotten when its holder wants no SMS any more, and what waits is cancelled", async () => {
    const { place, mine } = await waiting(1);
    await calls(place);
    expect(await forgetPhone(secretOfVisit(mine))).toEqual({ ok: true, value: undefined });
    expect(await forgetPhone(secretOfVisit(mine))).toEqual({ ok: true, value: undefined });
    pass(2);
    expect(await send()).toEqual([]);
    expect(await db.visitIdentity.findMany({ where: { visitId: mine } })).toMatchObject([{ phone: null }]);
    expect(await readSmsOfNumber(mine)).toEqual({ is: "offered" });
  });

  test("that was given to be called is not written to", async () => {
    const { place, mine } = await waiting(1);
    await calls(place);
    await db.visit.update({ where: { id: mine }, data: { toldBySms: false } });
    pass(2);
    expect(await send()).toEqual([]);
  });

  test("is not asked of who is done", async () => {
    const { place, mine } = await waiting(1);
    await leaveLine(secretOfVisit(mine));
    expect(await readSmsOfNumber(mine)).toBeUndefined();
    expect(await leavePhone(secretOfVisit(mine), mobile(), "fr")).toEqual({
      ok: false,
      refusal: "state-changed" satisfies QueueRefusal,
    });
    expect(await place.visit(mine)).toMatchObject({ state: "left" });
  });

  test("opens nothing to whoever does not hold the number", async () => {
    expect(await leavePhone("xyz", mobile(), "fr")).toEqual({ ok: false, refusal: "not-found" });
    expect(await forgetPhone("xyz")).toEqual({ ok: false, refusal: "not-found" });
  });
});

describe("an SMS that did not arrive", () => {
  const failed = async () => {
    const { place, mine } = await waiting(1, {});
    const phone = phones();
    await calls(place);
    await misses(place, mine);
    await send(phone);
    const sent = (await message(mine)).findLast(({ kind }) => kind === "called");
    await db.outboxMessage.update({ where: { id: sent?.id ?? "" }, data: { gatewayId: mine } });
    await noteReceipts("database", [{ id: mine, result: { kind: "failed", reason: "bad-recipient" } }]);
    const toCall = () => readNumbersToCall({ organisation: place.organisation.id, places: "all" });
    return { place, mine, toCall, phone };
  };

  test("is said on the page of the number, and to the team with what it would have told and whom to call", async () => {
    const { mine, toCall, place } = await failed();
    expect(await readSmsOfNumber(mine)).toMatchObject({ is: "told", failed: true });
    expect(await toCall()).toMatchObject([
      {
        visit: mine,
        number: 1,
        place: place.place.name,
        unheard: "called",
        why: "wrong",
        phone: expect.stringMatching(/^\+336/u) as string,
      },
    ]);
    expect(await readNumbersToCall({ organisation: place.organisation.id, places: [place.organisation.id] })).toEqual(
      [],
    );
  });

  test("is no more once another telephone was left, the person has come, or the next one left", async () => {
    const { mine, toCall, place, phone } = await failed();
    pass(1);
    await leavePhone(secretOfVisit(mine), mobile(), "fr");
    expect(await toCall()).toEqual([]);
    expect(await readSmsOfNumber(mine)).not.toHaveProperty("failed");
    await isDone(place.does({ type: "call", visit: mine, desk: 1 }));
    await misses(place, mine);
    await send(phone);
    expect(await toCall()).toEqual([]);
    const next = await failed();
    await isDone(next.place.does({ type: "call", visit: next.mine, desk: 1 }));
    await isDone(next.place.does({ type: "start", visit: next.mine }));
    expect(await next.toCall()).toEqual([]);
  });
});

test("an act costs one statement more where somebody told by SMS is concerned, and none elsewhere", async () => {
  const { place, visits, mine } = await waiting(3, { who: 1 });
  const countOf = async (act: Parameters<typeof place.command>[0]): Promise<number> => {
    const all = await statementsOf(() => place.sends(place.command(act)));
    return all.filter((text) => !/^(BEGIN|COMMIT|SET TRANSACTION)|told_low/i.test(text)).length;
  };
  const without = await countOf({ type: "call", visit: visits[0]!, desk: 1 });
  await place.does({ type: "absent", visit: visits[0]! });
  expect(await countOf({ type: "call", visit: mine, desk: 1 })).toBe(without + 1);
  const start = await countOf({ type: "start", visit: mine });
  expect(start).toBe(without + 1);
});

test("the look of each minute takes as many statements for many lines as for one", async () => {
  const countOf = async (): Promise<number> => (await statementsOf(() => tellNumbers(clock.now()))).length;
  await waiting(2, { who: 1 });
  await db.outboxMessage.count();
  expect(await areNumbersToTell()).toBe(true);
  pass(1);
  const one = await countOf();
  await waiting(2, { who: 1 });
  await waiting(2, { who: 1 });
  pass(1);
  expect(await countOf()).toBeLessThanOrEqual(one);
});
