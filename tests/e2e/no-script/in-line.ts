import { sayDuration } from "#lib/time/say-duration.ts";
import { randomUUID } from "node:crypto";
import { setClock } from "#tests/support/neuhof-morning.ts";
import { lineAt } from "./at-the-door.ts";
import { storedCountsOf, visitAt } from "./stored-rows.ts";
import { withReader, type Setup } from "./with-reader.ts";

/** From the QR code at the door to the end of a visit; the page is followed by reloading it. */
export function inLine(setup: Setup): void {
  test("a number is taken by one touch, and the page follows it by being loaded again: waiting, called, at the desk, done", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, does } = await lineAt(app);
      await does({ type: "add-visit", visit: randomUUID() });
      await reader.open(door);
      await reader.press("door.take");
      const page = reader.at;
      expect(page).toMatch(/^\/suivi\/[\w-]{43}$/);
      for (const key of ["turn.before", "turn.closedList", "turn.prepare.title", "turn.noScript"])
        await reader.reads(key);
      expect(await reader.page.getByRole("heading", { level: 1 }).textContent()).toContain("2");
      const { id, number, language } = await visitAt(app, page);
      expect([number, language]).toEqual([2, reader.language]);

      await does({ type: "call", visit: id, desk: 1, override: "urgent" });
      await reader.follow("turn.reload");
      for (const key of ["turn.called.title", "turn.called.later"]) await reader.reads(key);
      await reader.reads("turn.called.desk", { desk: 1 });
      await does({ type: "start", visit: id });
      await reader.follow("turn.reload");
      await reader.reads("turn.serving.title", { desk: 1 });
      await does({ type: "finish", visit: id });
      await reader.follow("turn.reload");
      await reader.reads("turn.done.title");
      await reader.reads("turn.done.what");
      await reader.follow("turn.bookAnother");
      expect(reader.at).toBe("/rendez-vous");
    }));

  test("the code at the door, scanned again, opens in the language of the number; another one that is touched there stays", () =>
    withReader(setup, async (reader) => {
      const { door } = await lineAt(setup().app);
      await reader.open(door);
      await reader.press("door.take");
      await reader.page.goto(door);
      expect(reader.at).toBe(door);
      const [other, path] = reader.language === "fr" ? ["العربية", `/ar${door}`] : ["Français", door];
      await reader.page.getByRole("banner").getByRole("link", { name: other }).click();
      await reader.page.waitForURL((url) => url.pathname === path);
      await reader.page.reload();
      expect(new URL(reader.page.url()).pathname).toBe(path);
    }));

  test("« Je sors un moment » keeps the place, « Je suis là » takes it again, and leaving is asked once more", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const page = reader.at;
      await reader.unfold("turn.away.open");
      await reader.reads("turn.away.kept");
      await reader.press("turn.away.minutes", { minutes: sayDuration(20, reader.language) });
      expect(reader.at).toBe(page);
      expect(await reader.main.innerText()).toContain(reader.say("turn.away.until", { hour: "|" }).split("|")[0]);
      await reader.press("turn.away.here");
      expect(await reader.main.getByRole("button", { name: reader.say("turn.away.here") }).count()).toBe(0);
      await reader.page.goto(`${reader.page.url()}/papier`);
      await reader.reads("slip.stay");
      await reader.follow("appointment.hereGo");
      expect(reader.at).toBe(page);
      await reader.unfold("turn.leave.open");
      await reader.reads("turn.leave.lost");
      await reader.follow("turn.leave.no");
      expect((await visitAt(app, page)).state).toBe("waiting");
      await reader.unfold("turn.leave.open");
      await reader.press("turn.leave.yes");
      expect(reader.at).toBe(page);
      await reader.reads("turn.left.title");
      expect((await visitAt(app, page)).state).toBe("left");
      await reader.open(`${page}/papier`);
      expect(reader.at).toBe(page);
    }));

  test("the code scanned again gives the same number back; somebody else gets one, and who says that it is not theirs", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, permanence } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const page = reader.at;
      await reader.open(door);
      await reader.reads("door.own.title", { count: 1, number: 1 });
      await reader.touch(reader.main.getByRole("link", { name: reader.say("door.own.see", { number: 1 }) }));
      expect(reader.at).toBe(page);
      await reader.open(door);
      await reader.press("door.own.another");
      expect((await visitAt(app, reader.at)).number).toBe(2);
      await reader.open(door);
      await reader.reads("door.own.title", { count: 2, number: 1 });
      await reader.press("door.own.notMe");
      await reader.press("door.take");
      expect((await visitAt(app, reader.at)).number).toBe(3);
      await reader.unfold("turn.leave.open");
      await reader.press("turn.leave.yes");
      await reader.open(door);
      await reader.reads("door.take");
      expect(await storedCountsOf(app, permanence)).toMatchObject({ numbers: 3 });
    }));

  test("the page shows a missed call, and the person may still leave", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, does } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const { id } = await visitAt(app, reader.at);
      await does({ type: "call", visit: id, desk: 1 }, { type: "absent", visit: id });
      await reader.reload();
      await reader.reads("turn.absent.what");
      await reader.unfold("turn.leave.open");
      await reader.press("turn.leave.yes");
      await reader.reads("turn.left.title");
    }));

  test("before numbers are given, once they are stopped and without a network the door says so, and what to do", () =>
    withReader(setup, async (reader) => {
      const { app } = setup();
      const { door, does } = await lineAt(app, false);
      await reader.open(door);
      await reader.reads("door.notYet.title");
      await does({ type: "give-numbers" });
      await reader.follow("door.givenNow");
      await reader.press("door.take");
      const page = reader.at;
      await setClock(app, "2026-11-24T09:15:00+01:00");
      await reader.reload();
      await reader.reads("rules.noNetwork");
      // Somebody else, whose browser has no number.
      await reader.page.context().clearCookies();
      await reader.open(door);
      await reader.reads("door.offline.what");
      await does({ type: "stop-numbers" });
      await reader.follow("door.retry");
      await reader.reads("door.stopped.what");
      await reader.open(page);
      await reader.reads("turn.yourNumber");
    }));
}
