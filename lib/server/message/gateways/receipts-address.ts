import { env } from "../../env.ts";
import { opens, secretOf } from "../../secrets.ts";
import type { GatewayName } from "./gateway.ts";

/** The gateways that call an address of ours, each with the id from which its secret is derived. */
const CALLING: Readonly<Partial<Record<GatewayName, string>>> = {
  ovh: "0192f000-0000-7000-8000-000000000001",
  brevo: "0192f000-0000-7000-8000-000000000002",
  octopush: "0192f000-0000-7000-8000-000000000003",
};

/**
 * The address that a gateway calls with what became of our SMS; undefined for one that calls none. None of the three signs its
 * calls in a documented way, so whoever knows the address is believed: its last part is a secret of 128 bits derived from APP_SECRET,
 * to be written down nowhere but at the gateway. What a call can do is small: a wrong receipt about an id that it would have to guess.
 */
export function receiptsAddress(gateway: GatewayName): string | undefined {
  const id = CALLING[gateway];
  return id === undefined ? undefined : `${env.APP_URL}/api/recus/${secretOf("receipts", id, 1)}`;
}

/** Which gateway calls with this secret, or undefined for any other text; compared in constant time. */
export const gatewayOfReceipts = (secret: string): GatewayName | undefined =>
  (Object.entries(CALLING) as [GatewayName, string][]).find(([, id]) => opens(secret, "receipts", id, 1))?.[0];
