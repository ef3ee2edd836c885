import { MOST_FORM, MOST_STAFF_FORM, readFormUpTo, type FormFields } from "./api/read-request.ts";
import { addressOf, handleForm, seeOther, type PostedTo, type Post } from "./form.ts";
import { signInAddress } from "./[locale]/connexion/sign-in-address.ts";
import { getPathname } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { browserOf } from "#lib/server/auth/known-browser.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { consume } from "#lib/server/edge/rate-limit.ts";
import { keepForNextLogin, keepTyped } from "#lib/server/kept-form.ts";
import { accept, refuse } from "#lib/result.ts";
import { mergeForm, type HowToMerge } from "#lib/wire/merge-form.ts";
import {
  refusedBeside,
  saidOf,
  type FieldsOfRefusals,
  type FieldRefusals,
  type FormOf,
  type SayableRefusal,
  type StaffRefusal,
} from "#lib/wire/staff-form.ts";
import { idempotencyKey } from "#lib/wire/queue/visit.ts";

/**
 * What a form of the team led to. `done`: the key of a sentence in `messages` under `staff.done` or `form.done`, shown
 * on the page `to` (a path without language; the page of the form when it is absent); without it the page says nothing.
 * `cookies`: Set-Cookie lines. `refusals`: shown beside their fields. `fields`: what the form is shown with then; what
 * was sent without it.
 */
export type StaffOutcome =
  | { readonly ok: true; readonly done?: string; readonly to?: string; readonly cookies?: readonly string[] }
  | { readonly ok: false; readonly refusals: FieldRefusals; readonly fields?: FormFields };

/**
 * A form as it was sent, and by whom. `text`: a field, empty where it was not sent; `key`: its idempotency key. `seen`:
 * of a form that changes something, the version (`contentHash`) of what is stored of it, which is compared under the
 * lock that writes.
 */
export type SentForm = PostedTo & {
  readonly actor: StaffActor;
  readonly fields: FormFields;
  readonly text: (name: string) => string;
  readonly key: string | undefined;
  readonly seen?: string;
};

/** What a form does. */
export type Act = (sent: SentForm) => Promise<StaffOutcome> | StaffOutcome;

/** The page of a form, without language. */
type Page = string | ((at: PostedTo) => string);

/**
 * Answers the forms of a page by the last part of their address, `[acte]`. `nameOf`: which form of the page each is,
 * where it is not called as its act; `unknown`: how an act that there is none of is refused. The answer names the acts.
 */
export const answerForms = (
  page: Page,
  acts: Readonly<Record<string, Act>>,
  nameOf = (acte: string, _at: PostedTo): string => acte,
  unknown: StaffRefusal = "malformed",
): Post & { readonly acts: readonly string[] } =>
  Object.assign(
    answerForm(
      page,
      (at) => nameOf(at.part("acte"), at),
      (sent) => {
        const acte = sent.part("acte");
        const known = Object.hasOwn(acts, acte) ? acts[acte] : undefined;
        return known ? known(sent) : refused(unknown);
      },
    ),
    { acts: Object.keys(acts) },
  );

/**
 * Answers one form of a page. Done: 303 to a page that says so. Refused: 303 back to the page, which shows the form
 * as it was typed, with each reason beside its field; nothing typed is lost. A form that concerns one of the
 * organisations that somebody works for holds its slug in the field `slug`, so that the page comes back for the same
 * one. Whoever is not signed in signs in first, and comes back to the page; it shows the form as it was typed when
 * their login ended meanwhile, and nothing was done. `read`: how its fields are read, where they are not the texts of a
 * small form.
 */
export const answerForm =
  (page: Page, form: Page, act: Act, read?: () => Promise<FormFields | undefined>): Post =>
  async (request, { params }) => {
    const at = addressOf(request, await params);
    const said = (one: Page): string => (typeof one === "string" ? one : one(at));
    return answered(request, { at, page: said(page), form: said(form), ...(read && { read }) }, act);
  };

type PostedForm = {
  readonly at: PostedTo;
  readonly page: string;
  readonly form: string;
  readonly read?: () => Promise<FormFields | undefined>;
};

