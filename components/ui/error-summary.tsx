export type FieldError = { readonly field: string; readonly sentence: string };

/** All errors of a form at its top, each a link to its field; focused when the page opens. */
export const ErrorSummary = ({ title, errors }: { title: string; errors: readonly FieldError[] }) =>
  errors.length === 0 ? null : (
    <div
      role="alert"
      tabIndex={-1}
      autoFocus
      className="grid gap-2 rounded-card border-2 border-alert bg-alert-soft p-4"
    >
      <h2>{title}</h2>
      <ul className="grid gap-1">
        {errors.map(({ field, sentence }) => (
          <li key={field}>
            <a href={`#${field}`} className="inline-flex min-h-target items-center font-bold text-alert">
              {sentence}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
