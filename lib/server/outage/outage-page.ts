import { phoneHoursOf } from "#lib/place/phone-hours.ts";
import { sayPhoneHours } from "#lib/place/say-phone-hours.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import type { KnownTelephone } from "#lib/server/place/known-places.ts";
import { sayClockTime } from "#lib/time/say.ts";
import { translatorIn, type TextLocale, type Translate } from "#lib/server/translate.ts";
import { Html, html } from "./html.ts";
import { LANGUAGES, pageOfAddress, type Readers } from "./page-of-address.ts";

/** How the languages are shown in the links to them. */
const SHORT: Readonly<Record<TextLocale, string>> = { fr: "FR", ar: "ع", tr: "TR", en: "EN" };

/**
 * What a page without database says. `trouble`: whether the database is lost, had no room, connection or time for this
 * request, or only this page failed, for a fault of ours. `since`: when the outage began, where that is known.
 * `timeZone`: in which hours are said; without it none is. `again`: seconds after which it loads itself again.
 */
export type Outage = {
  readonly path: string;
  readonly trouble: "lost" | "busy" | "failed";
  readonly since: Instant | undefined;
  readonly now: Instant;
  readonly timeZone: string | undefined;
  readonly telephone: KnownTelephone | undefined;
  readonly again: number;
};

/** A page: its title as the tab shows it, and its body as HTML. */
type OutagePage = { readonly title: string; readonly body: Html };

/** A language with the texts of the page in it. */
type Voice = { readonly locale: TextLocale; readonly t: Translate; readonly site: Translate };

function voiceIn(locale: TextLocale): Voice {
  const t = translatorIn(locale, "outage");
  const site = translatorIn(locale, "site");
  return { locale, t, site };
}

/**
 * The whole document: in the reader's language first, then in the three others. It needs no database and no script.
 * `style` and `script` stand in it as they are, so that the hashes of the Content-Security-Policy hold.
 */
export function outageDocument(outage: Outage, style: string, script: string): string {
  const { locale, readers } = pageOfAddress(outage.path);
  const first = voiceIn(locale);
  const others = LANGUAGES.filter((other) => other !== locale).map(voiceIn);
  const { title, body } =
    readers === "screen" ? room(first, others, outage) : page(first, others, { ...outage, readers });
  const name = serviceOf(first, outage);
  return html`<!doctype html>
    <html lang="${locale}" dir="${directionOf(locale)}">
      <head>
        <meta charset="utf-8" />
        <title>${title} · ${name}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <noscript><meta http-equiv="refresh" content="${outage.again}" /></noscript>
        <link rel="icon" href="/icon.svg" />
        ${new Html(`<style>${style}</style>`)}
      </head>
      ${body} ${new Html(`<script data-again="${outage.again}">${script}</script>`)}
    </html> `.text;
}

/** The name of the service that holds the page; a neutral one where it is not known. */
const serviceOf = ({ site }: Voice, { telephone }: Outage): string => telephone?.service ?? site("name");

type OfReaders = Outage & { readonly readers: Readers };

/** The page of a reader, for phone, tablet and desk. */
function page(first: Voice, others: readonly Voice[], outage: OfReaders): OutagePage {
  const { title, lead } = headlineOf(first, outage);
  const { t, site } = first;
  const name = serviceOf(first, outage);
  const wrong = wrongOf(first, outage);
  const body = html`<body>
    <header>
      <div class="bar">
        <p class="brand">${BRAND}<span>${name}</span></p>
        <nav aria-label="${site("languages")}">
          <div class="languages">
            ${others.map((other) => html`<a href="#${other.locale}" lang="${other.locale}">${SHORT[other.locale]}</a>`)}
          </div>
        </nav>
      </div>
    </header>
    <main>
      <div class="what">
        <h1>${title}</h1>
        ${lead === undefined ? undefined : html`<p class="lead">${lead}</p>`}
        <p class="since">${sinceOf(first, outage)}</p>
      </div>
      <div class="what">${waysOf(first, outage)}</div>
      <div class="help">
        ${callOf(first, outage)}
        <a class="again" href="">${site("broken.again")}</a>
        <p>${t("alone")}</p>
      </div>
    </main>
    <div class="others">${others.map((other) => html`<div>${inOtherLanguage(other, outage)}</div>`)}</div>
  </body>`;
  return { title: title.startsWith(wrong) ? title : `${title} ${wrong}`, body };
}

