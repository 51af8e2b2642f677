// Passkeys: the browser speaks in bytes, the server in JSON. Newer browsers can translate by
// themselves; the phones of the people we write for often cannot, so all take this one way.
import { toBytes, toText } from "./device-key.js";

const ANSWERS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

export const supported = Boolean(globalThis.PublicKeyCredential && navigator.credentials);

const withBytes = (each) => ({ ...each, id: toBytes(each.id) });

const inBytes = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  ...(options.user && { user: withBytes(options.user) }),
  ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map(withBytes) }),
  ...(options.allowCredentials && { allowCredentials: options.allowCredentials.map(withBytes) }),
});

const inText = (made) => ({
  id: made.id,
  rawId: toText(made.rawId),
  type: made.type,
  authenticatorAttachment: made.authenticatorAttachment ?? undefined,
  clientExtensionResults: made.getClientExtensionResults(),
  response: Object.fromEntries(
    ANSWERS.filter((name) => made.response[name]).map((name) => [name, toText(made.response[name])]),
  ),
});

export const create = async (options) =>
  inText(await navigator.credentials.create({ publicKey: inBytes(options) }));

export const get = async (options, more) =>
  inText(await navigator.credentials.get({ publicKey: inBytes(options), ...more }));
