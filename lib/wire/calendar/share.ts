import { z } from "zod";
import {
  frameOriginOf,
  GIVEN_LEVELS,
  MOST_FRAME_ORIGINS,
  whyNoOrigin,
  type ShareSelection,
  type WhyNoOrigin,
} from "#lib/calendar/share.ts";
import { freeText, withoutPersonalNumber } from "#lib/wire/free-text.ts";
import { needed, typedPhone } from "#lib/wire/place/place-body.ts";
import { KINDS } from "#lib/wire/organisation/organisation-settings.ts";
import { TOPIC_BOX, PLACE_BOX, ticked, formOf, type FormOf } from "#lib/wire/staff-form.ts";
import { day } from "#lib/wire/bounds.ts";

const some = <Item extends z.ZodType<string>>(item: Item, most: number) =>
  z.array(item).min(1, "nothing-chosen").max(most);

/** Which half-days a share shows, as `ShareSelection`. */
const shown: z.ZodType<ShareSelection> = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("places"), places: z.union([z.literal("every"), some(z.uuid(), 500)]) }),
  z.strictObject({ by: z.literal("series"), series: some(z.uuid(), 500) }),
  z.strictObject({ by: z.literal("topics"), topics: some(z.string().regex(/^[a-z0-9-]{1,40}$/), 100) }),
]);

/** The origins of sites that may show the page of a share in a frame, each once. */
const frameOrigins = z
  .array(z.string().max(300))
  .transform((typed, context) => {
    const origins = typed.map(frameOriginOf);
    if (origins.includes(undefined)) context.addIssue({ code: "custom", message: "no-such-origin" });
    return [...new Set(origins.filter((origin) => origin !== undefined))];
  })
  .refine((origins) => origins.length <= MOST_FRAME_ORIGINS, "too-many-origins");

/** What can be changed of a share. `expiresOn`: the last day on which it is open, YYYY-MM-DD; null for no end. */
const changeable = {
  name: needed(80),
  level: z.enum(GIVEN_LEVELS),
  shows: shown,
  expiresOn: day.nullable().default(null),
};

/**
 * To whom of the partner a mail goes on the day on which a half-day is cancelled or held after all; empty: to nobody.
 */
const toldEmail = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.union([z.literal(""), z.email("no-such-email")]));

/**
 * A change of a share: all of what it says, or one of its parts. `level` is left out to keep that of an earlier
 * version.
 */
const changeShareBody = z.strictObject({ ...changeable, expiresOn: day.nullable(), frameOrigins, toldEmail }).partial();
export type ShareChange = z.output<typeof changeShareBody>;

/** The organisation that receives a share: one that there is (its id), or a new one. */
const receiver = z.union([
  z.strictObject({ organisation: z.uuid("missing") }),
  z.strictObject({ name: needed(120), kind: z.enum(KINDS) }),
]);

/**
 * A share that is made. `organisation`: the id of the one whose calendar it is; `request`: that of a request it
 * answers.
 */
export const makeShareBody = z.strictObject({
  organisation: z.uuid(),
  receiver,
  ...changeable,
  frameOrigins: frameOrigins.default([]),
  toldEmail: toldEmail.default(""),
  request: z.uuid().optional(),
});
export type ShareWanted = z.output<typeof makeShareBody>;

/** The prefix of the names of the boxes of series. */
export const SERIES_BOX = "series:";

/** The ways to choose in the form; `every` is every place. */
export const WAYS_TO_CHOOSE = ["every", "places", "series", "topics"] as const;

/** The value of the list of receivers for an organisation that is not in it. */
export const NEW_RECEIVER = "new";

type Fields = Readonly<Record<string, string>>;

function shownOfForm(fields: Fields): unknown {
  switch (fields["by"]) {
    case "series":
      return { by: "series", series: ticked(fields, SERIES_BOX) };
    case "topics":
      return { by: "topics", topics: ticked(fields, TOPIC_BOX) };
    case "places":
      return { by: "places", places: ticked(fields, PLACE_BOX) };
    default:
      return { by: "places", places: "every" };
  }
}

/** The fields of the form of a share as a program would send them. */
const shareChangeOfForm = (fields: Fields): Readonly<Record<string, unknown>> => ({
  name: fields["name"] ?? "",
  level: fields["level"],
  shows: shownOfForm(fields),
  expiresOn: fields["expiresOn"] || null,
  toldEmail: fields["toldEmail"] ?? "",
});

/** What stands in the form of a share. */
export const fieldsOfShare = ({
  name,
  level,
  lastDay = "",
  toldEmail = "",
  shows,
}: {
  readonly name: string;
  readonly level: string;
  readonly lastDay?: string;
  readonly toldEmail?: string;
  readonly shows: ShareSelection;
}): Fields => ({ name, level, expiresOn: lastDay, toldEmail, ...fieldsOfShown(shows) });

