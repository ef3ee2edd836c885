import { createServer } from "node:net";

/** A port that is free at this moment, chosen by the system. */
export const freePort = (): Promise<number> => listenOnce(0);

/** Whether nobody listens on this port of this machine, on any of its addresses. */
export const portIsFree = async (port: number): Promise<boolean> => {
  try {
    for (const host of ["127.0.0.1", "::"]) await listenOnce(port, host);
    return true;
  } catch (error) {
    // A machine without IPv6 refuses "::"; then the port was free on 127.0.0.1.
    return (
      (error as NodeJS.ErrnoException).code === "EAFNOSUPPORT" ||
      (error as NodeJS.ErrnoException).code === "EADDRNOTAVAIL"
    );
  }
};

const listenOnce = (port: number, host = "127.0.0.1"): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
