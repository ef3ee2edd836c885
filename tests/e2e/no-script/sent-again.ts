import { instantOf } from "#lib/time/instant.ts";
import { lineAt, MORNING } from "./at-the-door.ts";
import { thursdayAt, TOPIC, twoThursdays } from "./half-days.ts";
import { appointmentAt, keptOf } from "./kept.ts";
import type { Reader } from "./reader.ts";
import { reading, type World } from "./reading.ts";

process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { sealKey } = await import("#lib/server/sealed-key.ts");
const { sealForm } = await import("#lib/server/booking/sealed-form.ts");

const keyIn = ({ page }: Reader): Promise<string> => page.locator("input[name=key]").first().inputValue();

/** The server said that it had too much to do, and had done it: the page it leads to shows the form with its key, and nothing happens twice. */
export function sentAgain(world: World): void {
  test("the door is shown again with its key: the same number, not a second one", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { door, permanence } = await lineAt(app);
      await reader.open(door);
      const key = await keyIn(reader);
      await reader.press("door.take");
      const page = reader.at;
      await reader.open(`${door}?refus=busy&envoi=${sealKey(key, instantOf(MORNING))}`);
      expect(await keyIn(reader)).toBe(key);
      await reader.press("door.take");
      expect([reader.at, await keptOf(app, permanence)]).toEqual([page, { booked: 0, cancelled: 0, numbers: 1 }]);
    }));

  test("« Sortir » is shown again with its key, and an altered one is not believed", () =>
    reading(world, async (reader) => {
      const { app } = world();
      const { door } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const page = reader.at;
      const key = await keyIn(reader);
      const closed = sealKey(key, instantOf(MORNING)) ?? "";
      await reader.open(`${page}?pour=absence&refus=busy&envoi=${closed}`);
      expect(await keyIn(reader)).toBe(key);
      await reader.open(`${page}?pour=absence&refus=busy&envoi=x${closed.slice(1)}`);
      expect(await keyIn(reader)).not.toBe(key);
    }));

  test("the booking form is shown again with its key and all that was typed: one appointment", () =>
    reading(world, async (reader) => {
      const { app } = world();
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
      expect(await keptOf(app, first)).toMatchObject({ booked: 1 });
    }));
}
