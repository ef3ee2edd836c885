import { z } from "zod";
import { colourOf, contrastWithWhite, LEAST_CONTRAST, readableAccent } from "../place/accent.ts";
import { cleanText } from "../place/clean-text.ts";
import { phoneHoursWritten } from "../place/phone-hours.ts";
import { phoneNumberOf } from "../place/phone-number.ts";
import { positionOf } from "../place/position.ts";
import { isSlug } from "../place/slug.ts";
import { territoryOf } from "../place/territory.ts";
import { seriesOf } from "../schedule/series.ts";

/**
 * What is wrong in a set-up file. `path`: the field, `weekly.0.from`; empty for the file itself. `code`: the sentence
 * setup.problem.<code> of the messages. `what`: what was expected there, setup.what.<what>. `values`: of both.
 */
export type SetupProblem = {
  readonly path: string;
  readonly code: string;
  readonly what?: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

type Issue = { readonly code: string; readonly values?: SetupProblem["values"] };

/** What is expected of a field, with an example that shows its form; and `most`, the characters it may have. */
type Expected = { readonly what: string; readonly example: string; readonly most?: number };

/** Messages of issues that are such a text say what is expected; any other is the code of a problem. */
const expected = (what: string, example: string, most?: number): string =>
  JSON.stringify({ what, example, ...(most !== undefined && { most }) });

/** A text that `parse` reads; refused when it answers undefined, or with the issue that it answers. */
const read = <Value>(
  error: string,
  parse: (typed: string) => Value | undefined,
  issueOf?: (typed: string) => Issue | undefined,
) =>
  z.string({ error }).transform((typed, context): Value => {
    const issue = issueOf?.(typed);
    const value = issue ? undefined : parse(typed);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: issue?.code ?? error, params: issue?.values ?? {} });
    return z.NEVER;
  });

const text = (most: number, what: string, example: string) =>
  read(expected(what, example, most), (typed) => {
    const clean = cleanText(typed);
    return clean !== undefined && [...clean].length <= most ? clean : undefined;
  });

const slug = (example: string) =>
  read(expected("slug", example), (typed) => (isSlug(typed) && typed.length <= 60 ? typed : undefined));

const EMAIL = z.email().max(254);
const email = (example: string) =>
  read(expected("email", example), (typed) => EMAIL.safeParse(typed.trim().toLowerCase()).data);

const telephone = read(expected("telephone", "+33261910035"), phoneNumberOf);

const choice = <Value extends string>(values: readonly [Value, ...Value[]], what: string) =>
  z.enum(values, { error: expected(what, values.join(", ")) });

const whole = (least: number, most: number, what: string) => {
  const error = expected(what, String(least));
  return z.int({ error }).min(least, { error }).max(most, { error });
};

const accent = read(expected("accent", "#7A1F2B"), colourOf, (typed) => {
  const colour = colourOf(typed);
  const contrast = colour === undefined ? LEAST_CONTRAST : contrastWithWhite(colour);
  if (colour === undefined || contrast >= LEAST_CONTRAST) return undefined;
  const values = { colour, contrast, least: LEAST_CONTRAST, darker: readableAccent(colour) };
  return { code: "accent-unreadable", values };
});

const httpsAddress = read(expected("signRelay", "https://relais.example/ville"), (typed) =>
  typed.length <= 500 && /^https:\/\/[^\s]+$/u.test(typed) && URL.canParse(typed) ? typed : undefined,
);

const written = z
  .strictObject(
    { mail: email("aide@ville.example").optional(), sms: telephone.optional() },
    { error: expected("written", '{ "mail": "aide@ville.example" }, { "sms": "+33639980001" }') },
  )
  .refine(({ mail, sms }) => mail !== undefined || sms !== undefined, { error: "no-written" });

const department = read(expected("department", "35"), (typed) =>
  /^(?:\d{2}|2[AB]|97[1-8]|98[4678])$/u.test(typed.toUpperCase()) ? typed.toUpperCase() : undefined,
);

const KINDS = ["city", "caf", "employer", "association", "other"] as const;

const operator = z.strictObject(
  {
    name: text(60, "serviceName", "Permanences Rennes"),
    slug: slug("rennes"),
    organisation: text(200, "organisation", "Ville de Rennes").optional(),
    kind: choice(KINDS, "kind"),
    telephone,
    telephoneHours: read(expected("telephoneHours", "Mo-Fr 09:00-12:00"), phoneHoursWritten).optional(),
    written,
    signRelay: httpsAddress.optional(),
    department,
    accent: accent.optional(),
    publisher: text(200, "legalLine", "Ville de Rennes").optional(),
    director: text(200, "legalLine", "La direction de la communication").optional(),
    host: text(500, "legalLine", "Ville de Rennes, service informatique").optional(),
  },
  { error: expected("operator", '{ "name": "Permanences Rennes", "slug": "rennes", … }') },
);

