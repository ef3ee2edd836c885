import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { FieldRefusals, TypedForm } from "#lib/wire/staff-form.ts";

/*
 * Planning has forms that say what they would do before anything is saved. The form that is typed in posts to `voir`, and its page shows
 * the effect with a second form, whose button posts the same fields to `enregistrer`.
 */

/** The name of the second form, and the last part of its address. */
export const CONFIRM = "enregistrer";

type Fields = Readonly<Record<string, string>>;

/**
 * What a page shows of a form that was sent to it. `sentence`: the form above, as it was typed. `effect`: what it would do, when nothing
 * in it is wrong; `confirm`: what was refused when it was to be saved.
 */
type Looked<Effect> = {
  readonly sentence: TypedForm | undefined;
  readonly effect?: Effect;
  readonly confirm?: TypedForm;
};

/**
 * Works out the effect of a form that was sent. `forms`: the names of those that ask for one, the form above first; any other form shows
 * nothing. `preview` gets the fields without the version that was read before (`seen`): the effect is that of now.
 */
export async function effectOf<Effect>(
  typed: TypedForm | undefined,
  [form, ...others]: readonly [string, ...string[]],
  preview: (
    fields: Fields,
  ) => Promise<
    { readonly ok: true; readonly value: Effect } | { readonly ok: false; readonly refusals: FieldRefusals }
  >,
): Promise<Looked<Effect>> {
  if (!typed || ![form, ...others, CONFIRM].includes(typed.form)) return { sentence: undefined };
  const isConfirm = typed.form === CONFIRM;
  const sentence = { ...typed, form, refusals: isConfirm ? {} : typed.refusals };
  if (Object.keys(sentence.refusals).length > 0) return { sentence };
  const { seen: _seen, ...fields } = typed.fields;
  const looked = await preview(fields);
  if (looked.ok) return { sentence, effect: looked.value, ...(isConfirm && { confirm: typed }) };
  const refusals = Object.entries(looked.refusals).map(([field, why]) => [
    field,
    typeof why === "string" ? why : why.said,
  ]);
  return { sentence: { ...sentence, refusals: Object.fromEntries(refusals) as Record<string, string> } };
}

type Acts = {
  /** Reads the form; without a refusal its page shows the effect. */
  readonly look: (fields: Fields, organisation: string) => StaffOutcome;
  readonly save: (actor: StaffActor, fields: Fields, organisation: string) => Promise<StaffOutcome>;
};

/** Answers both forms of a page that makes something new for an operator. `form`: the name of the one that is typed in. */
export const handleNew = (
  request: Request,
  {
    locale,
    acte,
    page,
    form,
  }: { readonly locale: string; readonly acte: string; readonly page: string; readonly form: string },
  { look, save }: Acts,
): Promise<Response> =>
  handleStaffForm(request, { locale, page, form: acte === "voir" ? form : CONFIRM }, async (actor, fields) => {
    const held = await organisationOfPage(actor, "plan-half-days", fields["slug"], "some-place");
    if (!held) return { ok: false, refusals: { form: "not-allowed" } };
    if (acte === "voir") return look(fields, held.chosen.id);
    return acte === CONFIRM ? save(actor, fields, held.chosen.id) : { ok: false, refusals: { form: "malformed" } };
  });
