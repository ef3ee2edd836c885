import { gatewayServer, SENDER, type Reply, type GatewayRequest } from "./gateway-server.ts";

export const BREVO = { BREVO_API_KEY: "xkeysib-a-key" };

type BrevoSms = {
  messageId: number;
  recipient: string;
  content: string;
  tag: string;
  type: string;
  unicodeEnabled: boolean;
  webUrl: string;
};

/**
 * Transactional SMS of Brevo as it is documented: a key in a header, a number without plus, events by tag, calls for
 * each of them. `filesAtOnce`: an SMS stands in the statistics as soon as it is taken, not only once something became
 * of it. `whenTaken`: done once one is taken, before it is answered.
 */
export async function brevoServer({
  filesAtOnce = false,
  whenTaken,
}: { readonly filesAtOnce?: boolean; readonly whenTaken?: (sms: BrevoSms) => Promise<void> } = {}) {
  const taken: BrevoSms[] = [];
  const events: {
    phoneNumber: string;
    date: string;
    messageId: string;
    event: string;
    tag: string;
    reason?: string;
  }[] = [];
  let next = 1_511_882_900_176_220;

  async function carryOut(seen: GatewayRequest): Promise<Reply> {
    if (seen.headers["api-key"] !== BREVO.BREVO_API_KEY)
      return { status: 401, body: { code: "unauthorized", message: "Key not found" } };
    if (seen.path === "/transactionalSMS/send") return take(JSON.parse(seen.body) as BrevoSms & { sender: string });
    if (seen.path !== "/transactionalSMS/statistics/events") return { status: 404 };
    const tags = JSON.parse(seen.query.get("tags") ?? "[]") as string[];
    const found = events.filter(({ tag }) => tags.includes(tag)).toReversed();
    return { status: 200, body: found.length > 0 ? { events: found } : {} };
  }

  async function take(asked: BrevoSms & { sender: string }): Promise<Reply> {
    const wrong = (message: string): Reply => ({ status: 400, body: { code: "invalid_parameter", message } });
    if (!/^\d{8,15}$/.test(asked.recipient)) return wrong(`Invalid telephone number ${asked.recipient}`);
    if (asked.sender !== SENDER) return wrong("sender is not valid");
    const messageId = next++;
    taken.push({ ...asked, messageId });
    if (filesAtOnce) happens({ ...asked, messageId }, "sent");
    await whenTaken?.({ ...asked, messageId });
    return { status: 201, body: { messageId } };
  }

  /**
   * Something becomes of an SMS that was taken: it stands in the statistics, and this is the body of the call that says
   * so.
   */
  function happens({ messageId, recipient, tag }: BrevoSms, event: string, date = "2026-11-27 10:00:00"): string {
    events.push({ phoneNumber: recipient, date, messageId: String(messageId), event: camel(event), tag });
    return JSON.stringify({
      id: 26_570,
      to: recipient,
      sms_count: 1,
      credits_used: 1.5,
      messageId,
      remaining_credit: 11_488.845,
      msg_status: event,
      date,
      type: "transactional",
      reference: "ab1cde2fgh3i4jklmno",
      tag,
    });
  }

  const server = await gatewayServer(carryOut);
  return { ...server, taken, happens };
}

const camel = (event: string): string => event.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
