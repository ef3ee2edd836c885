import { compose } from "#lib/mail/compose.ts";
import type { Block, ComposedMail, MailLanguage } from "#lib/mail/content.ts";
import { bidiIsolate } from "#lib/mail/bidi-isolate.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { WordingLanguage } from "#lib/message/channel.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import { KIND_RULES } from "#lib/message/kinds.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import { inFigures } from "#lib/message/sms/figures.ts";
import { shapesOf, type Shape } from "#lib/message/sms/shortening.ts";
import { addressOf, callOf, stopAddressOf, whenOf } from "./parts.ts";
import { newsBands } from "./news-bands.ts";

/**
 * What a mail says besides its facts. `service`: the organisation as residents know it, at the beginning and the end.
 * `file`: what the calendar part beside it does to the reader’s calendar, where there is one.
 */
export type MailSetting = { readonly service: string; readonly file?: "add" | "remove" | undefined };

/**
 * Composes the mail of a message (docs/messages.md#e-mails): as in an SMS, neither a name nor a topic. Whoever reads
 * none of the four languages gets French with figures before it. `say`: of the catalogue of mails (`messages/mail`), in
 * French for figures. `now`: when it is sent, since an hour of that day is « aujourd’hui ».
 */
export function composeMail(
  told: MessageFacts,
  words: WordingLanguage,
  say: Say,
  setting: MailSetting,
  now: Instant,
): ComposedMail {
  const language = words === "figures" ? "fr" : words;
  const { subject, preheader, bands } = newsBands(told, language, say, now);
  const whole = { language, service: setting.service, foot: footOf(told, language, say) };
  const blocks = [...bands, ...whatToDo(told, language, say, setting)];
  if (words !== "figures") return compose({ ...whole, subject, preheader, blocks });
  return compose({
    ...whole,
    subject: figuresOf(told, SUBJECT),
    preheader: subject,
    blocks: [{ is: "figures", text: figuresOf(told, FIGURES) }, ...blocks],
  });
}

const FIGURES = shapesOf("", true)[0] as Shape;
const SUBJECT: Shape = { ...FIGURES, phone: "none", town: false, street: false, code: false };

/** The figures of an SMS without its link, since a button looks the same in every language. */
function figuresOf({ link: _, ...told }: MessageFacts, shape: Shape): string {
  return inFigures(told, shape);
}

/** What somebody can do: answer, give the code, open the page, have it in their calendar, call. */
function whatToDo(told: MessageFacts, language: MailLanguage, say: Say, { file }: MailSetting): readonly Block[] {
  const { kind, code, link, phone } = told;
  const { counted } = KIND_RULES[kind];
  const isHeld = counted || kind === "changed" || kind === "kept" || kind === "found-again";
  return [
    ...(kind === "offer" ? questionOf(told, language, say) : []),
    ...(code === undefined || kind === "cancelled" ? [] : codeOf(code, say)),
    ...(link === undefined ? [] : pageOf(told, addressOf(link), say)),
    ...(file === undefined ? [] : [text(say(`file.${file}`))]),
    ...(phone === undefined ? [] : [callOf(say(`phone.${isHeld ? "change" : "call"}`), phone, language)]),
  ];
}

/**
 * Yes and no lead to the same page, which asks once more: a mail program that opens addresses beforehand answers
 * nothing.
 */
function questionOf(
  told: MessageFacts & { readonly kind: "offer" },
  language: MailLanguage,
  say: Say,
): readonly Block[] {
  const { link, until, place } = told;
  return [
    { is: "strongText", text: say("offer.question") },
    text(say("offer.until", whenOf(until, place.zone, language))),
    ...(link === undefined
      ? []
      : ([
          { is: "button", label: say("offer.yes"), href: addressOf(link) },
          { is: "quietButton", label: say("offer.no"), href: addressOf(link) },
        ] as const)),
  ];
}

const codeOf = (code: string, say: Say): readonly Block[] => [
  { is: "code", label: say("code"), code },
  { is: "smallText", text: say("code-hint") },
];

/** What the page of the link is for; an offer has its own buttons. */
function pageOf(told: MessageFacts, href: string, say: Say): readonly Block[] {
  if (told.kind === "offer") return [];
  if (told.kind === "cancelled") return told.instead ? [] : [{ is: "button", label: say("cancelled.other"), href }];
  return KIND_RULES[told.kind].about === "visit"
    ? [{ is: "button", label: say("page.number"), href }]
    : [{ is: "button", label: say("page.appointment"), href }, text(say("page.what"))];
}

/** Under the card: whom to call, and how to hear no more, on the page of the link. */
function footOf({ kind, link, phone }: MessageFacts, language: MailLanguage, say: Say): readonly Block[] {
  return [
    ...(phone === undefined ? [] : [{ is: "smallText", text: bidiIsolate(sayPhone(phone), language) } as const]),
    link === undefined
      ? { is: "smallText", text: say("stop.say") }
      : { is: "link", label: say("stop.link"), href: stopAddressOf(kind, link) },
  ];
}

const text = (said: string): Block => ({ is: "text", text: said });
