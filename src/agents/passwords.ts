import argon2 from 'argon2'

/** OWASP's figures for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export type Passwords = {
  hash(password: string): Promise<string>
  /** With null for somebody who does not exist: the same work, and never right. */
  isRight(password: string, hash: string | null): Promise<boolean>
}

export function argonPasswords(): Passwords {
  let stranger: Promise<string> | null = null
  return {
    hash: (password) => argon2.hash(password, OPTIONS),
    async isRight(password, hash) {
      stranger ??= argon2.hash('nobody has this password', OPTIONS)
      const isSame = await argon2.verify(hash ?? (await stranger), password)
      return hash !== null && isSame
    },
  }
}
