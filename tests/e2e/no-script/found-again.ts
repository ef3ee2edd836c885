import { eventually } from "#tests/support/eventually.ts";
import { idAt } from "./stored-rows.ts";
import type { RunningApp } from "#tests/support/start-app.ts";
import { books } from "#tests/e2e/http/half-day.ts";
import { somebodyBooks, TOPIC, twoThursdays } from "./half-days.ts";
import { withReader, type Setup } from "./with-reader.ts";

const PHONE = { ar: "06 39 98 01 01", fr: "06 39 98 01 02" } as const;

/** The link of an appointment is lost, and found again by its contact and by its code. */
export function foundAgain(setup: Setup): void {
  test("the link is asked for by telephone from the foot of the home page, and one message about that appointment waits to be sent", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { first } = await twoThursdays(app, 1);
      const page = await somebodyBooks(app, first, "09:30");
      const phone = `+33${PHONE[reader.language].replaceAll(" ", "").slice(1)}`;
      await app.db.query(
        `INSERT INTO appointment_contact (day, appointment_id, ends_at, phone)
         SELECT (ends_at AT TIME ZONE 'UTC')::date, id, ends_at, $2 FROM appointment WHERE id = $1
         ON CONFLICT (day, appointment_id) DO UPDATE SET phone = excluded.phone`,
        [idAt(page), phone],
      );
      await reader.open("/");
      const footer = reader.page.getByRole("contentinfo");
      await reader.touch(footer.getByRole("link", { name: reader.say("findAgain.title") }));
      const field = reader.main.getByRole("textbox", { name: reader.say("findAgain.link.contact") });
      await field.fill("06 39");
      await reader.press("findAgain.link.submit");
      await reader.reads("findAgain.errors.contact");
      expect(await field.inputValue()).toBe("06 39");
      await field.fill(PHONE[reader.language]);
      await reader.press("findAgain.link.submit");
      await reader.reads("findAgain.sent.what", { sends: "both" });
      expect(reader.at).toBe("/retrouver?fait=lien");
      await eventually(async () => {
        const { rows } = await app.db.query<{ kind: string }>("SELECT kind FROM outbox WHERE appointment_id = $1", [
          idAt(page),
        ]);
        return rows.map(({ kind }) => kind).filter((kind) => kind === "found-again").length;
      }, 1);
    }));

  test("code, place and day lead to the page, from the page of a link that does not work", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const one = await bookedOfOrganisation(app);
      await reader.open("/rendez-vous/inconnu", 404);
      await reader.follow("findAgain.title");
      await reader.main.getByRole("textbox", { name: reader.say("findAgain.code.code") }).fill(one.code.toLowerCase());
      await reader.press("findAgain.code.submit");
      await reader.reads("findAgain.errors.place");
      await reader.main.getByRole("combobox").selectOption(one.place);
      await reader.main.getByLabel(reader.say("findAgain.code.day")).fill(one.day);
      await reader.press("findAgain.code.submit");
      expect(reader.at).toMatch(/^\/rendez-vous\/[\w-]{43}$/u);
      await reader.reads("appointment.code");
    }));
}

/** Somebody books the first free hour of the organisation of the site; answers code, place and day. */
async function bookedOfOrganisation(app: RunningApp): Promise<{ code: string; place: string; day: string }> {
  const { rows } = await app.db.query<{ id: string; place: string; day: string }>(
    `SELECT p.id, place.slug AS place, p.local_date::text AS day FROM permanence p JOIN place ON place.id = p.place_id JOIN organisation o ON o.id = p.organisation_id
     WHERE o.slug = 'ville-de-strasbourg' AND p.local_date > '2026-11-23' AND p.bookable_lanes > 0 AND p.status = 'scheduled' ORDER BY p.starts_at, p.id`,
  );
  for (const { id, place, day } of rows) {
    const answer = await fetch(`${app.url}/api/v1/permanences/${id}/slots?topic=${TOPIC}`);
    const { slots = [] } = (await answer.json()) as { slots?: readonly { startsAt: string }[] };
    const [first] = slots;
    if (!first) continue;
    const { code } = (await (await books(app, id, first.startsAt, TOPIC)).json()) as { code?: string };
    if (code !== undefined) return { code, place, day };
  }
  throw new Error("No hour of the organisation is free.");
}
