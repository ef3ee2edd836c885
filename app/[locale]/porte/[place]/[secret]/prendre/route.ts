import { plainForm } from "#app/form.ts";
import { doorOf } from "#lib/server/place/door.ts";
import { numbersCookie, numbersOfBrowser } from "#lib/server/queue/numbers-of-browser.ts";
import { numbersOfAddress } from "#lib/server/queue/numbers-of-address.ts";
import { takeNumber, wasNumberTakenWithKey, type TakeNumberRefusal } from "#lib/server/queue/take-number.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { takeNumberForm } from "#lib/wire/queue/visit.ts";

/**
 * Takes a number at the door by a plain form and redirects to its page; when refused, back to the door, which says why.
 * A browser that has a number already is led back to the door, which gives it back, unless it asks for somebody else
 * (`autre`).
 */
export const POST = plainForm(
  ({ part }) => `/porte/${encodeURIComponent(part("place"))}/${encodeURIComponent(part("secret"))}`,
  async ({ part, headers, fields, locale }) => {
    const door = { place: part("place"), secret: part("secret") };
    const taken = await take(headers, door, await fields(), locale);
    if (!taken.ok || !taken.value) return taken.ok ? { ok: true } : taken;
    return { ok: true, to: `/suivi/${taken.value.secret}`, cookies: taken.value.cookies };
  },
  { keepsKey: true },
);

type TakenNumber = { readonly secret: string; readonly cookies: readonly string[] };

/**
 * The secret of the number taken, and the cookie by which the browser finds it again; undefined when it has one
 * already. The language of the page is recorded as the one that the team may speak with the resident.
 */
async function take(
  headers: Headers,
  { place, secret }: { readonly place: string; readonly secret: string },
  fields: unknown,
  language: string,
): Promise<Result<TakenNumber | undefined, TakeNumberRefusal | "malformed">> {
  const read = takeNumberForm.safeParse(fields);
  const door = await doorOf(place, secret);
  if (!read.success) return refuse("malformed");
  if (!door) return refuse("not-allowed");
  const { permanence, key, autre } = read.data;
  const wanted = { permanence, language };
  const own = autre === undefined ? await numbersOfBrowser(headers, { place: door.place.id, permanence }) : [];
  if (own.length > 0 && !(await wasNumberTakenWithKey(wanted, key))) return accept(undefined);
  const taken = await takeNumber(door.actor, wanted, key, numbersOfAddress(headers, permanence));
  if (!taken.ok) return taken;
  const cookie = await numbersCookie(headers, { secret: taken.value.secret, permanence });
  return accept({ secret: taken.value.secret, cookies: cookie === undefined ? [] : [cookie] });
}
