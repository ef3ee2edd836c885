import { mailboxes } from "./phone-store.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "#tests/server/planning/assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { unassign } = await import("#lib/server/planning/assignments/unassign.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { readWhatToDo } = await import("#lib/server/planning/today/read-what-to-do.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { answerPlanning, readToldHalfDays } = await import("#lib/server/message/staff/answer-planning.ts");
const { tellStaff } = await import("#lib/server/message/staff/tell-staff.ts");
const { POST } = await import("#app/[locale]/reponse/[lien]/[acte]/route.ts");
const { GET } = await import("#app/[locale]/r/[lien]/route.ts");

const { moveTo, waitFor } = movedClock(clock);
afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.updateMany({ data: { cancelledAt: new Date(on("02-25 10:00")) } });
  await db.staffTold.deleteMany();
  await db.rateLimit.deleteMany();
  moveTo(on("02-25 10:00"));
});

const NOBODY = new Headers();

/** Somebody who was planned and has the mail that says so; the last part of its address. */
async function told() {
  const here = await planned(db);
  const awa = await here.person("Awa");
  const { sender: mail, mails } = mailboxes();
  const send = async (): Promise<string> => {
    await tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
    waitFor(6);
    await tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
    return /\/r\/(?<secret>[1-9a-z]{12})/u.exec(mails.at(-1)?.text ?? "")?.groups?.["secret"] ?? "";
  };
  const plan = (account = awa) => assign(here.coordinator, { permanence: here.permanence, account });
  await plan();
  const lien = await send();
  const read = async () => {
    const all = await readToldHalfDays(lien, NOBODY);
    return all.ok ? all.value : all.refusal;
  };
  const short = async () => {
    const todo = await readWhatToDo(here.coordinator, here.organisation.id);
    return todo.ok ? todo.value.short.shown.map(({ id, staffing }) => [id, staffing?.missing]) : todo.refusal;
  };
  return { ...here, awa, lien, send, plan, read, short };
}
const post = (lien: string, acte: string, fields: Record<string, string>) =>
  POST(
    new Request("https://aide.example/reponse", {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }),
    { params: Promise.resolve({ locale: "fr", lien, acte }) },
  );

