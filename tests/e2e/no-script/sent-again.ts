import { instantOf } from "#lib/time/instant.ts";
import { lineAt, MORNING } from "./at-the-door.ts";
import { thursdayAt, TOPIC, twoThursdays } from "./half-days.ts";
import { appointmentAt, storedCountsOf } from "./stored-rows.ts";
import type { Reader } from "./reader.ts";
import { withReader, type Setup } from "./with-reader.ts";

process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { sealKey } = await import("#lib/server/idempotency.ts");
const { sealForm } = await import("#lib/server/booking/sealed-form.ts");

const keyIn = ({ page }: Reader): Promise<string> => page.locator("input[name=key]").first().inputValue();

/**
 * The server answers that it is busy although it did the act: the page shows the form again with the same key, so
 * sending it again has no second effect.
 */
export function sentAgain(setup: Setup): void {
  test("the form at the door is shown again with its key: sent again it gives the same number", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, permanence } = await lineAt(app);
      await reader.open(door);
      const key = await keyIn(reader);
      await reader.press("door.take");
      const page = reader.at;
      // The answer with the cookie was lost.
      await reader.page.context().clearCookies();
      await reader.open(`${door}?refus=busy&envoi=${sealKey(key, instantOf(MORNING))}`);
      expect(await keyIn(reader)).toBe(key);
      await reader.press("door.take");
      expect([reader.at, await storedCountsOf(app, permanence)]).toEqual([
        page,
        { booked: 0, cancelled: 0, numbers: 1 },
      ]);
    }));

  test("the form « Sortir » is shown again with its key; an altered key is refused", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const page = reader.at;
      const key = await keyIn(reader);
      const closed = sealKey(key, instantOf(MORNING)) ?? "";
      await reader.open(`${page}?pour=absence&refus=busy&envoi=${closed}`);
      expect(await keyIn(reader)).toBe(key);
      await reader.open(
        `${page}?pour=absence&refus=busy&envoi=${closed.startsWith("x") ? "y" : "x"}${closed.slice(1)}`,
      );
      expect(await keyIn(reader)).not.toBe(key);
    }));

  test("the booking form is shown again with its key and all that was typed: sent again it makes one appointment", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 2);
      await reader.open(`/permanences/${first}/rendez-vous?demarche=${TOPIC}`);
      const key = await keyIn(reader);
      await reader.main.locator(`input[value='${thursdayAt("10:00")}']`).check();
      await reader.page.getByLabel(reader.say("booking.contact.name")).fill("Amal");
      await reader.press("booking.submit");
      const page = reader.at;
      const now = (await appointmentAt(app, page)).bookedAt.toISOString();
      const typed = {
        permanence: first,
        startsAt: thursdayAt("10:00"),
        name: "Amal",
        phone: "",
        email: "",
        refusals: ["busy"],
        sent: sealKey(key, instantOf(now)),
      };
      await reader.open(
        `/permanences/${first}/rendez-vous?demarche=${TOPIC}&repris=${sealForm(typed, instantOf(now))}`,
      );
      expect([
        await keyIn(reader),
        await reader.page.getByLabel(reader.say("booking.contact.name")).inputValue(),
      ]).toEqual([key, "Amal"]);
      await reader.main.locator("input[name=startsAt]").last().check();
      await reader.press("booking.submit");
      expect(await storedCountsOf(app, first)).toMatchObject({ booked: 1 });
    }));
}
