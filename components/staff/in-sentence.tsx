import type { ReactNode } from "react";
import { describedBy, inputClass } from "#components/ui/field.tsx";
import type { FieldParts } from "./staff-form.tsx";

type Parts = {
  id: string;
  name: string;
  defaultValue: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  className: string;
};

/** A field inside the sentence: as wide as what it holds, its label for screen readers alone, its refusal below it. */
export function InSentence({
  id,
  name,
  defaultValue,
  error,
  label,
  children,
}: FieldParts & { label: string; children: (parts: Parts) => ReactNode }) {
  return (
    <span className="inline-grid max-w-full grid-cols-[minmax(0,1fr)] leading-normal!">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      {children({
        id,
        name,
        defaultValue,
        "aria-describedby": describedBy({ id, label: "", error }),
        "aria-invalid": error ? true : undefined,
        className: `${inputClass(Boolean(error))} w-auto! max-w-full font-bold`,
      })}
      {error && (
        <span id={`${id}-error`} className="max-w-60 pt-1 text-base font-bold text-alert">
          {error}
        </span>
      )}
    </span>
  );
}
