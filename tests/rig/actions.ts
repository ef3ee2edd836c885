import { instantOf, type Instant } from "#lib/time/instant.ts";
import { commandsToWire } from "#lib/wire/queue/sent-commands.ts";
import { claimedId, secretOf } from "#lib/server/secrets.ts";
import type { HttpAnswer, Question } from "./requests.ts";
import type { Action, ActionOutcome } from "./history.ts";

/**
 * The credentials of a client: a bearer token of the team, and the secret of the QR code at the door. Secrets of visits
 * and appointments follow from their ids.
 */
export type Credentials = { readonly bearer: string; readonly door: string };

/** The HTTP request for actions: several commands in one request, every other action alone. */
export function questionOf(actions: readonly [Action, ...Action[]], { bearer, door }: Credentials): Question {
  const [action] = actions;
  const staff = { authorization: `Bearer ${bearer}` };
  switch (action.type) {
    case "book":
      return {
        method: "POST",
        path: `/api/v1/permanences/${action.permanence}/appointments`,
        headers: { "idempotency-key": action.key, ...(action.beside && staff) },
        body: {
          topic: topicOf(action.minutes),
          startsAt: iso(action.start),
          ...(action.phone !== undefined && { phone: action.phone }),
          ...(action.beside && { overbook: { reason: "urgence" } }),
        },
      };
    case "move":
      return {
        method: "PATCH",
        path: `/api/v1/appointments/${secretOf("appointment", action.appointment, 1)}`,
        headers: { "idempotency-key": action.key },
        body: { startsAt: iso(action.start), permanence: action.permanence },
      };
    case "cancel":
      return { method: "DELETE", path: `/api/v1/appointments/${secretOf("appointment", action.appointment, 1)}` };
    case "join":
      return action.by === "door"
        ? {
            method: "POST",
            path: `/api/v1/permanences/${action.permanence}/visits`,
            headers: { "idempotency-key": action.key },
            body: { door, topic: "caf" },
          }
        : {
            method: "POST",
            path: `/api/v1/permanences/${action.permanence}/visits`,
            headers: { "idempotency-key": action.key, ...staff },
            body: { topic: "impots" },
          };
    case "leave":
      return { method: "POST", path: `/suivi/${secretOf("visit", action.visit, 1)}/partir`, form: {} };
    case "away":
      return {
        method: "POST",
        path: `/suivi/${secretOf("visit", action.visit, 1)}/absence`,
        form: { minutes: String(action.minutes) },
      };
    case "command": {
      const commands = actions.flatMap((each) => (each.type === "command" ? [each.command] : []));
      return {
        method: "POST",
        path: `/api/v1/permanences/${action.permanence}/commands`,
        headers: staff,
        body: commandsToWire(commands, "Europe/Paris"),
      };
    }
  }
}

/** The outcome of each action of a request. It is unknown if the action may have happened or not. */
export function outcomesOf(actions: readonly Action[], answer: HttpAnswer): readonly ActionOutcome[] {
  if ("trouble" in answer) return actions.map(() => ({ kind: "unknown", why: answer.trouble }));
  const { status, body } = answer;
  if (status >= 500) return actions.map(() => ({ kind: "unknown", why: String(status) }));
  if (status === 303) return actions.map(() => outcomeOfForm(answer.location));
  if (status >= 300) return actions.map(() => ({ kind: "refused", code: codeOf(status, body) }));
  return actions.map((action) =>
    action.type === "command" ? resultOf(action.command.id, body) : { kind: "ok", ...factsOf(action, body) },
  );
}

/** A form leads back to its page, whose address says why it was refused, or that nobody knows whether it happened. */
function outcomeOfForm(location = ""): ActionOutcome {
  const refused = new URL(location, "http://localhost").searchParams.get("refus");
  if (refused === null) return { kind: "ok" };
  return refused === "busy" || refused === "unexpected"
    ? { kind: "unknown", why: refused }
    : { kind: "refused", code: refused };
}

type CommandResult = {
  readonly id: string;
  readonly outcome: "applied" | "already-applied" | "refused";
  readonly refusal?: string;
};

function resultOf(id: string, body: unknown): ActionOutcome {
  const result = (body as { results?: readonly CommandResult[] } | undefined)?.results?.find((one) => one.id === id);
  if (!result) return { kind: "refused", code: "no-result" };
  if (result.outcome === "refused") return { kind: "refused", code: result.refusal ?? "no-code" };
  return { kind: "ok", again: result.outcome === "already-applied" };
}

function factsOf(action: Action, body: unknown): Partial<Extract<ActionOutcome, { kind: "ok" }>> {
  const { id, startsAt, secret, number } = (body ?? {}) as {
    id?: string;
    startsAt?: string;
    secret?: string;
    number?: number;
  };
  if (action.type === "book" || action.type === "move")
    return {
      ...(id !== undefined && { appointment: id }),
      ...(startsAt !== undefined && { start: instantOf(startsAt) }),
    };
  const visit = action.type === "join" && secret !== undefined ? claimedId(secret) : undefined;
  return { ...(visit !== undefined && { visit }), ...(number !== undefined && { number }) };
}

const codeOf = (status: number, body: unknown): string =>
  (body as { code?: string } | undefined)?.code ?? `status-${status}`;

const topicOf = (minutes: number): string => (minutes === 15 ? "papier" : minutes === 30 ? "caf" : "impots");

const iso = (moment: Instant): string => new Date(moment).toISOString();
