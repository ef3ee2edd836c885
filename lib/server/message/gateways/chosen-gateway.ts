import { env } from "../../env.ts";
import { brevoGateway } from "./brevo.ts";
import { consoleGateway } from "./console.ts";
import { databaseGateway, type MessageStore } from "./database.ts";
import type { SmsGateway } from "./gateway.ts";
import { octopushGateway } from "./octopush.ts";
import { ovhGateway } from "./ovh.ts";
import { receiptsAddress } from "./receipts-address.ts";

/**
 * The way in which SMS leave this installation (SMS_GATEWAY), or undefined without a contract: then none is sent, telephone
 * numbers are for calling, and everything else works. `store`: where a demonstration keeps its messages. The settings of a gateway are
 * there together or the application does not start (`env.ts`). A process makes one: that of OVHcloud keeps the time of its clock.
 */
export function chosenGateway(store: MessageStore): SmsGateway | undefined {
  const sender = env.SMS_SENDER ?? "";
  const other = env.SMS_GATEWAY_URL === undefined ? {} : { url: env.SMS_GATEWAY_URL };
  switch (env.SMS_GATEWAY) {
    case undefined:
      return undefined;
    case "console":
      return consoleGateway();
    case "database":
      return databaseGateway(store);
    case "ovh":
      return ovhGateway(
        {
          applicationKey: env.OVH_APPLICATION_KEY ?? "",
          applicationSecret: env.OVH_APPLICATION_SECRET ?? "",
          consumerKey: env.OVH_CONSUMER_KEY ?? "",
          service: env.OVH_SMS_SERVICE ?? "",
          sender,
        },
        other,
      );
    case "brevo":
      return brevoGateway(
        {
          apiKey: env.BREVO_API_KEY ?? "",
          sender,
          // It calls over the network, which does not reach an address of this machine.
          ...(env.APP_URL.startsWith("https:") && { receipts: receiptsAddress("brevo") }),
        },
        other,
      );
    case "octopush":
      return octopushGateway(
        { apiLogin: env.OCTOPUSH_API_LOGIN ?? "", apiKey: env.OCTOPUSH_API_KEY ?? "", sender },
        other,
      );
  }
}
