import { render } from "@testing-library/react";
import { createTranslator } from "next-intl";
import type { NewsLoss } from "#components/queue/board-stream.ts";
import { FollowView } from "#components/queue/follow-view.tsx";
import type { FollowState } from "#components/queue/follow-state.ts";
import type { FollowLabels } from "#components/queue/follow-content.ts";
import { pluralForms } from "#components/queue/browser-text.ts";
import { instantOf } from "#lib/time/instant.ts";
import { fr } from "#tests/support/catalogues.ts";

const t = createTranslator({ locale: "fr", messages: fr, namespace: "turn" });

/** The French labels for number 14, as the server sends them. */
export const labels: FollowLabels = {
  locale: "fr",
  turn: fr.turn,
  letPast: fr.rules.letPast,
  cameBack: fr.rules.cameBack,
  withoutNetwork: fr.rules.withoutNetwork,
  noNetwork: fr.rules.noNetwork,
  suspended: fr.refusals.lineSuspended,
  picture: fr.pictures.key,
  people: pluralForms("fr", (count) => t("people", { count })),
  withTeam: pluralForms("fr", (count) => t("withTeam", { count })),
  start: { at: instantOf("2026-11-24T09:00:00+01:00"), hour: "9\u00a0h" },
  closing: "12\u00a0h",
};

/** Number 14 waits at 10:22 behind three people and an appointment, with these changes. */
export function followed(follow: Partial<FollowState["follow"]> = {}, rest: Partial<FollowState> = {}): FollowState {
  return {
    follow: {
      number: 14,
      picture: 13,
      state: "waiting",
      ahead: { people: 3, appointments: ["10:30"] },
      wait: { state: "range", low: 15, high: 30 },
      beforeClosing: "yes",
      letPast: false,
      ...follow,
    },
    alive: true,
    asOf: "2026-11-24T10:22:00+01:00",
    version: 7,
    ...rest,
  };
}

export const parts = {
  prepare: <p>(prepare)</p>,
  paper: <p>(paper)</p>,
  leave: <p>(leave)</p>,
  away: { action: "/suivi/x/absence", idempotencyKey: "k" },
  after: <p>(after)</p>,
};

/** Plain spaces and hyphens instead of no-break ones. */
export const plain = (text: string | null): string => (text ?? "").replace(/\u00a0/g, " ").replace(/\u2011/g, "-");

/** The text, line by line; of a closed details element only its summary. */
const linesOf = (seen: Element): string =>
  [...seen.querySelectorAll("h1, h2, p, li, a, div, summary, form > button")]
    .filter((line) => !line.closest("details > form"))
    .filter((line) => !line.querySelector("p, li, a, div"))
    .map((line) => plain(line.textContent))
    .filter((line) => line !== "")
    .join(" | ");

/** The text that the holder of the number reads. */
export function read(at: FollowState, loss?: NewsLoss): string {
  const { container, unmount } = render(
    <FollowView
      followed={at}
      labels={labels}
      parts={parts}
      loss={loss}
      retry={() => undefined}
      sound={<p>(sound)</p>}
    />,
  );
  const lines = linesOf(container);
  unmount();
  return lines;
}
