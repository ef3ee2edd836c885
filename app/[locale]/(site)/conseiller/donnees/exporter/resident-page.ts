import type { Locale } from "#i18n/routing.ts";
import { html, type Html } from "#lib/server/outage/html.ts";
import type { ResidentData, ResidentRecord } from "#lib/server/privacy/read-resident.ts";
import { translatorIn, type Translate } from "#lib/server/translate.ts";
import { sayDay } from "#lib/time/say.ts";

const STYLE =
  "body{font:1.1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}th{text-align:start;padding-inline-end:1.5rem;vertical-align:top}";

/** What is kept of a person as one page to read or print, without script, picture or anything from elsewhere. */
export function residentPage({ organisation, exportedAt, records }: ResidentData, locale: Locale): string {
  const t = translatorIn(locale, "residentFile");
  const said = (value: string): string => sayValue(value, t, locale);
  const row = ([fact, value]: [string, unknown]): Html =>
    html`<tr>
      <th scope="row">${t(`facts.${fact}`)}</th>
      <td>
        ${[value]
          .flat()
          .map((one) => said(String(one)))
          .join(", ")}
      </td>
    </tr>`;
  const section = ({ kind, facts }: ResidentRecord): Html =>
    html`<h2>${t(`kinds.${kind}`)}</h2>
      <table>
        ${Object.entries(facts).map(row)}
      </table>`;
  return html`<!doctype html>
    <html lang="${locale}" dir="${locale === "ar" ? "rtl" : "ltr"}">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${t("title")}</title>
      <style>
        ${STYLE}
      </style>
      <h1>${t("title")}</h1>
      <p>${organisation}, ${said(exportedAt)}</p>
      <p>${t("what")}</p>
      ${records.map(section)}
    </html> `.text;
}

/** A moment as a day and an hour, yes and no as words, anything else as it is kept. */
function sayValue(value: string, t: Translate, locale: Locale): string {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/u.exec(value) ?? [];
  if (day !== undefined) return `${sayDay(day, locale)} ${day.slice(0, 4)}, ${clock}`;
  return value === "true" ? t("yes") : value === "false" ? t("no") : value;
}