function answered(request: Request, { at, page, form, read }: PostedForm, act: Act): Promise<Response> {
  const { locale } = at;
  let known: StaffActor | undefined;
  let reading: ReturnType<typeof readFormUpTo> | undefined;
  const typed = async (): ReturnType<typeof readFormUpTo> => {
    if (!read) return (reading ??= readFormUpTo(request, known ? MOST_STAFF_FORM : MOST_FORM));
    const fields = await read();
    return fields ? accept(fields) : refuse("malformed");
  };
  const back = async (refusals: FieldRefusals, merged?: FormFields): Promise<Response> => {
    const sent = merged ? accept(merged) : await typed().catch(() => undefined);
    const fields = sent?.ok ? sent.value : {};
    const reader = { user: known?.user, browser: browserOf(request.headers) };
    const kept = await keepTyped({ form, fields, refusals: saidOf(refusals) }, reader, clock.now());
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
      const fields = sent.value;
      const outcome = await act({
        ...at,
        actor: known,
        fields,
        text: (name) => fields[name] ?? "",
        key: idempotencyKey.safeParse(fields["key"]).data,
      });
      if (!outcome.ok) return back(outcome.refusals, outcome.fields);
      const { to = page, done, cookies } = outcome;
      return seeOther(
        done === undefined ? getPathname({ href: to, locale }) : withQuery(to, locale, "fait", done),
        cookies,
      );
    },
  );
}

/** The answer of a use case. */
type UseCaseAnswer<Value, Refusal extends string> =
  | { readonly ok: true; readonly value?: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What a form does by one use case: reads the form, asks the use case `run`, and says what it answered. `done` and `to`
 * as in `StaffOutcome`; a refusal is said where `form` or `beside` names.
 */
export const act =
  <
    Value,
    Refusal extends SayableRefusal<Placed>,
    const Placed extends FieldsOfRefusals = Readonly<Record<never, never>>,
    Typed = undefined,
  >({
    form,
    beside,
    run,
    done,
    to,
  }: {
    readonly form?: FormOf<string, Typed, Placed>;
    readonly beside?: Placed;
    readonly run: (sent: SentForm, typed: Typed) => Promise<UseCaseAnswer<Value, Refusal>>;
    readonly done: string | ((value: Value, sent: SentForm) => string);
    readonly to?: (sent: SentForm, value: Value) => string;
  }): Act =>
  async (sent) => {
    const read = form?.read(sent.fields);
    if (read?.ok === false) return read;
    const answer = await run(sent, read?.value as Typed);
    if (!answer.ok)
      return { ok: false, refusals: refusedBeside(answer.refusal, (beside ?? form?.beside ?? {}) as Placed) };
    const value = answer.value as Value;
    return {
      ok: true,
      done: typeof done === "string" ? done : done(value, sent),
      ...(to && { to: to(sent, value) }),
    };
  };

/**
 * What is stored of the thing that a form changes, as its page shows it (`stored` of `StaffForm`); undefined where this
 * person may not change it, where there is no such thing, and for a form that makes a new one.
 */
export type Stored = (sent: SentForm) => Promise<FormFields | undefined>;

const CHANGED: StaffRefusal = "changed-meanwhile";

/**
 * An act that changes something that others may change at the same time. What was sent is merged with what was saved
 * since the form was opened (`mergeForm`); where both changed a field nothing is saved, and the form comes back with
 * the other value beside each. `actOn` gets the merged form, with `seen` as `versionOf` makes it of what is stored. Its
 * use case compares `seen`; where it refuses `changed-meanwhile`, all of it is done once more.
 */
export const changing =
  (
    stored: Stored,
    actOn: Act,
    { versionOf = contentHash, ...how }: HowToMerge & { readonly versionOf?: (stored: FormFields) => string } = {},
  ): Act =>
  async (sent) => {
    const once = async (): Promise<StaffOutcome> => {
      const now = await stored(sent);
      if (!now) return actOn(sent);
      const { fields, differ } = mergeForm(sent.fields, now, how);
      if (differ.length > 0)
        return {
          ok: false,
          refusals: { form: CHANGED, ...Object.fromEntries(differ.map((name) => [name, CHANGED])) },
          fields,
        };
      const outcome = await actOn({
        ...sent,
        fields,
        text: (name) => fields[name] ?? "",
        seen: versionOf(now),
      });
      return outcome.ok ? outcome : { fields, ...outcome };
    };
    const first = await once();
    return !first.ok && Object.values(first.refusals).join() === CHANGED ? once() : first;
  };

/** A form that is refused as a whole. */
export const refused = (form: StaffRefusal): StaffOutcome => ({ ok: false, refusals: { form } });

/** The page of the organisation whose slug the form holds. */
export const ofSlug =
  (page: string) =>
  ({ text }: SentForm): string =>
    `${page}?${new URLSearchParams({ organisation: text("slug") })}`;

/**
 * Keeps a form that came without login, from a browser in which somebody has signed in before, since a login may end
 * while a form is filled in. `id`: what opens it; `slug`: the organisation that it was about. Undefined for any other
 * browser, whose form is not read, and when a network address has sent many such forms.
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
