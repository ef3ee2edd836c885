import { instantOf, type Instant } from "#lib/time/instant.ts";
import { commandsToWire } from "#lib/wire/command.ts";
import { claimedId, secretOf } from "#lib/server/secrets.ts";
import type { Answer, Question } from "./ask.ts";
import type { Deed, Outcome } from "./history.ts";

/** What a client shows to be let in: a bearer token of the team, the door's secret. Those of what it holds follow from their ids. */
export type Shown = { readonly bearer: string; readonly door: string };

/** How a deed is asked over HTTP. Commands that go together are asked in one question; every other deed alone. */
export function questionOf(deeds: readonly [Deed, ...Deed[]], { bearer, door }: Shown): Question {
  const [deed] = deeds;
  const staff = { authorization: `Bearer ${bearer}` };
  switch (deed.type) {
    case "book":
      return {
        method: "POST",
        path: `/api/v1/permanences/${deed.permanence}/appointments`,
        headers: { "idempotency-key": deed.key, ...(deed.beside && staff) },
        body: {
          topic: topicOf(deed.minutes),
          startsAt: iso(deed.start),
          ...(deed.beside && { overbook: { reason: "urgence" } }),
        },
      };
    case "move":
      return {
        method: "PATCH",
        path: `/api/v1/appointments/${secretOf("appointment", deed.appointment, 1)}`,
        headers: { "idempotency-key": deed.key },
        body: { startsAt: iso(deed.start), permanence: deed.permanence },
      };
    case "cancel":
      return { method: "DELETE", path: `/api/v1/appointments/${secretOf("appointment", deed.appointment, 1)}` };
    case "join":
      return deed.by === "door"
        ? {
            method: "POST",
            path: `/api/v1/permanences/${deed.permanence}/visits`,
            headers: { "idempotency-key": deed.key },
            body: { door, topic: "caf" },
          }
        : {
            method: "POST",
            path: `/api/v1/permanences/${deed.permanence}/visits`,
            headers: { "idempotency-key": deed.key, ...staff },
            body: { topic: "impots" },
          };
    case "leave":
      return { method: "DELETE", path: `/api/v1/visits/${secretOf("visit", deed.visit, 1)}` };
    case "away":
      return {
        method: "POST",
        path: `/api/v1/visits/${secretOf("visit", deed.visit, 1)}/away`,
        body: { minutes: deed.minutes },
      };
    case "command": {
      const commands = deeds.flatMap((each) => (each.type === "command" ? [each.command] : []));
      return {
        method: "POST",
        path: `/api/v1/permanences/${deed.permanence}/commands`,
        headers: staff,
        body: commandsToWire(commands, "Europe/Paris"),
      };
    }
  }
}

/** What the answer says of each deed of the question. Whatever may have happened or not is unknown. */
export function outcomesOf(deeds: readonly Deed[], answer: Answer): readonly Outcome[] {
  if ("trouble" in answer) return deeds.map(() => ({ kind: "unknown", why: answer.trouble }));
  const { status, body } = answer;
  if (status >= 500) return deeds.map(() => ({ kind: "unknown", why: String(status) }));
  if (status >= 300) return deeds.map(() => ({ kind: "refused", code: codeOf(status, body) }));
  return deeds.map((deed) =>
    deed.type === "command" ? resultOf(deed.command.id, body) : { kind: "ok", ...factsOf(deed, body) },
  );
}

type Result = {
  readonly id: string;
  readonly outcome: "applied" | "already-applied" | "refused";
  readonly refusal?: string;
};

function resultOf(id: string, body: unknown): Outcome {
  const result = (body as { results?: readonly Result[] } | undefined)?.results?.find((one) => one.id === id);
  if (!result) return { kind: "refused", code: "no-result" };
  if (result.outcome === "refused") return { kind: "refused", code: result.refusal ?? "no-code" };
  return { kind: "ok", again: result.outcome === "already-applied" };
}

function factsOf(deed: Deed, body: unknown): Partial<Extract<Outcome, { kind: "ok" }>> {
  const { id, startsAt, secret, number } = (body ?? {}) as {
    id?: string;
    startsAt?: string;
    secret?: string;
    number?: number;
  };
  if (deed.type === "book" || deed.type === "move")
    return {
      ...(id !== undefined && { appointment: id }),
      ...(startsAt !== undefined && { start: instantOf(startsAt) }),
    };
  const visit = deed.type === "join" && secret !== undefined ? claimedId(secret) : undefined;
  return { ...(visit !== undefined && { visit }), ...(number !== undefined && { number }) };
}

const codeOf = (status: number, body: unknown): string =>
  (body as { code?: string } | undefined)?.code ?? `status-${status}`;

const topicOf = (minutes: number): string => (minutes === 15 ? "papier" : minutes === 30 ? "caf" : "impots");

const iso = (moment: Instant): string => new Date(moment).toISOString();
