import { createServer, type AddressInfo } from "node:net";

/** A mail server that takes everything: `received` resolves with the next message. */
export async function mailbox(): Promise<{ url: string; received: () => Promise<string>; close: () => void }> {
  const letters: string[] = [];
  let wake = (): void => {};
  const server = createServer((socket) => {
    let letter: string | undefined;
    socket.write("220 here\r\n");
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      const text = bytes.toString("utf8");
      if (letter !== undefined) {
        letter += text;
        if (!letter.endsWith("\r\n.\r\n")) return;
        letters.push(letter);
        letter = undefined;
        wake();
        socket.write("250 kept\r\n");
      } else if (/^DATA/i.test(text)) {
        letter = "";
        socket.write("354 go on\r\n");
      } else if (/^QUIT/i.test(text)) socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: async () => {
      while (letters.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return letters.shift()!;
    },
    close: () => void server.close(),
  };
}
