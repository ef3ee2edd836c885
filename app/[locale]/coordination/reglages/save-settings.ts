import { localeOf } from "#i18n/routing.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { fieldsOfSettings, readOrganisationSettings } from "#lib/server/organisation/read-organisation-settings.ts";
import { saveOrganisationSettings } from "#lib/server/organisation/save-organisation-settings.ts";
import { sayProblem } from "#lib/server/say-problem.ts";
import { OPENED } from "#lib/wire/merge-form.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import type { FieldRefusals } from "#lib/wire/staff-form.ts";
import { readFormWithFile } from "#app/api/read-request.ts";
import { changing, type Act, type StaffOutcome, type Stored } from "#app/staff-form.ts";

/** In the address of the settings: their part that is the accessibility statement. */
export const STATEMENT_PART = { partie: "declaration" } as const;

/**
 * The page of the settings of an organisation, by the slug in the address of one of its forms, empty where it names
 * none. `part`: which part of it.
 */
export const pageOfSettings = (organisation: string, part: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams({ ...(organisation !== "" && { organisation }), ...part });
  return `/coordination/reglages${query.size === 0 ? "" : `?${query}`}`;
};

/** What a form of the settings changes. `organisation`: the id that the form holds. */
type SettingsChange = {
  readonly organisation: string | undefined;
  readonly fields: unknown;
  readonly logo?: Uint8Array | null;
  readonly seen?: { readonly form: "service" | "statement"; readonly version: string } | undefined;
};

/** Saves the settings of an organisation, and says each problem as a sentence beside its field. */
export async function saveSettings(
  asked: string,
  actor: StaffActor,
  { organisation = "", ...change }: SettingsChange,
): Promise<StaffOutcome> {
  const saved = await saveOrganisationSettings(actor, { organisation, ...change });
  if (saved.ok) return { ok: true, done: "saved" };
  if (saved.refusal !== "to-correct") return { ok: false, refusals: { form: saved.refusal } };
  const problems = saved.problems.map(({ path, ...why }) => ({
    ...why,
    path: path === "written" ? "written.mail" : path,
  }));
  return { ok: false, refusals: sentencesOf(problems, asked) };
}

type Fields = Readonly<Record<string, string>>;

/** What is stored of the form of an organisation whose id the form holds. */
export const storedSettings =
  (form: "service" | "statement"): Stored =>
  async ({ actor, text }) => {
    const read = await readOrganisationSettings(actor, text("organisationId"));
    return read.ok ? fieldsOfSettings(read.value.fields, form) : undefined;
  };

/** What the form of the service holds, as `saveSettings` takes it. */
const changeOfService = ({
  organisationId,
  [OPENED]: _opened,
  "written.mail": mail,
  "written.sms": sms,
  ...typed
}: Fields): SettingsChange => ({
  organisation: organisationId,
  fields: { ...typed, written: { mail, sms } },
});

/** Bytes of the largest logo that is read (lib/server/place/encode-logo.ts). */
const MOST_OF_LOGO = 1024 * 1024;

/**
 * Bytes of the form: a picture that is too large as a logo is taken in, so that what was typed beside it comes back.
 */
const MOST_OF_FORM = 2 * 1024 * 1024;

/** The form of the service as it was sent. */
type ServiceForm = {
  /** What stands in its fields. A darker colour that was taken with its button stands in the field of the colour. */
  readonly fields: () => Promise<Fields>;
  readonly save: Act;
  /** Whether the guided set-up goes on to its next step (`suite`). */
  readonly goesOn: () => Promise<boolean>;
};

/**
 * Reads the form of the service once, with its logo. Without a file the logo stays; the button `removeLogo` takes it
 * away. Refused with the rest, a logo has to be chosen again, since no page can fill a file in.
 */
export function serviceFormOf(request: Request): ServiceForm {
  let reading: ReturnType<typeof readFormWithFile> | undefined;
  const read = () => (reading ??= readFormWithFile(request, "logo", MOST_OF_FORM));
  const parts = async () => {
    const { fields = {}, file = undefined } = (await read()) ?? {};
    const { suite, darker, removeLogo, ...typed } = fields;
    const chosen = file && file.length > 0 ? file : undefined;
    return {
      fields: { ...typed, ...(darker !== undefined && { accent: darker }) } as Fields,
      goesOn: suite !== undefined && darker === undefined,
      logo: removeLogo !== undefined ? { logo: null } : chosen ? { logo: chosen } : {},
      chosen,
      isTooLarge: file === undefined || file.length > MOST_OF_LOGO,
    };
  };
  const write = changing(storedSettings("service"), async ({ locale, actor, fields, seen: version }) => {
    const seen = version === undefined ? undefined : ({ form: "service", version } as const);
    return saveSettings(locale, actor, { ...changeOfService(fields), ...(await parts()).logo, seen });
  });
  return {
    fields: async () => (await parts()).fields,
    goesOn: async () => (await parts()).goesOn,
    save: async (sent) => {
      const { chosen, isTooLarge } = await parts();
      if (isTooLarge) return { ok: false, refusals: { logo: "logo-too-large" } };
      const saved = await write(sent);
      return saved.ok || !chosen || saved.refusals["form"] === "not-allowed"
        ? saved
        : { ...saved, refusals: { logo: "logo-again", ...saved.refusals } };
    },
  };
}

/** The sentences of what is wrong with fields, by their names. */
export const sentencesOf = (problems: readonly SetupProblem[], locale: string): FieldRefusals =>
  Object.fromEntries(
    problems.map((problem) => [problem.path, { said: withCapital(sayProblem(problem, localeOf(locale))) }]),
  );

const withCapital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
