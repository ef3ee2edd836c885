import { isUuid } from "../../uuid.ts";
import { db } from "../db.ts";

/** The zone of a permanence's place (IANA name), or undefined when there is no such permanence. */
export const readTimeZone = async (permanenceId: string): Promise<string | undefined> =>
  isUuid(permanenceId)
    ? (await db.permanence.findUnique({ where: { id: permanenceId }, select: { timeZone: true } }))?.timeZone
    : undefined;
