import { compose } from "./compose.ts";
import type { Block, ComposedMail, MailLanguage } from "./content.ts";

/** A mail to somebody of the team or of a partner about their account: no band, and nothing to stop. */
export type Letter = { readonly language: MailLanguage; readonly subject: string; readonly blocks: readonly Block[] };

/** Composes a letter from a service. A mailbox shows after the subject how it begins. */
export const composeLetter = ({ language, subject, blocks }: Letter, service: string): ComposedMail =>
  compose({ language, subject, preheader: beginningOf(blocks), service, blocks, foot: [] });

const beginningOf = (blocks: readonly Block[]): string =>
  blocks.map((block) => (block.is === "text" ? block.text : "")).find((text) => text !== "") ?? "";

/** A paragraph of a letter. */
export const paragraph = (text: string): Block => ({ is: "text", text });
