import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm, type FieldParts } from "./staff-form.tsx";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  submit: string;
  /** What was typed before: sent again with the button, so that it does what was shown. */
  fields: Readonly<Record<string, string>>;
  /** Of the effect that was read; it is not done when there is another one by then. */
  version?: string;
  /** What is said above the button, as that nothing is saved yet. */
  note?: string;
  /** Where the reader goes to change nothing. */
  back?: { readonly href: string; readonly label: string };
  /** The fields that are asked now, with their values at first. */
  values?: Readonly<Record<string, string>>;
  children?: (field: (name: string) => FieldParts) => ReactNode;
};

const isOfEffect = (name: string): boolean => name === "seen" || name.startsWith("seen:");

/** The form below an effect that was shown, with the button that does it. */
export function ConfirmEffect({ action, typed, submit, fields, version, note, back, values = {}, children }: Props) {
  const sent = Object.entries(fields).filter(([name]) => !isOfEffect(name) && values[name] === undefined);
  return (
    <StaffForm form="enregistrer" action={action} typed={typed} values={values}>
      {(field) => (
        <>
          {sent.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {version !== undefined && <input type="hidden" name="seen" value={version} />}
          {children?.(field)}
          {note !== undefined && <p className="text-soft">{note}</p>}
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <Button type="submit">{submit}</Button>
            {back && (
              <PageLink href={back.href} className="inline-flex min-h-target items-center font-bold">
                {back.label}
              </PageLink>
            )}
          </div>
        </>
      )}
    </StaffForm>
  );
}
