/** The number that the page's policy lets styles through by. */
export const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''

/** Ant Design gives its own styles the number but not the two that measure scroll bars (`@rc-component/util` getScrollBarSize, `portal` useScrollLocker). */
const create = document.createElement.bind(document)
document.createElement = (tag: string, options?: ElementCreationOptions) => {
  const element = create(tag, options)
  if (element instanceof HTMLStyleElement) element.nonce = nonce
  return element
}