const accountName = text(80, "accountName", "Administration");

const administrator = z.strictObject(
  { email: email("administration@ville.example"), name: accountName },
  { error: expected("administrator", '{ "email": "administration@ville.example", "name": "Administration" }') },
);

const list = <Item extends z.ZodType>(item: Item, example: string) =>
  z.array(item, { error: expected("list", example) });

const placesOfFile = z.strictObject({
  file: read(expected("fileName", "lieux-ille-et-vilaine.json"), (typed) =>
    /^[^/\\]+$/u.test(typed) && typed !== "." && typed !== ".." ? typed : undefined,
  ),
  communes: list(text(80, "commune", "Rennes"), '["Rennes"]')
    .min(1, { error: expected("list", '["Rennes"]') })
    .optional(),
  departments: list(department, '["35"]')
    .min(1, { error: expected("list", '["35"]') })
    .optional(),
});

const degrees = (example: string) => z.number({ error: expected("degrees", example) });

const typedPlace = z
  .strictObject({
    name: text(200, "placeName", "Mairie de Nouvoitou"),
    address: text(200, "address", "1 rue de la Mairie"),
    postalCode: read(expected("postalCode", "35410"), (typed) =>
      /^\d{5}$/u.test(typed) && territoryOf(typed) !== undefined ? typed : undefined,
    ),
    city: text(80, "commune", "Nouvoitou"),
    latitude: degrees("48.0416"),
    longitude: degrees("-1.5469"),
    telephone: telephone.optional(),
    wheelchair: z.boolean({ error: expected("wheelchair", "true") }).optional(),
    transport: text(200, "transport", "Bus 61, Mairie").optional(),
  })
  .refine(({ latitude, longitude, postalCode }) => isAt(latitude, longitude, postalCode), {
    path: ["latitude"],
    error: "position-elsewhere",
  });

/** A latitude and a longitude in each other's place are refused too: only the file says which is which. */
function isAt(latitude: number, longitude: number, postalCode: string): boolean {
  const position = positionOf(latitude, longitude, postalCode);
  return position.ok && !position.value.swapped;
}

/** A place is either a file with many or one typed by hand: the field `file` tells them apart, so that errors are about one form. */
const place = z
  .record(z.string(), z.unknown(), { error: expected("place", '{ "file": "lieux.json", "communes": ["Rennes"] }') })
  .transform((value, context): z.output<typeof placesOfFile> | z.output<typeof typedPlace> => {
    const parsed = ("file" in value ? placesOfFile : typedPlace).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
    return z.NEVER;
  });

const hour = read(expected("hour", "14:00"), (typed) => {
  const [, hours = "", minutes = ""] = /^(\d{1,2}):([0-5]\d)$/u.exec(typed) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return hours !== "" && minute <= 24 * 60 ? minute : undefined;
});

const WINDOW = '{ "from": "14:00", "to": "15:00", "mode": "appointment" }';
const window = z.strictObject(
  { from: hour, to: hour, mode: choice(["walk-in", "appointment", "mixed"], "mode") },
  { error: expected("window", WINDOW) },
);

const WEEKLY = '{ "place": "Mairie de Nouvoitou", "weekday": 3, "from": "14:00", "to": "17:00", "tables": 1 }';
const weekly = z
  .strictObject(
    {
      place: text(200, "placeName", "Mairie de Nouvoitou"),
      weekday: whole(1, 7, "weekday"),
      from: hour,
      to: hour,
      tables: whole(1, 20, "tables"),
      bookableTables: whole(0, 20, "bookableTables").optional(),
      windows: list(window, `[${WINDOW}]`).optional(),
    },
    { error: expected("weekly", WEEKLY) },
  )
  .superRefine((rule, context) => {
    const wrong = (path: PropertyKey[], message: string): void => context.addIssue({ code: "custom", path, message });
    const refusal = ruleRefusal(rule);
    // A weekday that does not exist was said already.
    if (refusal !== undefined && refusal !== "no-such-weekday") wrong(["to"], refusal);
    if (rule.bookableTables !== undefined && rule.bookableTables > rule.tables)
      wrong(["bookableTables"], "more-than-tables");
    rule.windows?.forEach(({ from, to }, index, all) => {
      const isInside = rule.from <= from && from < to && to <= rule.to && (all[index - 1]?.to ?? 0) <= from;
      if (!isInside) wrong(["windows", index], "window-outside");
    });
  });

