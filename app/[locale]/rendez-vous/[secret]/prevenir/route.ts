import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { keepLanguage } from "#lib/server/booking/keep-language.ts";
import { changeOwnContactWay } from "#lib/server/booking/own-contact-way.ts";
import { contactWayForm } from "#lib/wire/booking/contact-way.ts";

const pageOf = (secret: string): string => `/rendez-vous/${encodeURIComponent(secret)}`;

/**
 * Changes how the person of an appointment is told, by a plain form, and redirects to its page; sent again it does the
 * same.
 */
export const POST = plainForm(
  ({ part }) => pageOf(part("secret")),
  async ({ part, fields, locale }) => {
    const asks = contactWayForm.safeParse(await fields());
    if (!asks.success) return refuse("malformed");
    await keepLanguage(part("secret"), locale);
    const changed = await changeOwnContactWay(part("secret"), asks.data.way);
    return changed.ok ? { ok: true, to: `${pageOf(part("secret"))}?prevenir=fait` } : changed;
  },
  { said: (prevenir) => ({ prevenir }) },
);
