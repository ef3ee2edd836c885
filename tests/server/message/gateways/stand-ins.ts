import { SMS_GATEWAYS } from "#lib/server/message/gateways/gateways.ts";
import { BREVO, brevoServer } from "./brevo-server.ts";
import { SENDER, type GatewayServer } from "./gateway-server.ts";
import { OCTOPUSH, octopushServer } from "./octopush-server.ts";
import { OVH, ovhServer } from "./ovh-server.ts";

/**
 * What stands for a company in tests: what its contract gives, its server on this machine, and where that takes an SMS.
 */
type StandIn = {
  readonly settings: Readonly<Record<string, string>>;
  readonly serve: () => Promise<GatewayServer>;
  readonly path: string;
};

const STAND_INS: Readonly<Record<string, StandIn>> = {
  ovh: { settings: OVH, serve: ovhServer, path: `/sms/${OVH.OVH_SMS_SERVICE}/jobs` },
  brevo: { settings: BREVO, serve: brevoServer, path: "/transactionalSMS/send" },
  octopush: { settings: OCTOPUSH, serve: octopushServer, path: "/sms-campaign/send" },
};

/** The gateways of a contract, each with what stands for it. A new one fails here until it has its line above. */
export const COMPANIES = SMS_GATEWAYS.filter(({ company }) => company !== undefined).map((gateway) => {
  const standIn = STAND_INS[gateway.name];
  if (!standIn) throw new Error(`Nothing stands for ${gateway.name} in tests.`);
  return { name: gateway.name, gateway, ...standIn };
});

/** What an installation shares with any gateway at this address. */
export const at = (url: string, deadline = 10_000) => ({ sender: SENDER, url, deadline });
