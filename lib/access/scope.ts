/**
 * What a token of a program may be used for (docs/api.md#tokens): to read, to run lines, to book for residents, to read
 * the planning and look after devices, to look after the people of an organisation. They narrow what the roles of its
 * account allow, and never add to it.
 */
export const SCOPES = ["read", "line", "booking", "planning", "people"] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether this word is a scope. */
export const isScope = (word: string): word is Scope => (SCOPES as readonly string[]).includes(word);
