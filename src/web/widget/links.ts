/** Official pages that a reply may link to. Exact hosts: below qq.com there are also pages that anybody can fill. */
const OFFICIAL_HOSTS: ReadonlySet<string> = new Set(['aq.qq.com', 'kf.qq.com', 'im.qq.com', 'safe.qq.com', 'accounts.qq.com'])

/** The address to link to, or undefined when it must stay plain text. */
export function allowedHref(raw: string): string | undefined {
  if (!URL.canParse(raw)) return undefined
  const url = new URL(raw)
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
  return isPlain && OFFICIAL_HOSTS.has(url.hostname) ? url.href : undefined
}
