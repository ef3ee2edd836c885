import { teamLocales } from "#i18n/team-pages.ts";
import type { Breach, Check } from "#tests/support/check/breach.ts";
import type { SourceTree } from "#tests/support/check/tree.ts";
import { agreement, readable } from "./agreement.ts";
import { arabicMinutes, arabicPlurals, arabicWording } from "./arabic.ts";
import { CATALOGUES, LOCALES, messagesOf, type Message, type MessageLocale } from "./catalogue.ts";
import { readIcu, readings } from "./icu.ts";
import { sentenceLength } from "./length.ts";
import { smsTypography } from "./sms.ts";
import { teamWords } from "./team-words.ts";
import { typography, type Fault } from "./typography.ts";
import { unusedMessages } from "./unused-messages.ts";
import { exampleToCopy, latinDigits, promisedMessage, wording } from "./wording.ts";

/**
 * The messages: complete in four locales, those of the team in French and English, and in French with the typography,
 * wording and length of docs/look-and-wording.md#wording; in none a message that is not sent. Those of SMS, a catalogue
 * of its own, are judged alike but for the typography, which costs a segment there, and are sent indeed; those of
 * e-mails have the typography of the pages. That each sentence of these two is said is a test of theirs.
 */
export const messages: Check = async (tree) => {
  const pages = inCatalogue(tree, CATALOGUES.pages);
  const team = inCatalogue(tree, CATALOGUES.team, teamLocales);
  const sms = inCatalogue(tree, CATALOGUES.sms);
  const mail = inCatalogue(tree, CATALOGUES.mail);
  return {
    breaches: [
      ...[pages, team].flatMap((one) =>
        judged(one, (locale) => [latinDigits, exampleToCopy, promisedMessage(locale)], typography),
      ),
      ...inBoth(pages.french, team.french),
      ...teamWords(team.french, tree),
      ...unusedMessages([...pages.french, ...team.french], tree),
      ...judged(sms, () => [latinDigits, exampleToCopy, smsTypography], []),
      ...judged(mail, () => [latinDigits, exampleToCopy], typography),
    ],
    seen: `${pages.french.length} sentences, ${sms.french.length} of SMS and ${mail.french.length} of e-mails in ${LOCALES.length} locales, ${team.french.length} of the team in ${teamLocales.length}`,
  };
};

type Catalogue = {
  readonly folder: string;
  /** French first. */
  readonly locales: readonly MessageLocale[];
  readonly french: readonly Message[];
  readonly others: readonly (readonly Message[])[];
};

const inCatalogue = (tree: SourceTree, folder: string, locales: readonly MessageLocale[] = LOCALES): Catalogue => ({
  folder,
  locales,
  french: messagesOf(tree, "fr", folder),
  others: locales.slice(1).map((locale) => messagesOf(tree, locale, folder)),
});

/** Messages of the team whose namespace the pages in four languages have as well: the one would hide the other. */
function inBoth(pages: readonly Message[], team: readonly Message[]): Breach[] {
  const namespaces = new Set(pages.map(namespaceOf));
  return team
    .filter((message) => namespaces.has(namespaceOf(message)))
    .map(({ file, line, key }) => ({
      rule: "message-in-both",
      file,
      line,
      wrong: `The namespace of “${key}” is in ${CATALOGUES.pages}/fr.json as well.`,
      instead: "Give it another namespace, or move the sentence to the pages in four languages.",
    }));
}

const namespaceOf = ({ key }: Message): string | undefined => key.split(".")[0];

/**
 * What is judged alike in each catalogue. `everywhere`: the faults that no locale may have; `inFrench`: those of French
 * besides its wording.
 */
function judged(
  { folder, locales, french, others }: Catalogue,
  everywhere: (locale: MessageLocale) => readonly Fault[],
  inFrench: readonly Fault[],
): Breach[] {
  const all = [...french, ...others.flat()];
  return [
    ...locales.slice(1).flatMap((locale, index) => agreement(french, others[index] ?? [], `${folder}/${locale}.json`)),
    ...all.flatMap(readable),
    ...french
      .filter(isReadable)
      .flatMap((message) => [...faultsIn(message, [...inFrench, ...wording]), ...sentenceLength(message)]),
    ...all.filter(isReadable).flatMap((message) => faultsIn(message, everywhere(message.locale))),
    ...others
      .flat()
      .filter(({ locale }) => locale === "ar")
      .filter(isReadable)
      .flatMap((message) => [
        ...arabicPlurals(message),
        ...arabicMinutes(message),
        ...faultsIn(message, arabicWording),
      ]),
  ];
}

const isReadable = (message: Message): boolean => readable(message).length === 0;

function faultsIn({ file, line, key, text }: Message, faults: readonly Fault[]): Breach[] {
  const read = readings(readIcu(text));
  return faults
    .filter(({ pattern, unless }) => !unless?.test(text) && read.some((one) => pattern.test(one)))
    .map(({ rule, wrong, instead }) => ({ rule, file, line, wrong: `“${key}” ${wrong}.`, instead }));
}
