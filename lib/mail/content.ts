/** The languages in which a mail is set: Arabic from right to left. */
export type MailLanguage = "fr" | "ar" | "tr" | "en";

/**
 * A line of a band, in the middle. `lead`: a sentence; `strong`: a day; `large`: an hour or a number, the largest thing
 * of the mail; `span`: two hours; `warning`: that somebody must not come; `gone`: the day and hour that are no more,
 * struck through, so that another line says it in words.
 */
export type BandLine = {
  readonly is: "lead" | "strong" | "warning" | "large" | "span" | "gone" | "placeName" | "placeAddress";
  readonly text: string;
};

/**
 * A part of a mail. `panel`, `stopPanel`: a coloured band over the whole width, with what somebody has to know.
 * `button`: what the reader is likely to want; `quietButton`: the other answer. A `href` leads to a page and does
 * nothing by itself, since mail programs open addresses beforehand.
 */
export type Block =
  | { readonly is: "panel" | "stopPanel"; readonly lines: readonly BandLine[] }
  | { readonly is: "text" | "smallText" | "strongText" | "figures"; readonly text: string }
  | { readonly is: "code"; readonly label: string; readonly code: string }
  | { readonly is: "button" | "quietButton" | "link"; readonly label: string; readonly href: string }
  | { readonly is: "call"; readonly text: string; readonly phone: string; readonly href: string };

/**
 * What a mail says, of which both its parts are made. `preheader`: the line that a mailbox shows after the subject.
 * `service`: who writes, as residents know them. `foot`: under the card, after the name of the service.
 */
export type MailContent = {
  readonly language: MailLanguage;
  readonly subject: string;
  readonly preheader: string;
  readonly service: string;
  readonly blocks: readonly Block[];
  readonly foot: readonly Block[];
};

/** A mail as it is sent. */
export type ComposedMail = { readonly subject: string; readonly html: string; readonly text: string };
