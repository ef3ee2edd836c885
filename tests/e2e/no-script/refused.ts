import { instantOf } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { setClock } from "#tests/support/neuhof-morning.ts";
import { lineAt } from "./at-the-door.ts";
import { altersKey } from "./forms.ts";
import { callsOff, somebodyBooks, thursdayAt, TOPIC, twoThursdays } from "./half-days.ts";
import { appointmentAt, keptOf, visitAt } from "./kept.ts";
import type { Reader } from "./reader.ts";
import { reading, type World } from "./reading.ts";

/** Everybody has a telephone number of their own: one may hold five appointments, no more. */
let lastDigits = 10;

/** A form is filled for that hour, and not sent yet; answers the telephone in it. */
async function fills(reader: Reader, permanence: string, hour: string): Promise<string> {
  lastDigits += 1;
  const phone = `06 12 34 56 ${lastDigits}`;
  await reader.open(`/permanences/${permanence}/rendez-vous?demarche=${TOPIC}`);
  await reader.main.locator(`input[value='${thursdayAt(hour)}']`).check();
  await reader.page.getByLabel(reader.say("booking.contact.name")).fill("Amal");
  await reader.page.getByLabel(reader.say("booking.contact.phone")).fill(phone);
  return phone;
}

/** As it is kept. */
const kept = (phone: string): string => phone.replace(/^0/, "+33").replaceAll(" ", "");

/** What was typed stands in the form again. */
async function keeps(reader: Reader, phone: string): Promise<void> {
  expect(await reader.page.getByLabel(reader.say("booking.contact.name")).inputValue()).toBe("Amal");
  expect(await reader.page.getByLabel(reader.say("booking.contact.phone")).inputValue()).toBe(phone);
}

