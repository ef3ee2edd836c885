import type { Breach, Check } from "./breach.ts";

/**
 * Tools that measure or end a run, the one file in which tests wait, and the stopwatch of a trial, whose bounds widen
 * on a slow machine.
 */
const EXEMPT =
  /^tests\/(?:check|support\/check|attacks|endurance|chaos|rig|deploy|mutants)\/|^tests\/(?:support\/(?:ends-by-itself|eventually|jest|run-suite|route-files)|e2e\/trial\/clocks)\.ts$/;

const READS_CLOCK = /\b(?:performance|Date)\.now\(\)|\bhrtime\b/u;
const WAITS = /(?<![.\w])setTimeout\(|"(?:node:)?timers\/promises"|"#scripts\/pause\.ts"/u;

/** Code that reads the time zone of the process, which differs between machines. */
const LOCAL_TIME = [
  /\bnew Date\([^()"'`]*,[^()]*\)/u,
  /\bnew Date\(["'`]\d{4}-\d\d-\d\dT[\d:.]+["'`]\)/u,
  /\.[gs]et(?:Hours|Minutes|Date|Day|Month|FullYear)\(/u,
  /\.getTimezoneOffset\(/u,
  /\.toLocale(?:Date|Time)?String\(/u,
  /\bIntl\.DateTimeFormat\((?![^)]*timeZone)/u,
  /\bprocess\.env(?:\.TZ\b|\[["']TZ["']\])/u,
];
const ZONES_MARK = /^\/\*\*(?:(?!\*\/)[^])*@zones\b/u;

/**
 * What a test says must not depend on how fast the machine is, nor on its time zone: no test compares times of the real
 * clock or waits for a fixed time, and a file that reads local time is marked `@zones`, which runs it in three zones.
 */
export const realTime: Check = async (tree) => {
  const files = tree.files.filter((file) => /^tests\/.*\.tsx?$/.test(file) && !EXEMPT.test(file));
  return { breaches: files.flatMap((file) => breachesIn(file, tree.textOf(file))), seen: `${files.length} files` };
};

function breachesIn(file: string, text: string): readonly Breach[] {
  const movesClock = text.includes("useFakeTimers(");
  const isMarked = ZONES_MARK.test(text);
  return text.split("\n").flatMap((content, index) => {
    const line = index + 1;
    const breaches: Breach[] = [];
    if (READS_CLOCK.test(content) && !movesClock)
      breaches.push({
        rule: "real-clock",
        file,
        line,
        wrong: "A test that reads the real clock fails on a busy machine.",
        instead:
          "Move a clock of the test (APP_NOW, useFakeTimers); a promise about speed is a figure of npm run bench.",
      });
    if (WAITS.test(content) && !movesClock)
      breaches.push({
        rule: "fixed-wait",
        file,
        line,
        wrong: "A test that waits for a fixed time is slow here and too fast elsewhere.",
        instead: "Wait for what is to happen: eventually or comes (tests/support/eventually.ts).",
      });
    if (LOCAL_TIME.some((pattern) => pattern.test(content)) && !isMarked)
      breaches.push({
        rule: "local-time",
        file,
        line,
        wrong: "This reads the time zone of the process, and the file runs in one zone only.",
        instead: "Begin the test file with /** @zones */, or name the zone (timeZone, an offset).",
      });
    return breaches;
  });
}
