import { compose } from "#lib/mail/compose.ts";
import type { BandLine, Block, ComposedMail, MailLanguage } from "#lib/mail/content.ts";
import { bidiIsolate } from "#lib/mail/bidi-isolate.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { HalfDayOfDoor, HalfDayToName, StaffMessageKind, ToldToStaff } from "#lib/message/staff-kinds.ts";
import { addressOf, callOf, capital, lead, placeInOneLine, placeLines, strong, type Beginning } from "./parts.ts";

/** Most half-days that one mail names; the page of its link has them all. */
const NAMED_AT_MOST = 12;

/**
 * Composes the mail of a message to staff, a contact on site or a partner (docs/messages.md#to-staff-and-partners).
 * `say`: of the catalogue of mails in that language. `service`: the organisation, as residents know it.
 */
export function composeStaffMail(told: ToldToStaff, language: MailLanguage, say: Say, service: string): ComposedMail {
  const { subject, preheader, bands } = beginningOf(told, language, say);
  const blocks = [...bands, ...buttonsOf(told, say), ...callsOf(told, language, say)];
  return compose({ language, service, subject, preheader, blocks, foot: footOf(told, say) });
}

/** How a partner has no more of them. Whoever is planned, and whoever hangs a notice, is told as long as they are. */
const footOf = ({ stop }: ToldToStaff, say: Say): readonly Block[] =>
  stop === undefined ? [] : [{ is: "link", label: say("stop.link"), href: addressOf(stop) }];

function beginningOf(told: ToldToStaff, language: MailLanguage, say: Say): Beginning {
  switch (told.kind) {
    case "assigned":
    case "assignment-cancelled":
    case "half-day-cancelled":
    case "half-day-held":
      return ofHalfDays(told.kind, told.halfDays, language, say);
    case "assignment-moved": {
      const { from, to } = told;
      const old = say("staff.assignment-moved.old", named(from, language, say));
      return {
        subject: say("staff.assignment-moved.subject", named(to, language, say)),
        preheader: old,
        bands: [
          {
            is: "panel",
            lines: [
              strong(say("staff.assignment-moved.lead")),
              lead(old),
              lead(say("staff.assignment-moved.now")),
              ...wholeHalfDay(to, language, say),
            ],
          },
        ],
      };
    }
    case "notice-to-hang":
      return ofDoor(told, { subject: "subject", lead: "lead", what: "do" }, language, say);
    case "notice-to-take-off":
      return told.others
        ? ofDoor(told, { subject: "subject-replace", lead: "lead-replace", what: "replace" }, language, say)
        : ofDoor(told, { subject: "subject", lead: "lead", what: "do" }, language, say);
    case "help-needed": {
      const { place, since, desk } = told;
      const hour = sayHour(since, place.zone, language);
      return {
        subject: say("staff.help-needed.subject", { place: bidiIsolate(place.name, language), hour }),
        preheader: placeInOneLine(place, language),
        bands: [
          {
            is: "stopPanel",
            lines: [
              { is: "warning", text: say("staff.help-needed.lead") },
              ...placeLines(place),
              ...(desk === undefined ? [] : [strong(say("staff.help-needed.desk", { desk }))]),
              lead(say("staff.help-needed.since", { hour })),
            ],
          },
        ],
      };
    }
  }
}

/** One half-day in large, or the list of several. In red what is no more. */
function ofHalfDays(
  kind: StaffMessageKind,
  halfDays: readonly HalfDayToName[],
  language: MailLanguage,
  say: Say,
): Beginning {
  const [first] = halfDays;
  if (!first) throw new Error("A message about half-days names one at least.");
  const isOne = halfDays.length === 1;
  const isNoMore = kind === "assignment-cancelled" || kind === "half-day-cancelled";
  const heading = say(`staff.${kind}.${isOne ? "lead" : "leads"}`);
  const { when, place } = named(first, language, say);
  return {
    subject: say(`staff.${kind}.${isOne ? "subject" : "subjects"}`, isOne ? { when, place } : {}),
    preheader: isOne ? placeInOneLine(first.place, language) : `${capital(when)}, ${place}`,
    bands: [
      {
        is: isNoMore ? "stopPanel" : "panel",
        lines: [
          isNoMore ? { is: "warning", text: heading } : lead(heading),
          ...(isOne
            ? wholeHalfDay(first, language, say)
            : halfDays.slice(0, NAMED_AT_MOST).flatMap((one) => lineOfHalfDay(one, language, say))),
          ...(halfDays.length > NAMED_AT_MOST ? [lead(say("staff.more"))] : []),
        ],
      },
    ],
  };
}

/**
 * What is to be done at which door, and what becomes of each half-day that the sheet there names. `keys`: of its
 * sentences, under the kind.
 */
