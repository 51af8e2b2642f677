// Keeps public files, help and the offline page. A personal page is never kept.
// Shows reminders, whose words come ready from the server.

const CACHE = {{ ("public-" ~ version)|tojson }};
const FILES = {{ files|tojson }};
const PAGES = {{ [link("pwa.offline"), link("pages.help_now")]|tojson }};
const STATIC = {{ static|tojson }};
// For a message without words of its own: they are ready in each language.
const TITLE = {{ app_name|tojson }};
const WORDS = {{ words|tojson }};
const [OFFLINE, HELP] = PAGES;
const PATIENCE = 8_000; // ms
const HOUR = 3_600_000; // ms

const kept = async (url) => (await caches.open(CACHE)).match(url, { ignoreVary: true });

// -- install: the fixed list, and nothing else

// Files carry their hash and are here already; pages have to be fresh, and as strangers see them.
const keepPages = async (reader) => {
  const fresh = async (url) => {
    const answer = await fetch(reader ? `${url}?${reader}` : url, { cache: "reload", credentials: "omit" });
    if (!answer.ok) throw new Error(url);
    return [url, answer];
  };
  const answers = await Promise.all(PAGES.map(fresh));
  const cache = await caches.open(CACHE);
  for (const [url, answer] of answers) await cache.put(url, answer);
};

// Language, letters and colours, as the open page has said them.
const readerOf = (answer) => answer?.url.split("?")[1];
const languageOf = (answer) => readerOf(answer)?.match(/^language=(\w+)/)?.[1];

self.addEventListener("install", (event) => {
  // A newer worker goes on for the reader of the one before.
  const before = async () => readerOf(await caches.match(HELP, { ignoreVary: true }));
  // It waits until the app is closed: Chromium lets a page that is just being opened hang for ever
  // when its worker is replaced at that moment.
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await Promise.all([cache.addAll(FILES), keepPages(await before())]);
    })(),
  );
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

// -- reader: each page says how it is read; what is kept follows it and is an hour old at most

self.addEventListener("message", (event) => {
  const follow = async (reader) => {
    const help = await kept(HELP);
    const isFresh = help && Date.now() - Date.parse(help.headers.get("date")) < HOUR;
    if (!isFresh || readerOf(help) !== reader) await keepPages(reader);
  };
  event.waitUntil(follow(event.data).catch(() => {})); // without a network: next time
});

// -- fetch: files from the cache, pages from the network, the offline page when there is none

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

const ready = async () => {
  const help = await kept(HELP).catch(() => undefined);
  return WORDS[languageOf(help)] ?? WORDS.de;
};

self.addEventListener("push", (event) => {
  const show = async () => {
    const [told, words] = [read(event.data) ?? {}, await ready()];
    await self.registration.showNotification(told.title ?? TITLE, {
      body: told.body ?? words.body,
      lang: told.lang ?? words.lang,
      dir: told.dir ?? words.dir,
      tag: told.tag ?? "",
      icon: {{ icon|tojson }},
      silent: true,
      data: { url: told.navigate ?? "/" },
    });
  };
  event.waitUntil(show());
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
