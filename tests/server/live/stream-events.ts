import { comes } from "#tests/support/eventually.ts";

/** One event of the stream, with its fields as text. */
export type StreamEvent = {
  readonly event?: string;
  readonly id?: string;
  readonly data?: string;
  readonly retry?: string;
};

/** Reads a stream as a browser does: one event after another. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void> {
  let text = "";
  for await (const chunk of body.pipeThrough(
    new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>,
  )) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      yield Object.fromEntries(
        text
          .slice(0, end)
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
      );
      text = text.slice(end + 2);
    }
  }
}

/** The events of a stream, one by one. */
export function readEvents(body: ReadableStream<Uint8Array>) {
  const events = eventsOf(body);
  /** The next event; fails when none comes. */
  const next = (): Promise<StreamEvent> =>
    comes(
      events.next().then(({ value }) => {
        if (value) return value;
        throw new Error("The stream has ended.");
      }),
      () => "The stream sent no further event.",
    );
  return {
    next,
    /** The next event of that name; the names of those before it. */
    until: async (name: string): Promise<{ readonly event: StreamEvent; readonly before: readonly string[] }> => {
      const before: string[] = [];
      for (;;) {
        const event = await next();
        if (event.event === name) return { event, before };
        before.push(event.event ?? "");
      }
    },
    done: async () => (await events.next()).done,
  };
}
