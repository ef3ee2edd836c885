import type { Reach } from "#lib/access/where-may.ts";
import type { MessageFailure } from "#lib/booking/person-to-tell.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { db } from "#lib/server/db.ts";
import { whyNotArrived } from "./read-people-to-tell.ts";

/**
 * Somebody in an open line whose last SMS did not arrive. `phone`: as long as it is kept; `unheard`: what it would have
 * told.
 */
export type NumberToCall = {
  readonly visit: string;
  readonly number: number;
  readonly place: string;
  readonly unheard: "soon" | "called" | "come-back" | "closing-earlier";
  readonly why: MessageFailure;
  readonly phone?: string;
};

/**
 * Whom the team of an organisation has to call or look for, in the lines that are open at the places of its reader:
 * they asked to be told by SMS, and the last one did not arrive (docs/messages.md#of-a-number). One statement.
 */
export async function readNumbersToCall({ organisation, places }: Reach): Promise<readonly NumberToCall[]> {
  const at = places === "all" ? Prisma.empty : Prisma.sql`AND p.place_id = ANY (${[...places]}::uuid[])`;
  const rows = await db.$queryRaw<readonly NumberRow[]>`
    SELECT v.id::text AS visit, v.number, l.name AS place, last.kind AS unheard, last.given_up_why AS "givenUpWhy", last.result, i.phone
    FROM permanence p JOIN visit v ON v.permanence_id = p.id JOIN place l ON l.id = p.place_id
      LEFT JOIN visit_identity i ON i.visit_id = v.id AND i.day = p.local_date
      CROSS JOIN LATERAL (
        SELECT m.kind, m.given_up_why, m.result, m.given_up_at FROM outbox m
        WHERE m.visit_id = v.id AND m.cancelled_at IS NULL AND m.created_at >= v.phone_left_at ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS last
    WHERE p.organisation_id = ${organisation}::uuid AND p.status = 'open' ${at}
      AND v.told_by_sms AND v.state IN ('waiting', 'absent', 'called')
      AND ((last.result IS NOT NULL AND last.result <> 'delivered') OR last.given_up_at IS NOT NULL)
    ORDER BY l.name, v.number`;
  return rows.map(({ givenUpWhy, result, phone, ...row }) => ({
    ...row,
    why: whyNotArrived(givenUpWhy, result) ?? "other",
    ...(phone !== null && { phone }),
  }));
}

type NumberRow = Pick<NumberToCall, "visit" | "number" | "place" | "unheard"> & {
  readonly givenUpWhy: string | null;
  readonly result: string | null;
  readonly phone: string | null;
};
