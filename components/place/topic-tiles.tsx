import { useTopicWords } from "#components/topic-words.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { homeAddress, type HomeChoice } from "./home-address.ts";

/** The pictogram of each standard topic. One of an organisation's own has that of « autre ». */
const PICTURES: Readonly<Record<string, IconName>> = {
  "caf-changement": "family",
  "caf-ressources": "family",
  "caf-logement": "house",
  "caf-prime-activite": "family",
  "caf-rsa": "family",
  "ameli-compte": "health",
  impots: "euro",
  "france-travail": "briefcase",
  "carte-grise": "car",
  "titre-sejour": "id-card",
  retraite: "two-people",
  telephone: "telephone",
  email: "envelope",
};

/**
 * The topics by pictogram: each narrows this page to the half-days where it is done. `choice`: what it is narrowed to
 * now.
 */
export function TopicTiles({ topics, choice }: { topics: readonly NamedTopic[]; choice: HomeChoice }) {
  const { name } = useTopicWords();
  return (
    <ul className="grid grid-cols-2 gap-1.5 sm:grid-cols-3">
      {topics.map(({ key, texts }) => (
        <li key={key} className="grid">
          <PageLink
            href={`${homeAddress({ ...choice, topic: key })}#maintenant`}
            aria-current={choice.topic === key ? "true" : undefined}
            className={`flex min-h-[56px] items-center gap-2 rounded-card border-2 px-2 py-1 font-bold leading-tight text-ink no-underline ${choice.topic === key ? "border-accent bg-accent-soft" : "border-edge bg-card"}`}
          >
            <Icon name={PICTURES[key] ?? "speech"} size={26} className="text-accent" />
            <span className="min-w-0 text-[0.89rem]">{name({ key, ...(texts && { texts }) })}</span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
