import type { AtTheDoor } from "#lib/queue/board/at-the-door.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { RequestRefusal } from "#lib/wire/problem.ts";
import { useTranslations } from "next-intl";
import { queueWording, requestWording } from "#components/wording.ts";
import { Notice } from "#components/ui/notice.tsx";

type DoorState = AtTheDoor<Permanence>;

/**
 * Refusals that depend on the state of the line, each with whether it still holds. A suspended line is explained by the
 * page itself.
 */
const STILL_TRUE: {
  readonly [Refusal in QueueRefusal | RequestRefusal]?: (found: DoorState, board: ToldBoard | undefined) => boolean;
} = {
  "numbers-stopped": ({ state }) => state === "stopped",
  "numbers-not-given": ({ state }) => state === "not-yet",
  "permanence-closed": ({ state }) => state === "closed",
  "outside-window": ({ state }) => state === "by-appointment",
  "place-offline": ({ state }, board) => state === "take" && board?.alive === false,
  "line-suspended": () => false,
  "ask-the-team": () => false,
};

/**
 * Whether the refusal in the address of the door is still true: it stays there when the page is loaded again. Refusals
 * of the request itself always count as true.
 */
export const isStillTrue = (refusal: string | undefined, found: DoorState, board: ToldBoard | undefined): boolean =>
  refusal !== undefined && Object.hasOwn(STILL_TRUE, refusal)
    ? (STILL_TRUE[refusal as keyof typeof STILL_TRUE]?.(found, board) ?? true)
    : true;

const wording: Readonly<Record<string, (typeof queueWording)[keyof typeof queueWording]>> = {
  ...queueWording,
  ...requestWording,
};

/** Refused before the line was reached, so no number was given; the shared sentence does not say that. */
const BEFORE_ALL: ReadonlySet<string | string[]> = new Set(["busy", "too-many-requests"]);

/**
 * Why no number was given, and what to do. An unknown code in the address gets a general sentence. `hasNumber`: this
 * phone has one, and asked for somebody else.
 */
export function DoorRefusal({ refusal, hasNumber }: { refusal: string | string[]; hasNumber: boolean }) {
  const t = useTranslations("door.refused");
  const sentences = useTranslations("refusals");
  const key = typeof refusal === "string" && Object.hasOwn(wording, refusal) ? wording[refusal] : undefined;
  return (
    <Notice tone="warn" live="alert">
      {key === undefined ? (
        <>
          {!hasNumber && <p>{t("title")}</p>}
          <p className="font-normal">{t("what")}</p>
        </>
      ) : BEFORE_ALL.has(refusal) ? (
        <>
          {!hasNumber && <p>{t("title")}</p>}
          <p className="font-normal">
            {sentences(key)} {t("orAsk")}
          </p>
        </>
      ) : (
        <p>{sentences(key)}</p>
      )}
    </Notice>
  );
}
