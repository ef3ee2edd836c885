import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { makeSigningKey, signText } from "#lib/wire/queue/act-signature.ts";
import { textOfAct } from "#lib/wire/queue/sent-commands.ts";
import { at } from "#tests/support/line.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { plan, tabletAtNeuhof } from "./tablets.ts";

let server: Server;
beforeAll(async () => {
  server = await freshServer();
});
afterEach(realMachineTime);
afterAll(() => server.db.$disconnect());

const act = (type: string, time: string, facts: object = {}) => ({
  id: randomUUID(),
  at: `2026-11-24T${time}:00+01:00`,
  device: "tablet-7",
  type,
  ...facts,
});
const OPENED = /^tablet\.[\w-]{43}$/;

describe("the code of the day", () => {
  test("opens the tablet for who is planned today, by their name and desk, and the journal says so", async () => {
    const here = await tabletAtNeuhof(server);
    const choice = await here.types(await here.codeOfDay());
    expect(await here.readTabletChoice(choice)).toMatchObject({
      place: { name: "Mairie de quartier du Neuhof" },
      halfDays: [{ permanence: here.permanence, people: [{ account: here.awa.user, name: "Awa Diop", desk: 1 }] }],
    });
    const token = await here.chooses(choice);
    expect(token).toMatch(OPENED);
    expect((await here.reads(token)).status).toBe(200);
    expect(await here.journal()).toEqual([
      { act: "tablet-code-made", actor: `staff:${here.coordinator.user}`, data: {}, permanenceId: null },
      {
        act: "tablet-opened",
        actor: "anonymous",
        data: { account: here.awa.user },
        permanenceId: here.permanence,
      },
    ]);
  });

  test("has six digits, which are read in any alphabet and with spaces", async () => {
    const here = await tabletAtNeuhof(server);
    const code = await here.codeOfDay();
    expect(code).toMatch(/^\d{6}$/);
    const arabic = [...code].map((digit) => "٠١٢٣٤٥٦٧٨٩".charAt(Number(digit))).join("");
    for (const typed of [` ${code.slice(0, 3)} ${code.slice(3)}`, arabic])
      expect(await here.types(typed)).not.toBe("wrong-code");
  });

  test("is another on the next day, and that of today opens nothing then", async () => {
    const here = await tabletAtNeuhof(server);
    const code = await here.codeOfDay();
    server.clock.move(server.clock.offset() + 24 * 3_600_000);
    expect(await here.types(code)).toBe("wrong-code");
    expect(await here.codeOfDay()).not.toBe(code);
  });

  test("of one place opens nothing at another, and that of another organisation none of this one's half-days", async () => {
    const here = await tabletAtNeuhof(server);
    const there = await tabletAtNeuhof(server);
    const code = await here.codeOfDay();
    expect(await here.types(code, undefined, there.place.slug)).toBe("wrong-code");
    const guest = { place: here.place.id, organisation: there.organisation.id };
    await there.renewCodeOfDay(there.coordinator, guest);
    const read = await there.readCodeOfDay(there.coordinator, guest);
    if (!read.ok || !read.value.pass) throw new Error("There is no code.");
    expect(await here.readTabletChoice(await here.types(read.value.pass.code))).toMatchObject({ halfDays: [] });
  });

  test("is read by coordination and by who is planned there today, and by nobody else", async () => {
    const here = await tabletAtNeuhof(server);
    await here.codeOfDay();
    const foreign = await tabletAtNeuhof(server);
    const readers = {
      coordinator: here.coordinator,
      administrator: await here.newStaff("administrator"),
      planned: here.awa,
      notPlanned: await here.newStaff("conseiller"),
      partner: await here.newStaff("partner"),
      foreign: foreign.coordinator,
      tablet: {
        ...here.awa,
        by: "tablet",
        only: { ...here.where, permanence: here.permanence, over: false },
      } as const,
    };
    const sees = Object.fromEntries(
      await Promise.all(
        Object.entries(readers).map(async ([who, actor]) => [who, (await here.readCodeOfDay(actor, here.where)).ok]),
      ),
    );
    expect(sees).toEqual({
      coordinator: true,
      administrator: true,
      planned: true,
      notPlanned: false,
      partner: false,
      foreign: false,
      tablet: false,
    });
  });

  test("five wrong ones for a place from one address, then the right one waits too; elsewhere it does not", async () => {
    const here = await tabletAtNeuhof(server);
    const code = await here.codeOfDay();
    const wrong = code === "000000" ? "000001" : "000000";
    for (let tries = 0; tries < 5; tries += 1) expect(await here.types(wrong, "10.0.0.9")).toBe("wrong-code");
    expect(await here.types(wrong, "10.0.0.9")).toBe("too-many-requests");
    expect(await here.types(code, "10.0.0.9")).toBe("too-many-requests");
    expect(await here.types(code, "10.0.0.10")).not.toMatch(/^[a-z-]+$/);
    const other = await tabletAtNeuhof(server);
    expect(await other.types(await other.codeOfDay(), "10.0.0.9")).not.toMatch(/^[a-z-]+$/);
  });

  test("who guesses all day from one address stops neither the place nor anybody elsewhere", async () => {
    const here = await tabletAtNeuhof(server);
    const code = await here.codeOfDay();
    const wrong = code === "000000" ? "000001" : "000000";
    const answers: string[] = [];
    for (let quarters = 0; quarters < 50; quarters += 1) {
      for (let tries = 0; tries < 5; tries += 1) answers.push(await here.types(wrong, "10.0.0.20"));
      machineTimePasses(15 * 60_000);
    }
    expect(answers.filter((answer) => answer === "wrong-code")).toHaveLength(60);
    expect(await here.types(code, "10.0.0.20")).toBe("too-many-requests");
    expect(await here.types(code, "10.0.0.21")).not.toMatch(/^[a-z-]+$/);
  });

  test("a text of another form is no try", async () => {
    const here = await tabletAtNeuhof(server);
    for (let tries = 0; tries < 7; tries += 1) expect(await here.types("1234", "10.0.0.11")).toBe("wrong-code");
    expect(await here.types(await here.codeOfDay(), "10.0.0.11")).not.toMatch(/^[a-z-]+$/);
  });

  test("renewed, it ends every tablet that was opened with it at once, once for a form sent twice", async () => {
    const here = await tabletAtNeuhof(server);
    const code = await here.codeOfDay();
    const token = await here.opened();
    const choice = await here.types(code);
    await here.showPass(here.awa, here.permanence);
    const shown = await here.readTabletOfHalfDay(here.awa, here.permanence);
    const seen = (
      await server.db.tabletPass.findFirstOrThrow({ where: { placeId: here.place.id, permanenceId: null } })
    ).id;
    await here.renewCodeOfDay(here.coordinator, here.where, seen);
    await here.renewCodeOfDay(here.coordinator, here.where, seen);
    expect((await here.reads(token)).status).toBe(401);
    expect((await here.posts(token, [act("absent", "08:50", { visit: randomUUID() })])).status).toBe(401);
    expect(await here.types(code)).toBe("wrong-code");
    expect(await here.chooses(choice)).toBe("wrong-code");
    expect(shown.ok && shown.value.pass && (await here.types(shown.value.pass.code))).toBe("wrong-code");
    expect((await here.journal()).filter((entry) => entry.act === "tablet-code-renewed")).toHaveLength(1);
    expect((await here.reads(await here.opened())).status).toBe(200);
  });
});

