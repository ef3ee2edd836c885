import { sayDuration } from "#lib/time/say-duration.ts";
import { lineAt } from "./at-the-door.ts";
import { sendsTwice } from "./forms.ts";
import { somebodyBooks, TOPIC, twoThursdays } from "./half-days.ts";
import { appointmentAt, storedCountsOf, visitAt } from "./stored-rows.ts";
import type { Reader } from "./reader.ts";
import { withReader, type Setup } from "./with-reader.ts";

const button = (reader: Reader, key: string, values?: Readonly<Record<string, string | number>>) =>
  reader.main.getByRole("button", { name: reader.say(key, values), exact: true });

/**
 * Sending a form twice, the back button and reloading have one effect: one appointment, one number, one move, one end.
 */
export function oneEffect(setup: Setup): void {
  test("a booking form sent twice at once is one appointment, with one page", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 2);
      await reader.open(`/permanences/${first}/rendez-vous?demarche=${TOPIC}`);
      await reader.main.getByRole("radio").first().check();
      const led = await sendsTwice(reader, button(reader, "booking.submit"));
      expect(new Set(led).size).toBe(1);
      expect(await storedCountsOf(app, first)).toMatchObject({ booked: 1 });
    }));

  test("back from the appointment and sent again, the form leads to the same appointment", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 2);
      await reader.open(`/permanences/${first}/rendez-vous?demarche=${TOPIC}`);
      await reader.main.getByRole("radio").first().check();
      await reader.page.getByLabel(reader.say("booking.contact.name")).fill("Amal");
      await reader.press("booking.submit");
      const page = reader.at;
      await reader.back();
      await reader.press("booking.submit");
      expect([reader.at, await storedCountsOf(app, first)]).toEqual([page, { booked: 1, cancelled: 0, numbers: 0 }]);
      await reader.reload();
      expect(await storedCountsOf(app, first)).toMatchObject({ booked: 1 });
    }));

  test("back from the appointment and another hour sent, nothing more is booked; it says so, and keeps what was typed", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 2);
      await reader.open(`/permanences/${first}/rendez-vous?demarche=${TOPIC}`);
      await reader.main.getByRole("radio").first().check();
      await reader.page.getByLabel(reader.say("booking.contact.name")).fill("Amal");
      await reader.press("booking.submit");
      const page = reader.at;
      await reader.back();
      await reader.main.getByRole("radio").last().check();
      await reader.press("booking.submit");
      await reader.reads("booking.already.title");
      expect(await reader.page.getByLabel(reader.say("booking.contact.name")).inputValue()).toBe("Amal");
      await reader.follow("booking.already.go");
      expect([reader.at, await storedCountsOf(app, first)]).toEqual([page, { booked: 1, cancelled: 0, numbers: 0 }]);
    }));

  test("an appointment moved twice by one form, and again after the back button, moves once", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 2);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(`${page}/deplacer`);
      await reader.main.getByRole("radio").last().check();
      const led = await sendsTwice(reader, button(reader, "appointment.move.submit"));
      expect(new Set(led).size).toBe(1);
      const moved = await appointmentAt(app, page);
      expect(moved).toMatchObject({ state: "booked", startsAt: new Date("2026-11-26T11:30:00+01:00") });
      await reader.press("appointment.move.submit");
      await reader.back();
      await reader.reads("appointment.move.title");
      expect([await appointmentAt(app, page), await storedCountsOf(app, first)]).toEqual([
        moved,
        { booked: 1, cancelled: 0, numbers: 0 },
      ]);
    }));

  test("an appointment given up twice, and again after the back button, is given up once", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      await reader.open(`${page}/annuler`);
      const led = await sendsTwice(reader, button(reader, "appointment.cancel.yes"));
      expect(new Set(led).size).toBe(1);
      await reader.press("appointment.cancel.yes");
      await reader.reads("appointment.cancelled.title");
      await reader.back();
      await reader.reads("appointment.cancelled.title");
      expect(await storedCountsOf(app, first)).toMatchObject({ booked: 0, cancelled: 1 });
    }));

  test("the form of the door sent twice at once is one number", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, permanence } = await lineAt(app);
      await reader.open(door);
      const led = await sendsTwice(reader, button(reader, "door.take"));
      expect(new Set(led).size).toBe(1);
      expect(await storedCountsOf(app, permanence)).toMatchObject({ numbers: 1 });
    }));

  test("back from one's number and the door pressed again, it is the same number; the page loaded again gives none", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, permanence } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const page = reader.at;
      await reader.reload();
      await reader.back();
      await reader.press("door.take");
      expect([reader.at, await storedCountsOf(app, permanence)]).toEqual([
        page,
        { booked: 0, cancelled: 0, numbers: 1 },
      ]);
    }));

  test("going out twice by one form counts once of the two times, and leaving twice is one end", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      await reader.unfold("turn.away.open");
      expect(
        new Set(
          await sendsTwice(reader, button(reader, "turn.away.minutes", { minutes: sayDuration(10, reader.language) })),
        ).size,
      ).toBe(1);
      await reader.reload();
      expect(new Set(await sendsTwice(reader, button(reader, "turn.away.here"))).size).toBe(1);
      await reader.reload();
      await reader.unfold("turn.leave.open");
      expect(new Set(await sendsTwice(reader, button(reader, "turn.leave.yes"))).size).toBe(1);
      await reader.reload();
      await reader.reads("turn.left.title");
      const { state, events } = await visitAt(app, reader.at);
      expect([state, events]).toEqual(["left", ["visit-joined", "visit-away", "visit-away", "visit-left"]]);
    }));
}
