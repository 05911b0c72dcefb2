import type { Lang } from '../shared/lang.js'
import type { SmsPurpose } from './sms.js'

export type SmsWords = { readonly code: string; readonly purpose: SmsPurpose; readonly minutes: number; readonly language: Lang }

/** The wording of a message. It says what the code is for, so that whoever is talked into passing it on can tell. */
export function smsText({ code, purpose, minutes, language }: SmsWords): string {
  switch (language) {
    case 'zh':
      return `【密保客服台】${code} 是您的验证码，${minutes} 分钟内有效，${chinesePurpose(purpose)}。请不要告诉任何人，客服也不会向您索要。（模拟短信）`
    case 'en':
      return `[Mibao Desk] ${code} is your code, good for ${minutes} minutes. ${englishPurpose(purpose)} Keep it to yourself: nobody from support will ask you to pass it on. (Simulated message)`
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
