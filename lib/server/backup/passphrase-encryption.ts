import { createCipheriv, randomBytes, scrypt } from "node:crypto";
import { ReadableStream as WebStream } from "node:stream/web";
import { promisify } from "node:util";
import { Decrypter, Encrypter, Stanza, type Recipient } from "age-encryption";
import { BackupError } from "./backup-error.ts";

/** log2 of the cost of a try at the passphrase (scrypt): about a second and 256 MB, as the program `age` takes. */
const WORK_FACTOR = 18;

/** The first bytes of a file that is encrypted. */
export const ENCRYPTED_START = Buffer.from("age-encryption.org/v1");

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/**
 * The recipient `scrypt` of the format age (https://c2sp.org/age#the-scrypt-recipient-type). The package has one too;
 * it computes on the only thread of this process for three seconds, in which nobody would be served.
 */
const passphraseRecipient = (passphrase: string, workFactor: number): Recipient => ({
  wrapFileKey: async (fileKey) => {
    const salt = randomBytes(16);
    const labelled = Buffer.concat([Buffer.from("age-encryption.org/v1/scrypt"), salt]);
    const cost = { N: 2 ** workFactor, r: 8, p: 1 };
    const key = await derive(passphrase, labelled, 32, { ...cost, maxmem: 2 * 128 * cost.N * cost.r });
    const cipher = createCipheriv("chacha20-poly1305", key, Buffer.alloc(12), { authTagLength: 16 });
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [
      new Stanza(["scrypt", salt.toString("base64").replaceAll("=", ""), String(workFactor)], new Uint8Array(body)),
    ];
  },
});

/** Node types its web streams apart from those of a browser, which the package names. */
const webStream = (bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> =>
  WebStream.from(bytes) as unknown as ReadableStream<Uint8Array>;

/** Encrypts a stream with a passphrase, in the format of the program `age`; holds 64 KiB of it at a time. */
export async function* encrypted(
  plain: AsyncIterable<Uint8Array>,
  passphrase: string,
  workFactor = WORK_FACTOR,
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(passphrase, workFactor));
  yield* await encrypter.encrypt(webStream(plain));
}

/**
 * The content of such a stream. Throws a BackupError when the passphrase does not open it, another error where it was
 * cut or changed.
 */
export async function* decrypted(closed: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const plain = await decrypter.decrypt(webStream(closed)).catch((error: unknown) => {
    if (error instanceof Error && error.message.startsWith("no identity matched"))
      throw new BackupError("This passphrase does not open the backup. Nothing was changed.");
    throw error;
  });
  yield* plain;
}
