/**
 * The documents about personal data that the coordination prints, by their name in the address; their text:
 * `messages/documents`.
 */
export const LEGAL_DOCUMENTS = ["registre", "aipd", "sous-traitants", "convention", "information"] as const;
export type LegalDocumentName = (typeof LEGAL_DOCUMENTS)[number];

/** Whether a word is the name of a document. */
export const isLegalDocument = (word: string): word is LegalDocumentName =>
  (LEGAL_DOCUMENTS as readonly string[]).includes(word);

/** A line of pieces. `{ blank: true }` stands where nothing is set: it is shown, never invented. */
export type DocumentLine = readonly ({ readonly text: string } | { readonly blank: true })[];

/** A part of a document, in the order of reading. The first row of a table is its head. */
export type Block =
  | { readonly kind: "title" | "heading" | "text"; readonly line: DocumentLine }
  | { readonly kind: "list"; readonly items: readonly DocumentLine[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly DocumentLine[])[] };
