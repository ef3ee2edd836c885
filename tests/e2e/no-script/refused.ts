import { sayDuration } from "#lib/time/say-duration.ts";
import { instantOf } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { setClock } from "#tests/support/neuhof-morning.ts";
import { lineAt } from "./at-the-door.ts";
import { altersKey } from "./forms.ts";
import { callsOff, somebodyBooks, thursdayAt, TOPIC, twoThursdays } from "./half-days.ts";
import { appointmentAt, storedCountsOf, visitAt } from "./stored-rows.ts";
import type { Reader } from "./reader.ts";
import { withReader, type Setup } from "./with-reader.ts";

/** Each appointment has a phone number of its own, since one number may hold at most five appointments. */
let lastDigits = 10;

/** Fills the form for that hour without sending it; returns the phone number typed in it. */
async function fills(reader: Reader, permanence: string, hour: string): Promise<string> {
  lastDigits += 1;
  const phone = `06 12 34 56 ${lastDigits}`;
  await reader.open(`/permanences/${permanence}/rendez-vous?demarche=${TOPIC}`);
  await reader.main.locator(`input[value='${thursdayAt(hour)}']`).check();
  await reader.page.getByLabel(reader.say("booking.contact.name")).fill("Amal");
  await reader.main.locator("input[name=phone]").fill(phone);
  return phone;
}

/** The phone number as it is stored. */
const kept = (phone: string): string => phone.replace(/^0/, "+33").replaceAll(" ", "");

/** Expects that the form still has what was typed. */
async function keeps(reader: Reader, phone: string): Promise<void> {
  expect(await reader.page.getByLabel(reader.say("booking.contact.name")).inputValue()).toBe("Amal");
  expect(await reader.main.locator("input[name=phone]").inputValue()).toBe(phone);
}

/**
 * The data, or the form itself, changed while somebody filled the form: the page says what happened and what to do, and
 * keeps what was typed.
 */
export function refused(setup: Setup): void {
  test("a form whose hidden key was altered is refused as not understood; sent again, it books", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const phone = await fills(reader, first, "10:00");
      await altersKey(reader);
      await reader.press("booking.submit");
      await reader.reads("refusals.malformed");
      await keeps(reader, phone);
      expect(await storedCountsOf(app, first)).toMatchObject({ booked: 0 });
      await reader.press("booking.submit");
      expect(await appointmentAt(app, reader.at)).toMatchObject({
        startsAt: new Date(thursdayAt("10:00")),
        name: "Amal",
      });
    }));

  test("errors of a form are said in the title, in one list and beside each field", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      await reader.open(`/permanences/${first}/rendez-vous?demarche=${TOPIC}`);
      const title = reader.say("booking.title");
      expect(await reader.page.title()).toMatch(new RegExp(`^${title}`, "u"));
      await reader.main.locator("input[name=phone]").fill("12");
      await reader.press("booking.submit");
      await reader.reads("booking.summary");
      expect(await reader.page.title()).toMatch(new RegExp(`^${reader.say("site.errorTitle", { title })}`, "u"));
      for (const key of ["booking.errors.hour", "booking.errors.phone"])
        expect(await reader.main.getByText(reader.say(key)).count()).toBe(2);
      expect(await reader.main.locator("input[name=phone]").inputValue()).toBe("12");
    }));

  test("the hour was taken meanwhile: another hour can be chosen without typing anything again", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const phone = await fills(reader, first, "10:00");
      await somebodyBooks(app, first, "10:00");
      await reader.press("booking.submit");
      await reader.reads("booking.errors.taken", {
        hour: sayHour(instantOf(thursdayAt("10:00")), "Europe/Paris", reader.language),
      });
      await keeps(reader, phone);
      await reader.main.locator("input[name=startsAt]").first().check();
      await reader.press("booking.submit");
      expect(await appointmentAt(app, reader.at)).toMatchObject({ name: "Amal", phone: kept(phone) });
    }));

  test("the last free hour was taken meanwhile: the page links to other days and keeps what was typed", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
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

  test("booking in a half-day that was cancelled meanwhile: the page says so, links to other days, and keeps what was typed", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
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

  test("an altered address does not show what somebody else typed", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      await fills(reader, first, "10:00");
      await altersKey(reader);
      await reader.press("booking.submit");
      await reader.open(reader.at.replace(/repris=../, "repris=AA"));
      expect(await reader.page.getByLabel(reader.say("booking.contact.name")).inputValue()).toBe("");
      await reader.reads("booking.hour.title");
    }));

  test("moving to an hour that was taken meanwhile, or by an altered form: the page says so and the appointment is unchanged", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
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
      expect(await appointmentAt(app, page)).toEqual({ ...before, language: reader.language });
    }));

  test("moving an appointment whose half-day was cancelled meanwhile: the page says so and links to other half-days", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(`${page}/deplacer`);
      await reader.main.locator("input[name=startsAt]").last().check();
      await callsOff(app, first);
      await reader.press("appointment.move.submit");
      await reader.reads("refusals.stateChanged");
      await reader.follow("appointment.change.back");
      await reader.reads("permanence.cancelled");
    }));

  test("cancelling after the hour has begun: the page says whom to contact", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(`${page}/annuler`);
      await setClock(app, "2026-11-26T12:30:00+01:00");
      await reader.press("appointment.cancel.yes");
      await reader.reads("refusals.tooLateToBook");
      await setClock(app, "2026-11-24T09:05:00+01:00");
    }));

  test("taking a number after numbers were stopped, or after the QR code at the door was renewed: the page says so", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
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
      expect(await storedCountsOf(app, permanence)).toMatchObject({ numbers: 0 });
    }));

  test("going out after being called: the page says at which desk the person is called, and nothing else changes", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, does } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const { id } = await visitAt(app, reader.at);
      await reader.unfold("turn.away.open");
      await does({ type: "call", visit: id, desk: 1 }, { type: "start", visit: id });
      await reader.press("turn.away.minutes", { minutes: sayDuration(10, reader.language) });
      await reader.reads("turn.serving.title", { desk: 1 });
      expect((await visitAt(app, reader.at)).state).toBe("serving");
    }));
}
