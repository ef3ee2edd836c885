import type { SentForm } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";

/** A form of the team as its route hands it on, in French. `parts`: of its address. */
export const sentForm = (
  actor: StaffActor,
  fields: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, string>> = {},
): SentForm => ({
  actor,
  fields,
  text: (name) => fields[name] ?? "",
  part: (name) => parts[name] ?? "",
  query: () => "",
  key: undefined,
  locale: "fr",
  headers: new Headers(),
});
