import { createHash, timingSafeEqual } from "node:crypto";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { BACKUP_PROBLEMS, backupState } from "#lib/server/backup-problems.ts";
import { boardCounts } from "#lib/server/board-counts.ts";
import { clock } from "#lib/server/clock.ts";
import { env } from "#lib/server/env.ts";
import { admissionNow } from "./admission.ts";
import { PEER, FORWARDED } from "./peer-address.ts";

type Measures = {
  readonly registry: Registry;
  readonly answers: Counter<"call" | "status">;
  readonly seconds: Histogram<"call">;
};

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { measures?: Measures };

/**
 * The measures of this process: answers by call and status, how long they took, waiting writes, state of the machine.
 * No address and no person.
 */
export const measures = (): Measures => (kept.measures ??= begin());

function begin(): Measures {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "permanences_writes",
    help: "Writes at work on the database, and waiting for their turn.",
    labelNames: ["state"] as const,
    registers,
    collect() {
      const { working, waiting } = admissionNow();
      this.set({ state: "working" }, working);
      this.set({ state: "waiting" }, waiting);
    },
  });
  new Counter({
    name: "permanences_boards_total",
    help: "Boards of lines: computed from an act or from rows, or handed on by another process.",
    labelNames: ["source"] as const,
    registers,
    collect() {
      this.reset();
      for (const [source, boards] of Object.entries(boardCounts())) this.inc({ source }, boards);
    },
  });
  new Gauge({
    name: "permanences_backup_age_seconds",
    help: "Since the last backup of a night was begun; absent where none was made.",
    registers,
    async collect() {
      this.reset();
      const now = clock.now();
      const last = (await backupState(env, now))?.last;
      if (last) this.set((now - last.at) / 1_000);
      else this.remove();
    },
  });
  new Gauge({
    name: "permanences_backup_problem",
    help: "What is wrong with the backups of the nights: 1 where it is so.",
    labelNames: ["problem"] as const,
    registers,
    async collect() {
      this.reset();
      const state = await backupState(env, clock.now());
      if (state) for (const problem of BACKUP_PROBLEMS) this.set({ problem }, state.problems[problem] ? 1 : 0);
    },
  });
  return {
    registry,
    answers: new Counter({
      name: "permanences_answers_total",
      help: "Answers of the API and of forms.",
      labelNames: ["call", "status"] as const,
      registers,
    }),
    seconds: new Histogram({
      name: "permanences_answer_seconds",
      help: "From the request to the answer.",
      labelNames: ["call"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
  };
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Whether a request may read the measures: it shows METRICS_TOKEN, or it comes from this machine and not through a
 * proxy.
 */
export function mayReadMeasures(headers: Pick<Headers, "get">): boolean {
  const shown = /^Bearer +(.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (shown !== undefined)
    return env.METRICS_TOKEN !== undefined && timingSafeEqual(digest(shown), digest(env.METRICS_TOKEN));
  return LOOPBACK.test(headers.get(PEER) ?? "") && headers.get(FORWARDED) === null;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
