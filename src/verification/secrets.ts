import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What follows from the server key alone: the same words always give the same value, and nobody without the key can compute it. */
export type Secrets = {
  /** 128 bits in hex for these words. */
  derive(label: string, ...words: readonly string[]): string
  /** The six digits that belong to a salt. */
  codeOf(salt: string): string
  /** A base32 secret for an account that has none, so that the same work is done on it. */
  shamDynamicSecret(accountHash: string): string
}

const LEAST_KEY_BYTES = 32
const CODES = 1_000_000
/** Words from here on would make the low codes likelier than the others. */
const UNBIASED_BELOW = Math.floor(2 ** 32 / CODES) * CODES
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function keyedSecrets(serverKey: Uint8Array): Secrets {
  if (serverKey.length < LEAST_KEY_BYTES) throw new Error(`server key: expected at least ${LEAST_KEY_BYTES} bytes, got ${serverKey.length}`)
  // JSON keeps the borders between words, so that ("a", "bc") and ("ab", "c") differ.
  const mac = (...words: readonly string[]): Buffer => createHmac('sha256', serverKey).update(JSON.stringify(words)).digest()
  return {
    derive: (label, ...words) =>
      mac(label, ...words)
        .toString('hex')
        .slice(0, 32),
    codeOf: (salt) => unbiasedCode((block) => mac('code', salt, String(block))),
    shamDynamicSecret: (accountHash) => Array.from(mac('sham_dynamic_secret', accountHash), (byte) => BASE32[byte % 32]).join(''),
  }
}

/** Compares in a time that tells nothing about where the two differ, whatever their lengths. */
export function sameTag(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
}

/** Takes the first 32-bit word that every code is equally likely from; one block of eight fails once in 10^29. */
function unbiasedCode(blockAt: (block: number) => Buffer): string {
  for (let block = 0; ; block++) {
    const bytes = blockAt(block)
    for (let offset = 0; offset < bytes.length; offset += 4) {
      const word = bytes.readUInt32BE(offset)
      if (word < UNBIASED_BELOW) return String(word % CODES).padStart(6, '0')
    }
  }
}