/** The screen in the room: nobody touches it, everybody reads it from their chair. */
function room(first: Voice, others: readonly Voice[], outage: Outage): OutagePage {
  const { t } = first;
  const title = t("number.title");
  const wrong = wrongOf(first, outage);
  const body = html`<body class="room">
    <main>
      <div>
        <h1>${title}</h1>
        <p class="lead">${t("number.lead")}</p>
      </div>
      <ul>
        ${others.map(
          ({ locale, t }) =>
            html`<li lang="${locale}" dir="${directionOf(locale)}">
              <strong>${t("number.title")}</strong> ${t("number.lead")}
            </li>`,
        )}
      </ul>
    </main>
    <aside>
      <div>
        ${clockOf(first, outage)}
        <p class="since">${icon("no-network", 64)}<span>${newsOf(first, outage)}</span></p>
      </div>
      <p class="keep">${icon("number", 96)}${t("keep")}</p>
    </aside>
  </body>`;
  return { title: `${title} ${wrong}`, body };
}

/** What is wrong: the site is down or busy, or this page cannot be shown. */
function wrongOf({ t, site }: Voice, { trouble }: Outage): string {
  if (trouble === "failed") return site("broken.title");
  return trouble === "busy" ? t("busy") : t("title");
}

/** The clock of the room. The script of the page keeps it right. */
function clockOf({ locale }: Voice, { now, timeZone }: Outage): Html | undefined {
  if (timeZone === undefined) return undefined;
  const hour = sayClockTime(now, timeZone, locale);
  const sinceMidnight = minuteOfDay(now, timeZone) * MINUTE + (now % MINUTE);
  const between = hour.replace(/\d/g, "");
  return html`<p class="clock" data-since-midnight="${sinceMidnight}" data-between="${between}">${hour}</p>`;
}

/** The hour at which the outage began, by the clock of the place; undefined where it is not known. */
const hourOf = ({ locale }: Voice, { since, timeZone }: Outage): string | undefined =>
  since === undefined || timeZone === undefined ? undefined : sayClockTime(since, timeZone, locale);

/** Since when the screen has no news, where that is known. */
function newsOf(voice: Voice, outage: Outage): string {
  const { t, locale } = voice;
  if (outage.trouble !== "lost") return wrongOf(voice, outage);
  const hour = hourOf(voice, outage);
  return hour === undefined ? t("noNews") : translatorIn(locale, "screen")("stale", { hour });
}

/**
 * Readers whose headline is what they should do; what is wrong stands below it. Everybody else's headline is what is
 * wrong.
 */
const isToldWhatToDo = (readers: Readers): readers is "number" | "appointment" | "door" =>
  readers === "number" || readers === "appointment" || readers === "door";

/** What is said first. `title`: largest; `lead`: below it. */
function headlineOf(voice: Voice, outage: OfReaders): { title: string; lead?: string } {
  const { t, site } = voice;
  const { readers, trouble } = outage;
  if (isToldWhatToDo(readers)) return { title: t(`${readers}.title`), lead: t(`${readers}.lead`) };
  const title = wrongOf(voice, outage);
  if (readers === "team") return { title, lead: t("team.lead") };
  return trouble === "lost" ? { title: `${title} ${t("goesOn")}` } : { title, lead: site("broken.do") };
}

/**
 * Whose fault it is, since when where that is known; before it what is wrong, where the headline says something else.
 */
function sinceOf(voice: Voice, outage: OfReaders): string {
  const said = oursOf(voice, outage);
  return isToldWhatToDo(outage.readers) ? `${wrongOf(voice, outage)} ${said}` : said;
}

function oursOf(voice: Voice, outage: OfReaders): string {
  const { t, site } = voice;
  if (outage.trouble === "failed") return site("broken.what");
  if (outage.trouble === "busy") return t("busyOurs");
  const hour = hourOf(voice, outage);
  return hour === undefined ? t("ours") : t("since", { hour });
}

/** What to do, each with its icon. */
function waysOf({ t }: Voice, { readers, trouble, telephone }: OfReaders): Html {
  const way = (name: string, ask: string, act?: string): Html =>
    html`<li>
      ${icon(name, 32)}<span><strong>${ask}</strong>${act}</span>
    </li>`;
  const help = telephone?.phone === undefined ? t("doHelpOnSite") : t("doHelp");
  switch (readers) {
    case "number":
      return html`<ul class="ways">
        ${way("number", t("number.kept"), t("keep"))}${way("pin", t("number.outside"))}
      </ul>`;
    case "appointment":
      // It says to call.
      return telephone?.phone === undefined
        ? html``
        : html`<ul class="ways">
            ${way("calendar", t("appointment.forgotten"))}
          </ul>`;
    case "team":
      // A busy site is not away: it gives numbers and takes what the tablet keeps.
      return trouble === "busy"
        ? html``
        : html`<ul class="ways">
            ${way("number", t("team.paper"))}${way("check", t("team.kept"))}
          </ul>`;
    case "door":
    case "screen":
    case "site":
      return html`<ul class="ways">
        ${way("calendar", t("askAppointment"), t("doAppointment"))}${way("number", t("askNumber"), t("doNumber"))}
        ${readers === "door" ? undefined : way("two-people", t("askHelp"), help)}
      </ul>`;
  }
}

