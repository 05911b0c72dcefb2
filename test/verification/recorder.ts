import type { Deps } from '../../src/verification/deps.js'
import type { VerificationStore } from '../../src/verification/store.js'

type Outside = Pick<Deps, 'store' | 'accounts' | 'sms'>

/** Puts `around` in the way of every call that leaves this room. */
export function intercepted(
  { store, accounts, sms }: Outside,
  around: <Answer>(name: string, call: () => Promise<Answer>) => Promise<Answer>,
): Outside {
  return {
    store: interceptedStore(store, around),
    accounts: {
      contactOf: (account) => around('accounts.contactOf', () => accounts.contactOf(account)),
      faceResult: (account) => around('accounts.faceResult', () => accounts.faceResult(account)),
    },
    sms: { send: (message) => around('sms.send', () => sms.send(message)) },
  }
}

function interceptedStore(
  store: VerificationStore,
  around: <Answer>(name: string, call: () => Promise<Answer>) => Promise<Answer>,
): VerificationStore {
  return {
    claim: (claim) => around('claim', () => store.claim(claim)),
    keep: (key, result) => around('keep', () => store.keep(key, result)),
    spend: (spending) => around('spend', () => store.spend(spending)),
    look: (budget, at) => around('look', () => store.look(budget, at)),
    open: (challenge) => around('open', () => store.open(challenge)),
    challenge: (id) => around('challenge', () => store.challenge(id)),
    latest: (of) => around('latest', () => store.latest(of)),
    latestId: (conversation, method) => around('latestId', () => store.latestId(conversation, method)),
    accept: (acceptance) => around('accept', () => store.accept(acceptance)),
    lock: (id) => around('lock', () => store.lock(id)),
    proofEnd: (of) => around('proofEnd', () => store.proofEnd(of)),
    dropProofs: (conversation) => around('dropProofs', () => store.dropProofs(conversation)),
    forgetConversation: (conversation) => around('forgetConversation', () => store.forgetConversation(conversation)),
    forgetBefore: (at) => around('forgetBefore', () => store.forgetBefore(at)),
    reset: (accountHash) => around('reset', () => store.reset(accountHash)),
  }
}