describe("a colleague who is signed in", () => {
  test("shows a code and an address for that half-day, the same each time, and the journal says who vouched", async () => {
    const here = await tabletAtNeuhof(server);
    expect(await here.showPass(here.staff, here.permanence)).toEqual({ ok: true });
    await here.showPass(here.staff, here.permanence);
    const read = await here.readTabletOfHalfDay(here.staff, here.permanence);
    if (!read.ok || !read.value.pass) throw new Error("Nothing is shown.");
    const { code, address } = read.value.pass;
    const scanned = here.choiceOfSecret(address.split("/").at(-1) ?? "");
    expect(await here.chooses(await here.types(code))).toMatch(OPENED);
    expect(scanned.ok && (await here.chooses(scanned.value))).toMatch(OPENED);
    const vouched = {
      act: "tablet-vouched",
      actor: `staff:${here.staff.user}`,
      data: { account: here.awa.user },
      permanenceId: here.permanence,
    };
    expect(await here.journal()).toEqual([
      { act: "tablet-shown", actor: `staff:${here.staff.user}`, data: {}, permanenceId: here.permanence },
      vouched,
      vouched,
    ]);
  });

  test("opens that half-day alone: the afternoon of the same place stays shut", async () => {
    const here = await tabletAtNeuhof(server);
    const morning = await server.db.permanence.findUniqueOrThrow({ where: { id: here.permanence } });
    const { id: afternoon } = await server.db.permanence.create({
      data: {
        ...morning,
        id: randomUUID(),
        windows: [],
        startsAt: new Date(at("14:00")),
        endsAt: new Date(at("17:00")),
      },
    });
    await plan(server, { ...here, permanence: afternoon }, await here.newStaff());
    await here.showPass(here.staff, here.permanence);
    const read = await here.readTabletOfHalfDay(here.staff, here.permanence);
    const choice = await here.types((read.ok && read.value.pass?.code) || "");
    expect((await here.readTabletChoice(choice))?.halfDays.map(({ permanence }) => permanence)).toEqual([
      here.permanence,
    ]);
    expect(await here.chooses(choice, here.awa, afternoon)).toBe("wrong-code");
    const both = await here.readTabletChoice(await here.types(await here.codeOfDay()));
    expect(both?.halfDays.map(({ permanence }) => permanence)).toEqual([here.permanence, afternoon]);
  });

  test("who may not run the line shows nothing; what somebody has shown ends with their role", async () => {
    const here = await tabletAtNeuhof(server);
    const foreign = await tabletAtNeuhof(server);
    expect(await here.showPass(await here.newStaff("partner"), here.permanence)).toMatchObject({
      refusal: "not-allowed",
    });
    expect(await here.showPass(foreign.coordinator, here.permanence)).toMatchObject({ refusal: "not-allowed" });
    await here.showPass(here.staff, here.permanence);
    const read = await here.readTabletOfHalfDay(here.staff, here.permanence);
    const choice = await here.types((read.ok && read.value.pass?.code) || "");
    await server.db.membership.updateMany({
      where: { userId: here.staff.user },
      data: { endsAt: new Date(at("8:00")) },
    });
    expect(await here.chooses(choice)).toBe("wrong-code");
  });

  test("shows nothing once the half-day is closed, cancelled or of another day", async () => {
    const here = await tabletAtNeuhof(server);
    for (const status of ["cancelled", "closed"]) {
      await server.db.permanence.update({
        where: { id: here.permanence },
        data: {
          status,
          outcome: status === "closed" ? "not-held" : null,
          closedAt: status === "closed" ? new Date(at("9:00")) : null,
          cancelReason: status === "cancelled" ? "Grève" : null,
        },
      });
      expect(await here.showPass(here.staff, here.permanence)).toMatchObject({ refusal: "half-day-over" });
    }
    const tomorrow = await tabletAtNeuhof(server);
    server.clock.move(server.clock.offset() - 24 * 3_600_000);
    expect(await tomorrow.showPass(tomorrow.staff, tomorrow.permanence)).toMatchObject({ refusal: "half-day-over" });
  });
});

