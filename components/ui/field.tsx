import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from "react";

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  id: string;
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
};

/** The look of an input. `wrong`: what it holds was refused. */
export const inputClass = (wrong = false): string =>
  `min-h-[56px] w-full rounded-control border-2 bg-card px-4 ${wrong ? "border-alert" : "border-edge"}`;

type Labelled = {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  className?: string;
};

/** The ids of the hint and the error of a field, for `aria-describedby`. */
export const describedBy = ({ id, hint, error }: Labelled): string | undefined =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;

/** A label with its hint and error above what is filled in. */
export const WithLabel = ({ id, label, hint, error, className = "", children }: Labelled & { children: ReactNode }) => (
  <div className={`grid content-start gap-1 ${className}`}>
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
    {children}
  </div>
);

/** A labelled input with its hint and error, linked by `aria-describedby`. */
export const Field = ({ id, label, hint, error, className = "", ...input }: FieldProps) => (
  <WithLabel id={id} label={label} hint={hint} error={error} className={className}>
    <input
      id={id}
      aria-describedby={describedBy({ id, label, hint, error })}
      aria-invalid={error ? true : undefined}
      className={inputClass(Boolean(error))}
      {...input}
    />
  </WithLabel>
);

/** The same for a text of several lines. */
export const TextArea = ({
  id,
  label,
  hint,
  error,
  className = "",
  ...input
}: TextareaHTMLAttributes<HTMLTextAreaElement> & Labelled) => (
  <WithLabel id={id} label={label} hint={hint} error={error} className={className}>
    <textarea
      id={id}
      aria-describedby={describedBy({ id, label, hint, error })}
      aria-invalid={error ? true : undefined}
      className={`${inputClass(Boolean(error))} py-3`}
      rows={3}
      {...input}
    />
  </WithLabel>
);
