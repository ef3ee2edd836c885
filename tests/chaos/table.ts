import { FAULTS, type Fault, type FaultName } from "#tests/rig/faults.ts";
import { columns } from "#tests/rig/report.ts";
import { brokenBounds, recoveryOf, seconds, type Round } from "./verdict.ts";

const TITLES = [
  "fault",
  "rounds",
  "broke a bound",
  "not back",
  "back p50 s",
  "back max s",
  "longest old truth s",
  "longest unseen s",
  "blank",
  "lost",
  "doubled",
  "untrue",
  "load",
];

/**
 * The table of a run: one row a fault. Recovery is of the rounds that came back; `longest unseen` is the longest time
 * without a look at one of the screens; `load` is the mean of the machine’s.
 */
export function tableOf(rounds: readonly Round[]): string {
  const rows = (Object.entries(FAULTS) as [FaultName, Fault][]).flatMap(([name, { title }]) => {
    const of = rounds.filter(({ fault }) => fault === name);
    return of.length === 0 ? [] : [rowOf(title, of)];
  });
  const widths = TITLES.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return columns([TITLES, ...rows], widths);
}

function rowOf(title: string, rounds: readonly Round[]): readonly string[] {
  const back = rounds.flatMap((round) => recoveryOf(round) ?? []).sort((a, b) => a - b);
  const oldest = rounds
    .flatMap(({ oldest }) => (oldest ? [oldest] : []))
    .reduce<Round["oldest"]>((worst, one) => (worst && worst.lasted >= one.lasted ? worst : one), undefined);
  const sum = (column: "blank" | "lost" | "doubled" | "untrue"): string =>
    String(rounds.reduce((all, round) => all + round[column].length, 0));
  return [
    title,
    String(rounds.length),
    String(rounds.filter((round) => brokenBounds(round).length > 0).length),
    String(rounds.length - back.length),
    shown(back[Math.floor((back.length - 1) / 2)]),
    shown(back.at(-1)),
    oldest ? `${seconds(oldest.lasted)} (${oldest.screen})` : "0",
    seconds(Math.max(...rounds.map(({ unseen }) => unseen))),
    sum("blank"),
    sum("lost"),
    sum("doubled"),
    sum("untrue"),
    (rounds.reduce((all, { load }) => all + load, 0) / rounds.length).toFixed(1),
  ];
}

const shown = (milliseconds: number | undefined): string => (milliseconds === undefined ? "–" : seconds(milliseconds));
