import { basename } from "node:path";
import type { Breach, Check } from "./breach.ts";

const CODE = /^(lib|app|components|tests|prisma|bench|i18n|scripts)\//;
const SAYS_NOTHING = /^(?:.*-)?(utils?|helpers?|services?|managers?|common|misc)$/;
const MODULES = ["outbox", "place", "schedule", "queue", "booking", "calendar", "report", "message"];
const CORE_ROOMS = ["time", "access", ...MODULES];
const SHELL_ROOMS = ["edge", "auth", ...MODULES, "planning", "privacy", "jobs", "live"];
const TOP = [
  "app",
  "components",
  "lib",
  "prisma",
  "i18n",
  "scripts",
  "tests",
  "messages",
  "docs",
  "public",
  "bench",
  ".ci",
];

/** Files carry the name of a thing or a deed, and stand in a room that the design knows. */
export const names: Check = async (house) => ({
  breaches: house.files.flatMap((file) => [...emptyNames(file), ...strangeLetters(file), ...unknownRoom(file)]),
  seen: `${house.files.length} files`,
});

function emptyNames(file: string): Breach[] {
  if (!CODE.test(file)) return [];
  const parts = file.split("/").map((part) => part.replace(/\..*$/, ""));
  const bad =
    parts.find((part) => SAYS_NOTHING.test(part)) ?? (basename(file).startsWith("index.") ? "index" : undefined);
  return bad
    ? [
        breach(
          "file-name",
          file,
          `The name “${bad}” says nothing about what is inside.`,
          "Name the file for the thing (visit.ts) or the deed (call-next.ts) it exports; two things are two files.",
        ),
      ]
    : [];
}

function strangeLetters(file: string): Breach[] {
  if (!CODE.test(file) || !/\.(tsx?|mjs|css)$/.test(file)) return [];
  return /^[a-z0-9.-]+$/.test(basename(file))
    ? []
    : [
        breach(
          "file-name-letters",
          file,
          "A file name is in small letters with hyphens.",
          "Rename it like its export: callNext stands in call-next.ts.",
        ),
      ];
}

function unknownRoom(file: string): Breach[] {
  const [top = "", second = "", third = ""] = file.split("/");
  const inFolder = file.includes("/");
  if (inFolder && !TOP.includes(top)) {
    return [
      breach(
        "known-room",
        file,
        `The top folder “${top}” is not in the design.`,
        "Rules go to lib/, the shell to lib/server/, what is seen to components/ and app/; a new room needs a record in docs/decisions/.",
      ),
    ];
  }
  if (top !== "lib") return [];
  const room = second === "server" ? third : second;
  const rooms = second === "server" ? SHELL_ROOMS : [...CORE_ROOMS, "wire"];
  const atDoor = second === "server" ? file.split("/").length === 3 : file.split("/").length === 2;
  if (atDoor || rooms.includes(room)) return [];
  return [
    breach(
      "known-room",
      file,
      `lib has no room “${room}”.`,
      `The rooms are ${rooms.join(", ")}; a new one needs a record in docs/decisions/ and its place in the order.`,
    ),
  ];
}

const breach = (rule: string, file: string, wrong: string, instead: string): Breach => ({
  rule,
  file,
  line: 1,
  wrong,
  instead,
});
