import { db, type Tx } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";

let kept: string | undefined;

/**
 * The host in the UID of every calendar event of this installation: that of the address it had at first, for ever,
 * since an event with another UID is another event (RFC 5545, 3.8.4.7). One read a process.
 */
export async function uidHost(tx: Pick<Tx, "installation" | "$executeRaw"> = db): Promise<string> {
  if (kept !== undefined) return kept;
  const row = await tx.installation.findFirst({ select: { calendarHost: true } });
  if (row) return (kept = row.calendarHost);
  // Not kept yet: the transaction may still be rolled back, or another process be first.
  await tx.$executeRaw`INSERT INTO installation (calendar_host) VALUES (${new URL(env.APP_URL).host}) ON CONFLICT (id) DO NOTHING`;
  return (await tx.installation.findFirstOrThrow({ select: { calendarHost: true } })).calendarHost;
}