function ofDoor(
  { kind, halfDays }: Extract<ToldToStaff, { readonly kind: "notice-to-hang" | "notice-to-take-off" }>,
  keys: Readonly<Record<"subject" | "lead" | "what", string>>,
  language: MailLanguage,
  say: Say,
): Beginning {
  const [first] = halfDays;
  if (!first) throw new Error("A message about a door names a half-day at least.");
  const isToHang = kind === "notice-to-hang";
  const what = say(`staff.${kind}.${keys.what}`);
  return {
    subject: say(`staff.${kind}.${keys.subject}`, { place: bidiIsolate(first.place.name, language) }),
    preheader: what,
    bands: [
      {
        is: "panel",
        lines: [strong(say(`staff.${kind}.${keys.lead}`)), ...placeLines(first.place), lead(what)],
      },
      {
        is: isToHang ? "stopPanel" : "panel",
        lines: [
          ...halfDays
            .slice(0, NAMED_AT_MOST)
            .flatMap(({ now, ...one }: HalfDayOfDoor): readonly BandLine[] => [
              strong(capital(named(one, language, say).when)),
              lead(isToHang ? insteadAtDoor(one, now, language, say) : say("staff.notice-to-take-off.held")),
            ]),
          ...(halfDays.length > NAMED_AT_MOST ? [lead(say("staff.more"))] : []),
        ],
      },
    ],
  };
}

/** What is instead of a half-day that its door names: nothing, other hours, or another day. */
function insteadAtDoor(
  { span, place }: HalfDayToName,
  now: Interval | undefined,
  language: MailLanguage,
  say: Say,
): string {
  if (!now) return say("staff.notice-to-hang.not-held");
  const isSameDay = localDateOf(span.start, place.zone) === localDateOf(now.start, place.zone);
  const instead = { span: now, place };
  return isSameDay
    ? say("staff.notice-to-hang.other-hours", hoursOf(instead, language))
    : say("staff.notice-to-hang.other-day", { when: named(instead, language, say).when });
}

/** « jeudi 12 novembre, de 9 h à 12 h », and the name of the place, as arguments of a sentence. */
function named({ span, place }: HalfDayToName, language: MailLanguage, say: Say) {
  const day = sayDay(localDateOf(span.start, place.zone), language);
  return {
    when: say("staff.when", { day, ...hoursOf({ span, place }, language) }),
    place: bidiIsolate(place.name, language),
  };
}

const hoursOf = ({ span, place }: HalfDayToName, language: MailLanguage) => ({
  from: sayHour(span.start, place.zone, language),
  to: sayHour(span.end, place.zone, language),
});

const wholeHalfDay = (halfDay: HalfDayToName, language: MailLanguage, say: Say): readonly BandLine[] => [
  strong(capital(sayDay(localDateOf(halfDay.span.start, halfDay.place.zone), language))),
  { is: "span", text: say("staff.hours", hoursOf(halfDay, language)) },
  ...placeLines(halfDay.place),
];

const lineOfHalfDay = (halfDay: HalfDayToName, language: MailLanguage, say: Say): readonly BandLine[] => [
  strong(capital(named(halfDay, language, say).when)),
  { is: "placeAddress", text: halfDay.place.name },
];

/** What can be answered or opened. As in every mail a button leads to a page, which asks by a form. */
function buttonsOf(told: ToldToStaff, say: Say): readonly Block[] {
  const { link } = told;
  if (link === undefined) return [];
  const button = (is: "button" | "quietButton", key: string): Block => ({
    is,
    label: say(`staff.${key}`),
    href: addressOf(link),
  });
  switch (told.kind) {
    case "assigned":
    case "assignment-moved":
      return [button("button", "seen"), button("quietButton", "cannot"), { is: "text", text: say("staff.seen-why") }];
    case "assignment-cancelled":
      return [button("button", "seen")];
    case "notice-to-hang":
      return [button("button", "notice")];
    case "notice-to-take-off":
      // Where all is held again, the page has no notice to open: it says so.
      return [button("button", told.others ? "notice" : "notice-gone")];
    case "help-needed":
      return [button("button", "answer")];
    case "half-day-cancelled":
    case "half-day-held":
      return [button("button", "calendar")];
  }
}

/**
 * Whom to call. Where help is needed the numbers of the police and of every emergency always stand, without a telephone
 * of the place too.
 */
function callsOf({ kind, phone }: ToldToStaff, language: MailLanguage, say: Say): readonly Block[] {
  const isHelp = kind === "help-needed";
  return [
    ...(phone === undefined ? [] : [callOf(say(isHelp ? "staff.call-place" : "phone.call"), phone, language)]),
    ...(isHelp ? EMERGENCY.map(([key, phone]) => callOf(say(`staff.${key}`), phone, language)) : []),
  ];
}

const EMERGENCY = [
  ["danger", "17"],
  ["emergency", "112"],
] as const;
