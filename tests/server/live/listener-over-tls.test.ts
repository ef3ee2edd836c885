import { execFileSync } from "node:child_process";
import { chownSync, statSync } from "node:fs";
import { join } from "node:path";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { listen } from "#lib/server/live/notices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A server that offers TLS with a certificate of its own, which no machine trusts. */
async function serverWithTls(
  folder: string,
): Promise<{ serverUrl: string; certificate: string; stop: () => Promise<void> }> {
  await copyNewCluster(folder);
  const key = join(folder, "server.key");
  const certificate = join(folder, "server.crt");
  const names = "subjectAltName=DNS:localhost,IP:127.0.0.1";
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const words = [
    "req",
    "-x509",
    ...kind,
    "-subj",
    "/CN=localhost",
    "-addext",
    names,
    "-keyout",
    key,
    "-out",
    certificate,
  ];
  execFileSync("openssl", words, { stdio: "ignore" });
  // As root the server runs as another user, who must own its key.
  const { uid, gid } = statSync(join(folder, "postgres"));
  for (const file of [key, certificate]) chownSync(file, uid, gid);
  const settings = ["ssl=on", `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`];
  const server = await startEmbedded({ folder, port: await freePort(), settings });
  return { serverUrl: server.serverUrl, certificate, stop: server.stop };
}

test("the listener connects by TLS and trusts the certificate that the address names, and no other", async () => {
  const { path, remove } = await temporaryFolder();
  const { serverUrl, certificate, stop } = await serverWithTls(path);
  const heard: string[] = [];
  const callbacks = { onNotice: { news: (payload: string) => void heard.push(payload) }, onListening: () => undefined };
  await expect(listen(`${serverUrl}postgres?sslmode=verify-full`, callbacks)).rejects.toThrow(/certificate/);
  const listener = await listen(
    `${serverUrl}postgres?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate)}`,
    callbacks,
  );
  await listener.notify([{ channel: "news", payload: "by TLS" }]);
  await eventually(() => heard.join(), "by TLS");
  await listener.close();
  await stop();
  await remove();
});
