/** What a rule answers: the value, or a refusal in words. Rules throw only in surprise. */
export type Result<Value, Refusal extends string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

/** The rule says yes. */
export const accept = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

/** The rule says no, with a kebab-case fact that a sentence in `messages` explains. */
export const refuse = <const Refusal extends string>(
  refusal: Refusal,
): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal });

/** Makes the compiler list the cases somebody forgot. */
export const never = (value: never): never => {
  throw new Error(`A case was forgotten: ${JSON.stringify(value)}`);
};
