import { olderNodeNotice } from "#scripts/which-node.ts";

const started = (machine: string, command: string): NodeJS.ProcessEnv => ({
  NODE_ENV: "test",
  npm_config_user_agent: `npm/10.8.2 node/v${machine} linux x64 workspaces/false`,
  npm_lifecycle_event: command,
});

test("an older Node under npm leads to a line that says which Node is used", () => {
  expect(olderNodeNotice(started("20.18.0", "demo"), "24.11.0")).toBe(
    "npm runs in Node 20 here; Permanences runs in Node 24.11.0, which came with its packages.",
  );
});

test.each([
  ["npm in the same Node", started("24.1.0", "demo"), "24.11.0"],
  ["a command that another one starts", started("20.18.0", "build"), "24.11.0"],
  ["a command of a test", { ...started("20.18.0", "demo"), JEST_WORKER_ID: "1" }, "24.11.0"],
  ["a command that npm did not start", { NODE_ENV: "test" } as const, "24.11.0"],
])("%s leads to no line", (_, environment, running) => {
  expect(olderNodeNotice(environment, running)).toBeUndefined();
});
