import { jest } from "@jest/globals";
import { unusableSettings } from "#lib/server/env.ts";
import * as brevo from "./brevo-server.ts";
import * as octopush from "./octopush-server.ts";
import * as ovh from "./ovh-server.ts";

const given = { ...process.env };
afterAll(() => void Object.assign(process.env, given));

/** What a process with these settings chooses, and where gateways call it. */
async function chosen(settings: Readonly<Record<string, string>>) {
  process.env = { ...given, APP_ENV: "test", APP_SECRET: "a secret of sixteen", ...settings };
  jest.resetModules();
  const { chosenGateway } = await import("#lib/server/message/gateways/chosen-gateway.ts");
  const { gatewayOfReceipts, receiptsAddress } = await import("#lib/server/message/gateways/receipts-address.ts");
  const gateway = chosenGateway({ keep: () => Promise.resolve(true), has: () => Promise.resolve(false) });
  const address = gateway && receiptsAddress(gateway.name);
  return {
    gateway,
    name: gateway?.name,
    address,
    calls: address && gatewayOfReceipts(address.slice(address.lastIndexOf("/") + 1)),
    stranger: gatewayOfReceipts("A".repeat(43)),
  };
}

const OVH = {
  SMS_GATEWAY: "ovh",
  SMS_SENDER: "MAVILLE",
  OVH_APPLICATION_KEY: "key",
  OVH_APPLICATION_SECRET: "application-secret",
  OVH_CONSUMER_KEY: "consumer",
  OVH_SMS_SERVICE: "sms-ab12345-1",
};
const BREVO = { SMS_GATEWAY: "brevo", SMS_SENDER: "MAVILLE", BREVO_API_KEY: "key" };
const OCTOPUSH = {
  SMS_GATEWAY: "octopush",
  SMS_SENDER: "MAVILLE",
  OCTOPUSH_API_LOGIN: "login",
  OCTOPUSH_API_KEY: "key",
};

test("without a contract there is no gateway", async () => {
  expect((await chosen({})).gateway).toBeUndefined();
});

test("the gateway of the settings is chosen, and only its own secret address is that of its receipts", async () => {
  expect(await chosen({ ...OVH, APP_URL: "https://permanences.example" })).toMatchObject({
    name: "ovh",
    address: expect.stringMatching(/^https:\/\/permanences\.example\/api\/recus\/[\w-]{43}$/),
    calls: "ovh",
    stranger: undefined,
  });
  expect(await chosen(BREVO)).toMatchObject({ name: "brevo", calls: "brevo" });
  expect(await chosen(OCTOPUSH)).toMatchObject({ name: "octopush", calls: "octopush" });
});

test("what the contract gives reaches the gateway, and Brevo is told our address where it can reach it", async () => {
  const servers = {
    ovh: await ovh.ovhServer(),
    brevo: await brevo.brevoServer(),
    octopush: await octopush.octopushServer(),
  };
  const { OVH: contract } = ovh;
  const settings = {
    ovh: {
      OVH_APPLICATION_KEY: contract.applicationKey,
      OVH_APPLICATION_SECRET: contract.applicationSecret,
      OVH_CONSUMER_KEY: contract.consumerKey,
      OVH_SMS_SERVICE: contract.service,
    },
    brevo: { BREVO_API_KEY: brevo.BREVO.apiKey, APP_URL: "https://permanences.example" },
    octopush: { OCTOPUSH_API_LOGIN: octopush.OCTOPUSH.apiLogin, OCTOPUSH_API_KEY: octopush.OCTOPUSH.apiKey },
  };
  const sms = { to: "+33612345678", text: "Lundi à 10 h", coding: "gsm-7", tag: crypto.randomUUID() } as const;
  const sentBy = async (name: keyof typeof servers, more: Readonly<Record<string, string>> = {}) => {
    const shared = { SMS_GATEWAY: name, SMS_SENDER: "MAVILLE", SMS_GATEWAY_URL: servers[name].url };
    const { gateway, address } = await chosen({ ...shared, ...settings[name], ...more });
    const { kind } = await gateway!.send({ ...sms, tag: crypto.randomUUID() });
    return { kind, address, said: JSON.parse(servers[name].seen.at(-1)!.body) as Record<string, unknown> };
  };
  for (const name of ["ovh", "brevo", "octopush"] as const)
    expect(await sentBy(name)).toMatchObject({ kind: "accepted", said: { sender: "MAVILLE" } });
  const { said, address } = await sentBy("brevo");
  expect([said["webUrl"], address]).toEqual([
    expect.stringMatching(/^https:\/\/permanences\.example\/api\/recus\//),
    said["webUrl"],
  ]);
  expect((await sentBy("brevo", { APP_URL: "http://localhost:3000" })).said).not.toHaveProperty("webUrl");
  await Promise.all(Object.values(servers).map((server) => server.close()));
});

test("another secret of the application makes another address", async () => {
  const [one, other] = [await chosen(OVH), await chosen({ ...OVH, APP_SECRET: "another secret of sixteen" })];
  expect(one.address).not.toBe(other.address);
});

test("a gateway of a demonstration is called by nobody", async () => {
  expect(await chosen({ SMS_GATEWAY: "console" })).toMatchObject({ name: "console", address: undefined });
  expect(await chosen({ SMS_GATEWAY: "database" })).toMatchObject({ name: "database", address: undefined });
});

test.each([
  [OVH, ["SMS_SENDER", "OVH_APPLICATION_KEY", "OVH_APPLICATION_SECRET", "OVH_CONSUMER_KEY", "OVH_SMS_SERVICE"]],
  [BREVO, ["SMS_SENDER", "BREVO_API_KEY"]],
  [OCTOPUSH, ["SMS_SENDER", "OCTOPUSH_API_LOGIN", "OCTOPUSH_API_KEY"]],
] as const)(
  "$SMS_GATEWAY: what its contract gives has to be there together, and what lacks is named",
  (whole, names) => {
    expect(unusableSettings(whole)).toEqual([]);
    expect(unusableSettings({ SMS_GATEWAY: whole.SMS_GATEWAY })).toEqual(
      names.map((name) => ({ name, why: `it is missing for SMS_GATEWAY=${whole.SMS_GATEWAY}` })),
    );
  },
);

test.each(["console", "database"])("in production no text of a message is shown or stored: not %s", (SMS_GATEWAY) => {
  expect(unusableSettings({ SMS_GATEWAY, APP_ENV: "production" })).toEqual([
    { name: "SMS_GATEWAY", why: "it shows texts of messages, in a demonstration only" },
  ]);
});

test.each(["VILLE DE RENNES", "AB", "DOUZELETTRES", "Bébé"])("%j is no sender of an SMS", (SMS_SENDER) => {
  expect(unusableSettings({ ...OVH, SMS_SENDER })).toMatchObject([{ name: "SMS_SENDER" }]);
});
