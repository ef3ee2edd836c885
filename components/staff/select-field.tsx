import { inputClass } from "#components/ui/field.tsx";
import type { FieldParts } from "./staff-form.tsx";

/** One choice of a list: its value, and what is read. */
type Option = { readonly value: string; readonly label: string };

/** A labelled list to choose one from, with its hint and error. */
export function SelectField({
  label,
  hint,
  options,
  id,
  name,
  defaultValue,
  error,
}: FieldParts & { label: string; hint?: string; options: readonly Option[] }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1">
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
      <select
        id={id}
        name={name}
        defaultValue={defaultValue}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className={inputClass(Boolean(error))}
      >
        {options.map(({ value, label: said }) => (
          <option key={value} value={value}>
            {said}
          </option>
        ))}
      </select>
    </div>
  );
}
