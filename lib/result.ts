/** The answer of a rule: a value, or the code of a refusal. Exceptions are for programming errors only. */
export type Result<Value, Refusal extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** An accepted result with its value. */
export const accept = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

/** A refused result. `refusal`: a kebab-case code of a closed list, which a text in `messages` explains to people. */
export const refuse = <const Refusal extends string>(
  refusal: Refusal,
): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal });

/**
 * For the default branch of a switch: a compile error when a case is not handled. Throws when it is reached all the
 * same.
 */
export const assertNever = (value: never): never => {
  throw new Error(`A case was forgotten: ${JSON.stringify(value)}`);
};
