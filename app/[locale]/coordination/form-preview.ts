import { answerForms, refused, type Act, type SentForm, type StaffOutcome } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { saidOf, type ReadForm, type StaffRefusal, type TypedForm } from "#lib/wire/staff-form.ts";

/*
 * Planning has forms that say what they would do before anything is saved. The form that is typed in posts to `voir`,
 * and its page shows the effect with a second form, whose button posts the same fields to `enregistrer`.
 */

/** The name of the second form, and the last part of its address. */
export const CONFIRM = "enregistrer";

type Fields = Readonly<Record<string, string>>;

/**
 * What a page shows of a form that was sent to it. `sentence`: the form above, as it was typed. `effect`: what it would
 * do, when nothing in it is wrong; `confirm`: what was refused when it was to be saved.
 */
type FormEffect<Effect> = {
  readonly sentence: TypedForm | undefined;
  readonly effect?: Effect;
  readonly confirm?: TypedForm;
};

/**
 * Works out the effect of a form that was sent. `forms`: the names of those that ask for one, the form above first; any
 * other form shows nothing. `preview` gets the fields without the version that was read before (`seen`): the effect is
 * that of now.
 */
export async function effectOf<Effect>(
  typed: TypedForm | undefined,
  [form, ...others]: readonly [string, ...string[]],
  preview: (fields: Fields) => Promise<ReadForm<Effect>>,
): Promise<FormEffect<Effect>> {
  if (!typed || ![form, ...others, CONFIRM].includes(typed.form)) return { sentence: undefined };
  // Somebody else changed a field too: that is asked in the form above.
  const isConfirm = typed.form === CONFIRM && typed.refusals["form"] !== ("changed-meanwhile" satisfies StaffRefusal);
  const sentence = { ...typed, form, refusals: isConfirm ? {} : typed.refusals };
  if (Object.keys(sentence.refusals).length > 0) return { sentence };
  const { seen: _seen, ...fields } = typed.fields;
  const looked = await preview(fields);
  if (looked.ok) return { sentence, effect: looked.value, ...(isConfirm && { confirm: typed }) };
  return { sentence: { ...sentence, refusals: saidOf(looked.refusals) } };
}

type ActOn = (sent: SentForm, of: { readonly organisation: string }) => Promise<StaffOutcome> | StaffOutcome;

/**
 * Answers both forms of a page that makes something new for an organisation. `form`: the name of the one that is typed
 * in; `look` reads it, and without a refusal its page shows the effect; `save` does it.
 */
export function answerNew(
  page: string,
  form: string,
  { look, save }: { readonly look: ActOn; readonly save: ActOn },
): ReturnType<typeof answerForms> {
  const held =
    (act: ActOn): Act =>
    async (sent) => {
      const of = await organisationOfPage(sent.actor, "plan-half-days", sent.fields["slug"], "some-place");
      return of ? act(sent, { organisation: of.chosen.id }) : refused("not-allowed");
    };
  return answerForms(page, { voir: held(look), [CONFIRM]: held(save) }, (acte) => (acte === "voir" ? form : CONFIRM));
}
