import { localeOf } from "#i18n/routing.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { saveOperatorSettings } from "#lib/server/planning/save-operator-settings.ts";
import { sayProblem } from "#lib/server/say-problem.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import type { FieldRefusals } from "#lib/wire/staff-form.ts";
import { readFormWithFile } from "#app/api/read-request.ts";
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
  const problems = saved.problems.map(({ path, ...why }) => ({
    ...why,
    path: path === "written" ? "written.mail" : path,
  }));
  return { ok: false, refusals: sentencesOf(problems, asked) };
}

/** What the form of the service holds, as `saveSettings` takes it. `darker`: the darker colour that the page proposed, taken with its button. */
export const changeOfService = ({
  organisationId,
  seen,
  darker,
  "written.mail": mail,
  "written.sms": sms,
  ...typed
}: Readonly<Record<string, string>>): Change => ({
  organisation: organisationId,
  seen: seen === undefined ? undefined : { form: "service", version: seen },
  fields: { ...typed, ...(darker !== undefined && { accent: darker }), written: { mail, sms } },
});

/** Bytes: those of the largest logo that is read (lib/server/place/encode-logo.ts), and of the form around it. */
const MOST = 1024 * 1024 + 8 * 1024;

/** Keeps the logo that was sent; without a file the logo is taken away. */
export async function saveLogo(request: Request, locale: string, actor: StaffActor): Promise<StaffOutcome> {
  const sent = await readFormWithFile(request, "logo", MOST);
  if (!sent) return { ok: false, refusals: { logo: "logo-too-large" } };
  const { fields, file } = sent;
  const logo = file.length === 0 ? null : file;
  return saveSettings(locale, actor, { organisation: fields["organisationId"], fields: {}, logo });
}

/** The sentences of what is wrong with fields, by their names. */
export const sentencesOf = (problems: readonly SetupProblem[], locale: string): FieldRefusals =>
  Object.fromEntries(
    problems.map((problem) => [problem.path, { said: withCapital(sayProblem(problem, localeOf(locale))) }]),
  );

const withCapital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
