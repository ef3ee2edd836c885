import { asSent, type KeptCommand } from "#components/tablet/device/outbox.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { commands } from "#lib/wire/queue/command.ts";
import { commandsToWire, MOST_COMMANDS, textOfAct } from "#lib/wire/queue/sent-commands.ts";
import { actOfText } from "#lib/wire/queue/signed-act.ts";

/** Where the half-day is held. */
export const ZONE = "Europe/Paris";

/** How the server reads what a tablet sends it. An act that is sent again is sent as it was, and read once. */
export class Wire {
  readonly #read = new Map<string, Command | undefined>();

  /** The commands as the server reads them from the body of a request; undefined when it cannot. */
  read(sent: readonly Command[]): readonly Command[] | undefined {
    const read = sent.flatMap((command) => this.#once(command.id, () => bodyOf(command)) ?? []);
    return read.length === sent.length && sent.length <= MOST_COMMANDS ? read : undefined;
  }

  /** A command of a colleague as the server reads it from the text that was signed; undefined when it cannot. */
  readSigned(permanence: string, command: KeptCommand): Command | undefined {
    return this.#once(`signed ${command.id}`, () => actOfText(textOfAct(permanence, asSent(command)))?.command);
  }

  #once(key: string, reads: () => Command | undefined): Command | undefined {
    if (!this.#read.has(key)) this.#read.set(key, reads());
    return this.#read.get(key);
  }
}

const bodyOf = (command: Command): Command | undefined =>
  commands.safeParse(JSON.parse(JSON.stringify(commandsToWire([command], ZONE)))).data?.commands[0];
