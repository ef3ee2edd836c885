import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { LiveBoard } from "../../queue/board/board.ts";
import { instant } from "../../time/instant.ts";
import type { HandedBoard } from "../queue/kept-boards.ts";

/** The form of a board in a notice. Raise it when `LiveBoard` changes: processes of another version then compute their own. */
const FORM = 1;

/** PostgreSQL refuses a longer payload. */
const MOST_BYTES = 7_999;

/**
 * A board as a notice hands it on: what decides whether it is right, then the board, compressed: a line of 100 people takes 2 kB.
 * Undefined when it is too long for a notice, at about 400 people. `sender`: the process, without a space.
 */
export function handedBoardToNotice(permanence: string, board: LiveBoard, sender: string): string | undefined {
  const packed = deflateRawSync(JSON.stringify(board)).toString("base64");
  const notice = [FORM, sender, permanence, board.version, board.asOf, Number(board.alive), packed].join(" ");
  return notice.length > MOST_BYTES ? undefined : notice;
}

/** The board that another process handed on; undefined for a notice of this process, `sender`, or in another form. */
export function handedBoardOf(notice: string, sender: string): HandedBoard | undefined {
  const [form, from, permanence = "", version, asOf, alive, packed = ""] = notice.split(" ");
  if (form !== String(FORM) || from === sender) return undefined;
  const facts = { version: Number(version), asOf: instant(Number(asOf)), alive: alive === "1" };
  return { permanence, ...facts, bytes: notice.length, read: () => unpacked(packed) };
}

function unpacked(packed: string): LiveBoard | undefined {
  try {
    return JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString()) as LiveBoard;
  } catch {
    return undefined;
  }
}
