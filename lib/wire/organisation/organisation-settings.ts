import { z } from "zod";
import { auditRefusal, CONFORMITIES } from "#lib/place/accessibility-statement.ts";
import { colourOf, contrastWithWhite, LEAST_CONTRAST, readableAccent } from "#lib/place/accent.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import { phoneHoursWritten } from "#lib/place/phone-hours.ts";
import {
  choice,
  department,
  email,
  expected,
  fileName,
  problemsOf,
  read,
  slug,
  telephone,
  text,
  typedDay,
  type SetupResult,
} from "#lib/wire/setup-fields.ts";

const accent = read(expected("accent", "#7A1F2B"), colourOf, (typed) => {
  const colour = colourOf(typed);
  const contrast = colour === undefined ? LEAST_CONTRAST : contrastWithWhite(colour);
  if (colour === undefined || contrast >= LEAST_CONTRAST) return undefined;
  const values = { colour, contrast, least: LEAST_CONTRAST, darker: readableAccent(colour) };
  return { code: "accent-unreadable", values };
});

const isHttps = (typed: string): boolean =>
  typed.length <= 500 && /^https:\/\/[^\s]+$/u.test(typed) && URL.canParse(typed);

const httpsAddress = (what: string, example: string) =>
  read(expected(what, example), (typed) => (isHttps(typed.trim()) ? typed.trim() : undefined));

const written = z
  .strictObject(
    { mail: email("aide@ville.example").nullish(), sms: telephone.nullish() },
    { error: expected("written", '{ "mail": "aide@ville.example" }, { "sms": "+33639980001" }') },
  )
  .refine(({ mail, sms }) => (mail ?? sms ?? null) !== null, { error: "no-written" });

/** A text of several lines, each cleaned; empty ones are left out. `most`: characters of all. */
const lines = (most: number, what: string, example: string) =>
  read(expected(what, example, most), (typed) => {
    const clean = typed.split(/\r\n|[\n\r\u2028\u2029]/u).flatMap((line) => cleanText(line) ?? []);
    const whole = clean.join("\n");
    return whole !== "" && [...whole].length <= most ? whole : undefined;
  });

/** A number of the file, or what was typed: « 87,5 ». */
const rate = z.preprocess(
  (typed) => (typeof typed === "number" ? String(typed) : typed),
  read(expected("rate", "87.5"), (typed) => {
    const number = /^\d{1,3}(?:[.,]\d{1,2})?$/u.test(typed.trim())
      ? Number(typed.trim().replace(",", "."))
      : Number.NaN;
    return number <= 100 ? number : undefined;
  }),
);

const STATEMENT = '{ "state": "none" }';
const accessibility = z
  .strictObject(
    {
      state: choice(CONFORMITIES, "conformity"),
      rate: rate.nullish(),
      auditor: text(200, "auditor", "Cabinet Aval").nullish(),
      auditedOn: typedDay.nullish(),
      failures: lines(4000, "lines", "Plans sans texte").nullish(),
      derogations: lines(4000, "lines", "Aucune").nullish(),
      exempt: lines(4000, "lines", "Aucun").nullish(),
      technologies: text(500, "technologies", "HTML, CSS, JavaScript").nullish(),
      tools: lines(1000, "lines", "Firefox et NVDA").nullish(),
      declaredOn: typedDay.nullish(),
      contact: read(expected("contact", "accessibilite@ville.example"), (typed) => {
        const clean = typed.trim();
        return z.email().max(254).safeParse(clean).success || isHttps(clean) ? clean : undefined;
      }).nullish(),
      recourse: lines(500, "lines", "Maison de la justice").nullish(),
      plan: httpsAddress("httpsAddress", "https://ville.example/schema-pluriannuel").nullish(),
      yearPlan: httpsAddress("httpsAddress", "https://ville.example/plan-2026").nullish(),
    },
    { error: expected("accessibility", STATEMENT) },
  )
  .transform((typed) => withoutNull(typed))
  .superRefine((statement, context) => {
    const refusal = auditRefusal(statement);
    if (refusal !== undefined) context.addIssue({ code: "custom", path: ["state"], message: refusal });
  });

type WithoutNull<Fields> = { [Field in keyof Fields]: Exclude<Fields[Field], null> };

const withoutNull = <Fields extends object>(fields: Fields): WithoutNull<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as WithoutNull<Fields>;

export const KINDS = ["city", "caf", "employer", "association", "other"] as const;

/** What an organisation must have, and what it may leave out. */
export const required = {
  name: text(60, "serviceName", "Permanences Rennes"),
  kind: choice(KINDS, "kind"),
  telephone,
  written,
  department,
};
const others = {
  organisation: text(200, "organisationName", "Ville de Rennes"),
  telephoneHours: read(expected("telephoneHours", "Mo-Fr 09:00-12:00"), phoneHoursWritten),
  signRelay: httpsAddress("signRelay", "https://relais.example/ville"),
  accent,
  publisher: text(200, "legalLine", "Ville de Rennes"),
  director: text(200, "legalLine", "La direction de la communication"),
  host: text(500, "legalLine", "Ville de Rennes, service informatique"),
  dpo: text(300, "registerLine", "Centre de gestion 35, dpo@cdg35.example"),
  jointController: text(300, "registerLine", "CCAS de Rennes"),
  legalBasis: text(500, "registerLine", "Article 6, 1, e"),
  transfers: text(500, "registerLine", "Aucun"),
  accessibility,
};

const ORGANISATION = '{ "name": "Permanences Rennes", "slug": "rennes", … }';

/** The field `organisation` of a set-up file (docs/set-up.md#organisation). */
export const organisation = z.strictObject(
  { slug: slug("rennes"), ...required, ...z.object(others).partial().shape, logo: fileName("logo.png").optional() },
  { error: expected("organisation", ORGANISATION) },
);

/**
 * What a form changes of an organisation. A field that is absent stays; null empties one that may be empty;
 * `accessibility` is replaced as a whole, and `written` too.
 */
const change = z.strictObject(
  {
    ...z.object(required).partial().shape,
    organisation: others.organisation.optional(),
    telephoneHours: others.telephoneHours.nullish(),
    signRelay: others.signRelay.nullish(),
    accent: others.accent.nullish(),
    publisher: others.publisher.nullish(),
    director: others.director.nullish(),
    host: others.host.nullish(),
    dpo: others.dpo.nullish(),
    jointController: others.jointController.nullish(),
    legalBasis: others.legalBasis.nullish(),
    transfers: others.transfers.nullish(),
    accessibility: others.accessibility.nullish(),
  },
  { error: expected("organisation", ORGANISATION) },
);

/** A change of an organisation’s settings as it was read. */
export type OrganisationChange = z.output<typeof change>;

/**
 * Reads what a form holds: the fields of a set-up file's `organisation` without `slug`, each as it was typed, those of
 * `written` and `accessibility` below them. An empty text is an empty field. Refused with all its problems at once.
 */
export function readOrganisationChange(typed: unknown): SetupResult<OrganisationChange> {
  const parsed = change.safeParse(emptied(typed));
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, typed)) };
}

/** With null for each text that holds nothing. */
function emptied(typed: unknown): unknown {
  if (typeof typed === "string") return typed.trim() === "" ? null : typed;
  if (typeof typed !== "object" || typed === null) return typed;
  return Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, emptied(value)]));
}
