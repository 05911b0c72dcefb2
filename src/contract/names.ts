/** Lists that pages need too, without the schemas around them. */
export const EXPORTS = ['transcript', 'json', 'text', 'replay'] as const
export type ExportFormat = (typeof EXPORTS)[number]
export const REVEALED = ['account_id', 'new_phone'] as const
