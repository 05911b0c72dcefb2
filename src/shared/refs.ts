/** A vault reference is `kind:hmac:mask`: only its last part may be shown. */
export const isVaultRef = (value: string): boolean => /^(qq|phone|piece):[^:]+:[^:]*$/.test(value)

/** What may be shown of a slot's value: the mask of a reference, stars for the tag of a code, anything else as it is. */
export function shownValue(value: string): string {
  if (isVaultRef(value)) return value.slice(value.lastIndexOf(':') + 1)
  return value.startsWith('code:') ? '******' : value
}
