import type { TextareaHTMLAttributes } from "react";
import { inputClass } from "#components/ui/field.tsx";
import type { FieldParts } from "./staff-form.tsx";

/** A labelled field of several lines, with its hint and error. */
export function TextArea({
  label,
  hint,
  id,
  error,
  ...area
}: FieldParts & { label: string; hint?: string } & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-bold">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="font-bold text-alert">
          {error}
        </p>
      )}
      <textarea
        id={id}
        rows={4}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className={`${inputClass(Boolean(error))} py-2`}
        {...area}
      />
    </div>
  );
}