/** The same of what it shows. */
function fieldsOfShown(shows: ShareSelection): Fields {
  const on = (box: string, chosen: readonly string[]) =>
    Object.fromEntries(chosen.map((one) => [`${box}${one}`, "on"]));
  switch (shows.by) {
    case "series":
      return { by: "series", ...on(SERIES_BOX, shows.series) };
    case "topics":
      return { by: "topics", ...on(TOPIC_BOX, shows.topics) };
    case "places":
      return shows.places === "every" ? { by: "every" } : { by: "places", ...on(PLACE_BOX, shows.places) };
  }
}

/** Which boxes count hangs on the way to choose. */
export const SHOWN_TOGETHER = ["by", PLACE_BOX, SERIES_BOX, TOPIC_BOX] as const;

/** What stands in the form of the sites in whose pages a share may stand. */
export const fieldsOfFrame = ({ frameOrigins }: { readonly frameOrigins: readonly string[] }): Fields => ({
  origins: frameOrigins.join("\n"),
});

/**
 * The refusal of a form in which boxes are ticked that its way to choose leaves out, so that nobody shares more than
 * they ticked: `places-ticked` for places beside « every place », `others-ticked` for any others. Empty when none are.
 */
function idleBoxesOf(fields: Fields): { readonly by?: "places-ticked" | "others-ticked" } {
  const chosen = fields["by"];
  const idle = [
    { by: "places", box: PLACE_BOX },
    { by: "series", box: SERIES_BOX },
    { by: "topics", box: TOPIC_BOX },
  ].filter(({ by, box }) => by !== chosen && ticked(fields, box).length > 0);
  if (idle.length === 0) return {};
  const isOfPlaces = chosen === "every" && idle.every(({ by }) => by === "places");
  return { by: isOfPlaces ? "places-ticked" : "others-ticked" };
}

/** The same of the form that makes a share. */
const shareOfForm = (fields: Fields): unknown => ({
  ...shareChangeOfForm(fields),
  organisation: fields["organisation"],
  receiver:
    fields["receiver"] === NEW_RECEIVER
      ? { name: fields["receiverName"] ?? "", kind: fields["receiverKind"] }
      : { organisation: fields["receiver"] },
  ...(fields["request"] && { request: fields["request"] }),
});

/** The lines of a text field as a list of origins. */
const originsOfForm = ({ origins = "" }: Fields): readonly string[] =>
  origins
    .split(/[\s,;]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The sites of the form that are refused, each with its line, from 1, and why. */
export const refusedOriginsOfForm = ({
  origins = "",
}: Fields): readonly { readonly line: number; readonly site: string; readonly why: WhyNoOrigin }[] =>
  origins.split("\n").flatMap((text, index) =>
    originsOfForm({ origins: text }).flatMap((site) => {
      const why = whyNoOrigin(site);
      return why ? [{ line: index + 1, site, why }] : [];
    }),
  );

/** The field of the form that an issue of these schemas is about. */
function fieldOfShareIssue(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  if (first === "shows") return second === "places" || second === "series" || second === "topics" ? second : "by";
  if (first === "receiver") return second === "name" ? "receiverName" : second === "kind" ? "receiverKind" : "receiver";
  if (first === "frameOrigins") return "origins";
  return first ?? "form";
}

/**
 * What a partner writes to ask for a share. `organisation`: the slug of the organisation that is asked. A mail or a
 * telephone is enough.
 */
export const shareRequestBody = z
  .strictObject({
    organisation: z.string().min(1, "missing").max(120),
    sender: needed(120),
    email: withoutPersonalNumber(z.string().trim().toLowerCase().max(254)).pipe(
      z.union([z.literal(""), z.email("no-such-email")]),
    ),
    phone: typedPhone,
    purpose: freeText(600).min(1, "missing"),
  })
  .refine(({ email, phone }) => email !== "" || phone !== null, { path: ["email"], message: "no-way-to-reach" });
export type ShareRequestTyped = z.output<typeof shareRequestBody>;

const beside = { "no-such-receiver": "receiver", "not-theirs": "by", "already-over": "expiresOn" } as const;

/** A form with the boxes of a share: refused also when boxes are ticked that have no effect. */
function shareForm<Schema extends z.ZodType>(
  schema: Schema,
  from: (fields: Fields) => unknown,
): FormOf<string, z.output<Schema>, typeof beside> {
  const { read } = formOf(schema, { from, fieldOf: fieldOfShareIssue });
  return {
    read: (fields) => {
      const typed = read(fields);
      const idle = idleBoxesOf(fields);
      return idle.by ? { ok: false, refusals: { ...(!typed.ok && typed.refusals), ...idle } } : typed;
    },
    beside,
  };
}

/** The form that makes a share, and that which changes one. */
export const newShareForm = shareForm(makeShareBody, shareOfForm);
export const shareChangeForm = shareForm(changeShareBody, shareChangeOfForm);

/** The form of the sites in whose pages a share may stand. */
export const shareFrameForm = formOf(changeShareBody, {
  from: (fields: Fields) => ({ frameOrigins: originsOfForm(fields) }),
  fieldOf: fieldOfShareIssue,
  beside,
});
