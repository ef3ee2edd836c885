import { useTranslations } from "next-intl";
import { memo, useId, type ReactNode } from "react";
import { languages } from "#i18n/languages.ts";
import { routing } from "#i18n/routing.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { deferred } from "#components/tablet/deferred.tsx";
import { holderOfLast } from "#components/tablet/last-act.ts";
import { useActs, useTablet } from "#components/tablet/tablet-context.ts";
import { useLabels } from "#components/tablet/use-labels.ts";
import { ActChip } from "./chip.tsx";

type Described = Pick<Visit, "id" | "topic" | "language">;

/**
 * Why the person comes and which language they speak, in one tap each. Nothing waits for it
 * (docs/line.md#topic-and-language).
 */
export function TopicAndLanguage({ visit }: { visit: Described }) {
  const t = useTranslations("tablet.describe");
  return (
    <div className="grid gap-2">
      <Chips label={t("language")}>
        <LanguageChips visit={visit} />
      </Chips>
      <Topics visit={visit} />
    </div>
  );
}

/** The topics of the organisation. */
export function Topics({ visit }: { visit: Described }) {
  const t = useTranslations("tablet.describe");
  return (
    <Chips label={t("topic")}>
      <TopicChips visit={visit} />
    </Chips>
  );
}

function Chips({ label, children }: { label: string; children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex flex-wrap gap-2">
      <p id={id} className="self-center text-[0.95rem] text-soft">
        {label}
      </p>
      {children}
    </div>
  );
}

/** `number`: named on each chip, where another person may be at the desk. The one that is noted comes first. */
function TopicChips({ visit: { id, topic }, number }: { visit: Described; number?: number }) {
  const { act } = useActs();
  const keys = useTopicKeys();
  const shown = topic === undefined ? keys : [topic, ...keys.filter((key) => key !== topic)];
  return shown.map((key) => (
    <ActChip
      key={key}
      on={key === topic}
      actKey={`topic ${id} ${key} of ${topic}`}
      onAct={() => act({ type: "describe", visit: id, topic: key === topic ? null : key })}
    >
      <TopicName topic={key} number={number} />
    </ActChip>
  ));
}

/** Apart, since the chips are rendered with each second and act, and their words hardly ever change. */
const TopicName = memo(function TopicName({ topic, number }: { topic: string; number: number | undefined }) {
  const t = useTranslations("tablet.describe");
  const what = useLabels().topic(topic);
  return number === undefined ? what : t("about", { number, what });
});

/** The topics offered: first those that people were helped with at this place. */
function useTopicKeys(): readonly string[] {
  const { topics, learned } = useTablet().site;
  const keys = topics.map(({ key }) => key);
  return [...keys.filter((key) => key in learned.byTopic), ...keys.filter((key) => !(key in learned.byTopic))];
}

function LanguageChips({ visit: { id, language }, number }: { visit: Described; number?: number }) {
  const t = useTranslations("tablet.describe");
  const { act } = useActs();
  return routing.locales.map((one) => {
    const name = <span lang={one}>{number === undefined ? languages[one].name : languages[one].short}</span>;
    return (
      <ActChip
        key={one}
        on={one === language}
        actKey={`language ${id} ${one}`}
        onAct={() => act({ type: "describe", visit: id, language: one === language ? null : one })}
      >
        {number === undefined ? name : t.rich("spoken", { number, name: () => name })}
      </ActChip>
    );
  });
}

/**
 * The same for who got the last number here, while it can be taken back. `low`: beside the line in one row that
 * scrolls, so that the line above keeps its height. It follows the number, which is painted first: nobody notes
 * anything in that moment, nor does a chip act yet.
 */
export const TopicOfLast = deferred(function TopicOfLast({ low = false }: { low?: boolean }) {
  const t = useTranslations("tablet.describe");
  const { state, ownCommands, now } = useTablet();
  const visit = holderOfLast(state, ownCommands, now);
  if (!visit) return null;
  return (
    <div
      role="group"
      aria-label={t("of", { number: visit.number })}
      className={`flex flex-wrap gap-2 text-start ${low ? "-mx-1 p-1 md:max-h-15 md:overflow-y-auto md:tall:max-h-32" : ""}`}
    >
      <LanguageChips visit={visit} number={visit.number} />
      <TopicChips visit={visit} number={visit.number} />
    </div>
  );
});
