import { namesPath } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { choiceOfSecret } from "#lib/server/auth/tablet/open-tablet.ts";

/**
 * What a QR code leads to: the names of those planned at the half-day. It changes nothing, and redirects at once, so
 * that its secret does not stay in the history of the shared browser.
 */
export const GET = plainForm(
  () => "/tablette",
  ({ part }) => {
    const choice = choiceOfSecret(part("secret"));
    return Promise.resolve(choice.ok ? { ok: true, to: namesPath(choice.value) } : refuse("pass-over"));
  },
);