test("the address in the mail leads to the page where they answer, with what they were told", async () => {
  const { lien, read } = await told();
  const answer = await GET(new Request(`https://aide.example/r/${lien}`), {
    params: Promise.resolve({ locale: "fr", lien }),
  });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/reponse/${lien}`]);
  expect(await read()).toMatchObject([{ place: "Neuhof", isTheirs: true, span: { start: monday("09:00") } }]);
});

test("« Vu » stands until something else is told", async () => {
  const { lien, read, plan, send, awa, permanence, coordinator } = await told();
  const posted = await post(lien, "vu", {});
  expect([posted.status, posted.headers.get("location")]).toEqual([303, `/reponse/${lien}?fait=vu`]);
  expect(await read()).toMatchObject([{ answer: "seen" }]);
  const seat = await db.assignment.findFirstOrThrow({ where: { conseillerId: awa, permanenceId: permanence } });
  await unassign(coordinator, { assignment: seat.id });
  await send();
  expect(await read()).toMatchObject([{ isTheirs: false }]);
  expect((await db.staffTold.findFirstOrThrow({ where: { accountId: awa } })).answer).toBeNull();
  await plan();
});

test("« Je ne peux pas » makes the half-day short for who coordinates, takes nobody off, and is taken back", async () => {
  const { lien, permanence, short, standing, journal, read, awa } = await told();
  expect(await short()).toEqual([[permanence, 1]]);
  const posted = await post(lien, "non", { permanence, why: "sick" });
  expect(posted.headers.get("location")).toBe(`/reponse/${lien}?fait=non`);
  expect(await short()).toEqual([[permanence, 2]]);
  expect(await standing()).toHaveLength(1);
  expect(await read()).toMatchObject([{ answer: "cannot" }]);
  expect(await journal()).toEqual(["person-planned", "person-cannot-come"]);
  const [entry] = await db.journalEntry.findMany({ where: { act: "person-cannot-come", permanenceId: permanence } });
  expect([entry?.actor, entry?.data]).toEqual([`staff:${awa}`, { account: awa }]);
  await post(lien, "vu", { permanence });
  expect(await short()).toEqual([[permanence, 1]]);
  expect(await db.staffTold.findFirstOrThrow({ where: { accountId: awa } })).toMatchObject({
    answer: "seen",
    why: null,
  });
});

test("« Imprévu » shows who has not answered, and whom to call", async () => {
  const { lien, permanence, awa, coordinator, organisation } = await told();
  const { readAfterDisruption } = await import("#lib/server/planning/disruption/read-settled.ts");
  const team = async () => {
    const after = await readAfterDisruption(coordinator, organisation.id, [permanence], [{ permanence, account: awa }]);
    return after.ok ? [after.value.teamByMail, after.value.team.map(({ answer }) => answer)] : after.refusal;
  };
  expect(await team()).toEqual([true, ["none"]]);
  await post(lien, "non", { permanence });
  await tellStaff(clock.now());
  expect(await team()).toEqual([true, ["cannot"]]);
});

test("until the mail has left, « Imprévu » says when it does: by night at eight; and by which telephone they are called", async () => {
  const { readAfterDisruption } = await import("#lib/server/planning/disruption/read-settled.ts");
  const here = await told();
  const ben = await here.person("Ben");
  const { permanence, coordinator, organisation } = here;
  const team = async () => {
    const after = await readAfterDisruption(coordinator, organisation.id, [permanence], [{ permanence, account: ben }]);
    return after.ok ? after.value.team.map(({ leaves, phone, answer }) => ({ leaves, phone, answer })) : after.refusal;
  };
  expect((await here.plan(ben)).ok).toBe(true);
  expect(await team()).toEqual([{ leaves: "soon", phone: undefined, answer: "none" }]);
  moveTo(on("02-26 21:00"));
  await db.user.update({ where: { id: ben }, data: { phone: "+33612345678" } });
  expect(await team()).toEqual([{ leaves: "morning", phone: "+33612345678", answer: "none" }]);
  moveTo(on("02-27 08:00"));
  await here.send();
  expect(await team()).toEqual([{ leaves: undefined, phone: "+33612345678", answer: "none" }]);
});

test("by night the preview counts the messages that wait for eight, and the next page as many; not of a half-day that is near", async () => {
  const { settleDisruption } = await import("#lib/server/planning/disruption/settle-disruption.ts");
  const { readAfterDisruption } = await import("#lib/server/planning/disruption/read-settled.ts");
  const { permanence, coordinator, organisation } = await told();
  await db.topic.create({ data: { organisationId: organisation.id, key: "impots", rank: 0, minutes: 30 } });
  const half = await db.permanence.update({ where: { id: permanence }, data: { bookableLanes: 1 } });
  const endsAt = new Date(monday("09:30"));
  const hour = { permanenceId: permanence, organisationId: organisation.id, placeId: half.placeId, endsAt };
  const early = new Date(on("02-20 10:00"));
  const { id: appointmentId } = await db.appointment.create({
    data: { ...hour, startsAt: half.startsAt, lane: 1, topicKeys: ["impots"], bookedAt: early, createdAt: early },
  });
  const day = new Date("2027-03-01");
  await db.appointmentContact.create({ data: { appointmentId, endsAt, day, phone: "+33612345678" } });
  const settle = async (preview: boolean) => {
    const remedy = { kind: "cancel" as const };
    const asked = { organisation: organisation.id, away: [], closures: [], preview };
    const done = await settleDisruption(coordinator, {
      ...asked,
      decided: [{ permanence, remedy, reason: "Le lieu est fermé." }],
    });
    return done.ok ? [done.value.toTell, done.value.team] : done.refusal;
  };
  moveTo(on("02-28 22:00"));
  expect(await settle(true)).toMatchObject([
    { sms: 1, later: 0 },
    { mail: 1, later: 0, calls: 0 },
  ]);
  moveTo(on("02-26 21:00"));
  expect(await settle(true)).toMatchObject([
    { sms: 1, later: 1 },
    { mail: 1, later: 1, calls: 0 },
  ]);
  await settle(false);
  const after = await readAfterDisruption(coordinator, organisation.id, [permanence]);
  expect(after).toMatchObject({ value: { toTell: { ways: { sms: 1, later: 1 } }, team: [{ leaves: "morning" }] } });
});

test("« Vu » for everything leaves « Je ne peux pas » as it is", async () => {
  const { lien, permanence, read } = await told();
  await post(lien, "non", { permanence });
  await post(lien, "vu", {});
  expect(await read()).toMatchObject([{ answer: "cannot" }]);
});

test("nobody answers for a half-day of which they were told nothing, that is not theirs, or that is over", async () => {
  const { lien, permanence, awa, meinau, halfDay } = await told();
  const answer = async (of: string) => {
    const done = await answerPlanning(lien, { answer: "cannot", permanence: of }, NOBODY);
    return done.ok ? "done" : done.refusal;
  };
  const other = (await halfDay(meinau, on("03-02 09:00"))).id;
  expect([await answer(other), await answer("x")]).toEqual(["not-found", "not-found"]);
  await db.assignment.deleteMany({ where: { conseillerId: awa } });
  expect(await answer(permanence)).toBe("not-yours");
  moveTo(monday("12:00"));
  expect(await answer(permanence)).toBe("half-day-over");
});

test("whatever is posted is answered by a page, and writes nothing that is no answer", async () => {
  const { lien, permanence, awa } = await told();
  expect((await post(lien, "non", { permanence: "x" })).headers.get("location")).toBe(
    `/reponse/${lien}?refus=malformed`,
  );
  expect((await post(lien, "non", { permanence, why: "Mon fils est malade" })).headers.get("location")).toBe(
    `/reponse/${lien}?refus=malformed`,
  );
  expect((await post(lien, "autre", {})).status).toBe(404);
  expect((await post("k3v9q7m2x4ab", "vu", {})).headers.get("location")).toBe("/reponse/k3v9q7m2x4ab?refus=not-found");
  expect(await db.staffTold.findFirstOrThrow({ where: { accountId: awa } })).toMatchObject({ answer: null });
});

test("the page is dead a day after the half-day, opens for no other address, and asks whoever guesses to wait", async () => {
  const { lien, read } = await told();
  const wrong = (): Promise<unknown> => readToldHalfDays("k3v9q7m2x4ab", NOBODY);
  expect(await wrong()).toMatchObject({ refusal: "not-found" });
  moveTo(on("03-02 12:01"));
  expect(await read()).toBe("not-found");
  for (let tries = 0; tries < 20; tries += 1) await wrong();
  expect(await wrong()).toMatchObject({ refusal: "too-many-requests" });
  expect(lien).not.toBe("");
});

describe("what somebody who is planned is told", () => {
  /** A mailbox of everybody. */
  function mailbox() {
    const { sender: mail, ...boxes } = mailboxes();
    const send = () => tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
    /** What has come since it was asked last: the subjects. */
    const read = async () => {
      await send();
      waitFor(6);
      await send();
      return boxes.mails.splice(0).map(({ subject }) => subject);
    };
    return { ...boxes, send, read };
  }

  async function team() {
    const here = await planned(db);
    const awa = await here.person("Awa");
    const plan = async (account = awa, permanence = here.permanence) => {
      const done = await assign(here.coordinator, { permanence, account });
      if (!done.ok) throw new Error(done.refusal);
    };
    const takeOff = async (account = awa, permanenceId = here.permanence) => {
      const { id } = await db.assignment.findFirstOrThrow({ where: { permanenceId, conseillerId: account } });
      const done = await unassign(here.coordinator, { assignment: id });
      if (!done.ok) throw new Error(done.refusal);
    };
    const more = async (day: string) => (await here.halfDay(here.neuhof, on(`${day} 09:00`), { desks: 2 })).id;
    return { ...here, awa, plan, takeOff, more, ...mailbox() };
  }

  test("whoever is planned has one mail once the planning has settled, with an address of their own and no name", async () => {
    const { plan, send, mails, awa } = await team();
    await plan();
    await send();
    expect(mails).toEqual([]);
    waitFor(5);
    await send();
    const { email } = await db.user.findUniqueOrThrow({ where: { id: awa } });
    expect(mails).toMatchObject([{ to: email }]);
    expect(mails[0]?.subject).toMatch(/^Pour vous\s: lundi 1er mars, de 9\sh à 12\sh, /u);
    expect(mails[0]?.text).toMatch(/\/r\/[1-9a-z]{12}/u);
    expect(mails[0]?.html).not.toContain("Awa");
    await send();
    expect(mails).toHaveLength(1);
  });

  test("an assignment that is made and unmade before it was told tells nobody, and one that is unmade and made again neither", async () => {
    const { plan, takeOff, read } = await team();
    await plan();
    await takeOff();
    expect(await read()).toEqual([]);
    await plan();
    expect(await read()).toHaveLength(1);
    await takeOff();
    await plan();
    expect(await read()).toEqual([]);
  });

  test("what is undone and answered while other mails are on their way is not told any more", async () => {
    const { person, plan, takeOff, send, mails, meanwhile, halfDay, neuhof } = await team();
    const { id: permanence } = await halfDay(neuhof, on("03-02 09:00"), { desks: 6 });
    const people: string[] = [];
    for (const name of ["B", "C", "D", "E", "F", "G"]) people.push(await person(name));
    for (const one of people) await plan(one, permanence);
    meanwhile(async () => {
      for (const one of people) await takeOff(one, permanence);
    });
    await send();
    waitFor(5);
    await send();
    // Four leave at a time at most, and were on their way; they are told the truth after it.
    const left = mails.filter(({ subject }) => /^Pour vous/u.test(subject)).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(4);
    waitFor(5);
    await send();
    expect(mails.filter(({ subject }) => /^N’y allez pas/u.test(subject))).toHaveLength(left);
  });

  test("a half-day that is cancelled is told to whoever was to come", async () => {
    const { plan, read, coordinator, permanence } = await team();
    await plan();
    await read();
    expect(await cancelPermanence(coordinator, { permanence, preview: false, reason: "Travaux" })).toMatchObject({
      ok: true,
    });
    expect(await read()).toEqual([expect.stringMatching(/^N’y allez pas/u)]);
  });

  test("a half-day at another place or hour is told with the old one and the new one", async () => {
    const { plan, read, send, mails, permanence, meinau } = await team();
    await plan();
    await read();
    await db.permanence.update({ where: { id: permanence }, data: { placeId: meinau.id } });
    await send();
    waitFor(6);
    await send();
    expect(mails[0]?.subject).toMatch(/^Votre permanence change/u);
    expect(mails[0]?.text).toMatch(/Ce n’est plus .*Neuhof/u);
  });

  test("several acts in a row are one mail, which names every half-day", async () => {
    const { plan, more, send, mails, awa } = await team();
    await plan();
    await plan(awa, await more("03-02"));
    await send();
    await plan(awa, await more("03-03"));
    waitFor(6);
    await send();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toMatch(/1er mars[\s\S]*2 mars[\s\S]*3 mars/u);
  });

  test("what begins within twelve hours is told at once, also by night; what does not waits for eight", async () => {
    const { plan, more, send, mails, awa } = await team();
    moveTo(on("02-28 22:00"));
    await plan();
    await send();
    expect(mails).toHaveLength(1);
    await plan(awa, await more("03-08"));
    waitFor(6);
    await send();
    expect(mails).toHaveLength(1);
    moveTo(monday("08:00"));
    await send();
    expect(mails).toHaveLength(2);
  });

  test("of a half-day that is over nobody is told anything", async () => {
    const { plan, read } = await team();
    await plan();
    moveTo(monday("13:00"));
    expect(await read()).toEqual([]);
  });

  test("an address that the mail server refuses is given up, and nobody counts as told", async () => {
    const { plan, send, answers, awa } = await team();
    answers.push({ kind: "refused", reason: "bad-recipient", code: "550" });
    await plan();
    await send();
    waitFor(6);
    await send();
    expect(await db.outboxMessage.findFirst({ where: { accountId: awa } })).toMatchObject({ givenUpWhy: "refused" });
    expect(await db.staffTold.findFirst({ where: { accountId: awa } })).toMatchObject({ toldAt: null });
  });

  test("whoever was planned before anything was noted knows it: only what changes is told", async () => {
    const { plan, takeOff, read, more, awa } = await team();
    await plan();
    await plan(awa, await more("03-02"));
    await db.staffTold.deleteMany();
    await takeOff();
    expect(await read()).toEqual([expect.stringMatching(/^N’y allez pas\s: lundi 1er mars/u)]);
  });

  test("after any sequence of planning and sending, what was told last is what is true", async () => {
    const { plan, takeOff, send, awa, permanence, mails } = await team();
    let seed = 7;
    const chance = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    let isPlanned = false;
    for (let act = 0; act < 40; act += 1) {
      if (chance() < 0.6) {
        await (isPlanned ? takeOff() : plan());
        isPlanned = !isPlanned;
      } else {
        waitFor(Math.floor(chance() * 8));
        await send();
      }
    }
    waitFor(6);
    await send();
    waitFor(6);
    await send();
    const told = await db.staffTold.findFirst({ where: { accountId: awa, permanenceId: permanence } });
    expect(told?.knownStart !== null).toBe(isPlanned);
    expect(mails.at(-1)?.subject.startsWith("Pour vous")).toBe(isPlanned);
    // Nobody is told the same twice in a row.
    const kinds = mails.map(({ subject }) => subject.startsWith("Pour vous"));
    expect(kinds.every((kind, at) => at === 0 || kind !== kinds[at - 1])).toBe(true);
  });

  test("two processes tell each person once", async () => {
    const { person, plan, send, mails, permanence } = await team();
    await plan();
    await plan(await person("Bo"), permanence);
    await Promise.all([send(), send()]);
    waitFor(6);
    await Promise.all([send(), send(), send()]);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(2);
  });
});
