/** Puts a text into the input of the chat; the person still decides whether to send it. */
export function fillChat(text: string): void {
  window.MibaoDesk?.('draft', text)
}

declare global {
  interface Window {
    MibaoDesk?: ((...command: readonly unknown[]) => void) | undefined
  }
}
