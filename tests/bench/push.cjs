// npm's web-push, measured by push.py: the first line says what to send, each further one how many.
"use strict";
const { Agent } = require("node:https");
const lines = require("node:readline").createInterface({ input: process.stdin });
const webpush = require("web-push");

let given, options;

async function send(count) {
  let next = 0;
  const one = async () => {
    for (let number = next++; number < count; number = next++) {
      await webpush.sendNotification(given.phones[number % given.phones.length], given.text, options);
    }
  };
  await Promise.all(Array.from({ length: Math.min(given.at_once, count) }, one));
}

lines.on("line", async (line) => {
  if (!given) {
    given = JSON.parse(line);
    options = {
      vapidDetails: { subject: given.contact, publicKey: given.public, privateKey: given.private },
      TTL: 3600,
      agent: new Agent({ keepAlive: true, maxSockets: given.at_once, ca: given.authority }),
    };
    console.log("ready");
    return;
  }
  try {
    await send(Number(line));
    console.log("sent");
  } catch (error) {
    console.log("failed", error.statusCode ?? error.code);
  }
});
