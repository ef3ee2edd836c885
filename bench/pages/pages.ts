import { randomUUID } from "node:crypto";
import { seedDemo } from "#lib/server/commands-line/seed-demo.ts";
import { settingsFor, startEmpty, startProduct } from "../applications.ts";
import { NOW } from "../bookings/half-days.ts";
import { startDatabases } from "../databases.ts";
import { callerOf, type Caller } from "../http/caller.ts";
import type { Section } from "../line.ts";
import { scriptOf } from "./script-of.ts";

/** What a page for residents may send above an empty one (issue 4), in kB. */
const BOUND = 35;
const KB = 1_024;

/** The compressed script of each page a resident may open, above that of an empty page with the same locales. */
export const pages: Section = {
  name: "pages",
  title: "Compressed script of the pages for residents, above an empty page",
  measure: async () => {
    const databases = await startDatabases();
    const settings = settingsFor(await databases.make("pages"), NOW);
    const doors = await seedDemo(settings);
    const [product, empty] = [await startProduct(settings), await startEmpty()];
    const [toProduct, toEmpty] = [callerOf(product.url, 4), callerOf(empty.url, 4)];
    const nothing = await scriptOf(toEmpty, "/");
    const permanence = doors.booking.replace(/\/rendez-vous$/u, "");
    const addresses: Readonly<Record<string, string>> = {
      "home": "/", "places": "/lieux", "a place": "/lieux/shadok", "a half-day": permanence, "one that is open": `/permanences/${doors.permanence}`,
      "the soonest hours": "/rendez-vous?demarche=caf-ressources", "booking": `${doors.booking}?demarche=caf-ressources`, "an appointment": await bookedAt(toProduct, permanence),
      "the door": doors.door, "my turn": doors.turn, "workshops": "/ateliers", "help": "/aide", "in Arabic, my turn": `/ar${doors.turn}`,
    };
    const lines = [];
    for (const [page, address] of Object.entries(addresses)) {
      const above = ((await scriptOf(toProduct, address)) - nothing) / KB;
      lines.push({
        figure: page, measured: `${above.toFixed(1)} kB`,
        bound: { words: `${BOUND} kB at most`, holds: above <= BOUND, missed: "Something large has become a client component: see what the page's islands import." },
      });
    }
    for (const caller of [toProduct, toEmpty]) caller.close();
    for (const thing of [product, empty, databases]) await thing.stop();
    return [{ figure: "an empty page", measured: `${(nothing / KB).toFixed(1)} kB` }, ...lines];
  },
};

/** Books the first free hour of a half-day, for the page of an appointment. */
async function bookedAt(caller: Caller, permanence: string): Promise<string> {
  const read = async <Shape>(answer: Promise<{ bytes: Buffer }>): Promise<Shape> => JSON.parse((await answer).bytes.toString("utf8")) as Shape;
  const { slots } = await read<{ slots: { startsAt: string }[] }>(caller.get(`/api/v1${permanence}/slots?topic=caf-ressources`));
  const { secret } = await read<{ secret: string }>(caller.post(`/api/v1${permanence}/appointments`, { topic: "caf-ressources", startsAt: slots[0]?.startsAt }, { "idempotency-key": randomUUID() }));
  return `/rendez-vous/${secret}`;
}
