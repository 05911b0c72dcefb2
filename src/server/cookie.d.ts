declare module 'cookie' {
  export function parse(header: string): Readonly<Record<string, string | undefined>>
}
