import { z } from "zod";
import type { Receipt, GatewayCall } from "./receipt.ts";

/**
 * A finished SMS. `to`: a number in E.164. `coding`: how its characters were counted; a text with one character outside
 * GSM-7 is `ucs-2`. `tag`: the id of its row in the outbox, which the gateway keeps beside it and which says nothing of
 * a person. `validFor`: minutes after which the organisation need not deliver it any more, where a gateway passes that
 * on.
 */
export type Sms = {
  readonly to: string;
  readonly text: string;
  readonly coding: "gsm-7" | "ucs-2";
  readonly tag: string;
  readonly validFor?: number;
};

/** An SMS of a demonstration, kept so that `/messages` shows it as a phone would. */
export type KeptSms = Omit<Sms, "validFor"> & { readonly channel: "sms" };

/**
 * Why a gateway or a mail server refused a message for good. `bad-recipient`: no such number or address, or none that
 * can get it. `opted-out`: its owner asked not to be written to. `text-refused`: too long, or words that are not passed
 * on. `rejected`: a reason that the gateway does not document. `wrong-address`: there is no such account or service at
 * the gateway.
 */
export type GatewayRefusal =
  | "bad-recipient"
  | "opted-out"
  | "text-refused"
  | "rejected"
  | "sender-not-allowed"
  | "no-credit"
  | "not-authorised"
  | "wrong-address";

/**
 * Whether the next message would be refused for the same reason, whoever it is for: then sending stops until somebody
 * has acted.
 */
export const WOULD_FAIL_TOO: Readonly<Record<GatewayRefusal, boolean>> = {
  "bad-recipient": false,
  "opted-out": false,
  "text-refused": false,
  rejected: false,
  "sender-not-allowed": true,
  "no-credit": true,
  "not-authorised": true,
  "wrong-address": true,
};

/**
 * What became of a message that was handed over. `code` is for the log: a status, or the code of a broken connection;
 * never words of the gateway, which may repeat the number or the text.
 *
 * - `accepted`: the gateway has it. `id`: its own; not given where only an earlier try had been told it. `segments`,
 *   `credits`: where it says so.
 * - `refused`: it will never send this one.
 * - `again`: it did not take it, and may later; `wait`: milliseconds that it asks for.
 * - `unknown`: the answer was lost, and it may have been sent (`resultOfTry`, docs/decisions/sms-and-mail.md).
 */
export type SendResult =
  | {
      readonly kind: "accepted";
      readonly id?: string | undefined;
      readonly segments?: number | undefined;
      readonly credits?: number | undefined;
    }
  | { readonly kind: "refused"; readonly reason: GatewayRefusal; readonly code: string }
  | { readonly kind: "again"; readonly code: string; readonly wait?: number | undefined }
  | { readonly kind: "unknown"; readonly code: string };

/**
 * What a gateway says of a message whose answer was lost. `sent`: it has it; `id`: where it says it. `not-known`: it
 * has none with this tag. `cannot-say`: it does not answer, or may not have filed it yet.
 */
export type LostAnswer =
  | { readonly kind: "sent"; readonly id?: string | undefined }
  | { readonly kind: "not-known" }
  | { readonly kind: "cannot-say"; readonly code: string };

/**
 * What a gateway can do about a lost answer. `asking`: `find`, not sooner than `after` milliseconds after the try,
 * before which it may not have filed the message. `repeating`: the same tag handed over again within `within`
 * milliseconds is not sent twice. `nothing`: a second try may be a second message.
 */
export type AfterLostAnswer =
  | { readonly by: "asking"; readonly after: number }
  | { readonly by: "repeating"; readonly within: number }
  | { readonly by: "nothing" };

/**
 * What is known at a later question about a message that was accepted: its receipt, none yet, or that the gateway did
 * not answer this time.
 */
export type ReceiptAnswer = Receipt | "none-yet" | "cannot-say";

/** What an open gateway does. None of its functions throws for what a gateway or the network does, and none logs. */
type GatewayActs = {
  readonly send: (sms: Sms) => Promise<SendResult>;
  readonly find: (tag: string) => Promise<LostAnswer>;
  /** Asks what became of a message; absent where a gateway has no such question, or nothing becomes of a message. */
  readonly receiptOf?: (accepted: { readonly id: string; readonly tag: string }) => Promise<ReceiptAnswer>;
};

/**
 * What every gateway may use. `sender`: from whom an SMS is (SMS_SENDER). `url`: another address of its API.
 * `deadline`: milliseconds for a whole answer. `receipts`: our address that it calls with what becomes of an SMS.
 * `store`: where a demonstration keeps its messages (`MessageStore`).
 */
type GatewayOptions = {
  readonly sender: string;
  readonly url?: string | undefined;
  readonly deadline?: number;
  readonly receipts?: string | undefined;
  readonly store?: {
    readonly keep: (sms: KeptSms) => Promise<boolean>;
    readonly has: (tag: string) => Promise<boolean>;
  };
};

/**
 * What is true of a gateway in every installation.
 *
 * - `name`: what SMS_GATEWAY says, and the rows of the outbox.
 * - `company`: with whom the contract is. Without one it shows texts of messages, and is refused in production.
 * - `settings`: what the contract gives, each by its name in the environment; all of them are needed, and SMS_SENDER.
 * - `receiptsId`: the id from which the secret of our address for its calls is derived; absent where it calls none.
 * - `receiptsOf`: the receipts in a call that came to that address; intermediate states and what cannot be read give
 *   none.
 */
type GatewayFacts<Settings> = {
  readonly name: string;
  readonly company?: string;
  readonly settings: Settings;
  readonly receiptsId?: string;
  readonly lost: AfterLostAnswer;
  readonly receiptsOf: (call: GatewayCall) => readonly Receipt[];
};

type SettingsByName = Readonly<Record<string, z.ZodType<string>>>;

/** A gateway that is reached with the settings of an installation. */
export type OpenGateway = Pick<GatewayFacts<unknown>, "name" | "lost" | "receiptsOf"> & GatewayActs;

/**
 * One way in which SMS leave, the same for every installation. `open` throws for settings that lack or cannot be used.
 */
export type SmsGateway = GatewayFacts<SettingsByName> & {
  readonly open: (settings: Readonly<Record<string, string | undefined>>, shared: GatewayOptions) => OpenGateway;
};

/** Makes a gateway of its facts and of what opens it with its settings. */
export function smsGatewayOf<Settings extends SettingsByName>(
  facts: GatewayFacts<Settings>,
  open: (settings: z.output<z.ZodObject<Settings>>, shared: GatewayOptions) => GatewayActs,
): SmsGateway {
  const { name, lost, receiptsOf } = facts;
  const settings = z.object(facts.settings);
  return { ...facts, open: (given, shared) => ({ name, lost, receiptsOf, ...open(settings.parse(given), shared) }) };
}
