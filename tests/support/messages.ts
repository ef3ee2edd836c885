import ar from "#messages/ar.json";
import en from "#messages/en.json";
import fr from "#messages/fr.json";
import teamEn from "#messages/team/en.json";
import teamFr from "#messages/team/fr.json";
import tr from "#messages/tr.json";

/** What a page can say, by its language: in French and English with the sentences of the team. */
export const messages = { fr: { ...fr, ...teamFr }, ar, tr, en: { ...en, ...teamEn } };
