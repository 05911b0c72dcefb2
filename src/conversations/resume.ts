import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Migration } from '../storage/migrations.js'

/** Whose conversation a secret brings back. */
export type Resumable = { readonly conversation: string; readonly user: string; readonly site: string }
export type Resumed = Resumable & { readonly secret: string }

/**
 * Secrets by which a person comes back to a conversation: 128 bits, kept as a digest, good for 7 days on their own site.
 * Each use gives a new one; the one before stays good until a new one is used, so that a lost answer locks nobody out.
 */
export type Resumes = {
  issue(whose: Resumable, at: number): Promise<string>
  /** Null for a secret that is unknown, ended, replaced, or of another site. */
  use(secret: string, site: string, at: number): Promise<Resumed | null>
  end(conversation: string): Promise<void>
}

/** `parent` is the digest of the secret that this one was given for; null for the first. */
type Kept = Resumable & { readonly digest: string; readonly parent: string | null; readonly expiresAt: number }
/** What keeps the rows; each call is one change of its own, and stopping between two of them loses no secret in use. */
type ResumeRows = {
  add(row: Kept): Promise<void>
  find(digest: string): Promise<Kept | null>
  /** Removes every secret of the conversation but this one and those given for it. */
  keepOnly(conversation: string, digest: string): Promise<void>
  removeExpired(conversation: string, at: number): Promise<void>
  removeAll(conversation: string): Promise<void>
}

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
const newSecret = (): string => randomBytes(16).toString('base64url')

function resumesOn(rows: ResumeRows): Resumes {
  async function give(whose: Resumable, parent: string | null, at: number): Promise<string> {
    const secret = newSecret()
    await rows.add({ ...whose, digest: digestOf(secret), parent, expiresAt: at + LIFETIME_MS })
    return secret
  }

  return {
    async issue({ conversation, user, site }, at) {
      await rows.removeExpired(conversation, at)
      return give({ conversation, user, site }, null, at)
    },
    async use(secret, site, at) {
      const digest = digestOf(secret)
      const found = await rows.find(digest)
      if (!found || found.site !== site || found.expiresAt <= at) return null
      await rows.keepOnly(found.conversation, digest)
      const whose = { conversation: found.conversation, user: found.user, site }
      return { ...whose, secret: await give(whose, digest, at) }
    },
    end: (conversation) => rows.removeAll(conversation),
  }
}

/** Keeps the secrets as long as the process lives. */
export function memoryResumes(): Resumes {
  const rows = new Map<string, Kept>()
  const remove = (conversation: string, isMeant: (row: Kept) => boolean): void => {
    for (const row of rows.values()) if (row.conversation === conversation && isMeant(row)) rows.delete(row.digest)
  }
  return resumesOn({
    add: async (row) => void rows.set(row.digest, row),
    find: async (digest) => rows.get(digest) ?? null,
    keepOnly: async (conversation, digest) => remove(conversation, (row) => row.digest !== digest && row.parent !== digest),
    removeExpired: async (conversation, at) => remove(conversation, (row) => row.expiresAt <= at),
    removeAll: async (conversation) => remove(conversation, () => true),
  })
}

type Tables = {
  readonly resume: {
    readonly digest: string
    readonly parent: string | null
    readonly conversation: string
    readonly user_id: string
    readonly site: string
    /** `pg` gives 8-byte integers as strings. */
    readonly expires_at: number | string
  }
}

/** Deleted together with the conversation that they belong to. */
export const resumeMigrations: readonly Migration[] = [{ id: 'resume_0001', up: createTable }]

async function createTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('resume')
    .addColumn('digest', 'text', (column) => column.primaryKey().notNull())
    .addColumn('parent', 'text')
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversation.id').onDelete('cascade'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('site', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('resume_by_conversation').on('resume').column('conversation').execute()
}

/** Keeps the secrets in the database whose tables `resumeMigrations` made; a secret can only be given for a conversation that is stored. */
export function sqlResumes(untyped: Kysely<unknown>): Resumes {
  const db = untyped.withTables<Tables>()
  return resumesOn({
    async add({ digest, parent, conversation, user, site, expiresAt }) {
      await db.insertInto('resume').values({ digest, parent, conversation, user_id: user, site, expires_at: expiresAt }).execute()
    },
    async find(digest) {
      const row = await db.selectFrom('resume').selectAll().where('digest', '=', digest).executeTakeFirst()
      if (!row) return null
      const { parent, conversation, site } = row
      return { digest, parent, conversation, site, user: row.user_id, expiresAt: Number(row.expires_at) }
    },
    async keepOnly(conversation, digest) {
      await db
        .deleteFrom('resume')
        .where('conversation', '=', conversation)
        .where('digest', '<>', digest)
        .where((where) => where.or([where('parent', 'is', null), where('parent', '<>', digest)]))
        .execute()
    },
    async removeExpired(conversation, at) {
      await db.deleteFrom('resume').where('conversation', '=', conversation).where('expires_at', '<=', at).execute()
    },
    async removeAll(conversation) {
      await db.deleteFrom('resume').where('conversation', '=', conversation).execute()
    },
  })
}
