import { z } from "zod";
import { cleanText } from "#lib/place/clean-text.ts";
import { freeText } from "#lib/wire/free-text.ts";
import { ours, written } from "#lib/wire/bounds.ts";

/** Communes that one import names at most. */
const MOST_COMMUNES = 50;

/**
 * Which part of a file of places is imported, as the form of the team sends it. `communes`: names, postal or INSEE
 * codes, between commas or on lines of their own; `departement`: its number. With both, the communes of that
 * département. At least one of the two.
 */
export const placeImportForm = z
  .object({
    communes: freeText(2_000)
      .default("")
      .transform((typed) => typed.split(/[,;\n\r]+/u).flatMap((name) => cleanText(name) ?? []))
      .refine((names) => names.length <= MOST_COMMUNES, "malformed"),
    departement: written()
      .default("")
      .transform((typed) => typed.trim().toUpperCase())
      .refine((code) => code === "" || /^(\d{2,3}|2[AB])$/u.test(code), "malformed"),
  })
  .refine(({ communes, departement }) => communes.length > 0 || departement !== "", {
    path: ["departement"],
    message: "missing",
  });
export type PartWanted = { readonly communes: readonly string[]; readonly departement: string };

const named = z.object({ name: ours, city: ours, number: z.number() });

/** The prefix of the names of the boxes of places that would be imported: `place:12`, by the number of the line. */
const PLACE_BOX = "place:";

/** The name of the box of a place in the form that imports a tried file. */
export const boxOfPlace = (number: number): string => `${PLACE_BOX}${number}`;

/** The lines of the places that a trial offered as boxes and that the sent form leaves unticked. */
export function leftOutOf(
  { added, changed }: Pick<PlaceImportReport, "added" | "changed">,
  fields: Readonly<Record<string, string>>,
): readonly number[] {
  return [...added, ...changed]
    .map(({ number }) => number)
    .filter((number) => fields[boxOfPlace(number)] === undefined);
}

/**
 * What an import did or would do. `added` and `changed` name places with their lines in the file, `vanished` those that
 * an earlier file had and this one has not; `refused` the lines that were not read, with the reason as a word of
 * `import.why` in `messages`. Each list is cut after some hundreds; the counts are whole. `leftOut`: lines that its
 * sender unticked.
 */
export const placeImportReport = z.object({
  counts: z.object({
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    refused: z.number(),
    vanished: z.number(),
    leftOut: z.number().default(0),
  }),
  added: z.array(named),
  changed: z.array(named),
  vanished: z.array(z.object({ name: ours })),
  refused: z.array(z.object({ number: z.number(), name: ours.optional(), why: ours, first: z.number().optional() })),
});
export type PlaceImportReport = z.infer<typeof placeImportReport>;
