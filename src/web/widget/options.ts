export type Theme = 'auto' | 'light' | 'dark'

/** What the page that embeds the widget decides, from the `data-` attributes of the script or of the element. */
export type Options = {
  readonly server: string
  readonly siteKey: string
  /** Names one of several widgets on a site; each name has its own conversation. */
  readonly conversation: string
  readonly locale: string
  readonly open: boolean
  readonly launcher: boolean
}

export function readOptions(attribute: (name: string) => string | null, scriptOrigin: string): Options {
  return {
    server: attribute('data-server') ?? scriptOrigin,
    siteKey: attribute('data-site-key') ?? '',
    conversation: attribute('data-conversation') ?? '',
    locale: attribute('data-locale') ?? 'auto',
    open: isOn(attribute('data-open')),
    launcher: isOn(attribute('data-launcher')),
  }
}

/** Where this widget remembers its conversation. */
export function memoryKey(options: Options): string {
  return ['mibao', options.server, options.siteKey, options.conversation].join('|')
}

function isOn(value: string | null): boolean {
  return value !== null && value !== 'false'
}
