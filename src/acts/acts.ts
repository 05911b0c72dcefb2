import { accountActs, bindPhone, verifyNewPhone } from './accountActs.js'
import type { Act } from './act.js'
import { checkFace, sendOwnershipCode, sendPossessionCode, tryDynamicCode, tryOwnershipCode, tryPossessionCode } from './ownershipActs.js'

/** Every act that a dialog may ask for. */
export const acts: Readonly<Record<string, Act>> = {
  ...accountActs,
  bind_phone: bindPhone,
  verify_new_phone: verifyNewPhone,
  send_ownership_code: sendOwnershipCode,
  try_ownership_code: tryOwnershipCode,
  try_dynamic_code: tryDynamicCode,
  check_face: checkFace,
  send_possession_code: sendPossessionCode,
  try_possession_code: tryPossessionCode,
}
