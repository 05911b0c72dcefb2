/** Input methods report the key that confirms a candidate with this code, in Safari even when `isComposing` is already false. */
const HANDLED_BY_INPUT_METHOD = 229

export type KeyPressed = { readonly key: string; readonly shiftKey: boolean; readonly isComposing: boolean; readonly keyCode: number }

/** Whether this keydown sends the message: Enter, but neither Shift+Enter nor the Enter that picks a Chinese candidate. */
export function sendsOnEnter(event: KeyPressed): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== HANDLED_BY_INPUT_METHOD
}
