import type { Kysely } from 'kysely'
import type { Migration } from '../storage/migrations.js'

/** The tables of this room, in both dialects; the storage runs them with its own. */
export const verificationMigrations: readonly Migration[] = [{ id: 'verification_0001', up: createTables }]

async function createTables(db: Kysely<unknown>): Promise<void> {
  await createChallenges(db)
  await db.schema
    .createTable('verification_effect')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('result', 'text')
    .execute()
  await db.schema.createIndex('verification_effect_conversation').on('verification_effect').column('conversation').execute()
  // Two parallel spendings compute the same `nth`; the primary key lets one of them through.
  await db.schema
    .createTable('verification_spend')
    .addColumn('bucket', 'text', (column) => column.notNull())
    .addColumn('nth', 'bigint', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('account_hash', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('verification_spend_nth', ['bucket', 'nth'])
    .addUniqueConstraint('verification_spend_once', ['bucket', 'key'])
    .execute()
  await db.schema.createIndex('verification_spend_window').on('verification_spend').columns(['bucket', 'at']).execute()
  await db.schema.createIndex('verification_spend_account').on('verification_spend').column('account_hash').execute()
}

async function createChallenges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('verification_challenge')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('account_hash', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('number_hash', 'text', (column) => column.notNull())
    .addColumn('salt', 'text', (column) => column.notNull())
    .addColumn('sham', 'integer', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('closes_at', 'bigint', (column) => column.notNull())
    .addColumn('locked', 'integer', (column) => column.notNull())
    .addColumn('accepted_key', 'text')
    .addColumn('proof_ends_at', 'bigint')
    .execute()
  await db.schema.createIndex('verification_challenge_latest').on('verification_challenge').columns(['conversation', 'method', 'opened_at']).execute()
  await db.schema.createIndex('verification_challenge_account').on('verification_challenge').column('account_hash').execute()
}
