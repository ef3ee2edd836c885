import { z } from "zod";
import { env, readSettings } from "#lib/server/env.ts";
import { opens, secretOf } from "#lib/server/secrets.ts";
import { brevo } from "./brevo.ts";
import { consoleGateway } from "./console.ts";
import { databaseGateway, type MessageStore } from "./database.ts";
import type { OpenGateway, SmsGateway } from "./gateway.ts";
import { octopush } from "./octopush.ts";
import { ovh } from "./ovh.ts";

/** The gateways that this product knows, in the order in which they are named. */
export const SMS_GATEWAYS: readonly SmsGateway[] = [ovh, brevo, octopush, consoleGateway, databaseGateway];

const gatewayNamed = (name: string | undefined): SmsGateway | undefined =>
  SMS_GATEWAYS.find((gateway) => gateway.name === name);

const optional = Object.fromEntries(
  SMS_GATEWAYS.flatMap(({ settings }) => Object.entries(settings)).map(([name, form]) => [name, form.optional()]),
);

/**
 * The settings of SMS beside those of `env`: what the contract gives is there together, or the application does not
 * start.
 */
export const SMS_SETTINGS = z
  .object({
    ...optional,
    APP_ENV: z.string().optional(),
    SMS_GATEWAY: z
      .enum(
        SMS_GATEWAYS.map(({ name }) => name),
        `it is none of ${SMS_GATEWAYS.map(({ name }) => name).join(", ")}`,
      )
      .optional(),
    SMS_SENDER: z.string().optional(),
  })
  .superRefine((given: Readonly<Record<string, string | undefined>>, context) => {
    const gateway = gatewayNamed(given["SMS_GATEWAY"]);
    if (!gateway) return;
    const { name, company, settings } = gateway;
    const refuse = (setting: string, message: string): void =>
      context.addIssue({ code: "custom", path: [setting], message });
    if (company === undefined && given["APP_ENV"] === "production")
      refuse("SMS_GATEWAY", "it shows texts of messages, in a demonstration only");
    for (const setting of company === undefined ? [] : ["SMS_SENDER", ...Object.keys(settings)])
      if (given[setting] === undefined) refuse(setting, `it is missing for SMS_GATEWAY=${name}`);
  });

/**
 * The way in which SMS leave this installation (SMS_GATEWAY), or undefined without a contract: then none is sent,
 * telephone numbers are for calling, and everything else works. `store`: where a demonstration keeps its messages.
 * Throws for settings that lack. A process opens one: that of OVHcloud keeps the time of its clock.
 */
export function chosenGateway(store: MessageStore): OpenGateway | undefined {
  const settings = readSettings(SMS_SETTINGS);
  const { SMS_SENDER: sender = "", SMS_GATEWAY_URL: url } = env;
  const gateway = gatewayNamed(settings.SMS_GATEWAY);
  return gateway?.open(settings, { sender, url, receipts: receiptsAddress(gateway.name), store });
}

/**
 * The address that a gateway calls with what became of our SMS; undefined for one that calls none. None of them signs
 * its calls in a documented way, so whoever knows the address is believed: its last part is a secret of 128 bits
 * derived from APP_SECRET, to be written down nowhere but at the gateway. What a call can do is small: a wrong receipt
 * about an id that it would have to guess.
 */
export function receiptsAddress(name: string): string | undefined {
  const id = gatewayNamed(name)?.receiptsId;
  return id === undefined ? undefined : `${env.APP_URL}/api/recus/${secretOf("receipts", id, 1)}`;
}

/** The name of the gateway that calls with this secret, or undefined for any other text; compared in constant time. */
export const gatewayOfReceipts = (secret: string): string | undefined =>
  SMS_GATEWAYS.find(({ receiptsId }) => receiptsId !== undefined && opens(secret, "receipts", receiptsId, 1))?.name;