/** The telephone as the largest button, with its hours. */
function callOf(voice: Voice, { readers, telephone }: OfReaders): Html {
  if (telephone?.phone === undefined) return noPhone(voice, readers);
  return html`<a class="call" href="tel:${telephone.phone}"
      >${icon("phone-call", 30)}<bdi dir="ltr" class="nowrap">${sayPhone(telephone.phone)}</bdi></a
    >${telephone.phoneHours === undefined ? undefined : html`<p>${hoursOf(voice, telephone.phoneHours)}</p>`}`;
}

/** Without a telephone the team is who helps; the team itself is told nothing. */
const noPhone = ({ site }: Voice, readers: Readers): Html =>
  readers === "team" ? html`` : html`<p class="on-site">${site("noPhone")}</p>`;

/** When the telephone is answered. Hours that cannot be read are shown as the organisation wrote them. */
function hoursOf({ t, site, locale }: Voice, written: string): Html | string {
  const read = phoneHoursOf(written);
  if (!read) {
    const [before = "", after = ""] = t("answered", { hours: MARK }).split(MARK);
    return html`${before}<bdi lang="fr">${written}</bdi>${after}`;
  }
  const said = sayPhoneHours(
    read,
    {
      span: (values) => site("callSpan", values),
      day: (values) => site("callDay", values),
      fromTo: (values) => site("callFromTo", values),
      rule: (values) => site("callRule", values),
      exceptHolidays: (values) => site("callExceptHolidays", values),
    },
    locale,
  );
  return "anyDay" in read ? site("callHours", { hours: said }) : site("callDays", { hours: said });
}

/** Where a text of its own language goes inside a sentence. */
const MARK = "\u0000";

/** The same in a few sentences, in another language. */
function inOtherLanguage(voice: Voice, outage: OfReaders): Html {
  const { t, locale } = voice;
  const { readers } = outage;
  const { title, lead } = headlineOf(voice, outage);
  const { phone } = outage.telephone ?? {};
  const ways =
    readers === "site"
      ? [
          [t("askAppointment"), t("doAppointment")],
          [t("askNumber"), t("doNumber")],
        ]
      : [];
  return html`<section id="${locale}" lang="${locale}" dir="${directionOf(locale)}">
    <h2>${title}${lead === undefined ? "" : ` ${lead}`}</h2>
    ${isToldWhatToDo(readers) ? html`<p>${wrongOf(voice, outage)}</p>` : undefined}
    ${ways.map((sentences) => html`<p>${sentences.join(" ")}</p>`)}
    ${
      phone === undefined
        ? noPhone(voice, readers)
        : html`<p>
            <a href="tel:${phone}">${icon("phone-call", 24)}${callSentence(voice, phone)}</a>
          </p>`
    }
  </section>`;
}

/** « Appeler le 03 … », with the number in its own direction. */
function callSentence({ t }: Voice, phone: string): Html {
  const [before = "", after = ""] = t("call", { phone: MARK }).split(MARK);
  return html`<span>${before}<bdi dir="ltr" class="nowrap">${sayPhone(phone)}</bdi>${after}</span>`;
}

const directionOf = (locale: TextLocale): "ltr" | "rtl" => (locale === "ar" ? "rtl" : "ltr");

const icon = (name: string, size: number): Html =>
  html`<svg aria-hidden="true" width="${size}" height="${size}"><use href="/icons.svg#${name}" /></svg>`;

/** The logo, as components/brand-mark.tsx draws it. */
const BRAND = html`<svg aria-hidden="true" width="30" height="30" viewBox="0 0 30 30">
  <rect width="30" height="30" rx="8" fill="currentColor" />
  <path d="M15 7.5c4.5 0 8 3 8 6.75V21h-8c-4.5 0-8-3-8-6.75S10.5 7.5 15 7.5z" fill="var(--color-paper)" />
</svg>`;
