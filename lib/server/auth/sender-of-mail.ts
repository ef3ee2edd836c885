import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { lastsAt } from "./roles-of-accounts.ts";

/** Of a mail: from whom, and to whom an answer goes. */
type Sender = {
  readonly from: { readonly name: string | undefined; readonly address: string };
  readonly replyTo?: string;
};

/**
 * The sender of a mail: the service of `organisation` where the mail is that one's, such as an invitation; else that of
 * the organisation in which the account has a role, organisations first; by the address of the installation
 * (`MAIL_FROM`), since its mail server sends for no other; an answer goes to the written way of that service.
 */
export async function senderOfMail(email: string, installation: string, organisation?: string): Promise<Sender> {
  const held = await (organisation === undefined
    ? ofAccount(email)
    : db.organisation.findUnique({ where: { id: organisation }, select: columns }));
  if (!held) return { from: { name: nameOf(installation), address: addressOf(installation) } };
  const { name, settings } = held;
  return {
    from: { name: settings?.serviceName ?? name, address: addressOf(installation) },
    ...(settings?.writtenMail && { replyTo: settings.writtenMail }),
  };
}

const columns = { name: true, settings: { select: { serviceName: true, writtenMail: true } } } as const;

/** The organisation for which somebody with this address works now, organisations first. */
async function ofAccount(email: string) {
  const held = await db.membership.findFirst({
    where: { user: { email: { equals: email, mode: "insensitive" } }, ...lastsAt(clock.now()) },
    select: { organisation: { select: columns } },
    orderBy: [{ organisation: { runsPermanences: "desc" } }, { organisationId: "asc" }],
  });
  return held?.organisation;
}

/** The name in « Name <address> » or « "Name" <address> »; undefined of an address alone. */
const nameOf = (sender: string): string | undefined => /^\s*"?([^"<>]*[^"<>\s])"?\s*</u.exec(sender)?.[1];

/** The address of « Name <address> », or of an address alone. */
const addressOf = (sender: string): string => /<([^<>]+)>\s*$/u.exec(sender)?.[1] ?? sender.trim();
