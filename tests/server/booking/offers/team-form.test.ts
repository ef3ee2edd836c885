import { createHash, randomUUID } from "node:crypto";
import { instantOf } from "#lib/time/instant.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { NOW, WEEK_AFTER } from "../neuhof.ts";
import { twoMornings } from "./offered.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "http://localhost:3000" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { lockPermanences } = await import("#lib/server/booking/locks.ts");
const { makeOffers } = await import("#lib/server/booking/offers/make-offers.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { POST } = await import("#app/[locale]/conseiller/permanences/[id]/a-prevenir/repondre/route.ts");

beforeEach(() => clock.move(instantOf(NOW) - (clock.now() - clock.offset())));
afterAll(() => db.$disconnect());

/** Somebody who is offered another hour, and one of the team who is signed in and notes what they say. */
async function onTheTelephone() {
  const morning = await twoMornings({ db, clock, transaction, bookAppointment, makeOffers, lockPermanences });
  const held = await morning.book("09:00");
  const { id } = await morning.offer(held.id, "10:00", { permanence: morning.after, day: WEEK_AFTER });
  const session = randomUUID();
  const sessionToken = createHash("sha256").update(session).digest("base64url");
  await db.session.create({ data: { userId: morning.staff.user, expires: new Date("2099-01-01"), sessionToken } });
  const page = `/conseiller/permanences/${morning.permanence}/a-prevenir`;
  const notes = (fields: Record<string, string>, locale = "fr") =>
    POST(
      posted(`${page}/repondre?rendez-vous=${held.id}`, { appointment: held.id, offer: id, ...fields }, { session }),
      {
        params: Promise.resolve({ locale, id: morning.permanence }),
      },
    );
  return { ...morning, held, id, page, notes };
}

test("what the person says is noted, and the list of people to tell says so", async () => {
  for (const [answer, done] of [
    ["yes", "offerYes"],
    ["no", "offerNo"],
  ] as const) {
    const { id, page, notes, offerRow } = await onTheTelephone();
    const noted = await notes({ answer }, "ar");
    expect([noted.status, noted.headers.get("location")]).toEqual([303, `/ar${page}?fait=${done}`]);
    expect(await offerRow(id)).toMatchObject({ answer });
  }
});

test("what is refused comes back to the form of that person, with the reason", async () => {
  const { held, staff, notes } = await onTheTelephone();
  await notes({ answer: "no" });
  for (const [fields, refusal] of [
    [{ answer: "yes" }, "offer-ended"],
    [{ answer: "perhaps" }, "malformed"],
    [{ answer: "yes", appointment: randomUUID() }, "not-found"],
  ] as const) {
    const refused = await notes(fields);
    const address = new URL(refused.headers.get("location") ?? "", "http://localhost:3000");
    expect(openTyped(address.searchParams.get("saisie") ?? "", clock.now(), staff.user)).toMatchObject({
      form: `repondre-${held.id}`,
      refusals: { form: refusal },
    });
  }
});
