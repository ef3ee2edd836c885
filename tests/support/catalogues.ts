/**
 * The catalogues of sentences. Read when the file is loaded: jest warns of a static import of JSON, since the compiler
 * of Next.js writes its attribute in the old way.
 */
const catalogue = { with: { type: "json" } } as const;
export const { default: ar } = await import("#messages/ar.json", catalogue);
export const { default: en } = await import("#messages/en.json", catalogue);
export const { default: fr } = await import("#messages/fr.json", catalogue);
export const { default: tr } = await import("#messages/tr.json", catalogue);
export const { default: teamEn } = await import("#messages/team/en.json", catalogue);
export const { default: teamFr } = await import("#messages/team/fr.json", catalogue);
