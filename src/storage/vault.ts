import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { maskValue } from './maskValue.js'
import type { VaultRow } from './records.js'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** First byte of every ciphertext, so that another way of sealing can be told apart one day. */
const FORMAT = 1
const KIND = /^[a-z][a-z_]*$/

export type Sealer = {
  /** `kind:hmac:mask`; the same value has the same ref within a conversation and another one elsewhere. Only the mask may be shown. */
  ref(conversation: string, kind: string, value: string): string
  seal(ref: string, kind: string, value: string): VaultRow
  /** Throws when the row was changed, or sealed with another key. */
  open(row: VaultRow): string
  /** The same for the same value everywhere, so that conversations can be compared without the value. */
  hash(kind: string, value: string): string
}

/** Seals the values that the job needs (account numbers, phones) with a key of 32 bytes. */
export function sealer(key: Uint8Array): Sealer {
  if (key.length !== KEY_BYTES) throw new Error(`the vault's key must have ${KEY_BYTES} bytes, not ${key.length}`)
  const sealing = subkey(key, 'seal')
  const refs = subkey(key, 'ref')
  const hashes = subkey(key, 'hash')
  return {
    ref(conversation, kind, value) {
      if (!KIND.test(kind)) throw new Error(`"${kind}" is no kind of value`)
      return `${kind}:${mac(refs, [conversation, kind, value]).slice(0, 16)}:${maskValue(kind, value)}`
    },
    seal: (ref, kind, value) => ({ ref, kind, ciphertext: encrypt(sealing, bound(ref, kind), value) }),
    open: (row) => decrypt(sealing, row),
    hash: (kind, value) => mac(hashes, [kind, value]),
  }
}

/** One key a purpose, so that nothing learnt from one use helps with another. */
const subkey = (key: Uint8Array, purpose: string): Uint8Array => new Uint8Array(hkdfSync('sha256', key, '', `mibao vault ${purpose}`, KEY_BYTES))

/** JSON keeps the parts apart: "1","23" is not "12","3". */
const mac = (key: Uint8Array, parts: readonly string[]): string => createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex')

/** A ciphertext opens only in the row that it was sealed for. */
const bound = (ref: string, kind: string): Buffer => Buffer.from(JSON.stringify([ref, kind]))

function encrypt(key: Uint8Array, aad: Buffer, value: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad)
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), text]))
}

function decrypt(key: Uint8Array, { ref, kind, ciphertext }: VaultRow): string {
  if (ciphertext[0] !== FORMAT || ciphertext.length < 1 + NONCE_BYTES + TAG_BYTES) throw new Error(`the vault row ${ref} is not in a known format`)
  const nonce = ciphertext.subarray(1, 1 + NONCE_BYTES)
  const tag = ciphertext.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(bound(ref, kind)).setAuthTag(tag)
  const text = decipher.update(ciphertext.subarray(1 + NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch (fault) {
    throw new Error(`the vault row ${ref} was changed, or sealed with another key`, { cause: fault })
  }
}
