import { describedBy, inputClass, WithLabel } from "#components/ui/field.tsx";
import type { FieldParts, Option } from "./staff-form.tsx";

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
  return (
    <WithLabel id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        name={name}
        defaultValue={defaultValue}
        aria-describedby={describedBy({ id, label, hint, error })}
        aria-invalid={error ? true : undefined}
        className={inputClass(Boolean(error))}
      >
        {options.map(({ value, label: said }) => (
          <option key={value} value={value}>
            {said}
          </option>
        ))}
      </select>
    </WithLabel>
  );
}
