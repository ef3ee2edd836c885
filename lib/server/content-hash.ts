import { createHash } from "node:crypto";

/**
 * A short name for values as they stand, 22 characters: a form holds the one that it was opened with, and who saves it
 * is told when somebody else changed the values meanwhile, instead of undoing that unseen. Values that are equal as
 * JSON have the same.
 */
export const contentHash = (values: unknown): string =>
  createHash("sha256").update(JSON.stringify(values)).digest("base64url").slice(0, 22);
