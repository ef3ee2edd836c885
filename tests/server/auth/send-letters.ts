import { CODE_KINDS } from "#lib/message/letter-kinds.ts";

/**
 * Sends what is due by this mail server, as the jobs do. Imports the server layer, so it is called once its settings
 * are made.
 */
export async function letterSender(server: string): Promise<{ send: () => Promise<void>; close: () => void }> {
  const { smtpMail } = await import("#lib/server/message/gateways/mail.ts");
  const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
  const { sendDue, SENT_KINDS } = await import("#lib/server/message/send-due.ts");
  const mail = smtpMail(server);
  return {
    send: async () =>
      void (await sendDue({ mail, mailOf: mailOfAppointment, random: () => 0.5 }, [...SENT_KINDS, ...CODE_KINDS])),
    close: () => mail.close(),
  };
}
