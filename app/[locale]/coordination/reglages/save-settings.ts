import { localeOf } from "#i18n/routing.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { saveOperatorSettings } from "#lib/server/planning/save-operator-settings.ts";
import { sayProblem } from "#lib/server/say-problem.ts";
import type { StaffOutcome } from "#app/staff-form.ts";

/** The page of the settings of an organisation, by the slug in the address of one of its forms. */
export const pageOfSettings = (request: Request): string => {
  const organisation = new URL(request.url).searchParams.get("organisation");
  return `/coordination/reglages${organisation === null ? "" : `?${new URLSearchParams({ organisation })}`}`;
};

/** What a form of the settings changes. `organisation`: the id that the form holds. */
type Change = {
  readonly organisation: string | undefined;
  readonly fields: unknown;
  readonly logo?: Uint8Array | null;
  readonly seen?: { readonly form: "service" | "statement"; readonly version: string } | undefined;
};

/** Saves the settings of an organisation, and says each problem as a sentence beside its field. */
export async function saveSettings(
  asked: string,
  actor: StaffActor,
  { organisation = "", ...change }: Change,
): Promise<StaffOutcome> {
  const saved = await saveOperatorSettings(actor, { organisation, ...change });
  if (saved.ok) return { ok: true, done: "saved" };
  if (saved.refusal !== "to-correct") return { ok: false, refusals: { form: saved.refusal } };
  const locale = localeOf(asked);
  const sentences = saved.problems.map((problem): [string, { readonly said: string }] => [
    problem.path === "written" ? "written.mail" : problem.path,
    { said: withCapital(sayProblem(problem, locale)) },
  ]);
  return { ok: false, refusals: Object.fromEntries(sentences) };
}

const withCapital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
