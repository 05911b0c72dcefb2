import type { CreateTableBuilder } from 'kysely'
import type { Dialect, Migration } from '../storage/migrations.js'

export const reviewMigrations: readonly Migration[] = [
  {
    id: 'review_0001',
    async up(db, dialect) {
      const int = dialect === 'sqlite' ? 'integer' : 'bigint'
      await db.schema
        .createTable('review')
        .addColumn('conversation', 'text', (c) => c.primaryKey().notNull().references('conversation.id').onDelete('cascade'))
        .addColumn('reviewed', int, (c) => c.notNull())
        .addColumn('tags', 'text', (c) => c.notNull())
        .addColumn('version', int, (c) => c.notNull())
        .execute()
      await numbered(db.schema.createTable('conversation_note'), dialect)
        .addColumn('conversation', 'text', (c) => c.notNull().references('conversation.id').onDelete('cascade'))
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('agent', 'text', (c) => c.notNull())
        .addColumn('at', int, (c) => c.notNull())
        .execute()
      await db.schema.createIndex('conversation_note_by_conversation').on('conversation_note').column('conversation').execute()
    },
  },
  {
    id: 'review_0002',
    async up(db, dialect) {
      const int = dialect === 'sqlite' ? 'integer' : 'bigint'
      await numbered(db.schema.createTable('suggestion'), dialect)
        .addColumn('conversation', 'text', (c) => c.notNull().references('conversation.id').onDelete('cascade'))
        .addColumn('input_id', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('taken', 'text')
        .addColumn('intent', 'text', (c) => c.notNull())
        .addColumn('agent', 'text', (c) => c.notNull())
        .addColumn('at', int, (c) => c.notNull())
        .addUniqueConstraint('suggestion_once', ['conversation', 'input_id'])
        .execute()
      await numbered(db.schema.createTable('desk_view'), dialect)
        .addColumn('agent', 'text', (c) => c.notNull())
        .addColumn('page', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('filters', 'text', (c) => c.notNull())
        .addColumn('shared', int, (c) => c.notNull())
        .addColumn('at', int, (c) => c.notNull())
        .execute()
    },
  },
]

function numbered(table: CreateTableBuilder<string, never>, dialect: Dialect): CreateTableBuilder<string, 'id'> {
  return dialect === 'sqlite'
    ? table.addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', (c) => c.primaryKey().generatedAlwaysAsIdentity())
}
