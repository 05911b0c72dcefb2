import type { Lang } from '../shared/lang.js'
import type { SmsPurpose } from './sms.js'

export type SmsWords = { readonly code: string; readonly purpose: SmsPurpose; readonly minutes: number; readonly language: Lang }

/** The wording of a message. It says what the code is for, so that whoever is talked into passing it on can tell. */
export function smsText({ code, purpose, minutes, language }: SmsWords): string {
  switch (language) {
    case 'zh':
      return `【密保客服台】${code} 是您的验证码，${minutes} 分钟内有效，${chinesePurpose(purpose)}。只在您自己发起的这次对话里填写，不要转发或念给任何人。（模拟短信）`
    case 'en':
      return `[Mibao Desk] ${code} is your code, good for ${minutes} minutes. ${englishPurpose(purpose)} Enter it only in the conversation that you began yourself, and pass it on to nobody. (Simulated message)`
  }
}

function chinesePurpose(purpose: SmsPurpose): string {
  switch (purpose) {
    case 'ownership':
      return '用来确认账号是您本人的'
    case 'possession':
      return '用来确认这个手机号是您本人在用'
  }
}

function englishPurpose(purpose: SmsPurpose): string {
  switch (purpose) {
    case 'ownership':
      return 'It confirms that the account is yours.'
    case 'possession':
      return 'It confirms that this phone number is yours.'
  }
}