/** The world changed while somebody filled a form, or the form itself did: it is said, with what to do, and nothing typed is lost. */
export function refused(world: World): void {
  test("a form whose hidden key was altered is refused as not understood, and sent again it books", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first } = await twoThursdays(app, 1);
      const phone = await fills(reader, first, "10:00");
      await altersKey(reader);
      await reader.press("booking.submit");
      await reader.reads("refusals.malformed");
      await keeps(reader, phone);
      expect(await keptOf(app, first)).toMatchObject({ booked: 0 });
      await reader.press("booking.submit");
      expect(await appointmentAt(app, reader.at)).toMatchObject({
        startsAt: new Date(thursdayAt("10:00")),
        name: "Amal",
      });
    }));

  test("what is wrong in a form is said in one list and beside each field", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first } = await twoThursdays(app, 1);
      await reader.open(`/permanences/${first}/rendez-vous?demarche=${TOPIC}`);
      await reader.page.getByLabel(reader.say("booking.contact.phone")).fill("12");
      await reader.press("booking.submit");
      await reader.reads("booking.summary");
      for (const key of ["booking.errors.hour", "booking.errors.phone"])
        expect(await reader.main.getByText(reader.say(key)).count()).toBe(2);
      expect(await reader.page.getByLabel(reader.say("booking.contact.phone")).inputValue()).toBe("12");
    }));

  test("the hour was taken meanwhile: another is chosen, and nothing is typed again", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first } = await twoThursdays(app, 1);
      const phone = await fills(reader, first, "10:00");
      await somebodyBooks(app, first, "10:00");
      await reader.press("booking.submit");
      await reader.reads("booking.errors.taken", {
        hour: sayHour(instantOf(thursdayAt("10:00")), "Europe/Paris", reader.language),
      });
      await keeps(reader, phone);
      await reader.main.getByRole("radio").first().check();
      await reader.press("booking.submit");
      expect(await appointmentAt(app, reader.at)).toMatchObject({ name: "Amal", phone: kept(phone) });
    }));

  test("the last hour was taken meanwhile: another day is one touch away, and nothing is typed again", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first, second } = await twoThursdays(app, 1);
      for (const hour of ["09:00", "09:30", "10:30", "11:00", "11:30"]) await somebodyBooks(app, first, hour);
      const phone = await fills(reader, first, "10:00");
      await somebodyBooks(app, first, "10:00");
      await reader.press("booking.submit");
      await reader.reads("booking.none.title");
      await reader.touch(reader.main.locator(`a[href*='${second}']`).first());
      await keeps(reader, phone);
      await reader.press("booking.submit");
      expect(await appointmentAt(app, reader.at)).toMatchObject({
        permanence: second,
        name: "Amal",
        phone: kept(phone),
      });
    }));

  test("the half-day was called off meanwhile: it is said, other days are one touch away, and nothing is typed again", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first, second } = await twoThursdays(app, 1);
      const phone = await fills(reader, first, "10:00");
      await callsOff(app, first);
      await reader.press("booking.submit");
      await reader.reads("booking.cancelled.title");
      await reader.follow("booking.over.go");
      await reader.touch(reader.main.locator(`a[href*='${second}']`).first());
      await keeps(reader, phone);
      await reader.press("booking.submit");
      expect(await appointmentAt(app, reader.at)).toMatchObject({ permanence: second, name: "Amal" });
    }));

  test("what somebody typed is not shown to whoever has an address that was altered", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first } = await twoThursdays(app, 1);
      await fills(reader, first, "10:00");
      await altersKey(reader);
      await reader.press("booking.submit");
      await reader.open(reader.at.replace(/repris=../, "repris=AA"));
      expect(await reader.page.getByLabel(reader.say("booking.contact.name")).inputValue()).toBe("");
      await reader.reads("booking.hour.title");
    }));

  test("the hour to move to was taken meanwhile, or the form was altered: it is said, and the appointment stands as it was", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      const before = await appointmentAt(app, page);
      await reader.open(`${page}/deplacer`);
      await reader.main.locator(`input[value='${thursdayAt("11:00")}']`).check();
      await altersKey(reader);
      await reader.press("appointment.move.submit");
      await reader.reads("refusals.malformed");
      expect(await reader.main.locator(`input[value='${thursdayAt("11:00")}']`).isChecked()).toBe(true);
      await somebodyBooks(app, first, "11:00");
      await reader.press("appointment.move.submit");
      await reader.reads("booking.errors.taken", {
        hour: sayHour(instantOf(thursdayAt("11:00")), "Europe/Paris", reader.language),
      });
      await reader.reads("appointment.move.summary", {
        hour: sayHour(instantOf(thursdayAt("09:30")), "Europe/Paris", reader.language),
      });
      expect(await appointmentAt(app, page)).toEqual(before);
    }));

  test("the day to move from was called off meanwhile: it is said, with the way to another", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(`${page}/deplacer`);
      await reader.main.getByRole("radio").last().check();
      await callsOff(app, first);
      await reader.press("appointment.move.submit");
      await reader.reads("refusals.stateChanged");
      await reader.follow("appointment.change.back");
      await reader.reads("appointment.cancelled.what");
    }));

  test("the hour came while one thought of giving it up: it is said who helps", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(`${page}/annuler`);
      await setClock(app, "2026-11-26T12:30:00+01:00");
      await reader.press("appointment.cancel.yes");
      await reader.reads("refusals.tooLateToBook");
      await setClock(app, "2026-11-24T09:05:00+01:00");
    }));

  test("numbers were stopped, or the code of the door was renewed, while one stood before it", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { door, permanence, place, does } = await lineAt(app);
      await reader.open(door);
      await altersKey(reader);
      await reader.press("door.take");
      await reader.reads("refusals.malformed");
      await does({ type: "stop-numbers" });
      await reader.press("door.take");
      for (const key of ["refusals.numbersStopped", "door.stopped.what"]) await reader.reads(key);
      await does({ type: "give-numbers" });
      await reader.open(door);
      await app.db.query("UPDATE place SET door_generation = door_generation + 1 WHERE id = $1", [place]);
      await reader.press("door.take");
      await reader.reads("door.wrong.what");
      expect(await keptOf(app, permanence)).toMatchObject({ numbers: 0 });
    }));

  test("called while one meant to go out: the page says where they are, and nothing else is changed", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { door, does } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const { id } = await visitAt(app, reader.at);
      await reader.unfold("turn.away.open");
      await does({ type: "call", visit: id, desk: 1 }, { type: "start", visit: id });
      await reader.press("turn.away.minutes", { minutes: 10 });
      await reader.reads("turn.serving.title", { desk: 1 });
      expect((await visitAt(app, reader.at)).state).toBe("serving");
    }));
}
