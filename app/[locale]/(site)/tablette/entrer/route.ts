import { withPlace } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import { openTablet } from "#lib/server/auth/tablet/open-tablet.ts";

/** Opens the tablet under the name that was chosen, and leads to its line. */
export const POST = plainForm(
  () => "/tablette",
  async ({ fields, headers }) => {
    const { choix = "", permanence = "", compte = "" } = (await fields()) ?? {};
    const before = cookieIn(headers, sessionCookie.name);
    const opened = await openTablet(choix, { permanence, account: compte }, before);
    if (!opened.ok) return refuse("pass-over");
    return { ok: true, to: `/conseiller/permanences/${permanence}`, cookies: [opened.value.cookie] };
  },
  { said: withPlace },
);
