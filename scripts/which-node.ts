/** The commands that a person starts first; the others, and tests, say nothing. */
const FIRST_COMMANDS = ["demo", "dev", "start", "test"];

/**
 * One line when the machine's Node, which runs npm, is older than the packaged one that runs this command
 * (docs/decisions/runtimes-and-packages.md); undefined otherwise.
 */
export function olderNodeNotice(environment: NodeJS.ProcessEnv, running: string): string | undefined {
  const machine = /\bnode\/v(\d+)/.exec(environment["npm_config_user_agent"] ?? "")?.[1];
  if (!machine || Number(machine) >= Number.parseInt(running)) return undefined;
  if (environment["JEST_WORKER_ID"] || !FIRST_COMMANDS.includes(environment["npm_lifecycle_event"] ?? ""))
    return undefined;
  return `npm runs in Node ${machine} here; Permanences runs in Node ${running}, which came with its packages.`;
}
