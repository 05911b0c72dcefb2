/** Whether a page at `origin` may talk to us: pages of our own host always, others as configured; `*` allows all. */
export function isAllowedOrigin(origin: string, host: string | undefined, allowed: readonly string[]): boolean {
  if (allowed.includes('*') || allowed.includes(origin)) return true
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
