import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { sealTyped } from "#lib/server/typed-form.ts";
import type { FieldRefusals } from "#lib/wire/staff-form.ts";

/**
 * What a form of the team led to. `done`: the key of a sentence in `messages` under `staff.done`, shown on the page `to`
 * (a path without language; the page of the form when it is absent). `cookies`: Set-Cookie lines. `refusals`: shown beside their fields.
 */
export type StaffOutcome =
  | { readonly ok: true; readonly done: string; readonly to?: string; readonly cookies?: readonly string[] }
  | { readonly ok: false; readonly refusals: FieldRefusals };

/**
 * `page`: the path of the page that holds the form, without language. `form`: which form of that page it is. `read`: how its
 * fields are read, where they are not the texts of a small form.
 */
type FormOf = {
  readonly locale: string;
  readonly page: string;
  readonly form: string;
  readonly read?: () => Promise<Readonly<Record<string, string>> | undefined>;
};

/**
 * Answers a plain form of the team. Done: 303 to a page that says so. Refused: 303 back to the page, which shows the form
 * as it was typed, with each reason beside its field; nothing typed is lost. A form that concerns one of the organisations that
 * somebody works for holds its slug in the field `slug`, so that the page comes back for the same one. Whoever is not signed in signs in first, and
 * comes back to the page.
 */
export function handleStaffForm(
  request: Request,
  { locale: asked, page, form, read }: FormOf,
  act: (actor: StaffActor, fields: Readonly<Record<string, string>>) => Promise<StaffOutcome>,
): Promise<Response> {
  const locale = localeOf(asked);
  const typed = read ?? formFieldsOf(request);
  const back = async (refusals: FieldRefusals): Promise<Response> => {
    const fields = (await typed().catch(() => undefined)) ?? {};
    const said = Object.entries(refusals).map(([field, why]) => [field, typeof why === "string" ? why : why.said]);
    const sealed = sealTyped({ form, fields, refusals: Object.fromEntries(said) }, clock.now());
    return seeOther(withQuery(ofOrganisation(page, fields["slug"]), locale, "saisie", sealed));
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }),
    async () => {
      const actor = await loginOf(request.headers);
      if (!actor) return seeOther(signInAddress(locale, { retour: getPathname({ href: page, locale }) }));
      const fields = await typed();
      if (!fields) return back({ form: "malformed" });
      const outcome = await act(actor, fields);
      return outcome.ok
        ? seeOther(withQuery(outcome.to ?? page, locale, "fait", outcome.done), outcome.cookies)
        : back(outcome.refusals);
    },
  );
}

/** The page for the organisation of that slug, which the address may name already. */
const ofOrganisation = (page: string, slug: string | undefined): string =>
  slug === undefined || page.includes("?") ? page : `${page}?${new URLSearchParams({ organisation: slug })}`;

/** A path of this site in the reader's language with one more parameter; the path may have a query already. */
function withQuery(path: string, locale: string, name: string, value: string): string {
  const address = getPathname({ href: path, locale });
  return `${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams({ [name]: value })}`;
}
