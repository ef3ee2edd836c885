// @ts-nocheck — runs in the browser as a service worker; it has globals of its own and is served as it stands
// (app/travailleur.js/route.ts).
/**
 * The service worker of the tablet, one for each language: it answers for the pages below `/conseiller` of that
 * language and for what they load, and for nothing else. With network every page comes from the server. Where the
 * server does not answer, the list of half-days, the tablet of a half-day that is kept on this device and practice are
 * answered with one document without personal data, which shows them from the device's storage
 * (docs/without-network.md#opens-without-network).
 *
 * `BUILD`, the name of the build that this worker is of, is written before this text.
 */

/** Milliseconds after which a server counts as not answering, where the device has what is asked for. */
const PATIENCE = 1_500;
/** The address of the list of half-days: « /conseiller », « /ar/conseiller ». */
const LIST = new URL(registration.scope).pathname;
const SHELL = LIST.replace(/conseiller$/, "tablette/sans-reseau");
const OF_LANGUAGE = `tablet${LIST.replaceAll("/", "-")}-`;
const CACHE = OF_LANGUAGE + BUILD;
/** It needs nothing of the server: without one it opens for everybody. */
const PRACTICE = `${LIST}/entrainement`;
const HALF_DAY = new RegExp(`^${LIST}/permanences/([0-9a-f-]{36})$`);

/** Files whose address changes with their content, and those whose address stays. */
const BUILT = /^\/_next\/static\//;
const DRAWN = /^\/(?:fonts\/.*|icons\.svg|pictograms\.svg|chez\/[a-z0-9-]+\/logo)$/;

addEventListener("install", (event) => {
  // A browser that knows how (addRoutes) takes these files from this build's cache by itself, and what is not in it
  // from the network.
  event.addRoutes?.({
    condition: { urlPattern: new URLPattern({ pathname: "/_next/static/*" }) },
    source: { cacheName: CACHE },
  });
  event.waitUntil(keepShell());
});

addEventListener("activate", (event) => event.waitUntil(Promise.all([forgetOtherBuilds(), clients.claim()])));

/** A page of this worker says when the moment is quiet. */
addEventListener("message", ({ data }) => {
  if (data === "take-over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") {
    const halfDay = HALF_DAY.exec(pathname)?.[1];
    if (pathname === LIST || pathname === PRACTICE || halfDay) event.respondWith(page(request, halfDay));
  } else if (BUILT.test(pathname)) event.respondWith(kept(request).then((answer) => answer ?? fetch(request)));
  else if (DRAWN.test(pathname)) event.respondWith(drawing(request));
});

/**
 * Keeps the document and all that it loads: scripts, styles, fonts and drawings. Fails where one of them is not
 * answered; it is tried again later.
 */
async function keepShell() {
  const document = await answered(SHELL);
  const html = await document.clone().text();
  const styles = [...new Set(html.match(/\/_next\/static\/[\w./~-]+\.css/g))];
  const texts = await Promise.all(styles.map(async (style) => (await answered(style)).text()));
  const files = [html, ...texts].flatMap(
    (text) => text.match(/\/(?:_next\/static|fonts)\/[\w./~-]+\.(?:js|css|woff2)/g) ?? [],
  );
  const cache = await caches.open(CACHE);
  await Promise.all(
    [...new Set([...files, "/icons.svg", "/pictograms.svg"])].map(async (file) =>
      cache.put(file, await answered(file)),
    ),
  );
  await cache.put(SHELL, document);
}

async function answered(address) {
  const answer = await fetch(address, { cache: address === SHELL ? "no-store" : "default" });
  if (!answer.ok || answer.redirected) throw new Error(`${address} is not answered.`);
  return answer;
}

async function forgetOtherBuilds() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(OF_LANGUAGE) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

const kept = async (asked) => (await caches.open(CACHE)).match(asked, { ignoreVary: true });

const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** That of the server, which is kept, or the kept one where the server does not answer. */
async function drawing(request) {
  const asked = fetch(request).then(
    async (answer) => {
      if (answer.ok && answer.status === 200) await (await caches.open(CACHE)).put(request, answer.clone());
      return answer;
    },
    () => undefined,
  );
  const answer = await Promise.race([asked, after(PATIENCE)]);
  return answer ?? (await kept(request)) ?? (await asked) ?? Response.error();
}

/**
 * A page from the server, or the document without network. Who signed out without network is signed out at the server
 * first; until then no page is asked for with that login.
 */
async function page(request, halfDay) {
  const device = await readDevice(halfDay).catch(() => ({}));
  if (device.leaving && !(await signedOut(device.leaving))) return (await kept(SHELL)) ?? Response.error();
  const asked = fetch(request).catch(() => undefined);
  const answer = await (device.holds ? Promise.race([asked, after(PATIENCE)]) : asked);
  if (answer && (answer.status < 500 || !device.holds)) return answer;
  return (await kept(SHELL)) ?? answer ?? (await asked) ?? Response.error();
}

async function signedOut(address) {
  const answer = await fetch(address, { method: "POST", redirect: "manual" }).catch(() => undefined);
  if (!answer || (answer.type !== "opaqueredirect" && !answer.ok)) return false;
  await inStores("readwrite", ({ device }) => [device.delete("leaving")]);
  return true;
}

/**
 * `leaving`: the address of a sign-out that the server does not know of; `holds`: whether what is asked for is kept on
 * this device.
 */
async function readDevice(halfDay) {
  const [leaving, holds] =
    (await inStores("readonly", ({ device, copies }) => [
      device.get("leaving"),
      halfDay ? copies.count(halfDay) : copies.count(),
    ])) ?? [];
  return { leaving, holds: holds > 0 };
}

/**
 * Asks the storage that components/tablet/offline/kept-half-days.ts makes, opened once for all; undefined where it is
 * not there yet.
 */
function inStores(mode, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("permanences-half-days", 1);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const asking = opening.result.transaction(["device", "copies"], mode);
      const asked = ask({ device: asking.objectStore("device"), copies: asking.objectStore("copies") });
      asking.oncomplete = () => (resolve(asked.map(({ result }) => result)), opening.result.close());
      asking.onabort = () => (reject(asking.error), opening.result.close());
    };
  });
}
