import { Prisma } from "#prisma/generated/client.ts";
import type { ContactWay } from "#lib/message/channel.ts";
import { telephoneKind } from "./telephone-kind.ts";

/** SQL: the columns of contact `c`, where there is one, that decide by which way its person is told. */
export const CONTACT_WAY = Prisma.sql`c.phone, c.email, coalesce(c.prefers_call, false) AS "prefersCall", coalesce(c.refuses_sms, false) AS "refusesSms", coalesce(c.refuses_mail, false) AS "refusesMail"`;

/** These columns. */
export type ContactWayColumns = {
  readonly phone: string | null;
  readonly email: string | null;
  readonly prefersCall: boolean;
  readonly refusesSms: boolean;
  readonly refusesMail: boolean;
};

/** What somebody left to be told by. */
export const contactWay = ({ phone, email, prefersCall, refusesSms, refusesMail }: ContactWayColumns): ContactWay => ({
  ...(phone !== null && { phone: telephoneKind(phone) }),
  email: email !== null,
  prefersCall,
  refusesSms,
  refusesMail,
});
