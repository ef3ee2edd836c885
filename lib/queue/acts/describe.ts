import { accept, refuse, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { describedAs } from "#lib/queue/line/visit.ts";

/** What the team notes of a visit. A fact that is absent stays as it was; `null` takes it off. */
type Description = { readonly topic?: string | null; readonly language?: string | null };

export type Describe = Description & { readonly type: "describe"; readonly visit: string };

export type VisitDescribed = Description & { readonly type: "visit-described"; readonly visit: string };

/** `state-changed`: the number was given by mistake and is nobody's. */
export type DescribeRefusal = "not-found" | "state-changed";

/**
 * Why a person comes and in which language, noted when the number is given, during help or after it. The next one
 * replaces it; it changes no turn (docs/line.md#topic-and-language).
 */
export function describe(
  state: LineState,
  { visit: id, topic, language }: SentAct<Describe>,
): Result<readonly VisitDescribed[], DescribeRefusal> {
  const visit = visitOf(state, id);
  if (!visit) return refuse("not-found");
  if (visit.state === "left" && visit.why === "given-by-mistake") return refuse("state-changed");
  const news: Description = {
    ...(topic !== undefined && topic !== (visit.topic ?? null) && { topic }),
    ...(language !== undefined && language !== (visit.language ?? null) && { language }),
  };
  return accept(Object.keys(news).length === 0 ? [] : [{ type: "visit-described", visit: id, ...news }]);
}

/** The visit as before, with what was noted of it. */
export const visitDescribed = (state: LineState, event: VisitDescribed): LineState =>
  withVisit(state, event.visit, (visit) =>
    describedAs(visit, {
      topic: event.topic === undefined ? visit.topic : (event.topic ?? undefined),
      language: event.language === undefined ? visit.language : (event.language ?? undefined),
    }),
  );
