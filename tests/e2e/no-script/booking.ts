import { instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";
import { TOPIC, twoThursdays } from "./half-days.ts";
import { appointmentAt, storedCountsOf } from "./stored-rows.ts";
import { withReader, type Setup } from "./with-reader.ts";

/** From the home page to the page of a booked appointment. */
export function booking(setup: Setup): void {
  test("the home page says what is open, and is narrowed to one procedure by a plain form", () =>
    withReader(setup, async (reader) => {
      await reader.open("/");
      await reader.reads("home.now");
      await reader.unfold("home.filter.openTopics");
      await reader.page.getByLabel(reader.say("home.filter.topic")).selectOption(TOPIC);
      await reader.press("home.filter.go");
      expect(new URLSearchParams(reader.at.split("?")[1]).get("demarche")).toBe(TOPIC);
      expect(await reader.page.getByLabel(reader.say("home.filter.topic")).inputValue()).toBe(TOPIC);
      await reader.follow("home.filter.clear");
      expect(reader.at).toBe("/");
    }));

  test("from the home page a half-day to come is one touch away; its page leads to its hours", () =>
    withReader(setup, async (reader) => {
      await reader.open("/");
      await reader.follow("home.all");
      await reader.touch(reader.main.locator("a[href$='/lieux/face-alsace']"));
      await reader.reads("place.coming");
      await reader.touch(reader.main.locator("a[href*='/permanences/']").first());
      await reader.reads("permanence.bring.title");
      await reader.follow("permanence.book.title");
      await reader.reads("booking.topic.title");
    }));

  test("the soonest hour is found, booked in four steps, and its page says all there is to know", () =>
    withReader(setup, async (reader) => {
      await reader.open("/");
      await reader.follow("home.book");
      await reader.follow(`topics.${TOPIC}`);
      await reader.reads("booking.soonest.first");
      await reader.touch(reader.main.locator("section[aria-labelledby=premiere] a"));
      expect(await reader.main.locator("input[name=startsAt]:checked").count()).toBe(1);
      await reader.page.getByLabel(reader.say("booking.contact.name")).fill("Amal");
      await reader.press("booking.submit");
      expect(reader.at).toMatch(/^\/rendez-vous\/[\w-]{43}$/);
      for (const key of [
        "appointment.noted",
        "appointment.code",
        "appointment.bring",
        "appointment.where",
        "appointment.arrive",
      ])
        await reader.reads(key);
      const booked = await appointmentAt(setup().app, reader.at);
      // What an hour is worth: of today, people may have a number already.
      const hour = sayHour(instant(booked.startsAt.getTime()), "Europe/Paris", reader.language);
      if (booked.startsAt.toISOString() < "2026-11-23") await reader.reads("appointment.todayAt", { hour });
      else await reader.reads("rules.appointments");
      expect(booked).toMatchObject({
        state: "booked",
        name: "Amal",
        language: reader.language,
        topics: [TOPIC],
      });
    }));

  describe("in one given half-day", () => {
    let held: string;
    beforeAll(async () => void (held = (await twoThursdays(setup().app, 2)).first));

    test("four steps: the procedure, the hour, whom to reach, and it is noted", () =>
      withReader(setup, async (reader) => {
        await reader.open(`/permanences/${held}`);
        await reader.follow("permanence.book.title");
        await reader.follow(`topics.${TOPIC}`);
        await reader.reads("booking.hour.title");
        await reader.main.locator("input[name=startsAt]").first().check();
        await reader.main.locator("input[name=phone]").fill("06 12 34 56 78");
        await reader.press("booking.submit");
        await reader.reads("appointment.noted");
        expect(await storedCountsOf(setup().app, held)).toMatchObject({ booked: 1 });
        await reader.reload();
        await reader.reads("appointment.noted");
        expect(await storedCountsOf(setup().app, held)).toMatchObject({ booked: 1 });
      }));

    test("the appointment is a file for one's own calendar, in the reader's language", () =>
      withReader(setup, async (reader) => {
        await reader.open(`/permanences/${held}/rendez-vous?demarche=${TOPIC}`);
        await reader.main.locator("input[name=startsAt]").last().check();
        await reader.press("booking.submit");
        const address = await reader.main
          .getByRole("link", { name: reader.say("appointment.calendar") })
          .getAttribute("href");
        const file = await (await fetch(`${setup().app.url}${address}`)).text();
        expect(file).toContain("BEGIN:VCALENDAR");
        expect(file.replace(/\r\n /g, "")).toContain(reader.say("appointment.event.summary", { place: "Salle" }));
      }));
  });
}
