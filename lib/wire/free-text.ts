import { z } from "zod";
import { holdsNumberInName, holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { isUuid } from "#lib/uuid.ts";

const REFUSED = "personal-number-refused";

/**
 * A text that a person types freely: at most `most` characters, outer spaces removed. A personal number of the State
 * (docs/personal-data.md#what-is-refused) is refused with `personal-number-refused`. Every text that a resident or the
 * team writes is parsed with this schema.
 */
export const freeText = (most: number) => withoutPersonalNumber(z.string().trim().max(most, { abort: true }));

/** A first name of at most `most` characters: a free text without any long number. */
export const firstName = (most: number) => freeText(most).refine((typed) => !holdsNumberInName(typed), REFUSED);

/**
 * Adds the refusal of personal numbers to another text schema. A UUID is accepted, though it may look like such a
 * number.
 */
export const withoutPersonalNumber = <Text extends z.ZodType<string>>(text: Text): Text =>
  text.refine((typed) => isUuid(typed) || !holdsPersonalNumber(typed), REFUSED);

/** The refusal for a failed parse: `personal-number-refused` when nothing else is wrong, otherwise `malformed`. */
export const refusalOf = ({ issues }: z.ZodError): "malformed" | "personal-number-refused" =>
  issues.every(isPersonalNumber) ? REFUSED : "malformed";

/** Whether this issue is the refusal of a personal number. */
export const isPersonalNumber = ({ code, message }: z.core.$ZodIssue): boolean =>
  code === "custom" && message === REFUSED;

/** A reason in a few words of the team, at most 140 characters. */
export const reason = freeText(140).min(1);