/** No zone can be said here: what is refused does not depend on it. */
function ruleRefusal({ weekday, from, to }: { readonly weekday: number; readonly from: number; readonly to: number }) {
  const hours = { weekday, startMinute: from, endMinute: to };
  const checked = seriesOf({ ...hours, timeZone: "Europe/Paris", everyWeeks: 1, fromDate: "2026-01-01" });
  return checked.ok ? undefined : checked.refusal;
}

const partner = z.strictObject(
  {
    name: text(200, "partner", "CAF 35"),
    slug: slug("caf-35"),
    kind: choice(KINDS, "kind").optional(),
    email: email("partenaire@caf35.example"),
  },
  { error: expected("partner", '{ "name": "CAF 35", "slug": "caf-35", "email": "partenaire@caf35.example" }') },
);

const person = z.strictObject(
  {
    email: email("conseiller@ville.example"),
    name: accountName,
    role: choice(["conseiller", "reception", "coordinator", "administrator"], "role"),
    places: list(text(200, "placeName", "Mairie de Nouvoitou"), '["Mairie de Nouvoitou"]')
      .min(1, { error: expected("list", '["Mairie de Nouvoitou"]') })
      .optional(),
  },
  {
    error: expected("person", '{ "email": "conseiller@ville.example", "name": "Conseiller 1", "role": "conseiller" }'),
  },
);

const setupFile = z
  .strictObject(
    {
      operator,
      administrator,
      places: list(place, '[{ "file": "lieux.json", "communes": ["Rennes"] }]').default([]),
      topics: z
        .union([z.literal("standard"), z.array(z.string()).min(1)], {
          error: expected("topics", '"standard", ["impots", "email"]'),
        })
        .optional(),
      weekly: list(weekly, `[${WEEKLY}]`).default([]),
      partners: list(partner, "[]").default([]),
      people: list(person, "[]").default([]),
    },
    { error: expected("file", '{ "operator": { … }, "administrator": { … } }') },
  )
  .superRefine(({ operator: { slug: own }, partners, people, administrator: admin }, context) => {
    const slugs = [own, ...partners.map((one) => one.slug)];
    const roles = [`${admin.email} administrator`, ...people.map((one) => `${one.email} ${one.role}`)];
    partners.forEach((one, index) => {
      if (slugs.indexOf(one.slug) <= index)
        context.addIssue({ code: "custom", path: ["partners", index, "slug"], message: "slug-twice" });
    });
    people.forEach((one, index) => {
      if (roles.indexOf(`${one.email} ${one.role}`) <= index)
        context.addIssue({ code: "custom", path: ["people", index, "email"], message: "role-twice" });
    });
  });

/** A set-up file as it was read (docs/set-up.md). Hours are minutes of the day. */
export type SetupFile = z.output<typeof setupFile>;

/** A set-up, or all that is wrong with it. */
export type SetupResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly SetupProblem[] };

/** Reads a set-up file, the parsed JSON. Refused with all its problems at once, an unknown field under its own name. */
export function readSetupFile(content: unknown): SetupResult<SetupFile> {
  const parsed = setupFile.safeParse(content);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, content)) };
}

function problemsOf(issue: z.core.$ZodIssue, content: unknown): readonly SetupProblem[] {
  const path = pathOf(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), code: "unknown-field" }));
  const input = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    content,
  );
  if (!issue.message.startsWith("{"))
    return [
      { path, code: issue.message, values: { written: shown(input), ...(issue.code === "custom" && issue.params) } },
    ];
  const { what, ...values } = JSON.parse(issue.message) as Expected;
  if (input === undefined) return [{ path, code: "missing", what, values }];
  return [{ path, code: "malformed", what, values: { ...values, written: shown(input) } }];
}

/** Characters of a wrong value that are shown. */
const SHOWN = 60;

/** What was written, without what could move the cursor of a terminal. */
function shown(input: unknown): string {
  const clean = cleanText(typeof input === "string" ? input : JSON.stringify(input)) ?? "";
  return clean.length > SHOWN ? `${clean.slice(0, SHOWN)}…` : clean;
}

const pathOf = (path: readonly PropertyKey[]): string => cleanText(path.map(String).join(".")) ?? "";
