import { instantOf } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { somebodyBooks, callsOff, thursdayAt, TOPIC, twoThursdays } from "./half-days.ts";
import { appointmentAt } from "./stored-rows.ts";
import { withReader, type Setup } from "./with-reader.ts";

/** An appointment is read, moved, cancelled by its resident, and cancelled by the service. */
export function changing(setup: Setup): void {
  test("an appointment is moved to another hour, then to another day, and stays one appointment", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first, second } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(page);
      await reader.follow("appointment.change.move");
      await reader.reads("appointment.move.what", {
        hour: sayHour(instantOf(thursdayAt("09:30")), "Europe/Paris", reader.language),
      });
      await reader.main.getByRole("radio").last().check();
      await reader.press("appointment.move.submit");
      expect(reader.at).toBe(page);
      expect(await appointmentAt(app, page)).toMatchObject({
        state: "booked",
        permanence: first,
        startsAt: new Date("2026-11-26T11:30:00+01:00"),
      });
      await reader.follow("appointment.change.move");
      await reader.touch(reader.main.locator(`a[href$='?jour=${second}']`));
      await reader.main.getByRole("radio").first().check();
      await reader.press("appointment.move.submit");
      expect(reader.at).toBe(page);
      await reader.reads("appointment.moved.title");
      expect(await appointmentAt(app, page)).toMatchObject({
        state: "booked",
        permanence: second,
        startsAt: new Date("2026-12-03T09:00:00+01:00"),
        topics: [TOPIC],
      });
    }));

  test("cancelling asks for confirmation: « non » keeps the appointment, « oui » cancels it and offers another booking", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(page);
      await reader.follow("appointment.change.cancel");
      await reader.reads("appointment.cancel.what");
      await reader.follow("appointment.cancel.no");
      expect([reader.at, (await appointmentAt(app, page)).state]).toEqual([page, "booked"]);
      await reader.follow("appointment.change.cancel");
      await reader.press("appointment.cancel.yes");
      expect(reader.at).toBe(page);
      await reader.reads("appointment.cancelled.title");
      expect((await appointmentAt(app, page)).state).toBe("cancelled-by-resident");
      await reader.follow("appointment.again");
      await reader.reads("booking.topic.title");
    }));

  test("each page of an appointment that the service cancelled says so", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await callsOff(app, first);
      await reader.open(page);
      await reader.reads("permanence.cancelled");
      await reader.open(`${page}/deplacer`);
      await reader.reads("appointment.move.impossible");
      await reader.open(`${page}/annuler`);
      await reader.reads("permanence.cancelled");
    }));
}
