import type { ChannelsSetUp } from "#lib/message/channel.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { env } from "#lib/server/env.ts";

/**
 * By what this installation can send to residents: SMS with a gateway, e-mail with a mail server; a demonstration that
 * keeps its SMS keeps its mails too.
 */
export const channelsSetUp = (): ChannelsSetUp => ({
  sms: env.SMS_GATEWAY !== undefined,
  mail: isMailSetUp() || env.SMS_GATEWAY === "database",
});
