import { z } from "zod";
import { holdsNumberInName, holdsPersonalNumber } from "../access/personal-number.ts";
import { isUuid } from "../uuid.ts";

const REFUSED = "personal-number-refused";

/**
 * What somebody types in words of her own: at most so many characters, without spaces around it, and without a number
 * that we must never keep (refused `personal-number-refused`). Every text that a person or the team writes is read by it.
 */
export const freeText = (most: number) => withoutPersonalNumber(z.string().trim().max(most, { abort: true }));

/** A first name, at most so long: the same, and no long number at all. */
export const firstName = (most: number) => freeText(most).refine((typed) => !holdsNumberInName(typed), REFUSED);

/** The same refusal for a word that has a form of its own. A UUID may look like a file number by chance, and is none. */
export const withoutPersonalNumber = <Text extends z.ZodType<string>>(text: Text): Text =>
  text.refine((typed) => isUuid(typed) || !holdsPersonalNumber(typed), REFUSED);

/** Why what was sent is not read: `personal-number-refused` when nothing else is wrong with it. */
export const refusalOf = ({ issues }: z.ZodError): "malformed" | "personal-number-refused" =>
  issues.every(isPersonalNumber) ? REFUSED : "malformed";

/** Whether this is what is wrong with a text: it holds a number that we must never keep. */
export const isPersonalNumber = ({ code, message }: z.core.$ZodIssue): boolean =>
  code === "custom" && message === REFUSED;
