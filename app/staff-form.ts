import { MOST_FORM, MOST_STAFF_FORM, readFormUpTo, type FormFields } from "#app/api/read-request.ts";
import { handleForm, seeOther } from "#app/form.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { browserOf } from "#lib/server/auth/known-browser.ts";
import { sharedAddressOf } from "#lib/server/edge/address-of.ts";
import { consume } from "#lib/server/edge/rate-limit.ts";
import { keepForNextLogin, keepTyped } from "#lib/server/kept-form.ts";
import { accept, refuse } from "#lib/result.ts";
import type { FieldRefusals, StaffRefusal } from "#lib/wire/staff-form.ts";

/**
 * What a form of the team led to. `done`: the key of a sentence in `messages` under `staff.done` or `form.done`, shown on the page `to`
 * (a path without language; the page of the form when it is absent); without it the page says nothing. `cookies`: Set-Cookie lines. `refusals`: shown beside their fields.
 */
export type StaffOutcome =
  | { readonly ok: true; readonly done?: string; readonly to?: string; readonly cookies?: readonly string[] }
  | { readonly ok: false; readonly refusals: FieldRefusals };

/**
 * `page`: the path of the page that holds the form, without language. `form`: which form of that page it is. `read`: how its
 * fields are read, where they are not the texts of a small form.
 */
type FormOf = {
  readonly locale: string;
  readonly page: string;
  readonly form: string;
  readonly read?: () => Promise<FormFields | undefined>;
};

/**
 * Answers a plain form of the team. Done: 303 to a page that says so. Refused: 303 back to the page, which shows the form
 * as it was typed, with each reason beside its field; nothing typed is lost. A form that concerns one of the organisations that
 * somebody works for holds its slug in the field `slug`, so that the page comes back for the same one. Whoever is not signed in signs in first, and
 * comes back to the page; it shows the form as it was typed when their login ended meanwhile, and nothing was done.
 */
export function handleStaffForm(
  request: Request,
  { locale: asked, page, form, read }: FormOf,
  act: (actor: StaffActor, fields: FormFields) => Promise<StaffOutcome>,
): Promise<Response> {
  const locale = localeOf(asked);
  let known: StaffActor | undefined;
  let reading: ReturnType<typeof readFormUpTo> | undefined;
  const typed = async (): ReturnType<typeof readFormUpTo> => {
    if (!read) return (reading ??= readFormUpTo(request, known ? MOST_STAFF_FORM : MOST_FORM));
    const fields = await read();
    return fields ? accept(fields) : refuse("malformed");
  };
  const back = async (refusals: FieldRefusals): Promise<Response> => {
    const sent = await typed().catch(() => undefined);
    const fields = sent?.ok ? sent.value : {};
    const said = Object.entries(refusals).map(([field, why]) => [field, typeof why === "string" ? why : why.said]);
    const reader = { user: known?.user, browser: browserOf(request.headers) };
    const kept = await keepTyped({ form, fields, refusals: Object.fromEntries(said) }, reader, clock.now());
    return seeOther(withQuery(ofOrganisation(page, fields["slug"]), locale, "saisie", kept));
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }),
    async () => {
      known = await loginOf(request.headers);
      if (!known) {
        const kept = read ? undefined : await keptForNextLogin(request, form);
        const href = kept ? withQuery(ofOrganisation(page, kept.slug), locale, "saisie", kept.id) : undefined;
        return seeOther(signInAddress(locale, { retour: href ?? getPathname({ href: page, locale }) }));
      }
      const sent = await typed();
      if (!sent.ok) return back({ form: sent.refusal });
      const outcome = await act(known, sent.value);
      if (!outcome.ok) return back(outcome.refusals);
      const { to = page, done, cookies } = outcome;
      return seeOther(
        done === undefined ? getPathname({ href: to, locale }) : withQuery(to, locale, "fait", done),
        cookies,
      );
    },
  );
}

/**
 * Keeps a form that came without login, from a browser in which somebody has signed in before, since a login may end while a form is
 * filled in. `id`: what opens it; `slug`: the organisation that it was about. Undefined for any other browser, whose form is
 * not read, and when a network address has sent many such forms.
 */
async function keptForNextLogin(
  request: Request,
  form: string,
): Promise<{ readonly id: string; readonly slug: string | undefined } | undefined> {
  const browser = browserOf(request.headers);
  if (browser === undefined) return undefined;
  if ((await consume("forms-of-ended-logins", sharedAddressOf(request.headers))) !== undefined) return undefined;
  const sent = await readFormUpTo(request, MOST_STAFF_FORM);
  const fields = sent.ok ? sent.value : {};
  const refusals = { form: sent.ok ? ("login-ended" satisfies StaffRefusal) : sent.refusal };
  return { id: await keepForNextLogin({ form, fields, refusals }, browser, clock.now()), slug: fields["slug"] };
}

/** The page for the organisation of that slug, which the address may name already. */
const ofOrganisation = (page: string, slug: string | undefined): string =>
  slug === undefined || page.includes("?") ? page : `${page}?${new URLSearchParams({ organisation: slug })}`;

/** A path of this site in the reader's language with one more parameter; the path may have a query already. */
function withQuery(path: string, locale: string, name: string, value: string): string {
  const address = getPathname({ href: path, locale });
  return `${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams({ [name]: value })}`;
}
