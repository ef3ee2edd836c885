import type { InputHTMLAttributes } from "react";

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  id: string;
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** The look of an input. `wrong`: what it holds was refused. */
export const inputClass = (wrong = false): string =>
  `min-h-14 w-full rounded-control border-2 bg-card px-4 ${wrong ? "border-alert" : "border-edge"}`;

/** A labelled input with its hint and error, linked by `aria-describedby`. */
export const Field = ({ id, label, hint, error, className = "", ...input }: FieldProps) => {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={`grid gap-1 ${className}`}>
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
      <input
        id={id}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className={inputClass(Boolean(error))}
        {...input}
      />
    </div>
  );
};
