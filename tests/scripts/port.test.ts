import { createServer, type Server } from "node:net";
import { once } from "node:events";
import { chosenPort } from "#scripts/serve.ts";
import { freePort } from "#scripts/free-port.ts";
import { environment } from "#lib/server/env.ts";

const listening: Server[] = [];
afterEach(() => {
  delete environment["PORT"];
  for (const server of listening.splice(0)) server.close();
});

const busyPort = async (host: string): Promise<number> => {
  const port = await freePort();
  const server = createServer().listen(port, host);
  listening.push(server);
  await once(server, "listening");
  return port;
};

test("a free port is taken as asked", async () => {
  const port = await freePort();
  environment["PORT"] = String(port);
  expect(await chosenPort()).toBe(port);
});

test.each(["127.0.0.1", "0.0.0.0"])(
  "a port that another program holds on %s is refused with another to try",
  async (host) => {
    const port = await busyPort(host);
    environment["PORT"] = String(port);
    await expect(chosenPort()).rejects.toMatchObject({
      name: "CommandError",
      message: `Port ${port} is in use by another program. Stop that program, or choose another port, for example with PORT=${port + 1}.`,
    });
  },
);

test.each(["web", "70000", "3000.5"])("PORT=%s is refused: it is no port", async (text) => {
  environment["PORT"] = text;
  await expect(chosenPort()).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringContaining(`PORT is "${text}"`),
  });
});