test("a hidden place is named on the page of its tablet only once somebody has made a code of it", async () => {
  const here = await tabletAtNeuhof(server);
  const { readTabletPlace } = await import("#lib/server/auth/tablet/tablet-place.ts");
  expect(await readTabletPlace(here.place.slug)).toMatchObject({ name: "Mairie de quartier du Neuhof" });
  await server.db.place.update({ where: { id: here.place.id }, data: { hidden: true } });
  expect(await readTabletPlace(here.place.slug)).toBeUndefined();
  await here.codeOfDay();
  expect(await readTabletPlace(here.place.slug)).toMatchObject({ name: "Mairie de quartier du Neuhof" });
});

describe("whose name can be chosen", () => {
  test("only who is planned at that half-day and may run its line; with nobody planned the list is empty", async () => {
    const here = await tabletAtNeuhof(server);
    const partner = await here.newStaff("partner");
    await plan(server, here, partner, 2);
    const choice = await here.types(await here.codeOfDay());
    expect((await here.readTabletChoice(choice))?.halfDays[0]?.people.map(({ account }) => account)).toEqual([
      here.awa.user,
    ]);
    for (const who of [partner, here.staff, here.coordinator])
      expect(await here.chooses(choice, who)).toBe("wrong-code");
    await server.db.assignment.deleteMany({ where: { permanenceId: here.permanence } });
    expect((await here.readTabletChoice(choice))?.halfDays[0]?.people).toEqual([]);
  });

  test("is chosen within ten minutes after the code", async () => {
    const here = await tabletAtNeuhof(server);
    const choice = await here.types(await here.codeOfDay());
    server.clock.move(server.clock.offset() + 10 * 60_000);
    expect(await here.readTabletChoice(choice)).toBeUndefined();
    expect(await here.chooses(choice)).toBe("wrong-code");
  });
});

