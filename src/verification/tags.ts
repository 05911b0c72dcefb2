import type { Deps } from './deps.js'
import { sameTag } from './secrets.js'

/** What a typed code is tried as. */
export type TagKind = 'sms' | 'possession' | 'dynamic'

/**
 * Turns a typed code into what may be stored: one tag for each thing that it may be tried as, in a fixed order. Where nothing is open
 * the tag is made all the same, so that neither its form nor the work tells. A tag fits the challenge that was the latest when it was made.
 */
export async function tagOf({ store, secrets }: Deps, conversation: string, typedCode: string): Promise<string> {
  const sms = await store.latestId(conversation, 'sms')
  const possession = await store.latestId(conversation, 'possession')
  return [
    secrets.derive('tag', sms ?? 'none', typedCode),
    secrets.derive('tag', possession ?? 'none', typedCode),
    dynamicTag(secrets, conversation, typedCode),
  ].join('.')
}

/** Whether the code behind the tag is the one that was sent for this challenge. */
export function tagFits(
  secrets: Deps['secrets'],
  tag: string,
  challenge: { readonly id: string; readonly salt: string },
  kind: 'sms' | 'possession',
): boolean {
  return sameTag(partOf(tag, kind), secrets.derive('tag', challenge.id, secrets.codeOf(challenge.salt)))
}

/** A dynamic code belongs to no challenge, so its tag hangs on the conversation. */
export function dynamicTagFits(secrets: Deps['secrets'], tag: string, conversation: string, code: string): boolean {
  return sameTag(partOf(tag, 'dynamic'), dynamicTag(secrets, conversation, code))
}

function dynamicTag(secrets: Deps['secrets'], conversation: string, code: string): string {
  return secrets.derive('dynamic_tag', conversation, code)
}

function partOf(tag: string, kind: TagKind): string {
  const [sms = '', possession = '', dynamic = ''] = tag.split('.')
  switch (kind) {
    case 'sms':
      return sms
    case 'possession':
      return possession
    case 'dynamic':
      return dynamic
  }
}
