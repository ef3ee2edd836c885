/** The languages in which messages are written. */
export const MESSAGE_LANGUAGES = ["fr", "ar", "tr", "en"] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** In what words a message is written: in a language, or in figures and names alone for whoever reads none of these. */
export type WordingLanguage = MessageLanguage | "figures";

/** The telephone that somebody left. One whose kind cannot be told from its number is a landline: somebody calls. */
type Telephone = "mobile" | "landline";

/**
 * What somebody left to be told by. `prefersCall`: « Je préfère un appel », no reason is asked. `refusesSms`,
 * `refusesMail`: they stopped the messages of this number, of this address. `language`: two letters, as far as it is
 * known.
 */
export type ContactWay = {
  readonly phone?: Telephone;
  readonly email?: boolean;
  readonly prefersCall?: boolean;
  readonly refusesSms?: boolean;
  readonly refusesMail?: boolean;
  readonly language?: string;
};

/**
 * How somebody is told now, and what they may change of it. No contact is part of it: pages that show it may be read
 * over a shoulder.
 */
export type OwnContactWay = {
  readonly by: Channel["by"];
  readonly phone: Telephone | "none";
  readonly prefersCall: boolean;
  readonly refusesSms: boolean;
  readonly refusesMail: boolean;
  /** « Je n’ai rien demandé »: only the team has SMS leave again. */
  readonly askedNothing?: true;
};

/** What an organisation can send by. */
export type ChannelsSetUp = { readonly sms: boolean; readonly mail: boolean };

/** What is sent to residents at all, as pages say it. */
export type Sends = "both" | "sms" | "mail" | "nothing";

/** By what an organisation with these contracts writes to residents. */
export const sendsOf = ({ sms, mail }: ChannelsSetUp): Sends =>
  sms ? (mail ? "both" : "sms") : mail ? "mail" : "nothing";

/**
 * How somebody is told: by a message in words, or by a person, from the list of calls to make or when they come (« À
 * dire sur place »).
 */
export type Channel =
  | { readonly by: "sms" | "mail"; readonly words: WordingLanguage }
  | { readonly by: "call" }
  | { readonly by: "on-site" };

/**
 * The channel of somebody (docs/messages.md#channels). Who prefers a call is called; else SMS to a mobile, else e-mail,
 * else a call, else they are told on site: whatever is sent goes before what somebody has to do, and nobody is left
 * out.
 */
export function channelOf(way: ContactWay, contracts: ChannelsSetUp): Channel {
  const { phone, email = false, prefersCall = false, refusesSms = false, refusesMail = false, language } = way;
  const words = wordsFor(language);
  if (prefersCall && phone) return { by: "call" };
  if (phone === "mobile" && contracts.sms && !refusesSms) return { by: "sms", words };
  if (email && contracts.mail && !refusesMail) return { by: "mail", words };
  return { by: phone ? "call" : "on-site" };
}

/** The words for a language: of its own where there are any, French where none is known, figures for every other. */
export function wordsFor(language: string | undefined): WordingLanguage {
  if (language === undefined) return "fr";
  return MESSAGE_LANGUAGES.find((one) => one === language) ?? "figures";
}
