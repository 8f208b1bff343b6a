export interface PushWords {
  done: string;
  denied: string;
  unsupported: string;
  failed: string;
}

/** What the page runs: asks the browser for a subscription and hands it over with the page's token. */
export const pushScript = (publicKey: string, token: string, words: PushWords): string => `
const given = ${scriptJson({ publicKey, token, words })};
const text = document.getElementById("text");
const button = document.getElementById("go");
const say = (words) => { text.textContent = words; };
const keyBytes = Uint8Array.from(
  atob(given.publicKey.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
  say(given.words.unsupported);
  button.disabled = true;
}
button.addEventListener("click", async () => {
  button.disabled = true;
  try {
    if (await Notification.requestPermission() !== "granted") {
      say(given.words.denied);
      button.disabled = false;
      return;
    }
    const registration = await navigator.serviceWorker.register("/push/worker.js", { scope: "/push/" });
    await new Promise((resolve) => {
      const worker = registration.active || registration.waiting || registration.installing;
      if (registration.active) return resolve();
      worker.addEventListener("statechange", () => { if (worker.state === "activated") resolve(); });
    });
    const subscription = await registration.pushManager.subscribe(
      { userVisibleOnly: true, applicationServerKey: keyBytes });
    const answer = await fetch("/push/subscribe", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: given.token, subscription }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    say(given.words.done);
    button.remove();
  } catch {
    say(given.words.failed);
    button.disabled = false;
  }
});
`;

/** JSON that can't end the script it stands in. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** The service worker: shows what comes, and opens the link of what is tapped. */
export const pushWorker = `
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => {
  const { title, body, url, language } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, lang: language, data: { url } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data;
  if (url) event.waitUntil(self.clients.openWindow(url));
});
`;