describe("the login of a shared tablet", () => {
  test("runs the line of its half-day under the name that was chosen, and reads no other", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    setTime(server, "9:00");
    const visit = randomUUID();
    const ran = await here.posts(token, [act("give-numbers", "09:00"), act("add-visit", "09:00", { visit })]);
    expect(ran).toEqual({ status: 200, results: ["applied", "applied"], line: "told" });
    const [event] = await server.db.queueEvent.findMany({ where: { permanenceId: here.permanence }, take: 1 });
    expect(event?.actor).toBe(`staff:${here.awa.user}`);
    const other = await tabletAtNeuhof(server);
    await other.joins(here.awa);
    expect((await here.reads(token, other.permanence)).status).toBe(403);
    expect((await here.posts(token, [act("give-numbers", "09:00")], other.permanence)).status).toBe(403);
  });

  test("a coordinator's name arranges no desks there: whoever knows the code could choose it", async () => {
    const here = await tabletAtNeuhof(server, "coordinator");
    setTime(server, "9:00");
    const ran = await here.posts(await here.opened(), [act("give-numbers", "09:00"), act("add-desk", "09:00")]);
    expect(ran.results).toEqual(["applied", "not-allowed"]);
  });

  test("opens no page of the team but that of its line", async () => {
    const here = await tabletAtNeuhof(server);
    const { lineLoginOf, loginOf, staffOf } = await import("#lib/server/auth/caller.ts");
    const headers = new Headers({ cookie: `session=${await here.opened()}` });
    expect(await loginOf(headers)).toBeUndefined();
    expect((await lineLoginOf(headers))?.user).toBe(here.awa.user);
    expect(await staffOf(headers)).toMatchObject({ by: "tablet", only: { permanence: here.permanence } });
  });

  test("ends with the close; what was done without network before is still received, and nothing else", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    setTime(server, "9:00");
    const visit = randomUUID();
    await here.posts(token, [
      act("give-numbers", "09:00"),
      act("open", "09:00", { desks: [{ desk: 1, conseiller: here.awa.user }] }),
      act("add-visit", "09:00", { visit }),
      act("call", "09:00", { visit, desk: 1 }),
    ]);
    setTime(server, "9:30");
    await here.does({ type: "start", visit }, { by: here.awa });
    await here.does({ type: "finish", visit }, { by: here.awa });
    await here.does({ type: "close", leftovers: [] });
    expect((await here.reads(token)).status).toBe(401);
    setTime(server, "10:00");
    const late = await here.posts(token, [act("finish", "09:20", { visit })]);
    expect(late).toEqual({ status: 200, results: ["noted-after-close"] });
    expect((await here.posts(token, [act("reopen", "10:00")])).status).toBe(401);
    expect((await here.posts(token, [])).status).not.toBe(200);
  });

  test("still sends, once it is over, what a colleague did on that tablet before: as theirs, and it is not told the line", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    const { saveActKey } = await import("#lib/server/queue/act-keys.ts");
    const colleague = await here.newStaff();
    const own = await makeSigningKey();
    const key = randomUUID();
    const device = randomUUID();
    setTime(server, "9:00");
    expect(await saveActKey(colleague, { id: key, device, publicKey: own.publicKey })).toBe(true);
    const command = here.command({ type: "turn-away", reason: "full" }, { device, atTime: at("9:05") });
    const text = textOfAct(here.permanence, command);
    const signed = { key, text, signature: await signText(own.privateKey, text) };
    await here.does({ type: "give-numbers" });
    setTime(server, "9:30");
    await here.does({ type: "close", leftovers: [] });
    setTime(server, "10:00");
    expect(await here.postsSigned(token, [signed])).toEqual({ status: 200, results: ["noted-after-close"] });
    expect(await here.postsSigned(token, [{ ...signed, signature: "A".repeat(86) }])).toMatchObject({ status: 401 });
    const other = await tabletAtNeuhof(server);
    expect((await here.postsSigned(token, [signed], other.permanence)).status).toBe(401);
    expect(
      await server.db.queueCommand.findMany({
        where: { permanenceId: here.permanence, type: "turn-away" },
        select: { doneBy: true, sentBy: true },
      }),
    ).toEqual([{ doneBy: colleague.user, sentBy: here.awa.user }]);
  });

  test("stays ended when the half-day is reopened", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    await here.does({ type: "give-numbers" });
    await here.does({ type: "close", leftovers: [] });
    expect(await here.does({ type: "reopen" })).toBe("applied");
    expect((await here.reads(token)).status).toBe(401);
    expect((await here.posts(token, [act("give-numbers", "08:55")])).status).toBe(401);
    expect((await here.reads(await here.opened())).status).toBe(200);
  });

  test("ends at three in the morning after a half-day that nobody closed, and is erased a week later", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    const offset = server.clock.offset();
    setTime(server, "26:59");
    expect((await here.reads(token)).status).toBe(200);
    setTime(server, "27:00");
    expect((await here.reads(token)).status).toBe(401);
    const { expires } = await server.db.session.findFirstOrThrow({ where: { permanenceId: here.permanence } });
    expect(expires.getTime() + offset).toBeCloseTo(new Date("2026-12-02T03:00:00+01:00").getTime(), -4);
  });

  test("is not prolonged by reading, as other logins are", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    await machineTimePasses(3 * 24 * 3_600_000);
    const { renewedLogin } = await import("#lib/server/auth/login.ts");
    expect(await renewedLogin(new Headers({ cookie: `session=${token}` }))).toEqual([]);
  });

  test.each([
    ["is planned elsewhere", (user: string) => server.db.assignment.deleteMany({ where: { conseillerId: user } })],
    [
      "loses the role",
      (user: string) =>
        server.db.membership.updateMany({ where: { userId: user }, data: { endsAt: new Date(at("8:00")) } }),
    ],
    [
      "is anonymised",
      (user: string) =>
        server.db.user.update({
          where: { id: user },
          data: { anonymisedAt: new Date(at("8:00")), email: `${user}@anonymised.invalid`, name: null },
        }),
    ],
  ])("ends at once when its person %s", async (_, happens) => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    await happens(here.awa.user);
    expect((await here.reads(token)).status).toBe(401);
    expect((await here.posts(token, [act("finish", "08:50", { visit: randomUUID() })])).status).toBe(401);
  });

  test("stands among the logins of its person, by the place, and is ended there", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    const { endOwnLogin, listOwnLogins } = await import("#lib/server/auth/own-account.ts");
    const listed = await listOwnLogins(here.awa, undefined);
    if (!listed.ok) throw new Error(listed.refusal);
    expect(listed.value).toMatchObject([{ tabletOf: "Mairie de quartier du Neuhof", here: false }]);
    await endOwnLogin(here.awa, listed.value[0]?.id ?? "");
    expect((await here.reads(token)).status).toBe(401);
    expect(await listOwnLogins(here.awa, undefined)).toEqual({ ok: true, value: [] });
  });

  test("ends by « Quitter », which leads back to the page of the place and takes the cookie away", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    const { POST } = await import("#app/[locale]/connexion/quitter/route.ts");
    const answer = await POST(
      new NextRequest(`http://localhost:3000/ar/connexion/quitter?lieu=${here.place.slug}`, {
        method: "POST",
        headers: { host: "localhost:3000", cookie: `session=${token}` },
      }),
      { params: Promise.resolve({ locale: "ar" }) },
    );
    expect(answer.headers.get("location")).toBe(`/ar/tablette?lieu=${here.place.slug}`);
    expect(answer.headers.get("set-cookie")).toMatch(/^session=; .*Max-Age=0/);
    expect((await here.reads(token)).status).toBe(401);
  });

  test("its cookie is stored otherwise than that of a whole login, and never taken for one", async () => {
    const here = await tabletAtNeuhof(server);
    const token = await here.opened();
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256").update(token).digest("base64url");
    expect(await server.db.session.findUnique({ where: { sessionToken: hash } })).toBeNull();
  });

  test("a close and an opening at once leave no tablet that works", async () => {
    const here = await tabletAtNeuhof(server);
    await here.does({ type: "give-numbers" });
    const choice = await here.types(await here.codeOfDay());
    const [token] = await Promise.all([here.chooses(choice), here.does({ type: "close", leftovers: [] })]);
    expect((await here.reads(token)).status).toBe(401);
  });
});

