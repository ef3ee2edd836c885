import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { goAway } from "#lib/server/queue/go-away.ts";
import { awayForm } from "#lib/wire/queue/visit.ts";

/**
 * Receives the plain form with which the holder of a number says « Je reviens » (with a number of minutes) or « Je suis
 * là », and redirects to the page of the number. When the act is refused, the address of that page names the refusal
 * (`refus`), and the page shows it.
 */
export const POST = plainForm(
  ({ part }) => `/suivi/${encodeURIComponent(part("secret"))}`,
  async ({ part, fields }) => {
    const read = awayForm.safeParse(await fields());
    if (!read.success) return refuse("malformed");
    const gone = await goAway(part("secret"), read.data.minutes, read.data.key);
    return gone.ok ? { ok: true } : gone;
  },
  { said: (refus) => ({ pour: "absence", refus }), keepsKey: true },
);
