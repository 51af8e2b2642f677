// Keeps public files, help and the offline page. A personal page is never kept.
// Shows reminders, whose words come ready from the server.

const CACHE = {{ ("public-" ~ version)|tojson }};
const FILES = {{ files|tojson }};
const PAGES = {{ [link("pwa.offline"), link("pages.help_now")]|tojson }};
const STATIC = {{ static|tojson }};
const [OFFLINE, HELP] = PAGES;
const LANGUAGE = {{ language.code|tojson }};
const PATIENCE = 8_000; // ms

// -- install: the fixed list, and nothing else

self.addEventListener("install", (event) => {
  // Files carry their hash and are here already; pages have to be fresh, and as strangers see them.
  const fresh = async (cache, url) => {
    const asked = `${url}?language=${LANGUAGE}`;
    const answer = await fetch(asked, { cache: "reload", credentials: "omit" });
    if (!answer.ok) throw new Error(url);
    await cache.put(url, answer);
  };
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await Promise.all([cache.addAll(FILES), ...PAGES.map((url) => fresh(cache, url))]);
    })(),
  );
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name !== CACHE) await caches.delete(name);
      }
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

// -- fetch: files from the cache, pages from the network, the offline page when there is none

const kept = async (url) => (await caches.open(CACHE)).match(url, { ignoreVary: true });

const file = async (request) => (await kept(request.url)) ?? fetch(request);

const page = async (event, path) => {
  try {
    const late = new Promise((_, give) => setTimeout(() => give(new Error("late")), PATIENCE));
    const answer = (async () => (await event.preloadResponse) ?? fetch(event.request))();
    return await Promise.race([answer, late]);
  } catch {
    return (await kept(path === HELP ? HELP : OFFLINE)) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url.pathname));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(file(request));
});

// -- push: always shows something, and never more than what came

const read = (data) => {
  try {
    return data.json().notification;
  } catch {
    return undefined;
  }
};

self.addEventListener("push", (event) => {
  const told = read(event.data) ?? {};
  const title = told.title ?? {{ app_name|tojson }};
  event.waitUntil(
    self.registration.showNotification(title, {
      body: told.body ?? {{ _("Es ist etwas Neues für Sie da.")|tojson }},
      lang: told.lang ?? {{ language.tag|tojson }},
      dir: told.dir ?? {{ language.direction|tojson }},
      tag: told.tag ?? "",
      icon: {{ icon|tojson }},
      silent: true,
      data: { url: told.navigate ?? "/" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(
    (async () => {
      const [open] = await self.clients.matchAll({ type: "window" });
      if (!open) return self.clients.openWindow(url.href);
      await open.focus();
      return open.navigate(url.href);
    })(),
  );
});
