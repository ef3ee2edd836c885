import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";

/** Of a mail: from whom, and to whom an answer goes. */
type Sender = {
  readonly from: string | { readonly name: string; readonly address: string };
  readonly replyTo?: string;
};

/**
 * The sender of a mail to an account: the service of the organisation in which it has a role, operators first, by the address of
 * the installation (`MAIL_FROM`), since its mail server sends for no other; an answer goes to the written way of that service.
 */
export async function senderOf(email: string, installation: string): Promise<Sender> {
  const now = toDate(clock.now());
  const held = await db.membership.findFirst({
    where: {
      user: { email: { equals: email, mode: "insensitive" } },
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
    select: {
      organisation: { select: { name: true, settings: { select: { serviceName: true, writtenMail: true } } } },
    },
    orderBy: [{ organisation: { operator: "desc" } }, { organisationId: "asc" }],
  });
  if (!held) return { from: installation };
  const { name, settings } = held.organisation;
  return {
    from: { name: settings?.serviceName ?? name, address: addressOf(installation) },
    ...(settings?.writtenMail && { replyTo: settings.writtenMail }),
  };
}

/** The address of « Name <address> », or of an address alone. */
const addressOf = (sender: string): string => /<([^<>]+)>\s*$/u.exec(sender)?.[1] ?? sender.trim();
