import { gatewayServer, type Reply, type GatewayRequest } from "./gateway-server.ts";

export const OCTOPUSH = { OCTOPUSH_API_LOGIN: "ville@example.org", OCTOPUSH_API_KEY: "octopush-key" };

type OctopushSms = { ticket: string; number: string; text: string; purpose: string; request: string };

/**
 * The public API of Octopush as it is documented: two headers, a request id that counts once, calls with what became of
 * an SMS.
 */
export async function octopushServer() {
  const taken: OctopushSms[] = [];
  let next = 0;

  function carryOut(seen: GatewayRequest): Reply {
    const refuse = (code: number, message: string): Reply => ({ status: 400, body: { code, message } });
    if (
      seen.headers["api-login"] !== OCTOPUSH.OCTOPUSH_API_LOGIN ||
      seen.headers["api-key"] !== OCTOPUSH.OCTOPUSH_API_KEY
    )
      return refuse(101, "Incorrect login details.");
    if (seen.path !== "/sms-campaign/send") return { status: 404 };
    const asked = JSON.parse(seen.body) as {
      recipients: { phone_number: string }[];
      text: string;
      purpose: string;
      request_id: string;
    };
    const number = asked.recipients[0]?.phone_number ?? "";
    if (taken.some(({ request }) => request === asked.request_id))
      return refuse(120, "A SMS with the same request_id has already been sent.");
    if (!/^\+\d{8,15}$/.test(number)) return refuse(117, `Your recipient list contains no correct numbers: ${number}`);
    if (asked.purpose !== "alert") return refuse(121, "STOP mention ([STOP au 30101]) is missing from your text.");
    const ticket = `sms_5fec89fe9710${next++}`;
    taken.push({ ticket, number, text: asked.text, purpose: asked.purpose, request: asked.request_id });
    return {
      status: 201,
      body: {
        sms_ticket: ticket,
        number_of_contacts: 1,
        total_cost: 0.0333,
        number_of_sms_needed: 1,
        residual_credit: 99.5,
      },
    };
  }

  const server = await gatewayServer(carryOut);
  return {
    ...server,
    taken,
    /** The body of the call that says what became of an SMS. */
    call: ({ ticket, number }: OctopushSms, status: string): string =>
      JSON.stringify({
        channel: "sms",
        message_id: ticket,
        list_name: "List Name",
        number,
        status,
        unit_price: 0.5,
        delivery_date: "2026-11-27 10:00:06",
        meta_data: {},
      }),
  };
}
