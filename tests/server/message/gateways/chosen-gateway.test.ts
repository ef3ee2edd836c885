import { jest } from "@jest/globals";
import { unusableSettings } from "#lib/server/env.ts";
import { SMS_SETTINGS } from "#lib/server/message/gateways/gateways.ts";
import { anSms, SENDER } from "./gateway-server.ts";
import { COMPANIES } from "./stand-ins.ts";

const given = { ...process.env };
afterAll(() => void Object.assign(process.env, given));

/** What a process with these settings chooses, and where gateways call it. */
async function chosen(settings: Readonly<Record<string, string>>) {
  process.env = { ...given, APP_ENV: "test", APP_SECRET: "a secret of sixteen", ...settings };
  jest.resetModules();
  const { chosenGateway, gatewayOfReceipts, receiptsAddress } =
    await import("#lib/server/message/gateways/gateways.ts");
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

type Company = (typeof COMPANIES)[number];

/** All settings of a contract. */
const whole = ({ name, settings }: Company) => ({ SMS_GATEWAY: name, SMS_SENDER: SENDER, ...settings });

test("without a contract there is no gateway", async () => {
  expect((await chosen({})).gateway).toBeUndefined();
});

test.each(COMPANIES)(
  "$name is chosen by the settings, what its contract gives reaches it, and only its own secret address is that of its receipts",
  async (company) => {
    const server = await company.serve();
    const settings = { ...whole(company), SMS_GATEWAY_URL: server.url, APP_URL: "https://permanences.example" };
    const { gateway, ...where } = await chosen(settings);
    expect(where).toEqual({
      name: company.name,
      address: expect.stringMatching(/^https:\/\/permanences\.example\/api\/recus\/[\w-]{43}$/),
      calls: company.name,
      stranger: undefined,
    });
    expect(await gateway!.send(anSms())).toMatchObject({ kind: "accepted" });
    const said = JSON.parse(server.seen.at(-1)!.body) as Record<string, unknown>;
    expect(said).toMatchObject({ sender: SENDER });
    expect(said["webUrl"]).toBe(company.name === "brevo" ? where.address : undefined);
    await server.close();
  },
);

test("another secret of the application makes another address", async () => {
  const settings = whole(COMPANIES[0]!);
  const one = await chosen(settings);
  const other = await chosen({ ...settings, APP_SECRET: "another secret of sixteen" });
  expect(one.address).not.toBe(other.address);
});

test("a gateway of a demonstration is called by nobody", async () => {
  expect(await chosen({ SMS_GATEWAY: "console" })).toMatchObject({ name: "console", address: undefined });
  expect(await chosen({ SMS_GATEWAY: "database" })).toMatchObject({ name: "database", address: undefined });
});

test.each(COMPANIES)(
  "$name: what its contract gives has to be there together, and what lacks is named",
  async (company) => {
    const { name, settings } = company;
    expect(unusableSettings(whole(company), SMS_SETTINGS)).toEqual([]);
    expect(unusableSettings({ SMS_GATEWAY: name }, SMS_SETTINGS)).toEqual(
      ["SMS_SENDER", ...Object.keys(settings)].map((lacks) => ({
        name: lacks,
        why: `it is missing for SMS_GATEWAY=${name}`,
      })),
    );
    await expect(chosen({ SMS_GATEWAY: name, SMS_SENDER: SENDER })).rejects.toThrow(
      `it is missing for SMS_GATEWAY=${name}`,
    );
  },
);

test("a gateway that the product does not know is none", () => {
  expect(unusableSettings({ SMS_GATEWAY: "twilio" }, SMS_SETTINGS)).toMatchObject([{ name: "SMS_GATEWAY" }]);
});

test.each(["console", "database"])("in production no text of a message is shown or stored: not %s", (SMS_GATEWAY) => {
  expect(unusableSettings({ SMS_GATEWAY, APP_ENV: "production" }, SMS_SETTINGS)).toEqual([
    { name: "SMS_GATEWAY", why: "it shows texts of messages, in a demonstration only" },
  ]);
});

test.each(["VILLE DE RENNES", "AB", "DOUZELETTRES", "Bébé"])("%j is no sender of an SMS", (SMS_SENDER) => {
  expect(unusableSettings({ SMS_SENDER })).toMatchObject([{ name: "SMS_SENDER" }]);
});
