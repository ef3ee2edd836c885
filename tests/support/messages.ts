import { ar, en, fr, teamEn, teamFr, tr } from "./catalogues.ts";

/** What a page can say, by its language: in French and English with the sentences of the team. */
export const messages = { fr: { ...fr, ...teamFr }, ar, tr, en: { ...en, ...teamEn } };
