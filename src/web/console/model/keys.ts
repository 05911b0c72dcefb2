export type Pressed = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
  readonly keyCode: number
  /** Where the key goes: what kind of element has the focus. */
  readonly target: { readonly tag: string; readonly editable: boolean }
}

/** Keys of a Chinese input method belong to it; 229 is what some browsers say while it works. */
export const isComposing = ({ isComposing, keyCode }: Pick<Pressed, 'isComposing' | 'keyCode'>): boolean => isComposing || keyCode === 229

const TYPING: ReadonlySet<string> = new Set(['INPUT', 'TEXTAREA', 'SELECT'])

/** The shortcut of a key press, or null while somebody types or composes, or means the browser. */
export function shortcutOf(pressed: Pressed): string | null {
  const { key, target } = pressed
  if (isComposing(pressed) || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null
  if (target.editable || TYPING.has(target.tag)) return null
  // Enter on a button presses the button.
  if (key === 'Enter' && (target.tag === 'BUTTON' || target.tag === 'A')) return null
  return key.length === 1 ? key.toLowerCase() : key
}

export const sends = (pressed: Pick<Pressed, 'key' | 'isComposing' | 'keyCode'> & { readonly shiftKey: boolean }): boolean =>
  pressed.key === 'Enter' && !pressed.shiftKey && !isComposing(pressed)
