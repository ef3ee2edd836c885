import { OPENED } from "#lib/wire/merge-form.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";

/**
 * Sends a form that changes something as its page does, which says what stood in it. What that is, the refusal of a
 * form says that does not. `backOf`: the form that came back with an answer.
 */
export async function asOpened<Value, Answer>(
  fields: Readonly<Record<string, Value>>,
  send: (fields: Readonly<Record<string, Value | string>>) => Promise<Answer>,
  backOf: (answer: Answer) => TypedForm | undefined,
): Promise<Answer> {
  const answer = await send(fields);
  const back = backOf(answer);
  const opened = back?.refusals["form"] === "changed-meanwhile" ? back.fields[OPENED] : undefined;
  return opened === undefined ? answer : send({ ...fields, [OPENED]: opened });
}
