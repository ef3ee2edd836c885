import type { ReactNode } from "react";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { useLocale, useTranslations } from "next-intl";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { sayDate } from "#lib/time/say.ts";
import { OPENED, openedText } from "#lib/wire/merge-form.ts";
import { isDay } from "#lib/wire/bounds.ts";
import { isStaffRefusal, type StaffRefusal, type TypedForm } from "#lib/wire/staff-form.ts";
import { sayRefusal } from "./wording.ts";

/** What a field of a form needs: its id, its name, what stands in it, and why that was refused. */
export type FieldParts = {
  readonly id: string;
  readonly name: string;
  readonly defaultValue: string;
  readonly error: string | undefined;
};

/** One choice of a list: its value, and what is read. */
export type Option = { readonly value: string; readonly label: string };

/**
 * What the field of that name needs. `options`: of a list to choose from, in whose words the value that is kept now is
 * shown.
 */
export type Fields<Name extends string = string> = (name: Name, options?: readonly Option[]) => FieldParts;

type StaffFormProps<Name extends string> = {
  /** Which form of the page; also the beginning of the ids of its fields. */
  form: string;
  /** Where it is posted to, without language. */
  action: string;
  /** What was typed into a refused form of this page. */
  typed: TypedForm | undefined;
  /** The values that stand in the form when it is opened. */
  values?: Readonly<Partial<Record<NoInfer<Name>, string>>> | undefined;
  /**
   * Of a form that changes something: what is stored of it, which stands in the form and is sent along, so that nobody
   * overwrites unseen what somebody else saved meanwhile (`changing` in `app/staff-form.ts`).
   */
  stored?: Readonly<Record<string, string>> | undefined;
  /**
   * The visible labels of its fields by their names: a sentence that would fit any field says in the list at the top
   * which one it means.
   */
  labels?: Readonly<Partial<Record<NoInfer<Name>, string>>>;
  /**
   * What its button says; without it the button stands elsewhere on the page, with the id of the form, `<form>-form`.
   */
  submit?: string;
  look?: ButtonLook;
  /** The idempotency key of a form that creates something. */
  formKey?: string;
  children?: (field: Fields<NoInfer<Name>>) => ReactNode;
};

/** Of a field: somebody else changed it too, and what they saved is said beside it. */
const OTHERS: StaffRefusal = "changed-meanwhile";

/**
 * A form of the team: works without script, shows what was typed and each reason beside its field after a refusal, and
 * all reasons at its top. `Name`: the names of its fields, `NameOf` the form that its route reads.
 */
export function StaffForm<Name extends string = string>({
  form,
  action,
  typed,
  values,
  stored,
  labels,
  submit,
  look,
  formKey,
  children,
}: StaffFormProps<Name>) {
  const t = useTranslations("form");
  const all = useTranslations();
  const locale = useLocale() as Locale;
  const refused = typed?.form === form ? typed : undefined;
  const codeOf = (name: string): string | undefined => refused?.refusals[name];
  const errorOf = (name: string): string | undefined => {
    const code = codeOf(name);
    return code !== undefined && isStaffRefusal(code) ? sayRefusal(all, code) : code;
  };
  const field: Fields<Name> = (name, options) => {
    const now = values?.[name] ?? stored?.[name] ?? "";
    // A box that was not ticked is not sent: after a refusal it stays as it was left.
    const defaultValue = refused?.fields[name] ?? (refused && name.includes(":") ? "" : now);
    const value = options?.find((option) => option.value === now)?.label ?? (isDay(now) ? sayDate(now, locale) : now);
    const standsNow = value === "" ? t("standsEmpty") : t("standsNow", { value });
    return { id: `${form}-${name}`, name, defaultValue, error: codeOf(name) === OTHERS ? standsNow : errorOf(name) };
  };
  // What somebody else saved is said beside each field that both changed; at the top, that there are such fields.
  const reasons = Object.entries(refused?.refusals ?? {}).filter(([name, code]) => name === "form" || code !== OTHERS);
  const errors = reasons.map(([name, code]) => {
    const label = (labels as Readonly<Record<string, string>> | undefined)?.[name];
    const isOfAnyField = code === "missing" || code === "malformed";
    return {
      field: name === "form" ? `${form}-form` : `${form}-${name}`,
      sentence:
        label !== undefined && isOfAnyField
          ? t(`ofField.${code}`, { field: label })
          : (errorOf(name) ?? t("refusals.unexpected")),
    };
  });
  return (
    <form
      id={`${form}-form`}
      method="post"
      action={getPathname({ href: action, locale })}
      encType="multipart/form-data"
      className="grid gap-4"
    >
      <ErrorSummary title={t("refused")} errors={errors} />
      {formKey !== undefined && <input type="hidden" name="key" value={refused?.fields["key"] ?? formKey} />}
      {stored && <input type="hidden" name={OPENED} value={refused?.fields[OPENED] ?? openedText(stored)} />}
      {children?.(field)}
      {submit !== undefined && (
        <Button type="submit" {...(look && { look })} className="justify-self-start">
          {submit}
        </Button>
      )}
    </form>
  );
}
