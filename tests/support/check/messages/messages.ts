import type { Breach, Check } from "../breach.ts";
import { agreement, readable } from "./agreement.ts";
import { arabicMinutes, arabicPlurals, arabicWording } from "./arabic.ts";
import { LOCALES, messagesOf, type Message } from "./catalogue.ts";
import { readIcu, readings } from "./icu.ts";
import { sentenceLength } from "./length.ts";
import { typography, type Fault } from "./typography.ts";
import { unusedMessages } from "./unused-messages.ts";
import { exampleToCopy, latinDigits, promisedMessage, wording } from "./wording.ts";

/** The messages: complete in four locales, and in French with the typography, wording and length of docs/look-and-wording.md#wording; in none a message that is not sent. */
export const messages: Check = async (tree) => {
  const french = messagesOf(tree, "fr");
  const others = LOCALES.filter((locale) => locale !== "fr").map((locale) => messagesOf(tree, locale));
  const all = [...french, ...others.flat()];
  return {
    breaches: [
      ...LOCALES.slice(1).flatMap((locale, index) => agreement(french, others[index] ?? [], `messages/${locale}.json`)),
      ...all.flatMap(readable),
      ...french
        .filter(isReadable)
        .flatMap((message) => [...faultsIn(message, [...typography, ...wording]), ...sentenceLength(message)]),
      ...all
        .filter(isReadable)
        .flatMap((message) => faultsIn(message, [latinDigits, exampleToCopy, promisedMessage(message.locale)])),
      ...unusedMessages(french, tree),
      ...others
        .flat()
        .filter(({ locale }) => locale === "ar")
        .filter(isReadable)
        .flatMap((message) => [
          ...arabicPlurals(message),
          ...arabicMinutes(message),
          ...faultsIn(message, arabicWording),
        ]),
    ],
    seen: `${french.length} sentences in ${LOCALES.length} locales`,
  };
};

const isReadable = (message: Message): boolean => readable(message).length === 0;

function faultsIn({ file, line, key, text }: Message, faults: readonly Fault[]): Breach[] {
  const read = readings(readIcu(text));
  return faults
    .filter(({ pattern }) => read.some((one) => pattern.test(one)))
    .map(({ rule, wrong, instead }) => ({ rule, file, line, wrong: `“${key}” ${wrong}.`, instead }));
}
