import type { MailLanguage } from "./content.ts";

/**
 * A name, a code or a telephone within a sentence of this language. In Arabic it stands between the marks of Unicode
 * that keep its own direction (FSI, PDI), which hold in the text part too and where a mail program drops attributes.
 */
export const bidiIsolate = (text: string, language: MailLanguage): string =>
  language === "ar" ? `\u2068${text}\u2069` : text;