test("no answer to a shared tablet holds the telephone or the name of somebody who booked", async () => {
  const here = await tabletAtNeuhof(server);
  const appointment = await here.booked("10:00");
  const { addContact } = await import("#tests/support/identities.ts");
  await addContact(server.db, appointment, { name: "Fatima", phone: "+33612345678" });
  const token = await here.opened();
  setTime(server, "9:50");
  const visit = randomUUID();
  const line = await (await here.reads(token)).text();
  expect(line).toContain(appointment);
  const { status } = await here.posts(token, [
    act("give-numbers", "09:50"),
    act("check-in", "09:50", { appointment, visit }),
  ]);
  expect(status).toBe(200);
  const { readTablet } = await import("#lib/server/queue/read-tablet.ts");
  const { staffOf } = await import("#lib/server/auth/caller.ts");
  const { readPeopleToTell } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
  const actor = await staffOf(new Headers({ cookie: `session=${token}` }));
  if (!actor) throw new Error("Nobody is signed in.");
  const start = JSON.stringify(await readTablet(actor, here.permanence));
  expect(start).toContain(appointment);
  for (const text of [line, start]) expect(text).not.toMatch(/Fatima|612345678|6 12 34/);
  expect(await readPeopleToTell(actor, here.permanence)).toMatchObject({ refusal: "not-allowed" });
});
